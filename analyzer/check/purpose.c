/* What a function is for, as far as its name says. */
#include "check/report.h"

#include <ctype.h>

enum { WORD_MAX = 24 };

/* The next word of "onLowMemory" or "on_low_memory", in small letters; false at the
 * end. */
static bool next_word(const char **name, char word[WORD_MAX])
{
    const char *at = *name;
    size_t n = 0;
    while (*at && !isalnum((unsigned char)*at))
        at++;
    while (isalnum((unsigned char)*at)) {
        bool upper = isupper((unsigned char)*at) != 0;
        if (n && upper && islower((unsigned char)at[-1]))
            break;
        if (n + 1 < WORD_MAX)
            word[n++] = (char)tolower((unsigned char)*at);
        at++;
    }
    word[n] = '\0';
    *name = at;
    return n > 0;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

static bool name_gives_back(const char *name)
{
    static const char *const plain[] = { "shrink", "reclaim", "oom", NULL };
    static const char *const memory[] = { "memory", "mem", NULL };
    static const char *const what[] = { "low",    "free",     "release", "reduce",
                                        "trim",   "pressure", "warning", "save",
                                        "return", NULL };
    char word[WORD_MAX];
    bool of_memory = false, gives = false;
    while (next_word(&name, word)) {
        if (is_one_of(word, plain))
            return true;
        of_memory = of_memory || is_one_of(word, memory);
        gives = gives || is_one_of(word, what);
    }
    return of_memory && gives;
}

static bool function_gives_back(const RuleCtx *cx, Sym function)
{
    Str name = name_shown(sym_text(cx->unit->intern, function));
    return name_gives_back(arena_strndup(cx->flow->arena, name.p, name.n));
}

bool rule_gives_back(RuleCtx *cx, const Chain *chain)
{
    if (!chain)
        return function_gives_back(cx, cx->flow->fn->name);
    for (; chain; chain = chain->next)
        if (function_gives_back(cx, chain->func))
            return true;
    return false;
}
