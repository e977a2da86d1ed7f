/* Order, twins and fingerprints of findings. */
#include "check/finding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A file as the engine would see it: where the finding is, and in which function. */
typedef struct Source {
    const char *path;
    const char *text;
    const char *function;
    uint32_t line, col;
} Source;

static Str text_of(void *ctx, const char *path)
{
    const Source *source = ctx;
    return strcmp(source->path, path) == 0 ? str_of(source->text) : (Str){ 0 };
}

static Finding finding_at(uint32_t file, uint32_t line, uint32_t col)
{
    return (Finding){
        .rule = "clear-in-iteration",
        .severity = SEV_ERROR,
        .span = { file, line, col, line, col + 1 },
        .message = "the map is cleared",
        .advice = "",
        .function = "f",
        .place = "$0.table",
        .chain = "iter clear next",
    };
}

static FindingList list_in(Arena *arena, const char *path)
{
    FindingList list = { .arena = arena };
    finding_file(&list, path);
    return list;
}

/* The fingerprint of the one finding in a source. */
static const char *print_of(Arena *arena, Source source)
{
    FindingList list = list_in(arena, source.path);
    Finding finding = finding_at(1, source.line, source.col);
    finding.function = source.function;
    vec_push(arena, &list.items, finding);
    findings_finish(&list, text_of, &source);
    return list.items.items[0].fingerprint;
}

static void survives_edits(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Source base = { "a.c", "void f(M *m)\n{\n  clear(m);\n}\n", "f", 3, 3 };
    Source edited[] = {
        { "a.c", "\n\nvoid f(M *m)\n{\n  clear(m);\n}\n", "f", 5, 3 },
        { "a.c", "void f(M *m)\n{\n        clear(m);\n}\n", "f", 3, 9 },
        { "a.c", "void f(M *map)\n{\n  clear(map);\n}\n", "f", 3, 3 },
        { "a.c", "void f(M *m, int n)\n{\n  clear(m);\n}\n", "f", 3, 3 },
        { "a.c", "void g(M *m)\n{\n  clear(m);\n}\n", "g", 3, 3 },
        { "b/c.c", "void f(M *m)\n{\n  clear(m);\n}\n", "f", 3, 3 },
    };
    const char *before = print_of(arena, base);
    assert_int_equal(strlen(before), 32);
    for (unsigned i = 0; i < ARRAY_LEN(edited); i++)
        assert_string_equal(print_of(arena, edited[i]), before);
    arena_free(arena);
}

static void differs_by_rule_place_and_chain(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Source source = { "a.c", "x\n", "f", 1, 1 };
    FindingList list = list_in(arena, "a.c");
    Finding changed[4];
    for (unsigned i = 0; i < 4; i++)
        changed[i] = finding_at(1, i + 1, 1);
    changed[1].rule = "mutate-in-iteration";
    changed[2].place = "$1.table";
    changed[3].chain = "iter free next";
    for (unsigned i = 0; i < 4; i++)
        vec_push(arena, &list.items, changed[i]);
    findings_finish(&list, text_of, &source);
    assert_int_equal(list.items.len, 4);
    for (unsigned i = 0; i < 4; i++)
        for (unsigned j = 0; j < i; j++)
            assert_string_not_equal(list.items.items[i].fingerprint,
                                    list.items.items[j].fingerprint);
    arena_free(arena);
}

/* The fingerprint of the finding that stands in [function]. */
static const char *print_in(const FindingList *list, const char *function)
{
    for (uint32_t i = 0; i < list->items.len; i++)
        if (strcmp(list->items.items[i].function, function) == 0)
            return list->items.items[i].fingerprint;
    return "none";
}

static FindingList twins(Arena *arena, Source *source, const char *first,
                         const char *second)
{
    FindingList list = list_in(arena, source->path);
    Finding finding = finding_at(1, 1, 1);
    finding.function = first;
    vec_push(arena, &list.items, finding);
    finding = finding_at(1, 4, 1);
    finding.function = second;
    vec_push(arena, &list.items, finding);
    findings_finish(&list, text_of, source);
    return list;
}

static void tells_twins_apart_when_moved(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Source there = { "a.c", "clear(apples)\n\n\nclear(pears)\n", "", 0, 0 };
    Source back = { "a.c", "clear(pears)\n\n\nclear(apples)\n", "", 0, 0 };
    FindingList one = twins(arena, &there, "apples", "pears");
    FindingList two = twins(arena, &back, "pears", "apples");
    assert_string_not_equal(print_in(&one, "apples"), print_in(&one, "pears"));
    assert_string_equal(print_in(&one, "apples"), print_in(&two, "apples"));
    assert_string_equal(print_in(&one, "pears"), print_in(&two, "pears"));
    arena_free(arena);
}

static void sorts_and_drops_twins(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Source source = { "z.c", "", "", 0, 0 };
    FindingList list = list_in(arena, "z.c");
    uint32_t header = finding_file(&list, "a.h");
    Finding longer = finding_at(1, 9, 2);
    vec_push(arena, &longer.steps, ((FindingStep){ longer.span, "here", 0 }));
    vec_push(arena, &list.items, longer);
    vec_push(arena, &list.items, finding_at(1, 9, 2));
    vec_push(arena, &list.items, finding_at(1, 9, 1));
    vec_push(arena, &list.items, finding_at(1, 2, 7));
    vec_push(arena, &list.items, finding_at(header, 30, 1));
    findings_finish(&list, text_of, &source);
    assert_int_equal(list.items.len, 4);
    static const uint32_t lines[] = { 30, 2, 9, 9 };
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(list.items.items[i].span.line, lines[i]);
    assert_int_equal(list.items.items[3].span.col, 2);
    assert_int_equal(list.items.items[3].steps.len, 0);
    arena_free(arena);
}

static void token_hash_ignores_blanks_only(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    static const char *const texts[] = { "a b\nclear(m);\n", "ab\nclear( m );\n",
                                         "ab\nclear(n);\n" };
    const char *tokens[3];
    for (unsigned i = 0; i < 3; i++) {
        Source source = { "a.c", texts[i], "f", 2, 1 };
        FindingList list = list_in(arena, "a.c");
        vec_push(arena, &list.items, finding_at(1, 2, 1));
        findings_finish(&list, text_of, &source);
        tokens[i] = list.items.items[0].tokens;
    }
    assert_string_equal(tokens[0], tokens[1]);
    assert_string_not_equal(tokens[0], tokens[2]);
    arena_free(arena);
}

static void severities_have_words(void **state)
{
    (void)state;
    Severity severity = SEV_NOTE;
    assert_true(severity_find(str_of("error"), &severity));
    assert_int_equal(severity, SEV_ERROR);
    assert_false(severity_find(str_of("Error"), &severity));
    assert_string_equal(severity_word(SEV_WARNING), "warning");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_edits),
        cmocka_unit_test(differs_by_rule_place_and_chain),
        cmocka_unit_test(tells_twins_apart_when_moved),
        cmocka_unit_test(sorts_and_drops_twins),
        cmocka_unit_test(token_hash_ignores_blanks_only),
        cmocka_unit_test(severities_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
