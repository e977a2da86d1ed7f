#include "output/output.h"

#include "base/file.h"

#include <inttypes.h>
#include <stdio.h>

const Format *format_find(const char *name)
{
    for (unsigned i = 0; format_table[i]; i++)
        if (strcmp(format_table[i]->name, name) == 0)
            return format_table[i];
    return NULL;
}

FindingList findings_seen_from(Arena *arena, const FindingList *list, const char *root,
                               const char *folder)
{
    FindingList seen = *list;
    seen.files.items = ARENA_ARRAY(arena, const char *, list->files.len + 1);
    for (uint32_t i = 1; i < list->files.len; i++) {
        const char *path = path_join(arena, root, list->files.items[i]);
        seen.files.items[i] = path_below(folder, path);
    }
    return seen;
}

void add_printable(StrBuf *out, Str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t n = str_utf8(text.p + i, text.n - i);
        unsigned char c = (unsigned char)text.p[i];
        bool control = n <= 1 && (n == 0 || c < ' ' || c == 0x7f);
        /* C1 controls: U+0080 to U+009F */
        control =
            control || (n == 2 && c == 0xc2 && (unsigned char)text.p[i + 1] < 0xa0);
        if (control)
            strbuf_add(out, "\xef\xbf\xbd");
        else
            strbuf_add_n(out, text.p + i, n);
        i += n ? n : 1;
    }
}

void add_location(StrBuf *out, const FindingList *list, Span span)
{
    add_printable(out, str_of(finding_path(list, span)));
    strbuf_printf(out, ":%u:%u", span.line, span.col);
}

void add_number(StrBuf *out, uint64_t number)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%" PRIu64, number);
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            strbuf_add_char(out, ',');
        strbuf_add_char(out, digits[i]);
    }
}

void add_painted(const FormatCx *cx, StrBuf *out, Paint paint, const char *text)
{
    static const char *const codes[] = {
        [PAINT_BOLD] = "\033[1m",       [PAINT_RED] = "\033[1;31m",
        [PAINT_MAGENTA] = "\033[1;35m", [PAINT_CYAN] = "\033[1;36m",
        [PAINT_GREEN] = "\033[32m",
    };
    if (cx->color)
        strbuf_add(out, codes[paint]);
    strbuf_add(out, text);
    if (cx->color)
        strbuf_add(out, "\033[0m");
}

static void add_count(StrBuf *out, uint32_t count, const char *one, const char *many)
{
    add_number(out, count);
    strbuf_printf(out, " %s", count == 1 ? one : many);
}

void add_totals(StrBuf *out, const Totals *totals)
{
    add_count(out, totals->units, "unit", "units");
    if (totals->failed) {
        strbuf_add(out, " (");
        add_number(out, totals->failed);
        strbuf_add(out, totals->in_part ? " not analysed, " : " not analysed)");
    }
    if (totals->in_part) {
        strbuf_add(out, totals->failed ? "" : " (");
        add_number(out, totals->in_part);
        strbuf_add(out, " in part)");
    }
    strbuf_add(out, ", ");
    add_count(out, totals->stats.map_operations, "map operation", "map operations");
    strbuf_add(out, ", ");
    add_count(out, totals->stats.iterations, "iteration", "iterations");
    strbuf_add(out, ", ");
    add_count(out, totals->findings, "finding", "findings");
    strbuf_add(out, "; ");
    add_count(out, totals->stats.unmodelled, "function", "functions");
    strbuf_add(out, " unmodelled");
    if (totals->stats.cut_short) {
        strbuf_add(out, ", ");
        add_number(out, totals->stats.cut_short);
        strbuf_add(out, " cut short");
    }
    strbuf_add_char(out, '\n');
}
