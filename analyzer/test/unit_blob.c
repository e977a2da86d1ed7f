/* The binary form of the IR: what is written reads back whole, what is damaged is
 * refused or harmless. */
#include "base/file.h"
#include "ir/blob.h"
#include "ir/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Blobs {
    Arena *arena;
    Intern *intern;
} Blobs;

static int open_arenas(void **state)
{
    Arena *arena = arena_new();
    Blobs *b = ARENA_NEW(arena, Blobs);
    *b = (Blobs){ arena, intern_new() };
    *state = b;
    return 0;
}

static int close_arenas(void **state)
{
    Blobs *b = *state;
    intern_free(b->intern);
    arena_free(b->arena);
    return 0;
}

static Str printed(Blobs *b, const Unit *unit)
{
    StrBuf out = strbuf_in(b->arena);
    text_print(&out, unit);
    return strbuf_str(&out);
}

static Unit *parsed(Blobs *b, Str text, const char *where)
{
    Err err = { 0 };
    Unit *unit = text_parse(b->arena, b->intern, text, where, &err);
    if (!unit)
        fail_msg("%s", err.text);
    return unit;
}

static Str written(Blobs *b, const Unit *unit)
{
    StrBuf out = strbuf_in(b->arena);
    blob_write(&out, unit);
    return strbuf_str(&out);
}

/* Opens a blob with its bodies read, as a whole unit again. */
static Unit *reopened(Blobs *b, Intern *intern, Str bytes)
{
    Err err = { 0 };
    Blob *blob = blob_open(b->arena, intern, files_new(b->arena), bytes, &err);
    if (!blob)
        fail_msg("%s", err.text);
    for (uint32_t i = 0; i < blob->unit->funcs.len; i++)
        assert_true(blob_body(blob, b->arena, i, &blob->unit->funcs.items[i]));
    return blob->unit;
}

/* One of everything that a unit can hold; the text form prints every field. */
static const char everything[] =
    "unit \"src/a.c\"\n"
    "file \"src/a.c\"\n"
    "file \"src/a.h\"\n"
    "annotation sessions_clear \"clear map:0\" @2:3:1-3:20\n"
    "noreturn die\n"
    "global unused: int @1:1:5-1:11\n"
    "global table: GHashTable* static @1:5:20-5:25\n"
    "global names: char* array 12 const @1:6:1-6:9\n"
    "func drop@src/a.c static header variadic pointer value noreturn @1:9:5-9:9 "
    "body @1:10:1-20:2\n"
    "  param h: GHashTable* @1:9:22-9:23\n"
    "  param n: int @1:9:30-9:31\n"
    "  var it: GHashTableIter record @1:11:3-11:5\n"
    "  var %1: gboolean temp\n"
    "  var p: Node** @1:12:3-12:4\n"
    "  b0:\n"
    "    call g_hash_table_iter_init(&it, h) @1:12:5-12:40\n"
    "    copy table = \"text\" @1:13:1-13:2\n"
    "    copy names[n] = fn:free @2:4:1-4:9\n"
    "    copy p->next->[3].f = -5\n"
    "    copy *p = ?\n"
    "    compute n = n - 1 @1:14:1-14:3\n"
    "    call %1 = [p->run](n, &it)\n"
    "    reinit it = 0\n"
    "    unknown h, -\n"
    "    switch n [1: b1, -2: b2] else b3 @1:15:1-15:2\n"
    "  b1: trip place n text \"n + 1\" index n leaves\n"
    "    if n < 7 then b1 else b2 @1:16:1-16:2\n"
    "  b2: trip array 10\n"
    "    if ? then b3 else b4\n"
    "  b3: trip const 3\n"
    "    return %1 @1:17:1-17:9\n"
    "  b4: trip unknown\n"
    "    goto b5\n"
    "  b5:\n"
    "    unreachable\n"
    "func other\n"
    "  b0:\n"
    "    call drop@src/a.c(table)\n"
    "    return fn:free\n";

static void every_field_comes_back(void **state)
{
    Blobs *b = *state;
    const Unit *unit = parsed(b, str_of(everything), "everything");
    Intern *fresh = intern_new(); /* other numbers for the same names */
    intern_text(fresh, "drop@src/a.c");
    const Unit *back = reopened(b, fresh, written(b, unit));
    Str was = printed(b, unit), is = printed(b, back);
    assert_string_equal(is.p, was.p);
    intern_free(fresh);
}

static void every_file_of_ir_comes_back(void **state)
{
    Blobs *b = *state;
    const char *root = getenv("SOURCE_DIR");
    const char *folder = path_join(b->arena, root ? root : ".", "testdata/ir");
    PathList files = { 0 };
    Err err = { 0 };
    assert_true(folder_list(b->arena, folder, ".ir", &files, &err));
    assert_true(files.len > 0);
    for (uint32_t i = 0; i < files.len; i++) {
        Str text;
        assert_true(file_read(b->arena, files.items[i], &text, &err));
        const Unit *unit = parsed(b, text, files.items[i]);
        Unit *back = reopened(b, b->intern, written(b, unit));
        Str was = printed(b, unit), is = printed(b, back);
        assert_string_equal(is.p, was.p);
    }
}

static void the_index_names_what_is_called(void **state)
{
    Blobs *b = *state;
    Err err = { 0 };
    Str bytes = written(b, parsed(b, str_of(everything), "everything"));
    Blob *blob = blob_open(b->arena, b->intern, files_new(b->arena), bytes, &err);
    assert_non_null(blob);
    const BlobFunc *drop = &blob->funcs[0], *other = &blob->funcs[1];
    assert_int_equal(blob->unit->funcs.items[0].blocks.len, 0);
    assert_int_equal(drop->callee_count, 2);
    assert_string_equal(sym_text(b->intern, drop->callees[0]),
                        "g_hash_table_iter_init");
    assert_string_equal(sym_text(b->intern, drop->callees[1]), "free");
    assert_int_equal(other->callee_count, 2);
    assert_string_equal(sym_text(b->intern, other->callees[0]), "drop@src/a.c");
}

/* The hash of a function is that of its own text: not of its neighbours, and not of
 * where its globals stand in their list. */
static void a_hash_is_of_one_body(void **state)
{
    Blobs *b = *state;
    static const char *const texts[] = {
        "unit \"a.c\"\nfile \"a.c\"\nglobal x: int\n"
        "func f\nb0:\ncopy x = 1 @1:1:1-1:2\nreturn\n",
        "unit \"a.c\"\nfile \"b.h\"\nfile \"a.c\"\nglobal y: int\nglobal x: int\n"
        "func g\nb0:\ncopy y = 2\nreturn\nfunc f\nb0:\ncopy x = 1 @2:1:1-1:2\nreturn\n",
        "unit \"a.c\"\nfile \"a.c\"\nglobal x: long\n"
        "func f\nb0:\ncopy x = 1 @1:1:1-1:2\nreturn\n",
    };
    Hash hash[ARRAY_LEN(texts)];
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        Err err = { 0 };
        Str bytes = written(b, parsed(b, str_of(texts[i]), "hash"));
        Blob *blob = blob_open(b->arena, b->intern, files_new(b->arena), bytes, &err);
        assert_non_null(blob);
        hash[i] = blob->funcs[blob->unit->funcs.len - 1].hash;
    }
    assert_true(hash_eq(hash[0], hash[1]));
    assert_false(hash_eq(hash[0], hash[2]));
}

static void units_share_a_table_of_files(void **state)
{
    Blobs *b = *state;
    Err err = { 0 };
    FileTable *files = files_new(b->arena);
    Blob *first = blob_open(
        b->arena, b->intern, files,
        written(b, parsed(b, str_of("unit \"a.c\"\nfile \"a.c\"\nfile \"h.h\"\n"), "")),
        &err);
    Blob *second = blob_open(
        b->arena, b->intern, files,
        written(b, parsed(b, str_of("unit \"b.c\"\nfile \"b.c\"\nfile \"h.h\"\n"), "")),
        &err);
    assert_non_null(first);
    assert_non_null(second);
    blob_refresh(first);
    assert_int_equal(first->unit->files.len, 4); /* none, a.c, h.h, b.c */
    assert_string_equal(sym_text(b->intern, first->unit->files.items[2]), "h.h");
    assert_string_equal(sym_text(b->intern, first->unit->files.items[3]), "b.c");
}

/* Reads what may be damaged, to the last body; what is read must print. */
static bool survives(const char *bytes, size_t size)
{
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    Err err = { 0 };
    Str text = { arena_copy(arena, bytes, size), size };
    Blob *blob = blob_open(arena, intern, files_new(arena), text, &err);
    bool whole = blob != NULL;
    assert_int_equal(whole, err.code == ERR_NONE);
    for (uint32_t i = 0; whole && i < blob->unit->funcs.len; i++) {
        Func fn;
        StrBuf out = strbuf_in(arena);
        bool read = blob_body(blob, arena, i, &fn);
        if (read)
            text_print_func(&out, blob->unit, &fn);
        whole = read;
    }
    intern_free(intern);
    arena_free(arena);
    return whole;
}

static void damage_is_told_or_harmless(void **state)
{
    Blobs *b = *state;
    Str bytes = written(b, parsed(b, str_of(everything), "everything"));
    assert_true(survives(bytes.p, bytes.n));
    for (size_t cut = 0; cut < bytes.n; cut++)
        assert_false(survives(bytes.p, cut));
    char *copy = arena_copy(b->arena, bytes.p, bytes.n);
    for (size_t at = 0; at < bytes.n; at++)
        for (int flip = 1; flip < 256; flip = flip * 2 + 1) {
            copy[at] ^= (char)flip;
            survives(copy, bytes.n);
            copy[at] ^= (char)flip;
        }
}

static void another_version_is_refused(void **state)
{
    Blobs *b = *state;
    Str bytes = written(b, parsed(b, str_of(everything), "everything"));
    char *copy = arena_copy(b->arena, bytes.p, bytes.n);
    size_t version = strlen("mapvet ir\n") + 1;
    assert_int_equal(copy[version], BLOB_VERSION);
    copy[version]++;
    Err err = { 0 };
    assert_null(blob_open(b->arena, b->intern, files_new(b->arena),
                          (Str){ copy, bytes.n }, &err));
    assert_string_equal(err.text, "not an analysed unit of this version");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arenas, close_arenas)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_field_comes_back),         TEST(every_file_of_ir_comes_back),
        TEST(the_index_names_what_is_called), TEST(a_hash_is_of_one_body),
        TEST(units_share_a_table_of_files),   TEST(damage_is_told_or_harmless),
        TEST(another_version_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
