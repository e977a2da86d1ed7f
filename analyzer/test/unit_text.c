/* The text form of the IR: what is printed reads back, what is wrong is named. */
#include "base/file.h"
#include "ir/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct Texts {
    Arena *arena;
    Intern *intern;
} Texts;

static int open_arenas(void **state)
{
    Arena *arena = arena_new();
    Texts *t = ARENA_NEW(arena, Texts);
    *t = (Texts){ arena, intern_new() };
    *state = t;
    return 0;
}

static int close_arenas(void **state)
{
    Texts *t = *state;
    intern_free(t->intern);
    arena_free(t->arena);
    return 0;
}

static const char *printed(Texts *t, const Unit *unit)
{
    StrBuf out = strbuf_in(t->arena);
    text_print(&out, unit);
    return strbuf_cstr(&out);
}

static Unit *parsed(Texts *t, Str text, const char *where)
{
    Err err = { 0 };
    Unit *unit = text_parse(t->arena, t->intern, text, where, &err);
    if (!unit)
        fail_msg("%s", err.text);
    return unit;
}

/* The lines of a text that are neither empty nor comments, trimmed. */
static const char *without_comments(Texts *t, Str text)
{
    StrBuf out = strbuf_in(t->arena);
    Str line;
    while (str_split(&text, '\n', &line)) {
        line = str_trim(line);
        if (line.n && !str_starts(line, "//")) {
            strbuf_add_n(&out, line.p, line.n);
            strbuf_add_char(&out, '\n');
        }
    }
    return strbuf_cstr(&out);
}

/* Every file of testdata/ir reads, and prints as it is written. */
static void files_print_as_they_are_written(void **state)
{
    Texts *t = *state;
    const char *root = getenv("SOURCE_DIR");
    const char *folder = path_join(t->arena, root ? root : ".", "testdata/ir");
    PathList files = { 0 };
    Err err = { 0 };
    assert_true(folder_list(t->arena, folder, ".ir", &files, &err));
    assert_true(files.len > 0);
    for (uint32_t i = 0; i < files.len; i++) {
        Str text;
        assert_true(file_read(t->arena, files.items[i], &text, &err));
        const Unit *unit = parsed(t, text, path_name(files.items[i]));
        const char *once = printed(t, unit);
        unit = parsed(t, str_of(once), "printed");
        assert_string_equal(printed(t, unit), once);
        if (strcmp(path_name(files.items[i]), "every_construct.ir") == 0)
            assert_string_equal(without_comments(t, str_of(once)),
                                without_comments(t, text));
    }
}

static void what_is_read_is_what_was_written(void **state)
{
    Texts *t = *state;
    const Unit *unit = parsed(t,
                              str_of("unit \"a.c\"\nfile \"a.c\"\n"
                                     "func f value @1:2:3-2:4\n"
                                     "param p: T**\nvar x: int\n"
                                     "b0: trip const 3 index x leaves\n"
                                     "compute x = x > 2 @1:5:6-5:7\n"
                                     "copy (*p)->f = &p->[x]\n"
                                     "if x < 4 then b0 else b1\n"
                                     "b1:\nreturn x\n"),
                              "test");
    const Func *fn = unit_find(unit, intern_find(t->intern, str_of("f")));
    assert_non_null(fn);
    assert_true(fn->returns_value);
    assert_int_equal(fn->span.line, 2);
    assert_int_equal(fn->param_count, 1);
    assert_int_equal(fn->vars.items[0].pointers, 2);
    assert_int_equal(fn->blocks.len, 2);
    const Block *b = &fn->blocks.items[0];
    assert_int_equal(b->trip.kind, TRIP_CONST);
    assert_int_equal(b->trip.bound.number, 3);
    assert_true(b->trip.may_leave);
    assert_int_equal(b->events.len, 2);
    assert_int_equal(b->events.items[0].verb, EV_COMPUTE);
    assert_int_equal(b->events.items[0].op, '>');
    assert_int_equal(b->events.items[0].args[1].number, 2);
    assert_int_equal(b->events.items[0].span.col, 6);
    const Place *place = &fn->places.items[b->events.items[1].dst];
    assert_int_equal(place->count, 3);
    assert_int_equal(place->sel[0].kind, SEL_DEREF);
    assert_int_equal(place->sel[1].kind, SEL_DEREF);
    assert_int_equal(place->sel[2].kind, SEL_FIELD);
    assert_int_equal(b->events.items[1].args[0].kind, OPND_ADDR);
    assert_int_equal(b->term.cond.cmp, CMP_LT);
    assert_int_equal(b->term.to[1], 1);
    assert_int_equal(fn->blocks.items[1].term.kind, TERM_RETURN);
}

/* ---- errors ---- */

#define HEAD "unit \"a.c\"\nfile \"a.c\"\n"
#define FUNC HEAD "func f\nvar x: int\nb0:\n"

static const struct {
    const char *text, *message;
} wrong[] = {
    { "", "t:0: the first line is: unit \"path\"" },
    { "func f\n", "t:1: the first line is: unit \"path\"" },
    { HEAD "whatever\n", "t:3: unknown word before 'whatever'" },
    { HEAD "func f\nb0:\n", "t:4: 'f' ends without an end of its last block" },
    { HEAD "func f\n", "t:3: 'f' ends without an end of its last block" },
    { FUNC "goto b2\n", "t:6: 'f' has no block b2" },
    { FUNC "copy y = 1\nreturn\n", "t:6: 'y' is no variable" },
    { FUNC "copy x = 1 2\n", "t:6: '2' is too much" },
    { FUNC "copy x = \"abc\n", "t:6: \" expected at the end" },
    { FUNC "copy x = \"\\x00\"\n", "t:6: \\x takes two hexadecimal digits, not 00" },
    { FUNC "copy x = 99999999999999999999\n",
      "t:6: a number expected before '99999999999999999999'" },
    { FUNC "copy x = 1 @2:1:1-1:2\n", "t:6: file 2 is not listed above" },
    { FUNC "compute x = 1 ~ 2\n", "t:6: an operator expected" },
    { FUNC "if x then b0 else b0\n", "t:6: a comparison expected" },
    { FUNC "return\nreturn\n", "t:7: this block has ended already" },
    { FUNC "return\ncopy x = 1\n", "t:7: an event stands in a block, before its end" },
    { FUNC "b1:\n", "t:6: b1 is out of order, or the block before has no end" },
    { FUNC "return\nb2:\n", "t:7: b2 is out of order, or the block before has no end" },
    { FUNC "return\nvar y: int\n",
      "t:7: variables stand between 'func' and its first block" },
    { HEAD "func f\nvar x: int\nparam y: int\n", "t:5: parameters come first" },
    { HEAD "func f\nvar x: int\nvar x: int\n", "t:5: 'x' is declared twice" },
    { HEAD "global x: int\nglobal x: int\n", "t:4: global 'x' is declared twice" },
    { FUNC "use x.a.a.a.a.a.a.a.a.a\n", "t:6: a place has at most 8 selectors" },
    { FUNC "use x[x[x[x[x[x[x[x[x[x[x[x[x[x[x[x[x[x]]]]]]]]]]]]]]]]]\n",
      "t:6: nested too deeply" },
    { FUNC "use x[\"a\"]\n", "t:6: an index is a number, a place or ?" },
    { HEAD "func f\nb0: trip soon\n",
      "t:4: const, place, array or unknown expected after 'trip'" },
};

static void errors_name_the_line(void **state)
{
    Texts *t = *state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        Err err = { 0 };
        assert_null(text_parse(t->arena, t->intern, str_of(wrong[i].text), "t", &err));
        assert_string_equal(err.text, wrong[i].message);
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arenas, close_arenas)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(files_print_as_they_are_written),
        TEST(what_is_read_is_what_was_written),
        TEST(errors_name_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
