#include "cli/apply.h"

#include "base/file.h"
#include "drive/edit.h"

#include <inttypes.h>
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

/* A file of the diff while its hunks are written. */
typedef struct DiffFile {
    Arena *arena;
    const char *path;
    Str text;
    int64_t shift; /* lines that the hunks so far have added */
    StrBuf *out;
} DiffFile;

/* The lines that a fix touches, as they are and as they become. */
static bool add_hunk(DiffFile *file, const Fix *fix, Err *err)
{
    EditList edits = { 0 };
    uint32_t first = UINT32_MAX, last = 0;
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        Span span = fix->edits.items[i].span;
        vec_push(file->arena, &edits, fix->edits.items[i]);
        first = span.line < first ? span.line : first;
        last = span.end_line > last ? span.end_line : last;
    }
    Str edited;
    if (!edit_text(file->arena, file->path, file->text, &edits, &edited, err))
        return false;
    LineTable old = line_table(file->arena, file->text);
    LineTable new = line_table(file->arena, edited);
    uint32_t count = last - first + 1;
    int64_t grown = (int64_t)new.starts.len - (int64_t)old.starts.len;
    int64_t to = first + file->shift, to_count = count + grown;
    strbuf_printf(file->out, "@@ -%u,%u +%" PRId64 ",%" PRId64 " @@ %s\n", first, count,
                  to, to_count, fix->title);
    add_lines(file->out, '-', &old, first, count);
    add_lines(file->out, '+', &new, first, (uint32_t)to_count);
    file->shift += grown;
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
        DiffFile to = { .arena = arena,
                        .path = path_join(arena, root, list->files.items[file]),
                        .out = out };
        if (of->fixes.len == 0)
            continue;
        if (!file_read(arena, to.path, &to.text, err))
            return false;
        strbuf_printf(out, "--- %s\n+++ %s\n", list->files.items[file],
                      list->files.items[file]);
        qsort(of->fixes.items, of->fixes.len, sizeof *of->fixes.items, by_line);
        for (uint32_t i = 0; i < of->fixes.len; i++)
            if (!add_hunk(&to, of->fixes.items[i], err))
                return false;
    }
    return true;
}
