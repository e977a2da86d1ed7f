/*
 * The text of macros: calls, definitions, parameters.
 */
#include "front/macro_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_range(Str text, TextRange range, const char *wanted)
{
    Str got = { text.p + range.start, range.end - range.start };
    if (!str_is(got, wanted))
        fail_msg("'%.*s' instead of '%s'", (int)got.n, got.p, wanted);
}

static void arguments_of_a_call(void **state)
{
    (void)state;
    Str text = str_of("x = ADD(hh, (r) , f(a, \"),\"), /* , */ c[1] ,'\\'' );");
    MacroCall call;
    assert_true(macro_call_at(text, 4, &call));
    assert_true(str_is(call.name, "ADD"));
    assert_int_equal(call.count, 5);
    assert_range(text, call.args[0], "hh");
    assert_range(text, call.args[1], "(r)");
    assert_range(text, call.args[2], "f(a, \"),\")");
    assert_range(text, call.args[3], "c[1]");
    assert_range(text, call.args[4], "'\\''");
    assert_int_equal(text.p[call.end], ';');
}

/* As the preprocessor has it: only parentheses shield a comma. */
static void braces_shield_nothing(void **state)
{
    (void)state;
    Str text = str_of("EACH(t, { a, b; })");
    MacroCall call;
    assert_true(macro_call_at(text, 0, &call));
    assert_int_equal(call.count, 3);
    assert_range(text, call.args[1], "{ a");
}

static void what_is_no_call(void **state)
{
    (void)state;
    MacroCall call;
    assert_false(macro_call_at(str_of("ADD + 1"), 0, &call));
    assert_false(macro_call_at(str_of("ADD(a, b"), 0, &call));
    assert_false(macro_call_at(str_of("ADD(\"a)"), 0, &call));
    assert_false(macro_call_at(str_of("(a)"), 0, &call));
    assert_false(macro_call_at(str_of("F(1,2,3,4,5,6,7,8,9,10,11,12,13)"), 0, &call));
    assert_false(macro_call_at(str_of(""), 0, &call));
    assert_false(macro_call_at(str_of("F(/*"), 0, &call));
}

static const char defines[] = "int x;\n"
                              "#define ONE 1\n"
                              "#  define ADD(head, \\\n"
                              "   item)  do { \\\n"
                              "  put(head); (item); \\\n"
                              "} while (0)\n"
                              "# define EMPTY\n"
                              "#define CALL() f()\n";

static void definition_around(void **state)
{
    (void)state;
    Str text = str_of(defines);
    MacroDefine define;
    size_t inside = (size_t)(strstr(defines, "put(") - defines);
    assert_true(macro_define_around(text, inside, &define));
    assert_true(str_is(define.name, "ADD"));
    assert_int_equal(define.count, 2);
    assert_true(str_is(define.params[0], "head"));
    assert_true(str_is(define.params[1], "item"));
    assert_int_equal(text.p[define.body.start], 'd');
    assert_int_equal(text.p[define.body.end - 1], ')');
    assert_false(macro_define_around(text, 2, &define));
    assert_false(macro_define_around(text, text.n, &define));
}

static void definitions_by_name_and_in_order(void **state)
{
    (void)state;
    Str text = str_of(defines);
    MacroDefine define;
    assert_true(macro_define_find(text, str_of("ONE"), &define));
    assert_range(text, define.body, "1");
    assert_true(macro_define_find(text, str_of("CALL"), &define));
    assert_int_equal(define.count, 0);
    assert_false(macro_define_find(text, str_of("EMPTY"), &define));
    assert_false(macro_define_find(text, str_of("put"), &define));
    static const char *const names[] = { "ONE", "ADD", "EMPTY", "CALL" };
    size_t at = 0;
    for (unsigned i = 0; i < 4; i++) {
        assert_true(macro_define_next(text, at, &define));
        assert_true(str_is(define.name, names[i]));
        at = (size_t)(define.name.p - text.p);
    }
    assert_false(macro_define_next(text, at, &define));
}

static void parameters(void **state)
{
    (void)state;
    Str text = str_of("#define W(r, o) ADD((r), o, ((o)), r + 1, &(r)->x, (r)->y(o))");
    MacroDefine define;
    MacroCall call;
    assert_true(macro_define_around(text, 0, &define));
    assert_true(macro_call_at(text, define.body.start, &call));
    static const int wanted[] = { 0, 1, 1, -1, -1, -1 };
    for (unsigned i = 0; i < 6; i++)
        assert_int_equal(macro_param(text, call.args[i], &define), wanted[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_of_a_call),
        cmocka_unit_test(braces_shield_nothing),
        cmocka_unit_test(what_is_no_call),
        cmocka_unit_test(definition_around),
        cmocka_unit_test(definitions_by_name_and_in_order),
        cmocka_unit_test(parameters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
