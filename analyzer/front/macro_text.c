#include "front/macro_text.h"

#include <string.h>

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
}

/* Blanks and the ends of lines that a backslash continues. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\\';
}

size_t text_skip(Str text, size_t i)
{
    char c = text.p[i];
    if (c == '"' || c == '\'') {
        for (i++; i < text.n && text.p[i] != c && text.p[i] != '\n'; i++)
            if (text.p[i] == '\\')
                i++;
        return i + 1;
    }
    if (c == '/' && i + 1 < text.n && text.p[i + 1] == '*') {
        for (i += 2; i + 1 < text.n && (text.p[i] != '*' || text.p[i + 1] != '/');)
            i++;
        return i + 2;
    }
    if (c == '/' && i + 1 < text.n && text.p[i + 1] == '/') {
        while (i < text.n && text.p[i] != '\n')
            i++;
        return i;
    }
    return i + 1;
}

Str text_identifier(Str text, size_t at)
{
    size_t end = at;
    while (end < text.n && is_word(text.p[end]))
        end++;
    return at < text.n ? (Str){ text.p + at, end - at } : (Str){ "", 0 };
}

/* Behind blanks and comments. */
static size_t skip_blank(Str text, size_t i)
{
    while (i < text.n) {
        if (is_blank(text.p[i]))
            i++;
        else if (text.p[i] == '/' && i + 1 < text.n &&
                 (text.p[i + 1] == '*' || text.p[i + 1] == '/'))
            i = text_skip(text, i);
        else
            break;
    }
    return i < text.n ? i : text.n;
}

static TextRange trimmed(Str text, size_t start, size_t end)
{
    start = skip_blank((Str){ text.p, end }, start);
    while (end > start && is_blank(text.p[end - 1]))
        end--;
    return (TextRange){ start, end };
}

/* ---- calls ---- */

bool macro_call_at(Str text, size_t at, MacroCall *out)
{
    *out = (MacroCall){ .name = text_identifier(text, at) };
    size_t i = skip_blank(text, at + out->name.n);
    if (out->name.n == 0 || i >= text.n || text.p[i] != '(')
        return false;
    size_t start = i + 1;
    int depth = 0;
    while (i < text.n) {
        char c = text.p[i];
        /* Only parentheses shield a comma: braces and brackets do not. */
        depth += c == '(';
        if ((c == ',' || c == ')') && depth == 1) {
            if (out->count == MACRO_ARGS_MAX)
                return false;
            out->args[out->count++] = trimmed(text, start, i);
            start = i + 1;
        }
        if (c == ')' && --depth == 0) {
            out->end = i + 1;
            return true;
        }
        i = text_skip(text, i);
    }
    return false;
}

/* ---- definitions ---- */

/* The first offset of the line that the offset's line continues. */
static size_t logical_start(Str text, size_t at)
{
    for (;;) {
        while (at > 0 && text.p[at - 1] != '\n')
            at--;
        size_t before = at;
        if (before > 0)
            before--; /* the newline */
        if (before > 0 && text.p[before - 1] == '\r')
            before--;
        if (before == 0 || text.p[before - 1] != '\\')
            return at;
        at = before;
    }
}

static size_t logical_end(Str text, size_t at)
{
    while (at < text.n) {
        if (text.p[at] == '\n') {
            size_t last = at > 0 && text.p[at - 1] == '\r' ? at - 1 : at;
            if (last == 0 || text.p[last - 1] != '\\')
                return at;
        }
        at++;
    }
    return text.n;
}

/* The directive whose line begins at `at`. */
static bool parse_define(Str text, size_t at, MacroDefine *out)
{
    *out = (MacroDefine){ 0 };
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t'))
        at++;
    if (at >= text.n || text.p[at] != '#')
        return false;
    for (at++; at < text.n && (text.p[at] == ' ' || text.p[at] == '\t');)
        at++;
    if (at + 6 >= text.n || memcmp(text.p + at, "define", 6) != 0)
        return false;
    size_t name = skip_blank(text, at + 6);
    out->name = text_identifier(text, name);
    size_t end = logical_end(text, name);
    at = name + out->name.n;
    Str line = { text.p, end };
    if (at < end && text.p[at] == '(') {
        MacroCall call;
        if (!macro_call_at(line, name, &call))
            return false;
        for (uint32_t i = 0; i < call.count; i++) {
            TextRange range = call.args[i];
            out->params[i] = (Str){ text.p + range.start, range.end - range.start };
        }
        bool none = call.count == 1 && out->params[0].n == 0;
        out->count = none ? 0 : call.count;
        at = call.end;
    }
    out->body = trimmed(line, at, end);
    return out->name.n > 0;
}

bool macro_define_around(Str text, size_t at, MacroDefine *out)
{
    return at < text.n && parse_define(text, logical_start(text, at), out);
}

bool macro_define_next(Str text, size_t from, MacroDefine *out)
{
    while (from < text.n) {
        const char *found = memchr(text.p + from, '#', text.n - from);
        if (!found)
            return false;
        size_t at = (size_t)(found - text.p);
        size_t start = at;
        while (start > 0 && (text.p[start - 1] == ' ' || text.p[start - 1] == '\t'))
            start--;
        if ((start == 0 || text.p[start - 1] == '\n') && parse_define(text, start, out))
            return true;
        from = at + 1;
    }
    return false;
}

bool macro_define_find(Str text, Str name, MacroDefine *out)
{
    bool found = false;
    size_t from = 0;
    MacroDefine define;
    while (from < text.n) {
        const char *hit = memmem(text.p + from, text.n - from, name.p, name.n);
        if (!hit)
            break;
        size_t at = (size_t)(hit - text.p);
        from = at + name.n;
        /* Only where the name stands behind the word `define`. */
        size_t start = at;
        while (start > 0 && (text.p[start - 1] == ' ' || text.p[start - 1] == '\t'))
            start--;
        if (start < 6 || memcmp(text.p + start - 6, "define", 6) != 0)
            continue;
        if (macro_define_around(text, at, &define) && str_eq(define.name, name) &&
            define.body.end > define.body.start) {
            *out = define;
            found = true;
        }
    }
    return found;
}

int macro_param(Str text, TextRange range, const MacroDefine *define)
{
    while (range.end > range.start + 1 && text.p[range.start] == '(' &&
           text.p[range.end - 1] == ')')
        range = trimmed(text, range.start + 1, range.end - 1);
    Str word = { text.p + range.start, range.end - range.start };
    for (uint32_t i = 0; i < define->count; i++)
        if (str_eq(define->params[i], word))
            return (int)i;
    return -1;
}
