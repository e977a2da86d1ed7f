#include "test/want.h"

/* ---- reading ---- */

typedef struct Reader {
    Arena *arena;
    const char *path;
    uint32_t line;
    Case *out;
    Err *err;
} Reader;

static bool fail(const Reader *r, const char *why)
{
    return err_set(r->err, ERR_CONFIG, "%s:%u: %s", r->path, r->line, why);
}

typedef struct Keyword {
    const char *word;
    WantKind kind;
    uint32_t below; /* lines below the comment */
} Keyword;

static const Keyword keywords[] = {
    { "want", WANT_FOUND, 0 },
    { "want+1", WANT_FOUND, 1 },
    { "known-miss", WANT_MISSED, 0 },
    { "known-noise", WANT_NOISE, 0 },
};

static const Keyword *keyword_find(Str word)
{
    for (size_t i = 0; i < ARRAY_LEN(keywords); i++)
        if (str_is(word, keywords[i].word))
            return &keywords[i];
    return NULL;
}

static bool is_rule_id(Str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] != '-' && (word.p[i] < 'a' || word.p[i] > 'z'))
            return false;
    return word.n > 0;
}

/* Cuts a text in quotes off `*rest` when one stands there. */
static bool read_quoted(const Reader *r, Str *rest, const char **text)
{
    *rest = str_trim(*rest);
    *text = "";
    if (!str_starts(*rest, "\""))
        return true;
    const char *end = memchr(rest->p + 1, '"', rest->n - 1);
    if (end == NULL)
        return fail(r, "a text in quotes does not end");
    size_t n = (size_t)(end - rest->p);
    if (n == 1)
        return fail(r, "an empty text says nothing");
    *text = arena_strndup(r->arena, rest->p + 1, n - 1);
    *rest = (Str){ end + 1, rest->n - n - 1 };
    return true;
}

/* "ID ["text"] [want ID ...]", after the first keyword. */
static bool read_wants(const Reader *r, const Keyword *keyword, Str rest)
{
    while (keyword != NULL) {
        Want want = { .kind = keyword->kind, .line = r->line + keyword->below };
        Str word;
        if (!str_word(&rest, &word) || !is_rule_id(word))
            return fail(r, "expected the id of a rule");
        want.rule = arena_strndup(r->arena, word.p, word.n);
        if (!read_quoted(r, &rest, &want.text))
            return false;
        vec_push(r->arena, &r->out->wants, want);
        if (!str_word(&rest, &word))
            return true;
        keyword = keyword_find(word);
    }
    return fail(r, "expected a text in quotes, 'want' or the end of the line");
}

static bool read_setting(const Reader *r, Str word, Str rest)
{
    Case *out = r->out;
    Str value;
    if (!str_word(&rest, &value))
        return fail(r, "a setting needs a value");
    if (str_is(word, "flags:")) {
        do
            vec_push(r->arena, &out->flags, arena_strndup(r->arena, value.p, value.n));
        while (str_word(&rest, &value));
        return true;
    }
    const char **field = str_is(word, "models:") ? &out->models : &out->front;
    if (*field != NULL)
        return fail(r, "a setting is given twice");
    *field = arena_strndup(r->arena, value.p, value.n);
    return !str_word(&rest, &value) || fail(r, "a setting takes one value");
}

static bool read_comment(const Reader *r, Str comment)
{
    Str rest = comment;
    Str word;
    if (!str_word(&rest, &word))
        return true;
    const Keyword *keyword = keyword_find(word);
    if (keyword != NULL)
        return read_wants(r, keyword, rest);
    if (str_is(word, "flags:") || str_is(word, "models:") || str_is(word, "front:"))
        return read_setting(r, word, rest);
    if (str_starts(word, "want") || str_starts(word, "known-"))
        return fail(r, "expected 'want', 'want+1', 'known-miss' or 'known-noise'");
    return true;
}

/* The text behind "//", outside of string literals. */
static bool comment_of(Str line, Str *comment)
{
    bool quoted = false;
    for (size_t i = 0; i + 1 < line.n; i++) {
        if (quoted && line.p[i] == '\\')
            i++;
        else if (line.p[i] == '"')
            quoted = !quoted;
        else if (!quoted && line.p[i] == '/' && line.p[i + 1] == '/') {
            *comment = (Str){ line.p + i + 2, line.n - i - 2 };
            return true;
        }
    }
    return false;
}

bool case_read(Arena *arena, const char *path, Str text, Case *out, Err *err)
{
    Reader r = { .arena = arena, .path = path, .out = out, .err = err };
    Str line, comment;
    *out = (Case){ 0 };
    while (str_split(&text, '\n', &line)) {
        r.line++;
        if (comment_of(line, &comment) && !read_comment(&r, comment))
            return false;
    }
    return true;
}

/* ---- judging ---- */

static bool says(const Said *said, const char *text)
{
    return strstr(said->message, text) != NULL || strstr(said->advice, text) != NULL;
}

/* The statement that the finding fulfils; the most particular one first, so that of two
 * on one line none is wasted. */
static Want *want_of(Case *wanted, const Said *said)
{
    Want *best = NULL;
    for (uint32_t i = 0; i < wanted->wants.len && said->path == NULL; i++) {
        Want *want = &wanted->wants.items[i];
        bool open = want->kind == WANT_MISSED || !want->met;
        if (open && want->line == said->line && strcmp(want->rule, said->rule) == 0 &&
            says(said, want->text) &&
            (best == NULL || strlen(want->text) > strlen(best->text)))
            best = want;
    }
    return best;
}

static void judge_said(Arena *arena, const char *path, Case *wanted, const Said *said,
                       Complaints *out)
{
    Want *want = want_of(wanted, said);
    const char *fault = want == NULL ? "not stated"
                        : want->kind == WANT_MISSED
                            ? "a known miss is found now: say 'want'"
                            : NULL;
    if (want != NULL)
        want->met = true;
    if (fault != NULL)
        vec_push(arena, out,
                 arena_printf(arena, "%s:%u: %s: %s: %s",
                              said->path ? said->path : path, said->line, fault,
                              said->rule, said->message));
}

void case_judge(Arena *arena, const char *path, Case *wanted, const SaidList *said,
                Complaints *out)
{
    for (uint32_t i = 0; i < said->len; i++)
        judge_said(arena, path, wanted, &said->items[i], out);
    for (uint32_t i = 0; i < wanted->wants.len; i++) {
        const Want *want = &wanted->wants.items[i];
        if (want->met || want->kind == WANT_MISSED)
            continue;
        vec_push(arena, out,
                 arena_printf(arena, "%s:%u: %s: %s%s%s%s", path, want->line,
                              want->kind == WANT_NOISE
                                  ? "a known noise is gone: delete the comment"
                                  : "not found",
                              want->rule, *want->text ? " \"" : "", want->text,
                              *want->text ? "\"" : ""));
    }
}

unsigned case_count(const Case *wanted, WantKind kind)
{
    unsigned count = 0;
    for (uint32_t i = 0; i < wanted->wants.len; i++)
        count += wanted->wants.items[i].kind == kind;
    return count;
}
