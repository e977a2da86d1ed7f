#include "front/leading.h"

/* Skips blanks, ends of lines and comments; false when a comment does not end. */
static bool skip_space(Str *rest)
{
    while (rest->n) {
        size_t used = 1;
        if (rest->n > 1 && rest->p[0] == '/' && rest->p[1] == '*') {
            const char *end = memmem(rest->p + 2, rest->n - 2, "*/", 2);
            if (!end)
                return false;
            used = (size_t)(end + 2 - rest->p);
        } else if (rest->n > 1 && rest->p[0] == '/' && rest->p[1] == '/') {
            const char *end = memchr(rest->p, '\n', rest->n);
            used = end ? (size_t)(end - rest->p) : rest->n;
        } else if (!strchr(" \t\r\n\f\v", rest->p[0]) || rest->p[0] == '\0') {
            break;
        }
        *rest = (Str){ rest->p + used, rest->n - used };
    }
    return true;
}

/* "include <x>" behind the '#': false for every other directive. */
static bool read_include(Str line, Str *name)
{
    line = str_trim(line);
    if (!str_starts(line, "include"))
        return false;
    line = str_trim((Str){ line.p + 7, line.n - 7 });
    if (line.n < 3 || (line.p[0] != '<' && line.p[0] != '"'))
        return false;
    const char *end = memchr(line.p + 1, line.p[0] == '<' ? '>' : '"', line.n - 1);
    if (!end)
        return false;
    *name = (Str){ line.p, (size_t)(end + 1 - line.p) };
    Str after = { end + 1, line.n - name->n };
    return skip_space(&after) && after.n == 0;
}

IncludeList leading_includes(Arena *arena, Str text)
{
    IncludeList list = { 0 };
    while (skip_space(&text) && text.n && text.p[0] == '#') {
        const char *end = memchr(text.p, '\n', text.n);
        size_t length = end ? (size_t)(end - text.p) : text.n;
        Str name;
        if (!read_include((Str){ text.p + 1, length - 1 }, &name))
            break;
        vec_push(arena, &list, name);
        text = (Str){ text.p + length, text.n - length };
    }
    return list;
}
