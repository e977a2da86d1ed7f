#include "ir/source.h"

int span_compare(Span a, Span b)
{
    if (a.file != b.file)
        return a.file < b.file ? -1 : 1;
    if (a.line != b.line)
        return a.line < b.line ? -1 : 1;
    if (a.col != b.col)
        return a.col < b.col ? -1 : 1;
    return 0;
}

LineTable line_table(Arena *arena, Str text)
{
    LineTable table = { .text = text };
    vec_push(arena, &table.starts, (size_t)0);
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '\n')
            vec_push(arena, &table.starts, i + 1);
    return table;
}

Str line_text(const LineTable *table, uint32_t line)
{
    if (line == 0 || line > table->starts.len)
        return (Str){ "", 0 };
    size_t start = table->starts.items[line - 1];
    size_t end = line < table->starts.len ? table->starts.items[line] : table->text.n;
    while (end > start &&
           (table->text.p[end - 1] == '\n' || table->text.p[end - 1] == '\r'))
        end--;
    return (Str){ table->text.p + start, end - start };
}

size_t line_offset(const LineTable *table, uint32_t line, uint32_t col)
{
    if (line == 0)
        return 0;
    if (line > table->starts.len)
        return table->text.n;
    size_t offset = table->starts.items[line - 1] + (col ? col - 1 : 0);
    return offset < table->text.n ? offset : table->text.n;
}
