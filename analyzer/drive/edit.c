#include "drive/edit.h"

#include <stdlib.h>

static int compare_points(uint32_t line, uint32_t col, uint32_t other_line,
                          uint32_t other_col)
{
    if (line != other_line)
        return line < other_line ? -1 : 1;
    return (col > other_col) - (col < other_col);
}

static int by_place(const void *a, const void *b)
{
    const FixEdit *x = a, *y = b;
    int order = compare_points(x->span.line, x->span.col, y->span.line, y->span.col);
    if (order == 0)
        order = compare_points(x->span.end_line, x->span.end_col, y->span.end_line,
                               y->span.end_col);
    return order ? order : strcmp(x->text, y->text);
}

/* The place lies in the text: in one of its lines, or right behind it. */
static bool is_inside(const LineTable *lines, uint32_t line, uint32_t col)
{
    if (line == 0 || col == 0 || line > lines->starts.len)
        return false;
    size_t next =
        line < lines->starts.len ? lines->starts.items[line] : lines->text.n + 1;
    return lines->starts.items[line - 1] + col - 1 < next;
}

bool edits_apply(Arena *arena, Str text, EditList *edits, Str *out)
{
    LineTable lines = line_table(arena, text);
    StrBuf buf = strbuf_in(arena);
    size_t done = 0;
    if (edits->len)
        qsort(edits->items, edits->len, sizeof *edits->items, by_place);
    for (uint32_t i = 0; i < edits->len; i++) {
        const FixEdit *edit = &edits->items[i];
        Span at = edit->span;
        if (!is_inside(&lines, at.line, at.col) ||
            !is_inside(&lines, at.end_line, at.end_col))
            return false;
        size_t from = line_offset(&lines, at.line, at.col);
        size_t to = line_offset(&lines, at.end_line, at.end_col);
        if (from < done || to < from)
            return false;
        strbuf_add_n(&buf, text.p + done, from - done);
        strbuf_add(&buf, edit->text);
        done = to;
    }
    strbuf_add_n(&buf, text.p + done, text.n - done);
    strbuf_cstr(&buf);
    *out = strbuf_str(&buf);
    return true;
}

/* Apart: a gap of a character at least, so that their order cannot matter. */
static bool are_apart(Span a, Span b)
{
    return compare_points(a.end_line, a.end_col, b.line, b.col) < 0 ||
           compare_points(b.end_line, b.end_col, a.line, a.col) < 0;
}

bool edits_admit(const EditList *edits, const Fix *fix)
{
    for (uint32_t i = 0; i < edits->len; i++)
        for (uint32_t j = 0; j < fix->edits.len; j++)
            if (!are_apart(edits->items[i].span, fix->edits.items[j].span))
                return false;
    return true;
}
