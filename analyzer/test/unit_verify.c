/* Edits in memory, and which fixes survive being tried. */
#include "drive/edit.h"
#include "drive/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* ---- edits ---- */

static EditList edits_of(Arena *arena, const FixEdit *edits, unsigned count)
{
    EditList list = { 0 };
    for (unsigned i = 0; i < count; i++)
        vec_push(arena, &list, edits[i]);
    return list;
}

static void applies_in_any_order(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const FixEdit edits[] = {
        { { 1, 3, 1, 3, 1 }, "last" },
        { { 1, 1, 2, 1, 3 }, "X" },
        { { 1, 1, 4, 2, 2 }, "-" },
    };
    EditList list = edits_of(arena, edits, 3);
    Str out;
    assert_true(edits_apply(arena, str_of("abcd\nef\n"), &list, &out));
    assert_true(str_is(out, "aXc-f\nlast"));
    arena_free(arena);
}

static void refuses_edits_that_do_not_fit(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const FixEdit overlap[] = { { { 1, 1, 1, 1, 3 }, "x" },
                                       { { 1, 1, 2, 1, 4 }, "y" } };
    static const FixEdit outside[] = {
        { { 1, 9, 1, 9, 1 }, "x" }, { { 1, 1, 9, 1, 9 }, "x" },
        { { 1, 1, 1, 9, 1 }, "x" }, { { 1, 0, 1, 1, 1 }, "x" },
        { { 1, 1, 3, 1, 1 }, "x" },
    };
    Str out;
    EditList list = edits_of(arena, overlap, 2);
    assert_false(edits_apply(arena, str_of("abcd\n"), &list, &out));
    for (unsigned i = 0; i < ARRAY_LEN(outside); i++) {
        list = edits_of(arena, &outside[i], 1);
        assert_false(edits_apply(arena, str_of("abcd\n"), &list, &out));
    }
    arena_free(arena);
}

static void admits_only_what_is_apart(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const FixEdit there[] = { { { 1, 2, 3, 2, 5 }, "x" } };
    EditList list = edits_of(arena, there, 1);
    static const Span spans[] = { { 1, 2, 1, 2, 2 },
                                  { 1, 2, 6, 2, 7 },
                                  { 1, 2, 5, 2, 5 },
                                  { 1, 2, 3, 2, 3 },
                                  { 1, 1, 1, 3, 1 } };
    static const bool admitted[] = { true, true, false, false, false };
    for (unsigned i = 0; i < ARRAY_LEN(spans); i++) {
        Fix fix = { .title = "" };
        vec_push(arena, &fix.edits, ((FixEdit){ spans[i], "" }));
        assert_int_equal(edits_admit(&list, &fix), admitted[i]);
    }
    arena_free(arena);
}

/* ---- fixes ---- */

static const char *const source =
    "typedef struct GHashTable GHashTable;\n"
    "typedef struct { void *a[6]; } GHashTableIter;\n"
    "void g_hash_table_remove_all(GHashTable *);\n"
    "void g_hash_table_iter_init(GHashTableIter *, GHashTable *);\n"
    "int g_hash_table_iter_next(GHashTableIter *, void **, void **);\n"
    "void drop(void)\n"
    "{\n"
    "    GHashTable *map = 0;\n"
    "    g_hash_table_remove_all(map);\n"
    "}\n"
    "void drop_too(GHashTable *map)\n"
    "{\n"
    "    if (map)\n"
    "        return;\n"
    "    g_hash_table_remove_all(map);\n"
    "}\n";

/* Tries the fixes instead of the rules' own on the findings of lines 9 and 15; NULL is
 * none. Says which are kept: "", "9", "15", "9 15". */
static const char *kept(const Fix *nine, const Fix *fifteen)
{
    static const char *const answers[] = { "", "9", "15", "9 15" };
    const Fix *const fixes[] = { nine, fifteen };
    unsigned answer = 0;
    Arena *arena = arena_new();
    Err err = { 0 };
    CheckOptions options = { .root = "/nowhere" };
    Checker *checker = checker_new(&options, &err);
    assert_non_null(checker);
    Command command = { .file = "/nowhere/a.c", .directory = "/" };
    Unsaved text = { "/nowhere/a.c", str_of(source) };
    UnitResult result;
    if (!checker_unit(checker, &command, &text, 1, arena, &result, &err))
        fail_msg("%s", err.text);
    assert_false(result.has_errors);
    assert_int_equal(result.findings.items.len, 2);
    for (unsigned i = 0; i < 2; i++) {
        Finding *finding = &result.findings.items.items[i];
        assert_int_equal(finding->span.line, i ? 15 : 9);
        finding->fixes.len = 0;
        if (fixes[i])
            vec_push(arena, &finding->fixes, *fixes[i]);
    }
    fixes_verify(checker, &command, &text, 1, &result);
    for (unsigned i = 0; i < 2; i++)
        answer |= result.findings.items.items[i].fixes.len ? 1u << i : 0;
    checker_free(checker);
    arena_free(arena);
    return answers[answer];
}

static bool holds(const char *title, const FixEdit *edits, unsigned count)
{
    Arena *arena = arena_new();
    Fix fix = { .title = title };
    for (unsigned i = 0; i < count; i++)
        vec_push(arena, &fix.edits, edits[i]);
    bool ok = strcmp(kept(&fix, NULL), "9") == 0;
    arena_free(arena);
    return ok;
}

static Fix fix_of(Arena *arena, const char *title, uint32_t line, const char *text)
{
    Fix fix = { .title = title };
    vec_push(arena, &fix.edits, ((FixEdit){ { 1, line, 5, line, 5 }, text }));
    return fix;
}

static void tries_together_then_alone(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Fix good_9 = fix_of(arena, "guard", 9, "if (map) ");
    Fix good_15 = fix_of(arena, "guard", 15, "if (map) ");
    Fix bad_9 = fix_of(arena, "nothing", 9, "/* sorry */ ");
    Fix bad_15 = fix_of(arena, "broken", 15, "if (");
    assert_string_equal(kept(&good_9, &good_15), "9 15");
    assert_string_equal(kept(&good_9, &bad_15), "9");
    assert_string_equal(kept(&bad_9, &good_15), "15");
    assert_string_equal(kept(&bad_9, &bad_15), "");
    arena_free(arena);
}

static void keeps_a_fix_that_mends(void **state)
{
    (void)state;
    static const FixEdit guard[] = { { { 1, 9, 5, 9, 5 }, "if (map) " } };
    assert_true(holds("guard", guard, 1));
}

static void drops_a_fix_that_does_not(void **state)
{
    (void)state;
    static const FixEdit nothing[] = { { { 1, 9, 5, 9, 5 }, "/* sorry */ " } };
    static const FixEdit broken[] = { { { 1, 9, 5, 9, 34 }, "return" } };
    static const FixEdit other[] = {
        { { 1, 9, 5, 9, 34 },
          "extern GHashTable *m; GHashTableIter it; g_hash_table_iter_init(&it, m);"
          "while (g_hash_table_iter_next(&it, 0, 0)) g_hash_table_remove_all(m);" }
    };
    static const FixEdit outside[] = { { { 1, 99, 1, 99, 1 }, "x" } };
    assert_false(holds("changes nothing", nothing, 1));
    assert_false(holds("does not compile", broken, 1));
    assert_false(holds("makes another fault", other, 1));
    assert_false(holds("lies outside", outside, 1));
    assert_false(holds("is empty", NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applies_in_any_order),
        cmocka_unit_test(refuses_edits_that_do_not_fit),
        cmocka_unit_test(admits_only_what_is_apart),
        cmocka_unit_test(keeps_a_fix_that_mends),
        cmocka_unit_test(drops_a_fix_that_does_not),
        cmocka_unit_test(tries_together_then_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
