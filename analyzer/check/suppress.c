#include "check/suppress.h"

#include "check/comment.h"

/* What a comment says, before it is known which lines it covers. */
typedef enum { COVER_HERE, COVER_NEXT_LINE, COVER_FILE } Cover;

typedef struct Order {
    Cover cover;
    const char *rules;
    const char *reason;
} Order;

static bool cut_word(Str *rest, const char *word)
{
    if (!str_starts(*rest, word))
        return false;
    size_t n = strlen(word);
    *rest = (Str){ rest->p + n, rest->n - n };
    return true;
}

/* Cuts the words before "--" off as rules; what follows is the reason. */
static Order split_rules(Arena *arena, Str rest, Cover cover)
{
    StrBuf rules = strbuf_in(arena);
    Str word;
    while (str_word(&rest, &word) && !str_is(word, "--")) {
        Str rule;
        while (str_split(&word, ',', &rule)) {
            if (rule.n == 0)
                continue;
            if (rules.length)
                strbuf_add_char(&rules, ',');
            strbuf_add_n(&rules, rule.p, rule.n);
        }
    }
    rest = str_trim(rest);
    return (Order){ cover, strbuf_cstr(&rules), arena_strndup(arena, rest.p, rest.n) };
}

/* mapvet:ignore[-file] [RULES] [-- reason] */
static bool read_ignore(Arena *arena, Str text, Order *order)
{
    if (!cut_word(&text, "mapvet:ignore"))
        return false;
    Cover cover = cut_word(&text, "-file") ? COVER_FILE : COVER_HERE;
    if (text.n && text.p[0] != ' ' && text.p[0] != '\t' && text.p[0] != '\n')
        return false;
    *order = split_rules(arena, text, cover);
    return true;
}

/* What is left of a comment when the words for machines are gone. */
static const char *plain_reason(Arena *arena, Str rest)
{
    rest = str_trim(rest);
    while (rest.n && strchr(":-/ \t", rest.p[0]))
        rest = (Str){ rest.p + 1, rest.n - 1 };
    return arena_strndup(arena, rest.p, rest.n);
}

/* As written for Go: nolint:a,mapvet reason */
static bool read_nolint_go(Arena *arena, Str text, Order *order)
{
    Str names, name;
    if (!cut_word(&text, "nolint:") || !str_word(&text, &names))
        return false;
    while (str_split(&names, ',', &name)) {
        if (!str_is(name, "mapvet"))
            continue;
        *order = (Order){ COVER_HERE, "", plain_reason(arena, text) };
        return true;
    }
    return false;
}

/* As written for clang-tidy: NOLINT(mapvet-a,other-b) reason; NOLINTNEXTLINE(...) */
static bool read_nolint_c(Arena *arena, Str text, Order *order)
{
    if (!cut_word(&text, "NOLINT"))
        return false;
    Cover cover = cut_word(&text, "NEXTLINE") ? COVER_NEXT_LINE : COVER_HERE;
    const char *close = text.n ? memchr(text.p, ')', text.n) : NULL;
    if (!close || text.p[0] != '(')
        return false;
    Str names = { text.p + 1, (size_t)(close - text.p) - 1 }, name;
    StrBuf rules = strbuf_in(arena);
    bool ours = false, all = false;
    while (str_split(&names, ',', &name)) {
        name = str_trim(name);
        if (!cut_word(&name, "mapvet-"))
            continue;
        all = all || str_is(name, "*");
        if (ours)
            strbuf_add_char(&rules, ',');
        strbuf_add_n(&rules, name.p, name.n);
        ours = true;
    }
    Str rest = { close + 1, (size_t)(text.p + text.n - close) - 1 };
    *order =
        (Order){ cover, all ? "" : strbuf_cstr(&rules), plain_reason(arena, rest) };
    return ours;
}

static bool read_order(Arena *arena, Str text, Order *order)
{
    /* Doc comments begin with more stars or slashes. */
    while (text.n && strchr("*/! \t\r\n", text.p[0]))
        text = (Str){ text.p + 1, text.n - 1 };
    return read_ignore(arena, text, order) || read_nolint_go(arena, text, order) ||
           read_nolint_c(arena, text, order);
}

/* The head of a function runs from the line to its name without ending anything; a
 * directive is no part of it. */
static bool is_head(const LineTable *lines, uint32_t line, const Func *fn)
{
    if (fn->span.line < line)
        return false;
    size_t from = line_offset(lines, line, 1);
    if (str_starts(str_trim(line_text(lines, line)), "#"))
        return false;
    size_t to = line_offset(lines, fn->span.line, fn->span.col);
    for (size_t i = from; i < to; i++)
        if (strchr(";{}", lines->text.p[i]))
            return false;
    return true;
}

/* The function whose head begins on this line, or NULL. */
static const Func *function_below(const Unit *unit, uint32_t file,
                                  const LineTable *lines, uint32_t line)
{
    for (uint32_t i = 0; unit && i < unit->funcs.len; i++) {
        const Func *fn = &unit->funcs.items[i];
        if (fn->span.file == file && fn->body.file == file && is_head(lines, line, fn))
            return fn;
    }
    return NULL;
}

static void cover_lines(Suppression *s, Cover cover, const CommentList *comments,
                        const Comment *comment, const Unit *unit,
                        const LineTable *lines)
{
    s->from = s->span.line;
    s->to = s->span.end_line;
    if (cover == COVER_FILE) {
        s->from = 1;
        s->to = UINT32_MAX;
    } else if (cover == COVER_NEXT_LINE || comment_stands_alone(comments, comment)) {
        uint32_t next = comment_next_code(comments, comment);
        const Func *fn = next ? function_below(unit, s->span.file, lines, next) : NULL;
        s->from = next; /* 0, and so no line at all, at the end of the file */
        s->to = fn && cover == COVER_HERE ? fn->body.end_line : next;
    }
}

void suppress_read(Arena *arena, const Unit *unit, uint32_t file, Str text,
                   SuppressionList *out)
{
    const char *path = unit && file < unit->files.len
                           ? sym_text(unit->intern, unit->files.items[file])
                           : "";
    size_t n = strlen(path);
    bool is_go = n > 3 && strcmp(path + n - 3, ".go") == 0;
    LineTable lines = line_table(arena, text);
    CommentList comments;
    comments_read(arena, text, is_go, &comments);
    for (uint32_t i = 0; i < comments.items.len; i++) {
        const Comment *comment = &comments.items.items[i];
        Order order;
        if (!read_order(arena, comment->text, &order))
            continue;
        Suppression s = {
            .span = { file, comment->line, comment->col, comment->end_line,
                      comment->end_col },
            .rules = order.rules,
            .reason = order.reason,
        };
        cover_lines(&s, order.cover, &comments, comment, unit, &lines);
        vec_push(arena, out, s);
    }
}

static bool names_rule(const Suppression *s, const char *rule)
{
    Str rest = str_of(s->rules), name;
    if (rest.n == 0)
        return true;
    while (str_split(&rest, ',', &name))
        if (str_is(name, rule))
            return true;
    return false;
}

static void mark(SuppressionList *list, Finding *finding)
{
    for (uint32_t i = 0; i < list->len; i++) {
        Suppression *s = &list->items[i];
        if (s->span.file != finding->span.file || finding->span.line < s->from ||
            finding->span.line > s->to || !names_rule(s, finding->rule))
            continue;
        s->used = true;
        if (!finding->suppressed)
            finding->suppressed = s->reason;
    }
}

static void complain(FindingList *findings, const Suppression *s, const char *chain,
                     const char *message, const char *advice)
{
    Finding finding = {
        .rule = "suppression",
        .severity = SEV_NOTE,
        .span = s->span,
        .message = message,
        .advice = advice,
        .function = "",
        .place = s->rules,
        .chain = chain,
    };
    vec_push(findings->arena, &findings->items, finding);
}

/* Complains about unknown rules; true when all that the comment names are switched on.
 */
static bool audit_rules(const Suppression *s, FindingList *findings,
                        const SuppressAudit *audit)
{
    Str rest = str_of(s->rules), name;
    if (rest.n == 0)
        return audit->state(audit->ctx, rest) == RULE_ON;
    bool all_on = true;
    while (str_split(&rest, ',', &name)) {
        RuleState state = audit->state(audit->ctx, name);
        all_on = all_on && state == RULE_ON;
        if (state == RULE_UNKNOWN)
            complain(findings, s, "unknown rule",
                     arena_printf(findings->arena,
                                  "the suppression names an unknown rule '%.*s'",
                                  (int)name.n, name.p),
                     "write 'mapvet:ignore RULE -- reason'; 'mapvet rules' lists the "
                     "rules");
    }
    return all_on;
}

void suppress_apply(SuppressionList *list, FindingList *findings,
                    const SuppressAudit *audit)
{
    for (uint32_t i = 0; i < findings->items.len; i++)
        mark(list, &findings->items.items[i]);
    for (uint32_t i = 0; i < list->len; i++) {
        const Suppression *s = &list->items[i];
        if (s->span.file != audit->file)
            continue;
        bool all_on = audit_rules(s, findings, audit);
        if (s->reason[0] == '\0')
            complain(findings, s, "no reason", "the suppression gives no reason",
                     "say why after the rule: 'mapvet:ignore RULE -- reason'");
        if (!s->used && all_on && audit->see_unused)
            complain(findings, s, "unused", "the suppression silences nothing",
                     "remove the comment");
    }
}
