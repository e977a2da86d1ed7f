/*
 * The look of every format, compared with testdata/output/<name>.golden, over one list
 * of findings made by hand. MAPVET_UPDATE=1 rewrites the files.
 */
#include "base/file.h"
#include "output/output.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const main_text =
    "#include \"map.h\"\n"
    "void drop(Sessions *s)\n"
    "{\n"
    "\tHASH_ITER(hh, s->users, user, next)\t{\n"
    "\t\tchar *n\xc3\xa4me = \"\xf0\x9f\x98\x80\"; forget(s, n\xc3\xa4me); // later\n"
    "    }\n"
    "    bad(\"\xff\x1b[31m\", s);\n"
    "}\n";
static const char *const header_text =
    "static inline void forget(Sessions *s, char *n)\n"
    "{ remove_key(s->users, n); }";

static Str text_of(void *ctx, const char *path)
{
    if (strcmp(path, "src/drop.c") == 0)
        return str_of(main_text);
    if (strcmp(path, "src/map.h") == 0)
        return str_of(header_text);
    return strcmp(path, "long.c") == 0 ? str_of(ctx) : (Str){ "", 0 };
}

static Finding finding_of(const char *rule, Severity severity, Span span,
                          const char *message)
{
    return (Finding){ .rule = rule,
                      .severity = severity,
                      .span = span,
                      .message = message,
                      .advice = "",
                      .function = "drop",
                      .place = "",
                      .chain = "",
                      .fingerprint = "0123456789abcdef0123456789abcdef" };
}

/* With steps through a header, behind tabs and beside UTF-8. */
static Finding deep_finding(Arena *arena)
{
    Span call = { 1, 5, 25, 5, 41 };
    Finding f = finding_of("mutate-in-iteration", SEV_ERROR, call,
                           "'s->users' loses an entry while it is being iterated");
    f.advice = "collect the keys first, and remove them after the loop";
    vec_push(arena, &f.steps,
             ((FindingStep){ { 1, 4, 2, 4, 11 }, "the iteration begins", 0 }));
    vec_push(arena, &f.steps, ((FindingStep){ call, "calls 'forget'", 0 }));
    vec_push(arena, &f.steps,
             ((FindingStep){ { 2, 2, 3, 2, 13 }, "which removes a key", 1 }));
    vec_push(arena, &f.steps,
             ((FindingStep){ { 1, 4, 2, 4, 11 }, "the iteration goes on", 0 }));
    return f;
}

static Finding fixed_finding(Arena *arena)
{
    Finding f = finding_of("nil-map-clear", SEV_WARNING, (Span){ 1, 7, 5, 7, 8 },
                           "with a \"quote\", a \\ and an e\xc3\xa9");
    Fix fix = { .title = "skip it when 's' is NULL" };
    vec_push(arena, &fix.edits, ((FixEdit){ { 1, 7, 5, 7, 5 }, "if (s)\n\t" }));
    vec_push(arena, &fix.edits, ((FixEdit){ { 1, 8, 1, 8, 2 }, "}" }));
    vec_push(arena, &f.fixes, fix);
    return f;
}

static FindingList list_by_hand(Arena *arena)
{
    FindingList list = { .arena = arena };
    finding_file(&list, "src/drop.c");
    finding_file(&list, "src/map.h");
    finding_file(&list, "gone\n\x1b[1m.c");
    vec_push(arena, &list.items, deep_finding(arena));
    vec_push(arena, &list.items, fixed_finding(arena));
    Finding possible =
        finding_of("missing-prealloc", SEV_NOTE, (Span){ 1, 7, 9, 7, 16 },
                   "hostile bytes in the line");
    possible.tier = TIER_POSSIBLE;
    vec_push(arena, &list.items, possible);
    vec_push(arena, &list.items,
             finding_of("suppression", SEV_NOTE, (Span){ 3, 1, 1, 1, 2 },
                        "a file that cannot be read, with a hostile name\x07"));
    return list;
}

static Str print(Arena *arena, const Format *format, bool color,
                 const FindingList *list, const char *long_line)
{
    StrBuf out = strbuf_in(arena);
    FormatCx cx = { .arena = arena,
                    .color = color,
                    .text_of = text_of,
                    .text_ctx = (void *)(uintptr_t)long_line };
    if (format->begin)
        format->begin(&cx, &out);
    for (uint32_t i = 0; i < list->items.len; i++)
        format->finding(&cx, &out, list, &list->items.items[i]);
    if (format->end)
        format->end(&cx, &out);
    return strbuf_str(&out);
}

static void looks_as_in_the_goldens(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    FindingList list = list_by_hand(arena);
    unsigned count = 0;
    for (; format_table[count]; count++) {
        const Format *format = format_table[count];
        Str is = print(arena, format, false, &list, "");
        const char *path = arena_printf(arena, "%s/testdata/output/%s.golden",
                                        getenv("SOURCE_DIR"), format->name);
        Err err = { 0 };
        Str should;
        if (getenv("MAPVET_UPDATE"))
            assert_true(file_write(path, is, &err));
        if (!file_read(arena, path, &should, &err))
            fail_msg("%s", err.text);
        if (!str_eq(is, should))
            fail_msg("%s: differs; this is printed now:\n%.*s", path, (int)is.n, is.p);
    }
    assert_int_not_equal(count, 0);
    arena_free(arena);
}

/* The text without what begins with ESC and ends with 'm'. */
static Str without_color(Arena *arena, Str text)
{
    StrBuf out = strbuf_in(arena);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\033')
            while (text.p[i] != 'm')
                i++;
        else
            strbuf_add_char(&out, text.p[i]);
    }
    return strbuf_str(&out);
}

static void colour_changes_nothing_else(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    FindingList list = list_by_hand(arena);
    for (unsigned i = 0; format_table[i]; i++) {
        Str plain = print(arena, format_table[i], false, &list, "");
        Str painted = print(arena, format_table[i], true, &list, "");
        assert_null(memchr(plain.p, '\033', plain.n));
        assert_true(str_eq(without_color(arena, painted), plain));
        if (strcmp(format_table[i]->name, "text") == 0)
            assert_non_null(memchr(painted.p, '\033', painted.n));
    }
    arena_free(arena);
}

static void long_line_is_cut(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    char *line = arena_alloc(arena, 5001);
    memset(line, 'x', 5000);
    memcpy(line + 3000, "HERE", 4);
    FindingList list = { .arena = arena };
    finding_file(&list, "long.c");
    vec_push(arena, &list.items,
             finding_of("a-rule", SEV_NOTE, (Span){ 1, 1, 3001, 1, 3005 }, "m"));
    Str text = print(arena, format_find("text"), false, &list, line);
    assert_true(text.n < 500);
    const char *here = memmem(text.p, text.n, "HERE", 4);
    const char *caret = memmem(text.p, text.n, "^~~~\n", 5);
    assert_non_null(here);
    assert_non_null(caret);
    const char *line_end = memchr(here, '\n', 200);
    const char *line_start = memrchr(text.p, '\n', (size_t)(here - text.p));
    assert_int_equal(caret - line_end, here - line_start);
    arena_free(arena);
}

static void totals_read_well(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    StrBuf out = strbuf_in(arena);
    add_totals(&out, &(Totals){ .units = 312,
                                .stats = { .map_operations = 1204,
                                           .iterations = 1234567,
                                           .unmodelled = 3 } });
    add_totals(
        &out, &(Totals){
                  .units = 1, .failed = 1, .findings = 1, .stats = { 9, 1, 1, 1, 2 } });
    add_totals(&out, &(Totals){ .units = 9, .failed = 1, .in_part = 2 });
    add_totals(&out, &(Totals){ .units = 9, .in_part = 2 });
    assert_string_equal(strbuf_cstr(&out),
                        "312 units, 1,204 map operations, 1,234,567 iterations, 0 "
                        "findings; 3 functions unmodelled\n"
                        "1 unit (1 not analysed), 1 map operation, 1 iteration, 1 "
                        "finding; 1 function unmodelled, 2 cut short\n"
                        "9 units (1 not analysed, 2 in part), 0 map operations, 0 "
                        "iterations, 0 findings; 0 functions unmodelled\n"
                        "9 units (2 in part), 0 map operations, 0 iterations, 0 "
                        "findings; 0 functions unmodelled\n");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks_as_in_the_goldens),
        cmocka_unit_test(colour_changes_nothing_else),
        cmocka_unit_test(long_line_is_cut),
        cmocka_unit_test(totals_read_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
