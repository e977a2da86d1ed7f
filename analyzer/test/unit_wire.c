/* A report as bytes, and bytes that are no report. */
#include "drive/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static Finding full_finding(Arena *arena)
{
    Finding f = {
        .rule = "a-rule",
        .severity = SEV_WARNING,
        .tier = TIER_POSSIBLE,
        .span = { 1, 2, 3, 4, 5 },
        .message = "message",
        .advice = "",
        .function = "f",
        .place = "place",
        .chain = "chain",
        .fingerprint = "ffff",
        .tokens = "tttt",
        .suppressed = "",
    };
    vec_push(arena, &f.steps, ((FindingStep){ { 2, 9, 8, 7, 6 }, "step", 3 }));
    Fix fix = { .title = "title" };
    vec_push(arena, &fix.edits, ((FixEdit){ { 1, 1, 1, 1, 2 }, "edit" }));
    vec_push(arena, &f.fixes, fix);
    return f;
}

static UnitReport full_report(Arena *arena)
{
    UnitReport report = { .path = "src/a.c",
                          .failure = "src/a.c:1:1: error: x",
                          .has_findings = true,
                          .findings = { .arena = arena },
                          .input_hash = "hhhh",
                          .stats = { 1, 2, 3, 4, 5 } };
    finding_file(&report.findings, "src/a.c");
    finding_file(&report.findings, "src/b.h");
    vec_push(arena, &report.findings.items, full_finding(arena));
    return report;
}

static void comes_back_whole(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    UnitReport report = full_report(arena), back;
    StrBuf bytes = strbuf_in(arena), again = strbuf_in(arena);
    report_write(&bytes, &report);
    assert_true(report_read(arena, strbuf_str(&bytes), &back));
    assert_string_equal(back.failure, report.failure);
    assert_int_equal(back.stats.cut_short, 5);
    assert_int_equal(back.findings.items.len, 1);
    const Finding *f = &back.findings.items.items[0];
    assert_string_equal(f->suppressed, "");
    assert_string_equal(f->steps.items[0].text, "step");
    assert_string_equal(finding_path(&back.findings, f->steps.items[0].span),
                        "src/b.h");
    assert_string_equal(f->fixes.items[0].edits.items[0].text, "edit");
    report_write(&again, &back);
    assert_true(str_eq(strbuf_str(&bytes), strbuf_str(&again)));
    arena_free(arena);
}

static void keeps_null_and_empty_apart(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    UnitReport report = { .path = "a.c",
                          .failure = "",
                          .findings = { .arena = arena } };
    UnitReport back;
    StrBuf bytes = strbuf_in(arena);
    report_write(&bytes, &report);
    assert_true(report_read(arena, strbuf_str(&bytes), &back));
    assert_string_equal(back.failure, "");
    assert_null(back.input_hash);
    assert_false(back.has_findings);
    arena_free(arena);
}

static void refuses_pieces(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    UnitReport report = full_report(arena), back;
    StrBuf bytes = strbuf_in(arena);
    report_write(&bytes, &report);
    strbuf_add_char(&bytes, 'x');
    for (size_t n = 0; n <= bytes.length; n++) {
        /* A copy of its own length, so that the sanitizer sees a read behind it. */
        char *piece = arena_copy(arena, bytes.text, n);
        bool whole = n + 1 == bytes.length;
        assert_int_equal(report_read(arena, (Str){ piece, n }, &back), whole);
    }
    arena_free(arena);
}

/* Any single byte may be wrong: what is read is whole or refused, never out of bounds.
 */
static void survives_wrong_bytes(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    UnitReport report = full_report(arena);
    StrBuf bytes = strbuf_in(arena);
    report_write(&bytes, &report);
    unsigned refused = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        ArenaMark mark = arena_mark(arena);
        char *wrong = arena_copy(arena, bytes.text, bytes.length);
        wrong[i] = (char)(wrong[i] ^ 0x80);
        UnitReport back;
        if (!report_read(arena, (Str){ wrong, bytes.length }, &back)) {
            refused++;
        } else {
            for (uint32_t j = 0; j < back.findings.items.len; j++)
                assert_true(back.findings.items.items[j].span.file <
                            back.findings.files.len);
        }
        arena_reset(arena, mark);
    }
    assert_int_not_equal(refused, 0);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_whole),
        cmocka_unit_test(keeps_null_and_empty_apart),
        cmocka_unit_test(refuses_pieces),
        cmocka_unit_test(survives_wrong_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
