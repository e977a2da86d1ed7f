#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

bool str_starts(Str text, const char *prefix)
{
    size_t n = strlen(prefix);
    return text.n >= n && memcmp(text.p, prefix, n) == 0;
}

bool str_split(Str *rest, char sep, Str *piece)
{
    if (rest->n == 0)
        return false;
    const char *end = memchr(rest->p, sep, rest->n);
    size_t n = end ? (size_t)(end - rest->p) : rest->n;
    size_t skip = end ? n + 1 : n;
    *piece = (Str){ rest->p, n };
    *rest = (Str){ rest->p + skip, rest->n - skip };
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool str_word(Str *rest, Str *word)
{
    while (rest->n && is_blank(*rest->p)) {
        rest->p++;
        rest->n--;
    }
    size_t n = 0;
    while (n < rest->n && !is_blank(rest->p[n]))
        n++;
    *word = (Str){ rest->p, n };
    *rest = (Str){ rest->p + n, rest->n - n };
    return n > 0;
}

Str str_trim(Str text)
{
    while (text.n && is_blank(text.p[0])) {
        text.p++;
        text.n--;
    }
    while (text.n && is_blank(text.p[text.n - 1]))
        text.n--;
    return text;
}

bool str_int(Str text, int64_t *value)
{
    size_t i = text.n && text.p[0] == '-' ? 1 : 0;
    int64_t sum = 0;
    if (i == text.n || text.n > 18)
        return false;
    for (; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        sum = sum * 10 + (text.p[i] - '0');
    }
    *value = text.p[0] == '-' ? -sum : sum;
    return true;
}

unsigned str_distance(Str a, Str b)
{
    enum { MAX = 64 };
    unsigned row[MAX + 1];
    if (a.n > MAX || b.n > MAX)
        return MAX;
    for (unsigned j = 0; j <= b.n; j++)
        row[j] = j;
    for (unsigned i = 1; i <= a.n; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (unsigned j = 1; j <= b.n; j++) {
            unsigned replace = diagonal + (a.p[i - 1] != b.p[j - 1]);
            unsigned best = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;
            diagonal = row[j];
            row[j] = replace < best ? replace : best;
        }
    }
    return row[b.n];
}

bool str_nearer(Str given, Str word, unsigned *distance)
{
    unsigned most = (unsigned)(given.n < 60 ? given.n : 60) / 3 + 1;
    unsigned now = str_distance(given, word);
    if (now >= given.n || now > most || (*distance && now >= *distance))
        return false;
    *distance = now;
    return true;
}

size_t str_utf8(const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    if (length == 0)
        return 0;
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
    if (s[0] < 0xc2 || s[0] > 0xf4 || n > length)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool bad = (s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
               (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f);
    return bad ? 0 : n;
}

StrBuf strbuf_in(Arena *arena)
{
    return (StrBuf){ .arena = arena };
}

static void reserve(StrBuf *buf, size_t more)
{
    size_t need = buf->length + more + 1;
    if (need <= buf->capacity)
        return;
    size_t capacity = buf->capacity ? buf->capacity * 2 : 64;
    while (capacity < need)
        capacity *= 2;
    char *text = arena_alloc(buf->arena, capacity);
    if (buf->length)
        memcpy(text, buf->text, buf->length);
    buf->text = text;
    buf->capacity = capacity;
}

void strbuf_add_n(StrBuf *buf, const char *text, size_t length)
{
    if (length == 0)
        return;
    reserve(buf, length);
    memcpy(buf->text + buf->length, text, length);
    buf->length += length;
    buf->text[buf->length] = '\0';
}

void strbuf_add(StrBuf *buf, const char *text)
{
    strbuf_add_n(buf, text, strlen(text));
}

void strbuf_add_char(StrBuf *buf, char c)
{
    strbuf_add_n(buf, &c, 1);
}

void strbuf_printf(StrBuf *buf, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    if (n > 0) {
        reserve(buf, (size_t)n);
        vsnprintf(buf->text + buf->length, (size_t)n + 1, fmt, again);
        buf->length += (size_t)n;
    }
    va_end(again);
    va_end(args);
}

Str strbuf_str(const StrBuf *buf)
{
    return (Str){ buf->text, buf->length };
}

const char *strbuf_cstr(StrBuf *buf)
{
    reserve(buf, 0);
    buf->text[buf->length] = '\0';
    return buf->text;
}
