#include "drive/verify.h"

#include "base/file.h"
#include "drive/edit.h"
#include "drive/texts.h"

static bool same_kind(const FindingList *a_list, const Finding *a,
                      const FindingList *b_list, const Finding *b)
{
    return strcmp(a->rule, b->rule) == 0 && strcmp(a->place, b->place) == 0 &&
           strcmp(a->chain, b->chain) == 0 &&
           strcmp(finding_path(a_list, a->span), finding_path(b_list, b->span)) == 0;
}

/* Findings of the list that agree in all but the ordinal. */
static uint32_t count_kind(const FindingList *list, const FindingList *of_list,
                           const Finding *of)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->items.len; i++)
        count += same_kind(list, &list->items.items[i], of_list, of);
    return count;
}

static uint32_t count_errors(const UnitResult *result)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < result->diagnostics.len; i++)
        count += result->diagnostics.items[i].is_error;
    return count;
}

static bool is_mended(const UnitResult *before, const Finding *target,
                      const UnitResult *after)
{
    const FindingList *old = &before->findings, *new = &after->findings;
    if (count_errors(after) > count_errors(before) ||
        count_kind(new, old, target) >= count_kind(old, old, target))
        return false;
    for (uint32_t i = 0; i < new->items.len; i++) {
        const Finding *finding = &new->items.items[i];
        if (count_kind(new, new, finding) > count_kind(old, new, finding))
            return false;
    }
    return true;
}

/* The fix's one file, edited; false when the edits do not fit. */
static bool edit(const Trial *trial, Arena *arena, const Fix *fix, Unsaved *out)
{
    EditList edits = { 0 };
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        if (fix->edits.items[i].span.file != fix->edits.items[0].span.file)
            return false;
        vec_push(arena, &edits, fix->edits.items[i]);
    }
    if (edits.len == 0)
        return false;
    out->path = path_join(arena, checker_root(trial->checker),
                          finding_path(&trial->result->findings, edits.items[0].span));
    Texts texts = { checker_root(trial->checker), trial->unsaved, trial->unsaved_count,
                    arena };
    return edits_apply(arena, texts_read(&texts, out->path), &edits, &out->text);
}

static bool check_edited(Trial *trial, Arena *arena, const Unsaved *edited,
                         UnitResult *after)
{
    Err err = { 0 };
    unsigned count = 0;
    Unsaved *unsaved = ARENA_ARRAY(arena, Unsaved, trial->unsaved_count + 1);
    for (unsigned i = 0; i < trial->unsaved_count; i++)
        if (strcmp(trial->unsaved[i].path, edited->path) != 0)
            unsaved[count++] = trial->unsaved[i];
    unsaved[count++] = *edited;
    FrontRequest request = {
        .arena = arena,
        .intern = checker_intern(trial->checker),
        .root = checker_root(trial->checker),
        .command = *trial->command,
        .unsaved = unsaved,
        .unsaved_count = count,
    };
    if (!trial->doc)
        trial->doc = clang_doc_open(&request, &err);
    Lowered lowered = { 0 };
    return trial->doc && clang_doc_lower(trial->doc, &request, &lowered, &err) &&
           checker_lowered(trial->checker, &lowered, trial->command, unsaved, count,
                           arena, after, &err);
}

bool trial_holds(Trial *trial, const Finding *finding, const Fix *fix)
{
    Arena *arena = arena_new();
    Unsaved edited;
    UnitResult after;
    bool ok = edit(trial, arena, fix, &edited) &&
              check_edited(trial, arena, &edited, &after) &&
              is_mended(trial->result, finding, &after);
    arena_free(arena);
    return ok;
}

void fixes_verify(Checker *checker, const Command *command, const Unsaved *unsaved,
                  unsigned unsaved_count, UnitResult *result)
{
    Trial trial = { checker, command, unsaved, unsaved_count, result, NULL };
    unsigned tried = 0;
    for (uint32_t i = 0; i < result->findings.items.len; i++) {
        Finding *finding = &result->findings.items.items[i];
        uint32_t kept = 0;
        for (uint32_t j = 0; j < finding->fixes.len; j++) {
            Fix fix = finding->fixes.items[j];
            if (tried++ < VERIFY_MAX && trial_holds(&trial, finding, &fix))
                finding->fixes.items[kept++] = fix;
        }
        finding->fixes.len = kept;
    }
    clang_doc_close(trial.doc);
}
