/* Sets of models: several texts, folders, the shipped ones, annotations on top. */
#include "base/file.h"
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct World {
    Arena *arena;
    Intern *intern;
} World;

static int world_setup(void **state)
{
    World *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->arena = arena_new();
    w->intern = intern_new();
    *state = w;
    return 0;
}

static int world_teardown(void **state)
{
    World *w = *state;
    arena_free(w->arena);
    intern_free(w->intern);
    free(w);
    return 0;
}

static Sym sym(const World *w, const char *text)
{
    return intern_text(w->intern, text);
}

static ModelSet *read_good(const World *w, const char *text)
{
    ModelSet *set = model_new(w->arena, w->intern);
    Err err = { 0 };
    bool ok = model_read(set, "t.model", str_of(text), &err);
    assert_string_equal(err.text, "");
    assert_true(ok);
    return set;
}

/* ---- sets ---- */

static void reads_several(void **state)
{
    const World *w = *state;
    ModelSet *set = read_good(w, "library l\nfn f same:1 when:0=1\n");
    Err err = { 0 };
    assert_true(model_read(set, "u.model",
                           str_of("library m\nfn g inert\nfn f same:2\n"), &err));
    assert_int_equal(model_count(set), 3);
    assert_int_equal(model_at(set, 1)->name, sym(w, "g"));
    assert_int_equal(model_library_at(set, 1), sym(w, "m"));
    const FnModel *row = model_fn(set, sym(w, "f"));
    assert_int_equal(row->same, 1);
    assert_int_equal(model_next(set, row)->same, 2);
}

static void reads_shipped(void **state)
{
    const World *w = *state;
    ModelSet *set = model_new(w->arena, w->intern);
    Err err = { 0 };
    bool ok = model_read_embedded(set, &err);
    assert_string_equal(err.text, "");
    assert_true(ok);
    const FnModel *row = model_fn(set, sym(w, "g_hash_table_iter_remove"));
    assert_non_null(row);
    assert_string_equal(sym_text(w->intern, row->law->library), "glib");
    assert_null(model_fn(set, sym(w, "memset"))->law);
}

static void reads_folder(void **state)
{
    const World *w = *state;
    char folder[] = "/tmp/unit_model_XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *good = path_join(w->arena, folder, "a.model");
    const char *bad = path_join(w->arena, folder, "b.model");
    const char *no_model = path_join(w->arena, folder, "c.txt");
    Err err = { 0 };
    assert_true(file_write(good, str_of("library a\nfn f inert\n"), &err));
    assert_true(file_write(no_model, str_of("not a model"), &err));
    ModelSet *set = model_new(w->arena, w->intern);
    assert_true(model_read_folder(set, folder, &err));
    assert_int_equal(model_count(set), 1);
    assert_true(file_write(bad, str_of("library b\nfn f inert\n"), &err));
    set = model_new(w->arena, w->intern);
    assert_false(model_read_folder(set, folder, &err));
    assert_string_equal(err.text,
                        arena_printf(w->arena, "%s:2: 'f' has a row already", bad));
    unlink(good);
    unlink(bad);
    unlink(no_model);
    rmdir(folder);
    Err gone = { 0 };
    assert_false(model_read_folder(model_new(w->arena, w->intern), folder, &gone));
    assert_int_equal(gone.code, ERR_FILE);
}

/* ---- annotations ---- */

static void annotate(Unit *unit, const char *target, const char *text, uint32_t line)
{
    Annotation note = { .target = intern_text(unit->intern, target),
                        .text = intern_text(unit->intern, text),
                        .span = { .file = 1, .line = line, .col = 1 } };
    vec_push(unit->arena, &unit->annotations, note);
}

static Unit *unit_of(const World *w)
{
    Unit *unit = unit_new(w->arena, w->intern, "src/a.c");
    unit_file(unit, "src/a.c");
    return unit;
}

static void links_annotations(void **state)
{
    const World *w = *state;
    Unit *unit = unit_of(w);
    ModelSet *base =
        read_good(w, "library l\nmap T\nfn f same:0\nfn s_put inert when:1=0\n"
                     "fn s_put inert\n");
    annotate(unit, "s_put", "write map:0 key:1 val:2", 1);
    annotate(unit, "s", "law hmap; nil write:panic; iterator dies-on clear", 2);
    annotate(unit, "s_user", "law hmap; nil write:crash;", 3);
    annotate(unit, "s_user_put", "write map:0 key:1", 4);
    annotate(unit, "sput", "clear map:0", 5);
    annotate(unit, "s_put", "write map:0 key:1 val:2", 6); /* declared again */
    Err err = { 0 };
    ModelSet *set = model_over(base, w->arena, unit, &err);
    assert_string_equal(err.text, "");
    const FnModel *put = model_fn(set, sym(w, "s_put"));
    assert_int_equal(put->verb, EV_WRITE);
    assert_null(model_next(set, put));
    assert_int_equal(put->law->type[0], sym(w, "s"));
    assert_int_equal(put->law->library, sym(w, "hmap"));
    assert_int_equal(put->law->nil[EV_WRITE], NIL_PANIC);
    assert_int_equal(put->law->iterator[0].dies[EV_CLEAR], ENTRY_ANY);
    assert_int_equal(model_fn(set, sym(w, "s_user_put"))->law->nil[EV_WRITE],
                     NIL_CRASH);
    assert_null(model_fn(set, sym(w, "sput"))->law);
    assert_int_equal(model_law(set, sym(w, "s"))->nil[EV_WRITE], NIL_PANIC);
    assert_non_null(model_law(set, sym(w, "T")));
    assert_int_equal(model_fn(set, sym(w, "f"))->same, 0);
    assert_int_equal(model_count(set), model_count(base) + 3);
    assert_int_equal(model_at(set, 0)->name, sym(w, "f"));
}

static void tells_bad_annotations(void **state)
{
    const World *w = *state;
    Unit *unit = unit_of(w);
    ModelSet *base = model_new(w->arena, w->intern);
    annotate(unit, "a", "claer map:0", 7);
    annotate(unit, "b", "clear map:0", 8);
    annotate(unit, "r", "law x; fn clear", 9);
    annotate(unit, "q", "law", 10);
    Err err = { 0 };
    ModelSet *set = model_over(base, w->arena, unit, &err);
    assert_string_equal(err.text, "src/a.c:9: 'fn' is no row of a law");
    assert_null(model_fn(set, sym(w, "a")));
    assert_int_equal(model_fn(set, sym(w, "b"))->verb, EV_CLEAR);
    assert_null(model_law(set, sym(w, "r")));
    assert_null(model_law(set, sym(w, "q")));
}

/* Two libraries may have a function of one name: the unit's types tell which. */
static void tells_libraries_apart(void **state)
{
    const World *w = *state;
    Err err = { 0 };
    ModelSet *base = read_good(w, "library a\nmap A\nfn put write map:0 key:1\n");
    assert_true(model_read(base, "b.model",
                           str_of("library b\nmap B\nfn put clear map:0\n"), &err));
    Unit *unit = unit_of(w);
    vec_push(w->arena, &unit->records, sym(w, "B"));
    ModelSet *set = model_over(base, w->arena, unit, &err);
    const FnModel *put = model_fn(set, sym(w, "put"));
    assert_int_equal(put->verb, EV_CLEAR);
    assert_null(model_next(set, put));
    /* A function of a header, but not one of the file itself. */
    assert_ptr_equal(model_fn(set, sym(w, "put@src/b.h")), put);
    assert_null(model_fn(set, sym(w, "put@src/a.c")));
    Unit *neither = unit_of(w);
    vec_push(w->arena, &neither->records, sym(w, "C"));
    assert_null(model_fn(model_over(base, w->arena, neither, &err), sym(w, "put")));
}

/* A macro makes a type and functions by one name: where the type is known, so are they.
 */
static void knows_generated_functions(void **state)
{
    const World *w = *state;
    Err err = { 0 };
    ModelSet *base = read_good(w, "library l\n"
                                  "map kh_$_t\n"
                                  "fn kh_put_$ write map:0 key:1\n"
                                  "fn kh_take_$ clear map:0 when:1=0\n"
                                  "fn kh_take_$ delete map:0 key:1\n"
                                  "map $_head of thash_head\n"
                                  "fn $_add write map:0 key:1\n"
                                  "map $_head of sskip_head\n"
                                  "fn $_add clear map:0 when:1=0\n"
                                  "fn $_add free map:0\n");
    Unit *unit = unit_of(w);
    vec_push(w->arena, &unit->records, sym(w, "kh_str_t"));
    vec_push(w->arena, &unit->records, sym(w, "peers_head of thash_head"));
    vec_push(w->arena, &unit->records, sym(w, "my_jobs_head of sskip_head"));
    ModelSet *set = model_over(base, w->arena, unit, &err);
    assert_int_equal(model_fn(set, sym(w, "kh_put_str"))->verb, EV_WRITE);
    assert_int_equal(model_fn(set, sym(w, "kh_put_str@src/a.c"))->verb, EV_WRITE);
    assert_null(model_fn(set, sym(w, "kh_put_int")));
    assert_null(model_fn(set, sym(w, "kh_put_")));
    assert_null(model_fn(set, sym(w, "kh_put_$")));
    const FnModel *take = model_fn(set, sym(w, "kh_take_str"));
    assert_int_equal(take->verb, EV_CLEAR);
    assert_int_equal(model_next(set, take)->verb, EV_DELETE);
    const FnModel *add = model_fn(set, sym(w, "peers_add"));
    assert_int_equal(add->verb, EV_WRITE);
    assert_null(model_next(set, add));
    add = model_fn(set, sym(w, "my_jobs_add"));
    assert_int_equal(add->verb, EV_CLEAR);
    assert_int_equal(model_next(set, add)->verb, EV_FREE);
    assert_null(model_fn(set, sym(w, "jobs_add")));
    /* Who knows no types knows no generated functions. */
    assert_null(model_fn(base, sym(w, "kh_put_str")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_generated_functions),
        cmocka_unit_test(reads_several),
        cmocka_unit_test(reads_shipped),
        cmocka_unit_test(reads_folder),
        cmocka_unit_test(links_annotations),
        cmocka_unit_test(tells_bad_annotations),
        cmocka_unit_test(tells_libraries_apart),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
