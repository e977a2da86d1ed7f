/* Which comments silence what, and what the audit says of them. */
#include "check/suppress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static RuleState state_of(const void *ctx, Str rule)
{
    (void)ctx;
    if (rule.n == 0 || str_is(rule, "a-rule") || str_is(rule, "b-rule"))
        return RULE_ON;
    return str_is(rule, "off-rule") ? RULE_OFF : RULE_UNKNOWN;
}

static const SuppressAudit full_audit = { state_of, NULL, 1, true };

/* A unit whose functions have their names and bodies on the given lines. */
typedef struct Head {
    uint32_t name_line, name_col, body_line, body_end;
} Head;

static Unit *unit_with(Arena *arena, Intern *intern, const char *path, const Head *head)
{
    Unit *unit = unit_new(arena, intern, path);
    uint32_t file = unit_file(unit, path);
    if (head) {
        Func *fn = unit_func(unit, intern_text(intern, "f"));
        fn->span = (Span){ file, head->name_line, head->name_col, head->name_line,
                           head->name_col + 1 };
        fn->body = (Span){ file, head->body_line, 1, head->body_end, 2 };
    }
    return unit;
}

/* Applies the comments of [text] to findings of a-rule on every line. */
static FindingList apply(Arena *arena, const Unit *unit, const char *text,
                         const SuppressAudit *audit)
{
    FindingList list = { .arena = arena };
    finding_file(&list, "a.c");
    uint32_t lines = line_table(arena, str_of(text)).starts.len;
    for (uint32_t line = 1; line < lines; line++) {
        Finding finding = { .rule = "a-rule",
                            .span = { 1, line, 1, line, 2 },
                            .message = "" };
        vec_push(arena, &list.items, finding);
    }
    SuppressionList comments = { 0 };
    suppress_read(arena, unit, 1, str_of(text), &comments);
    suppress_apply(&comments, &list, audit);
    return list;
}

/* The lines that are silent as digits, then the chains of the audit. */
static const char *outcome(Arena *arena, const FindingList *list)
{
    StrBuf out = strbuf_in(arena);
    for (uint32_t i = 0; i < list->items.len; i++) {
        const Finding *f = &list->items.items[i];
        if (strcmp(f->rule, "suppression") == 0)
            strbuf_printf(&out, " %s@%u", f->chain, f->span.line);
        else if (f->suppressed)
            strbuf_printf(&out, "%u", f->span.line);
    }
    return strbuf_cstr(&out);
}

typedef struct Case {
    const char *text;
    const char *outcome;
} Case;

static void check_cases(const Case *cases, unsigned count, const char *path,
                        const Head *head)
{
    for (unsigned i = 0; i < count; i++) {
        Arena *arena = arena_new();
        Intern *intern = intern_new();
        Unit *unit = unit_with(arena, intern, path, head);
        FindingList list = apply(arena, unit, cases[i].text, &full_audit);
        assert_string_equal(outcome(arena, &list), cases[i].outcome);
        intern_free(intern);
        arena_free(arena);
    }
}

static void covers_lines(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "x;\ny; // mapvet:ignore a-rule -- why\nz;\n", "2" },
        { "x;\n// mapvet:ignore a-rule -- why\nz;\nq;\n", "3" },
        { "x;\n/* mapvet:ignore a-rule -- why */ y;\nz;\n", "2" },
        { "/* mapvet:ignore a-rule\n   -- why */\n\nz;\nq;\n", "4" },
        { "// mapvet:ignore a-rule -- why\n// more prose\nz;\nq;\n", "3" },
        { "x; // mapvet:ignore -- why\ny;\n", "1" },
        { "x; // mapvet:ignore b-rule,a-rule -- why\n", "1" },
        { "x; // mapvet:ignore b-rule, a-rule -- why\n", "1" },
        { "x;\ny;\n// mapvet:ignore-file a-rule -- why\n", "123" },
        { "x; // prose; mapvet:ignore a-rule -- why\n", "" },
        { "x; // mapvet:ignores a-rule -- why\n", "" },
        { "x; /// mapvet:ignore a-rule -- why\n", "1" },
        { "x; // mapvet:ignore a-rule -- why\\\ny;\n", "12" },
    };
    check_cases(cases, ARRAY_LEN(cases), "a.c", NULL);
}

static void reads_other_linters_words(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "x; // NOLINT(mapvet-a-rule) why\ny;\n", "1" },
        { "x; // NOLINT(other-x, mapvet-a-rule): why\n", "1" },
        { "x; // NOLINT(mapvet-*) why\n", "1" },
        { "// NOLINTNEXTLINE(mapvet-a-rule) why\ny;\nz;\n", "2" },
        { "x; // NOLINT(other-x)\n", "" },
        { "x; // NOLINT\n", "" },
        { "x; //nolint:mapvet // why\n", "1" },
        { "x; //nolint:gosec,mapvet why\n", "1" },
        { "x; //nolint:gosec\n", "" },
        { "x; //nolint:mapvet\n", "1 no reason@1" },
    };
    check_cases(cases, ARRAY_LEN(cases), "a.c", NULL);
}

static void strings_are_no_comments(void **state)
{
    (void)state;
    static const Case c[] = {
        { "s = \"// mapvet:ignore a-rule -- why\";\n", "" },
        { "s = \"\\\"// mapvet:ignore a-rule -- why\";\n", "" },
        { "c = '\"'; // mapvet:ignore a-rule -- why\n", "1" },
        { "n = 1'000; // mapvet:ignore a-rule -- don't\n", "1" },
        { "s = R\"x(\n\" // mapvet:ignore a-rule -- why\n)x\";\n", "" },
        { "#error don't // mapvet:ignore a-rule -- why\ny;\n", "" },
        { "s = \"open\ny; // mapvet:ignore a-rule -- why\n", "2" },
        { "x; /* // mapvet:ignore a-rule -- why\n */ y;\n", "12" },
        { "x; // /* prose\ny; // mapvet:ignore a-rule -- why\n", "2" },
    };
    check_cases(c, ARRAY_LEN(c), "a.c", NULL);
    static const Case go[] = {
        { "s = `\n// mapvet:ignore a-rule -- why\n`\nx\n", "" },
        { "s = `\\` // mapvet:ignore a-rule -- why\n", "1" },
    };
    check_cases(go, ARRAY_LEN(go), "a.go", NULL);
}

static void covers_functions(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "// mapvet:ignore a-rule -- why\nstatic int\nf(int a)\n{\n}\ny;\n", "2345" },
    };
    check_cases(cases, 1, "a.c", &(Head){ 3, 1, 4, 5 });
    static const Case other[] = {
        { "// mapvet:ignore a-rule -- why\nint n;\nint f(void)\n{\n}\n", "2" },
        { "// mapvet:ignore a-rule -- why\n#define A\nint f(void)\n{\n}\n", "2" },
    };
    check_cases(other, 2, "a.c", &(Head){ 3, 5, 4, 5 });
}

static void audits(void **state)
{
    (void)state;
    static const Case cases[] = {
        { "x; // mapvet:ignore a-rule\n", "1 no reason@1" },
        { "x; // mapvet:ignore a-rule --\n", "1 no reason@1" },
        { "x; // mapvet:ignore b-rule -- why\n", " unused@1" },
        { "x; // mapvet:ignore off-rule -- why\n", "" },
        { "x; // mapvet:ignore a-ruel -- why\n", " unknown rule@1" },
        { "/* mapvet:ignore -- why */\n", " unused@1" },
    };
    check_cases(cases, ARRAY_LEN(cases), "a.c", NULL);
}

static void audit_can_be_limited(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *text = "x; // mapvet:ignore b-rule\n";
    SuppressAudit incomplete = full_audit;
    incomplete.see_unused = false;
    FindingList list = apply(arena, NULL, text, &incomplete);
    assert_string_equal(outcome(arena, &list), " no reason@1");
    SuppressAudit elsewhere = full_audit;
    elsewhere.file = 2;
    list = apply(arena, NULL, text, &elsewhere);
    assert_string_equal(outcome(arena, &list), "");
    arena_free(arena);
}

static void keeps_the_reason(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    FindingList list =
        apply(arena, NULL, "x; // mapvet:ignore a-rule --  two words \n", &full_audit);
    assert_string_equal(list.items.items[0].suppressed, "two words");
    list = apply(arena, NULL, "x; // NOLINT(mapvet-a-rule): two words\n", &full_audit);
    assert_string_equal(list.items.items[0].suppressed, "two words");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(covers_lines),
        cmocka_unit_test(reads_other_linters_words),
        cmocka_unit_test(strings_are_no_comments),
        cmocka_unit_test(covers_functions),
        cmocka_unit_test(audits),
        cmocka_unit_test(audit_can_be_limited),
        cmocka_unit_test(keeps_the_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
