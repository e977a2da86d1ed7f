#include "check/finding.h"

#include "base/hash.h"

#include <stdlib.h>

static const char *const severity_words[] = {
    [SEV_NOTE] = "note",
    [SEV_WARNING] = "warning",
    [SEV_ERROR] = "error",
};

const char *severity_word(Severity severity)
{
    return severity_words[severity];
}

bool severity_find(Str word, Severity *severity)
{
    for (unsigned i = 0; i < ARRAY_LEN(severity_words); i++) {
        if (str_is(word, severity_words[i])) {
            *severity = (Severity)i;
            return true;
        }
    }
    return false;
}

const char *finding_path(const FindingList *list, Span span)
{
    return span.file && span.file < list->files.len ? list->files.items[span.file] : "";
}

uint32_t finding_file(FindingList *list, const char *path)
{
    for (uint32_t i = 1; i < list->files.len; i++)
        if (strcmp(list->files.items[i], path) == 0)
            return i;
    if (list->files.len == 0)
        vec_push(list->arena, &list->files, "");
    vec_push(list->arena, &list->files, arena_strdup(list->arena, path));
    return list->files.len - 1;
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* A finding and where its texts are, for qsort, which passes no context. */
typedef struct Entry {
    const FindingList *list;
    const Finding *finding;
    const char *base; /* rule, place and chain, unambiguously joined */
} Entry;

static int compare_place(const Entry *a, const Entry *b)
{
    Span x = a->finding->span, y = b->finding->span;
    int order = strcmp(finding_path(a->list, x), finding_path(b->list, y));
    if (order == 0)
        order = compare_numbers(x.line, y.line);
    return order ? order : compare_numbers(x.col, y.col);
}

static int compare_shown(const Entry *a, const Entry *b)
{
    int order = compare_place(a, b);
    if (order == 0)
        order = strcmp(a->finding->rule, b->finding->rule);
    return order ? order : strcmp(a->finding->message, b->finding->message);
}

int finding_compare(const FindingList *a_list, const Finding *a,
                    const FindingList *b_list, const Finding *b)
{
    Entry x = { .list = a_list, .finding = a };
    Entry y = { .list = b_list, .finding = b };
    return compare_shown(&x, &y);
}

static int by_place(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = compare_shown(x, y);
    if (order == 0)
        order = (int)x->finding->tier - (int)y->finding->tier;
    if (order == 0)
        order = compare_numbers(x->finding->steps.len, y->finding->steps.len);
    if (order == 0)
        order = strcmp(x->finding->place, y->finding->place);
    return order ? order : strcmp(x->finding->chain, y->finding->chain);
}

static int by_fingerprint_base(const void *a, const void *b)
{
    const Entry *x = a, *y = b;
    int order = strcmp(finding_path(x->list, x->finding->span),
                       finding_path(y->list, y->finding->span));
    if (order == 0)
        order = strcmp(x->base, y->base);
    if (order == 0)
        order = strcmp(x->finding->function, y->finding->function);
    return order ? order : compare_place(x, y);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

/* The characters around an offset without blanks: what an edit elsewhere leaves alone.
 */
static const char *token_window(Arena *arena, Str text, size_t offset)
{
    enum { BEFORE = 40, AFTER = 80 };
    char window[BEFORE + AFTER];
    size_t first = BEFORE, last = BEFORE;
    for (size_t i = offset; i > 0 && first > 0; i--)
        if (!is_blank(text.p[i - 1]))
            window[--first] = text.p[i - 1];
    for (size_t i = offset; i < text.n && last < sizeof window; i++)
        if (!is_blank(text.p[i]))
            window[last++] = text.p[i];
    return hash_hex(arena, (Str){ window + first, last - first });
}

static void set_tokens(FindingList *list, SourceText *text_of, void *ctx)
{
    LineTable *tables = ARENA_ARRAY(list->arena, LineTable, list->files.len + 1);
    for (uint32_t i = 0; i < list->items.len; i++) {
        Finding *finding = &list->items.items[i];
        uint32_t file = finding->span.file < list->files.len ? finding->span.file : 0;
        if (file && tables[file].starts.len == 0)
            tables[file] =
                line_table(list->arena, text_of(ctx, list->files.items[file]));
        size_t offset =
            line_offset(&tables[file], finding->span.line, finding->span.col);
        finding->tokens = token_window(list->arena, tables[file].text, offset);
    }
}

/* Equal places of the same rule with the same words: one is enough. */
static void drop_twins(FindingList *list)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->items.len; i++) {
        Finding *finding = &list->items.items[i];
        if (kept &&
            finding_compare(list, finding, list, &list->items.items[kept - 1]) == 0)
            continue;
        list->items.items[kept++] = *finding;
    }
    list->items.len = kept;
}

static Entry *entries_of(FindingList *list)
{
    Entry *entries = ARENA_ARRAY(list->arena, Entry, list->items.len);
    for (uint32_t i = 0; i < list->items.len; i++) {
        const Finding *f = &list->items.items[i];
        entries[i] = (Entry){
            .list = list,
            .finding = f,
            .base =
                arena_printf(list->arena, "%s\n%s\n%s", f->rule, f->place, f->chain),
        };
    }
    return entries;
}

static void sort(FindingList *list)
{
    Entry *entries = entries_of(list);
    qsort(entries, list->items.len, sizeof *entries, by_place);
    Finding *sorted = ARENA_ARRAY(list->arena, Finding, list->items.len);
    for (uint32_t i = 0; i < list->items.len; i++)
        sorted[i] = *entries[i].finding;
    list->items.items = sorted;
    list->items.cap = list->items.len;
}

static void set_fingerprints(FindingList *list)
{
    Entry *entries = entries_of(list);
    qsort(entries, list->items.len, sizeof *entries, by_fingerprint_base);
    unsigned ordinal = 0;
    for (uint32_t i = 0; i < list->items.len; i++) {
        const Entry *e = &entries[i], *before = i ? &entries[i - 1] : NULL;
        bool equal = before && strcmp(e->base, before->base) == 0 &&
                     strcmp(finding_path(list, e->finding->span),
                            finding_path(list, before->finding->span)) == 0;
        ordinal = equal ? ordinal + 1 : 0;
        const char *whole = arena_printf(list->arena, "%s\n%u", e->base, ordinal);
        list->items.items[e->finding - list->items.items].fingerprint =
            hash_hex(list->arena, str_of(whole));
    }
}

void findings_finish(FindingList *list, SourceText *text_of, void *ctx)
{
    if (list->items.len == 0)
        return;
    sort(list);
    drop_twins(list);
    set_tokens(list, text_of, ctx);
    set_fingerprints(list);
}

void findings_merge(FindingList *list)
{
    if (list->items.len == 0)
        return;
    sort(list);
    drop_twins(list);
}

static Span copy_span(FindingList *list, const FindingList *from, Span span)
{
    span.file = span.file ? finding_file(list, finding_path(from, span)) : 0;
    return span;
}

static const char *copy_text(const FindingList *list, const char *text)
{
    return text ? arena_strdup(list->arena, text) : NULL;
}

static Fix copy_fix(FindingList *list, const FindingList *from, const Fix *fix)
{
    Fix copy = { .title = copy_text(list, fix->title) };
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        FixEdit edit = fix->edits.items[i];
        edit.span = copy_span(list, from, edit.span);
        edit.text = copy_text(list, edit.text);
        vec_push(list->arena, &copy.edits, edit);
    }
    return copy;
}

void findings_add(FindingList *list, const FindingList *from, const Finding *finding)
{
    Finding copy = {
        .rule = copy_text(list, finding->rule),
        .severity = finding->severity,
        .tier = finding->tier,
        .span = copy_span(list, from, finding->span),
        .message = copy_text(list, finding->message),
        .advice = copy_text(list, finding->advice),
        .function = copy_text(list, finding->function),
        .place = copy_text(list, finding->place),
        .chain = copy_text(list, finding->chain),
        .fingerprint = copy_text(list, finding->fingerprint),
        .tokens = copy_text(list, finding->tokens),
        .suppressed = copy_text(list, finding->suppressed),
    };
    for (uint32_t i = 0; i < finding->steps.len; i++) {
        FindingStep step = finding->steps.items[i];
        step.span = copy_span(list, from, step.span);
        step.text = copy_text(list, step.text);
        vec_push(list->arena, &copy.steps, step);
    }
    for (uint32_t i = 0; i < finding->fixes.len; i++)
        vec_push(list->arena, &copy.fixes,
                 copy_fix(list, from, &finding->fixes.items[i]));
    vec_push(list->arena, &list->items, copy);
}
