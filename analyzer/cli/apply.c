#include "cli/apply.h"

#include "base/file.h"
#include "drive/edit.h"

#include <stdlib.h>

/* The fixes chosen for one file, which do not touch each other. */
typedef struct FilePlan {
    EditList edits;
    VEC(const Fix *) fixes;
} FilePlan;

/* A plan for every file of the list, by its index. */
static FilePlan *plan(Arena *arena, const FindingList *list, ApplyCount *count)
{
    FilePlan *plans = ARENA_ARRAY(arena, FilePlan, list->files.len + 1);
    *count = (ApplyCount){ 0 };
    for (uint32_t i = 0; i < list->items.len; i++) {
        const Finding *finding = &list->items.items[i];
        if (finding->suppressed || finding->fixes.len == 0)
            continue;
        const Fix *fix = &finding->fixes.items[0];
        FilePlan *to = &plans[fix->edits.items[0].span.file];
        if (!edits_admit(&to->edits, fix)) {
            count->left++;
            continue;
        }
        count->files += to->fixes.len == 0;
        count->fixes++;
        vec_push(arena, &to->fixes, fix);
        for (uint32_t j = 0; j < fix->edits.len; j++)
            vec_push(arena, &to->edits, fix->edits.items[j]);
    }
    return plans;
}

static bool edit_text(Arena *arena, const char *path, Str text, EditList *edits,
                      Str *out, Err *err)
{
    return edits_apply(arena, text, edits, out) ||
           err_set(err, ERR_FILE, "%s: has changed since it was checked; check again",
                   path);
}

bool fixes_apply(Arena *arena, const char *root, const FindingList *list,
                 ApplyCount *count, Err *err)
{
    FilePlan *plans = plan(arena, list, count);
    for (uint32_t file = 1; file < list->files.len; file++) {
        Str before, after;
        if (plans[file].fixes.len == 0)
            continue;
        const char *path = path_join(arena, root, list->files.items[file]);
        if (!file_read(arena, path, &before, err) ||
            !edit_text(arena, path, before, &plans[file].edits, &after, err) ||
            !file_write(path, after, err))
            return false;
    }
    return true;
}

static void add_lines(StrBuf *out, char sign, const LineTable *lines, uint32_t from,
                      uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        Str line = line_text(lines, from + i);
        strbuf_add_char(out, sign);
        strbuf_add_n(out, line.p, line.n);
        strbuf_add_char(out, '\n');
    }
}

/* The lines that a fix touches, as they are and as they become. `shift` says how many
 * lines the hunks before have added. */
static bool add_hunk(Arena *arena, const char *path, Str text, const Fix *fix,
                     int64_t *shift, StrBuf *out, Err *err)
{
    EditList edits = { 0 };
    uint32_t first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        Span span = fix->edits.items[i].span;
        vec_push(arena, &edits, fix->edits.items[i]);
        first = span.line < first ? span.line : first;
        last = span.end_line > last ? span.end_line : last;
    }
    Str edited;
    if (!edit_text(arena, path, text, &edits, &edited, err))
        return false;
    LineTable old = line_table(arena, text), new = line_table(arena, edited);
    uint32_t count = last - first + 1;
    int64_t grown = (int64_t)new.starts.len - (int64_t)old.starts.len;
    strbuf_printf(out, "@@ -%u,%u +%lld,%lld @@ %s\n", first, count,
                  (long long)(first + *shift), (long long)(count + grown), fix->title);
    add_lines(out, '-', &old, first, count);
    add_lines(out, '+', &new, first, (uint32_t)(count + grown));
    *shift += grown;
    return true;
}

static int by_line(const void *a, const void *b)
{
    const Fix *const *x = a, *const *y = b;
    uint32_t p = (*x)->edits.items[0].span.line, q = (*y)->edits.items[0].span.line;
    return (p > q) - (p < q);
}

bool fixes_diff(Arena *arena, const char *root, const FindingList *list, StrBuf *out,
                ApplyCount *count, Err *err)
{
    FilePlan *plans = plan(arena, list, count);
    for (uint32_t file = 1; file < list->files.len; file++) {
        FilePlan *of = &plans[file];
        const char *path = path_join(arena, root, list->files.items[file]);
        int64_t shift = 0;
        Str text;
        if (of->fixes.len == 0)
            continue;
        if (!file_read(arena, path, &text, err))
            return false;
        strbuf_printf(out, "--- %s\n+++ %s\n", list->files.items[file],
                      list->files.items[file]);
        qsort(of->fixes.items, of->fixes.len, sizeof *of->fixes.items, by_line);
        for (uint32_t i = 0; i < of->fixes.len; i++)
            if (!add_hunk(arena, path, text, of->fixes.items[i], &shift, out, err))
                return false;
    }
    return true;
}
