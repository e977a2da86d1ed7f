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

/* "include <x>" behind the '#': false for one whose name a macro makes. */
static bool read_include(Str line, Str *name)
{
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

/* A macro on one line. */
static bool read_define(Str line, Str *text)
{
    *text = str_trim(line);
    return text->p[text->n - 1] != '\\' && !memmem(text->p, text->n, "/*", 2);
}

static bool read_directive(Str line, Leading *out)
{
    Str rest = str_trim((Str){ line.p + 1, line.n - 1 });
    out->is_include = str_starts(rest, "include") && !str_starts(rest, "include_next");
    if (out->is_include)
        return read_include(rest, &out->text);
    return str_starts(rest, "define") && read_define(line, &out->text);
}

LeadingList leading_directives(Arena *arena, Str text)
{
    LeadingList list = { 0 };
    while (skip_space(&text) && text.n && text.p[0] == '#') {
        const char *end = memchr(text.p, '\n', text.n);
        size_t length = end ? (size_t)(end - text.p) : text.n;
        Leading leading;
        if (!read_directive((Str){ text.p, length }, &leading))
            break;
        vec_push(arena, &list, leading);
        text = (Str){ text.p + length, text.n - length };
    }
    return list;
}
