/* The judge of the cases, judged. */
#include "test/want.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static Case read_good(Arena *arena, const char *text)
{
    Case wanted;
    Err err = { 0 };
    bool ok = case_read(arena, "case.c", str_of(text), &wanted, &err);
    assert_string_equal(err.text, "");
    assert_true(ok);
    return wanted;
}

static void assert_bad(Arena *arena, const char *text, const char *message)
{
    Case wanted;
    Err err = { 0 };
    assert_false(case_read(arena, "case.c", str_of(text), &wanted, &err));
    assert_string_equal(err.text, message);
}

static void reads_statements(void **state)
{
    Case wanted =
        read_good(*state, "int a; // want nil-map-write \"'m'\" want map-leak\n"
                          "// want+1 map-leak\n"
                          "x(); // known-miss map-leak\n"
                          "y(); // known-noise map-leak \"x\"\n");
    assert_int_equal(wanted.wants.len, 5);
    assert_int_equal(wanted.wants.items[0].line, 1);
    assert_string_equal(wanted.wants.items[0].rule, "nil-map-write");
    assert_string_equal(wanted.wants.items[0].text, "'m'");
    assert_int_equal(wanted.wants.items[1].line, 1);
    assert_string_equal(wanted.wants.items[1].text, "");
    assert_int_equal(wanted.wants.items[2].line, 3);
    assert_int_equal(wanted.wants.items[3].kind, WANT_MISSED);
    assert_int_equal(wanted.wants.items[4].kind, WANT_NOISE);
    assert_int_equal(case_count(&wanted, WANT_FOUND), 3);
    assert_int_equal(case_count(&wanted, WANT_MISSED), 1);
}

static void reads_settings(void **state)
{
    Case wanted =
        read_good(*state, "// flags: -DA -DB=1\n// models: own\n// front: clang\n"
                          "char *s = \"// want nothing\";\n");
    assert_int_equal(wanted.flags.len, 2);
    assert_string_equal(wanted.flags.items[1], "-DB=1");
    assert_string_equal(wanted.models, "own");
    assert_string_equal(wanted.front, "clang");
    assert_int_equal(wanted.wants.len, 0);
}

static void refuses_slips(void **state)
{
    assert_bad(*state, "\n// want\n", "case.c:2: expected the id of a rule");
    assert_bad(*state, "// want: nil-map-write\n",
               "case.c:1: expected 'want', 'want+1', 'known-miss' or 'known-noise'");
    assert_bad(*state, "// known-mis map-leak\n",
               "case.c:1: expected 'want', 'want+1', 'known-miss' or 'known-noise'");
    assert_bad(*state, "// want map-leak 'm'\n",
               "case.c:1: expected a text in quotes, 'want' or the end of the line");
    assert_bad(*state, "// want map-leak \"m\n",
               "case.c:1: a text in quotes does not end");
    assert_bad(*state, "// want map-leak \"\"\n",
               "case.c:1: an empty text says nothing");
    assert_bad(*state, "// models: a b\n", "case.c:1: a setting takes one value");
    assert_bad(*state, "// front: a\n// front: b\n",
               "case.c:2: a setting is given twice");
    assert_bad(*state, "// flags:\n", "case.c:1: a setting needs a value");
}

static Complaints judge(Arena *arena, Case *wanted, const Said *said, unsigned count)
{
    SaidList list = { 0 };
    Complaints complaints = { 0 };
    for (unsigned i = 0; i < count; i++)
        vec_push(arena, &list, said[i]);
    case_judge(arena, "case.c", wanted, &list, &complaints);
    return complaints;
}

static void judges_met(void **state)
{
    Case wanted = read_good(*state, "// want a want a \"deep\"\n// known-noise b\n"
                                    "// known-miss c\n");
    const Said said[] = {
        { .line = 1, .rule = "a", .message = "deep one", .advice = "" },
        { .line = 1, .rule = "a", .message = "flat one", .advice = "" },
        { .line = 2, .rule = "b", .message = "x", .advice = "" },
    };
    assert_int_equal(judge(*state, &wanted, said, 3).len, 0);
}

static void judges_advice_too(void **state)
{
    Case wanted = read_good(*state, "// want a \"200\"\n");
    const Said said = { .line = 1, .rule = "a", .message = "x", .advice = "pass 200" };
    assert_int_equal(judge(*state, &wanted, &said, 1).len, 0);
}

static void judges_unmet(void **state)
{
    Case wanted = read_good(*state, "// want a \"deep\"\n// known-noise b\n");
    const Said said = { .line = 1, .rule = "a", .message = "flat", .advice = "" };
    Complaints complaints = judge(*state, &wanted, &said, 1);
    assert_int_equal(complaints.len, 3);
    assert_string_equal(complaints.items[0], "case.c:1: not stated: a: flat");
    assert_string_equal(complaints.items[1], "case.c:1: not found: a \"deep\"");
    assert_string_equal(complaints.items[2],
                        "case.c:2: a known noise is gone: delete the comment: b");
}

/* A finding that is nearly the stated one: the statement stays unmet beside it. */
static void assert_stranger(Arena *arena, Said said)
{
    Case wanted = read_good(arena, "// want a\n\n");
    said.message = "m";
    said.advice = "";
    Complaints complaints = judge(arena, &wanted, &said, 1);
    assert_int_equal(complaints.len, 2);
    assert_string_equal(complaints.items[1], "case.c:1: not found: a");
}

static void judges_unstated(void **state)
{
    assert_stranger(*state, (Said){ .line = 2, .rule = "a" });
    assert_stranger(*state, (Said){ .line = 1, .rule = "b" });
    assert_stranger(*state, (Said){ .path = "x.h", .line = 1, .rule = "a" });

    Case wanted = read_good(*state, "// want a\n");
    const Said said[] = {
        { .line = 1, .rule = "a", .message = "once", .advice = "" },
        { .path = "x.h", .line = 1, .rule = "a", .message = "there", .advice = "" },
        { .line = 1, .rule = "a", .message = "twice", .advice = "" },
    };
    Complaints complaints = judge(*state, &wanted, said, 3);
    assert_int_equal(complaints.len, 2);
    assert_string_equal(complaints.items[0], "x.h:1: not stated: a: there");
    assert_string_equal(complaints.items[1], "case.c:1: not stated: a: twice");
}

static void judges_found_miss(void **state)
{
    Case wanted = read_good(*state, "// known-miss a\n");
    const Said said = { .line = 1, .rule = "a", .message = "now", .advice = "" };
    Complaints complaints = judge(*state, &wanted, &said, 1);
    assert_int_equal(complaints.len, 1);
    assert_string_equal(complaints.items[0],
                        "case.c:1: a known miss is found now: say 'want': a: now");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_statements),  cmocka_unit_test(reads_settings),
        cmocka_unit_test(refuses_slips),     cmocka_unit_test(judges_met),
        cmocka_unit_test(judges_advice_too), cmocka_unit_test(judges_unmet),
        cmocka_unit_test(judges_unstated),   cmocka_unit_test(judges_found_miss),
    };
    return cmocka_run_group_tests(tests, arena_setup, arena_teardown);
}
