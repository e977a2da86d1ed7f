/*
 * For the tests of the front end: a C text in, the IR of its functions out.
 */
#ifndef MAPVET_TEST_LOWERED_H
#define MAPVET_TEST_LOWERED_H

#include "front/front.h"
#include "ir/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A C text and what its functions must become: events and block ends, a line each,
 * without spans and variables. */
typedef struct LowerCase {
    const char *name;
    const char *code;
    const char *ir;
} LowerCase;

static inline bool lower_text(Arena *arena, Intern *intern, const char *code,
                              Lowered *out, Err *err)
{
    Unsaved *text = ARENA_NEW(arena, Unsaved);
    *text = (Unsaved){ .path = "/test/a.c", .text = str_of(code) };
    FrontRequest request = {
        .arena = arena,
        .intern = intern,
        .root = "/test",
        .command = { .file = "/test/a.c", .directory = "/" },
        .unsaved = text,
        .unsaved_count = 1,
    };
    return front_clang.lower(&request, out, err);
}

/* A name in single quotes as users see it: the field of 'node@a.c.next', the global of
 * 'table@a.c'. Returns how much of the line that was. */
static inline size_t show_quoted(StrBuf *out, Str line)
{
    static const char file[] = "@a.c";
    size_t from = 1, end = 1;
    while (end < line.n && line.p[end] != '\'')
        end++;
    for (size_t i = 1; i + strlen(file) <= end; i++) {
        bool is_file = memcmp(line.p + i, file, strlen(file)) == 0;
        if (is_file && i + strlen(file) < end)
            from = i + strlen(file) + 1;
        else if (is_file)
            end = i;
    }
    strbuf_add_n(out, line.p + from, end - from);
    return (size_t)((char *)memchr(line.p + end, '\'', line.n - end) - line.p) + 1;
}

/* The functions' blocks; lines of variables are left out, spans cut off, names as users
 * see them. */
static inline const char *shown(Arena *arena, const Unit *unit)
{
    StrBuf whole = strbuf_in(arena), out = strbuf_in(arena);
    for (uint32_t i = 0; i < unit->funcs.len; i++)
        text_print_func(&whole, unit, &unit->funcs.items[i]);
    Str rest = strbuf_str(&whole), line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (str_starts(line, "var ") || str_starts(line, "param "))
            continue;
        for (size_t i = 0; i + 2 < line.n; i++)
            if (line.p[i] == ' ' && line.p[i + 1] == '@' && line.p[i + 2] == '1')
                line.n = i;
        for (size_t i = 0; i < line.n;) {
            if (line.p[i] == '\'') {
                i += show_quoted(&out, (Str){ line.p + i, line.n - i });
            } else {
                strbuf_add_char(&out, line.p[i]);
                i++;
            }
        }
        strbuf_add_char(&out, '\n');
    }
    return strbuf_cstr(&out);
}

/* A cmocka test; its state is a LowerCase. */
static inline void run_lower_case(void **state)
{
    const LowerCase *c = *state;
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    Lowered lowered;
    Err err = { 0 };
    assert_true(lower_text(arena, intern, c->code, &lowered, &err));
    assert_false(lowered.has_errors);
    assert_string_equal(shown(arena, lowered.unit), c->ir);
    intern_free(intern);
    arena_free(arena);
}

/* Runs all cases as tests of their own; the number that failed. */
static inline int run_lower_cases(const char *group, const LowerCase *cases,
                                  size_t count)
{
    Arena *arena = arena_new();
    struct CMUnitTest *tests = ARENA_ARRAY(arena, struct CMUnitTest, count);
    for (size_t i = 0; i < count; i++) {
        LowerCase *copy = ARENA_NEW(arena, LowerCase);
        *copy = cases[i];
        tests[i] = (struct CMUnitTest){ .name = copy->name,
                                        .test_func = run_lower_case,
                                        .initial_state = copy };
    }
    int failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    arena_free(arena);
    return failed;
}

#endif
