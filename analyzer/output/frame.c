/*
 * Code frames: a source line and carets below it.
 *
 * Columns count bytes, a terminal counts characters: a tab fills up to the next stop
 * and every code point takes one column. Of a very long line only a window is shown.
 */
#include "output/output.h"

enum { TAB_STOP = 4, WINDOW = 120, LEAD = 40 };

/* A source line as it is shown. */
typedef struct ShownLine {
    StrBuf text;
    uint32_t from, to; /* columns of the span on the screen, [from, to) */
} ShownLine;

static uint32_t add_character(StrBuf *out, Str text, size_t at, uint32_t column,
                              size_t *bytes)
{
    if (text.p[at] == '\t') {
        uint32_t width = TAB_STOP - column % TAB_STOP;
        for (uint32_t i = 0; i < width; i++)
            strbuf_add_char(out, ' ');
        *bytes = 1;
        return width;
    }
    size_t n = str_utf8(text.p + at, text.n - at);
    *bytes = n ? n : 1;
    add_printable(out, (Str){ text.p + at, *bytes });
    return 1;
}

static ShownLine show_line(Arena *arena, Str line, Span span)
{
    ShownLine shown = { .text = strbuf_in(arena) };
    size_t start = span.col ? span.col - 1 : 0;
    size_t end = span.end_line > span.line ? line.n
                 : span.end_col            ? span.end_col - 1
                                           : 0;
    size_t first = 0; /* bytes left out before the window */
    if (line.n > WINDOW && start > LEAD) {
        first = (start < line.n ? start : line.n) - LEAD;
        while (first < line.n && (line.p[first] & 0xc0) == 0x80)
            first++;
        strbuf_add(&shown.text, "...");
    }
    uint32_t column = first ? 3 : 0;
    shown.from = shown.to = UINT32_MAX;
    for (size_t i = first; i < line.n && column < WINDOW;) {
        size_t bytes;
        if (i >= start && shown.from == UINT32_MAX)
            shown.from = column;
        if (i >= end && shown.to == UINT32_MAX)
            shown.to = column;
        column += add_character(&shown.text, line, i, column, &bytes);
        i += bytes;
    }
    if (shown.from == UINT32_MAX)
        shown.from = column;
    if (shown.to == UINT32_MAX)
        shown.to = column;
    if (shown.to <= shown.from)
        shown.to = shown.from + 1;
    return shown;
}

static const LineTable *lines_of(FormatCx *cx, const char *path)
{
    if (!cx->seen_path || strcmp(cx->seen_path, path) != 0) {
        cx->seen_path = arena_strdup(cx->arena, path);
        cx->seen_lines = line_table(cx->arena, cx->text_of(cx->text_ctx, path));
    }
    return &cx->seen_lines;
}

void add_frame(FormatCx *cx, StrBuf *out, const FindingList *list, Span span)
{
    const LineTable *lines = lines_of(cx, finding_path(list, span));
    if (span.line == 0 || span.line > lines->starts.len || lines->text.n == 0)
        return;
    ShownLine shown = show_line(out->arena, line_text(lines, span.line), span);
    strbuf_printf(out, "%6u | %s\n       | ", span.line, strbuf_cstr(&shown.text));
    for (uint32_t i = 0; i < shown.from; i++)
        strbuf_add_char(out, ' ');
    StrBuf carets = strbuf_in(out->arena);
    strbuf_add_char(&carets, '^');
    for (uint32_t i = shown.from + 1; i < shown.to; i++)
        strbuf_add_char(&carets, '~');
    add_painted(cx, out, PAINT_GREEN, strbuf_cstr(&carets));
    strbuf_add_char(out, '\n');
}
