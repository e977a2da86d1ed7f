/* The comments of any text: read as C and as Go, applied to findings on every line. */
#include "check/suppress.h"

static RuleState known(const void *ctx, Str rule)
{
    (void)ctx;
    return rule.n % 2 ? RULE_ON : RULE_UNKNOWN;
}

static void run(Str text, const char *path)
{
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    Unit *unit = unit_new(arena, intern, path);
    uint32_t file = unit_file(unit, path);
    Func *fn = unit_func(unit, intern_text(intern, "f"));
    fn->span = (Span){ file, 3, 6, 3, 7 };
    fn->body = (Span){ file, 4, 1, 9, 2 };
    FindingList findings = { .arena = arena };
    finding_file(&findings, path);
    for (uint32_t line = 1; line < 20; line++) {
        Finding finding = { .rule = "r", .span = { file, line, 1, line, 2 } };
        vec_push(arena, &findings.items, finding);
    }
    SuppressionList list = { 0 };
    SuppressAudit audit = { known, NULL, file, true };
    suppress_read(arena, unit, file, text, &list);
    suppress_apply(&list, &findings, &audit);
    intern_free(intern);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    run((Str){ (const char *)data, size }, "a.c");
    run((Str){ (const char *)data, size }, "a.go");
    return 0;
}
