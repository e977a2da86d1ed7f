#include "model/set.h"

#include <stdarg.h>
#include <stdio.h>

bool words_fail(Err *err, ModelWhere where, const char *fmt, ...)
{
    char text[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return err_set(err, ERR_CONFIG, "%s:%u: %s", where.name, where.line, text);
}

/* The known word that is nearest to what was written. */
typedef struct Nearest {
    Str given;
    const char *word;
    unsigned distance;
} Nearest;

static void nearest_try(Nearest *nearest, const char *word)
{
    unsigned distance = str_distance(nearest->given, str_of(word));
    if (nearest->word == NULL || distance < nearest->distance) {
        nearest->word = word;
        nearest->distance = distance;
    }
}

static bool unknown(const Nearest *nearest, ModelWhere where, const char *what,
                    Err *err)
{
    enum { SHOWN = 60 };
    Str given = nearest->given;
    return words_fail(err, where, "unknown %s '%.*s', did you mean '%s'?", what,
                      given.n > SHOWN ? SHOWN : (int)given.n, given.p, nearest->word);
}

const Word *word_find(const Word *words, Str text, ModelWhere where, const char *what,
                      Err *err)
{
    Nearest nearest = { .given = text };
    for (const Word *w = words; w->word != NULL; w++) {
        if (str_is(text, w->word))
            return w;
        nearest_try(&nearest, w->word);
    }
    unknown(&nearest, where, what, err);
    return NULL;
}

/* A model says what a call does; these only a program can do. */
static bool is_model_verb(Verb verb)
{
    return verb != EV_COMPUTE && verb < EV_CALL;
}

bool word_verb(Str text, ModelWhere where, Verb *verb, Err *err)
{
    if (verb_find(text, verb) && is_model_verb(*verb))
        return true;
    Nearest nearest = { .given = text };
    for (Verb v = 0; v < EV_COUNT; v++)
        if (is_model_verb(v))
            nearest_try(&nearest, verb_word(v));
    return unknown(&nearest, where, "verb", err);
}

static const Word entry_words[] = {
    { "new", ENTRY_NEW },
    { "existing", ENTRY_EXISTING },
    { "current", ENTRY_CURRENT },
    { "other", ENTRY_OTHER },
    { NULL, 0 },
};

bool word_verb_entries(Str text, ModelWhere where, Verb *verb, uint8_t *entries,
                       Err *err)
{
    Str rest = text;
    Str piece = { 0 };
    str_split(&rest, ':', &piece);
    if (!word_verb(piece, where, verb, err))
        return false;
    *entries = 0;
    while (str_split(&rest, ':', &piece)) {
        const Word *entry = word_find(entry_words, piece, where, "entry", err);
        if (entry == NULL)
            return false;
        *entries |= (uint8_t)entry->value;
    }
    if (*entries == 0)
        *entries = ENTRY_ANY;
    return true;
}
