#include "front/words.h"

#include "base/file.h"

#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 8, FILES_MAX = 64, BYTES_MAX = 1 << 20 };

/* Appends what a quote or backslash at rest->p means; true when it was one. */
static bool take_quoted(Str *rest, StrBuf *word)
{
    char c = *rest->p;
    if (c == '\\' && rest->n > 1) {
        strbuf_add_char(word, rest->p[1]);
        *rest = (Str){ rest->p + 2, rest->n - 2 };
        return true;
    }
    if (c != '\'' && c != '"')
        return false;
    *rest = (Str){ rest->p + 1, rest->n - 1 };
    while (rest->n && *rest->p != c) {
        if (c == '"' && *rest->p == '\\' && rest->n > 1 &&
            memchr("\"\\$`", rest->p[1], 4))
            *rest = (Str){ rest->p + 1, rest->n - 1 };
        strbuf_add_char(word, *rest->p);
        *rest = (Str){ rest->p + 1, rest->n - 1 };
    }
    if (rest->n)
        *rest = (Str){ rest->p + 1, rest->n - 1 };
    return true;
}

WordList words_split(Arena *arena, Str text)
{
    WordList words = { 0 };
    for (;;) {
        while (text.n && memchr(" \t\n\r", *text.p, 4))
            text = (Str){ text.p + 1, text.n - 1 };
        if (!text.n)
            return words;
        StrBuf word = strbuf_in(arena);
        while (text.n && !memchr(" \t\n\r", *text.p, 4)) {
            if (take_quoted(&text, &word))
                continue;
            strbuf_add_char(&word, *text.p);
            text = (Str){ text.p + 1, text.n - 1 };
        }
        vec_push(arena, &words, strbuf_cstr(&word));
    }
}

typedef struct Expansion {
    Arena *arena;
    const char *directory;
    unsigned files; /* read so far */
    WordList out;
} Expansion;

/* A device or a pipe named in a compile command must not be waited for. */
static bool read_response(Expansion *x, const char *name, Str *text)
{
    const char *path = path_join(x->arena, x->directory, name);
    struct stat st;
    Err ignored = { 0 };
    return x->files < FILES_MAX && stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
           st.st_size <= BYTES_MAX && file_read(x->arena, path, text, &ignored);
}

static void expand(Expansion *x, const char *const *words, unsigned count,
                   unsigned depth)
{
    for (unsigned i = 0; i < count; i++) {
        Str text;
        if (words[i][0] != '@' || depth == DEPTH_MAX ||
            !read_response(x, words[i] + 1, &text)) {
            vec_push(x->arena, &x->out, words[i]);
            continue;
        }
        x->files++;
        WordList inner = words_split(x->arena, text);
        expand(x, inner.items, inner.len, depth + 1);
    }
}

WordList words_expand(Arena *arena, const char *directory, const char *const *words,
                      unsigned count)
{
    Expansion x = { .arena = arena, .directory = directory };
    expand(&x, words, count, 0);
    return x.out;
}
