#include "lsp/buffer.h"

static void find_lines(Buffer *buffer)
{
    Str text = buffer->text;
    vec_push(buffer->arena, &buffer->lines, (size_t)0);
    for (size_t i = 0; i < text.n; i++) {
        bool pair = text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
        if (text.p[i] == '\n' || (text.p[i] == '\r' && !pair))
            vec_push(buffer->arena, &buffer->lines, i + 1);
    }
}

Buffer buffer_new(Str text)
{
    Buffer buffer = { .arena = arena_new() };
    buffer.text = (Str){ arena_copy(buffer.arena, text.p, text.n), text.n };
    find_lines(&buffer);
    return buffer;
}

void buffer_clear(Buffer *buffer)
{
    arena_free(buffer->arena);
    *buffer = (Buffer){ 0 };
}

void buffer_replace(Buffer *buffer, size_t from, size_t to, Str by)
{
    Str old = buffer->text;
    Buffer edited = { .arena = arena_new() };
    size_t n = old.n - (to - from) + by.n;
    char *text = arena_alloc(edited.arena, n);
    if (from)
        memcpy(text, old.p, from);
    if (by.n)
        memcpy(text + from, by.p, by.n);
    if (old.n > to)
        memcpy(text + from + by.n, old.p + to, old.n - to);
    edited.text = (Str){ text, n };
    find_lines(&edited);
    buffer_clear(buffer);
    *buffer = edited;
}

Str buffer_line(const Buffer *buffer, uint32_t line)
{
    if (line >= buffer->lines.len)
        return (Str){ "", 0 };
    size_t start = buffer->lines.items[line];
    size_t end =
        line + 1 < buffer->lines.len ? buffer->lines.items[line + 1] : buffer->text.n;
    const char *text = buffer->text.p;
    if (end > start && text[end - 1] == '\n')
        end--;
    if (end > start && text[end - 1] == '\r')
        end--;
    return (Str){ text + start, end - start };
}

/* Bytes of the character at the front of `text`; a byte that is no UTF-8 counts as one.
 */
static size_t char_bytes(Str text)
{
    size_t n = str_utf8(text.p, text.n);
    return n ? n : 1;
}

static uint32_t char_units(size_t bytes, Encoding encoding)
{
    if (encoding == ENCODING_UTF8)
        return (uint32_t)bytes;
    return bytes == 4 ? 2 : 1;
}

size_t buffer_offset(const Buffer *buffer, Encoding encoding, Position at)
{
    if (at.line >= buffer->lines.len)
        return buffer->text.n;
    Str line = buffer_line(buffer, at.line);
    size_t i = 0;
    for (uint32_t left = at.character; i < line.n;) {
        size_t n = char_bytes((Str){ line.p + i, line.n - i });
        uint32_t units = char_units(n, encoding);
        if (left < units)
            break;
        left -= units;
        i += n;
    }
    return buffer->lines.items[at.line] + i;
}

Position buffer_position(const Buffer *buffer, Encoding encoding, uint32_t line,
                         uint32_t column)
{
    if (line == 0)
        return (Position){ 0, 0 };
    if (line > buffer->lines.len) {
        uint32_t last = buffer->lines.len;
        return buffer_position(buffer, encoding, last, UINT32_MAX);
    }
    Str text = buffer_line(buffer, line - 1);
    Position at = { line - 1, 0 };
    size_t end = column ? column - 1 : 0;
    for (size_t i = 0; i < text.n && i < end;) {
        size_t n = char_bytes((Str){ text.p + i, text.n - i });
        if (i + n > end)
            break;
        at.character += char_units(n, encoding);
        i += n;
    }
    return at;
}
