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

/* Findings of that kind which an attempt means to mend. */
static uint32_t count_tried(const FindingList *list, const Fix *const *fixes,
                            const Finding *of)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->items.len; i++)
        count += fixes[i] && same_kind(list, &list->items.items[i], list, of);
    return count;
}

static bool is_mended(const UnitResult *before, const Fix *const *fixes,
                      const UnitResult *after)
{
    const FindingList *old = &before->findings, *new = &after->findings;
    if (after->errors > before->errors)
        return false;
    for (uint32_t i = 0; i < old->items.len; i++) {
        const Finding *finding = &old->items.items[i];
        if (fixes[i] &&
            count_kind(new, old, finding) + count_tried(old, fixes, finding) >
                count_kind(old, old, finding))
            return false;
    }
    for (uint32_t i = 0; i < new->items.len; i++) {
        const Finding *finding = &new->items.items[i];
        if (count_kind(new, new, finding) > count_kind(old, new, finding))
            return false;
    }
    return true;
}

/* The texts with fixes applied: first the edited files, then the other open ones. */
typedef struct Edited {
    Unsaved *items;
    unsigned count;
} Edited;

static bool edit_file(const Trial *trial, Arena *arena, const char *path,
                      EditList *edits, Edited *out)
{
    Texts texts = { checker_root(trial->checker), trial->unsaved, trial->unsaved_count,
                    arena };
    Unsaved *to = &out->items[out->count++];
    to->path = path_join(arena, texts.root, path);
    return edits_apply(arena, texts_read(&texts, to->path), edits, &to->text);
}

static bool is_edited(const Edited *edited, unsigned count, const char *path)
{
    for (unsigned i = 0; i < count; i++)
        if (strcmp(edited->items[i].path, path) == 0)
            return true;
    return false;
}

/* False when the edits do not fit. */
static bool edit_all(const Trial *trial, Arena *arena, const Fix *const *fixes,
                     Edited *out)
{
    const FindingList *list = &trial->result->findings;
    out->items =
        ARENA_ARRAY(arena, Unsaved, list->files.len + trial->unsaved_count + 1);
    for (uint32_t file = 1; file < list->files.len; file++) {
        EditList edits = { 0 };
        for (uint32_t i = 0; i < list->items.len; i++)
            for (uint32_t j = 0; fixes[i] && j < fixes[i]->edits.len; j++)
                if (fixes[i]->edits.items[j].span.file == file)
                    vec_push(arena, &edits, fixes[i]->edits.items[j]);
        if (edits.len && !edit_file(trial, arena, list->files.items[file], &edits, out))
            return false;
    }
    unsigned edited = out->count;
    for (unsigned i = 0; i < trial->unsaved_count; i++)
        if (!is_edited(out, edited, trial->unsaved[i].path))
            out->items[out->count++] = trial->unsaved[i];
    return edited > 0;
}

/* Checks the unit with the kept document, which parses again quickly. */
static bool check_again(Trial *trial, Arena *arena, const Edited *edited,
                        UnitResult *after)
{
    Err err = { 0 };
    FrontRequest request = {
        .arena = arena,
        .intern = checker_intern(trial->checker),
        .root = checker_root(trial->checker),
        .command = *trial->command,
        .unsaved = edited->items,
        .unsaved_count = edited->count,
        .macros = checker_macros(trial->checker),
    };
    if (!trial->doc)
        trial->doc = clang_doc_open(&request, &err);
    Lowered lowered = { 0 };
    return trial->doc && clang_doc_lower(trial->doc, &request, &lowered, &err) &&
           checker_lowered(trial->checker, &lowered, trial->command, edited->items,
                           edited->count, arena, after, &err);
}

/* `fixes` says by finding which fix is tried, or NULL. With `plain` no document is made
 * for further trials. */
static bool hold(Trial *trial, const Fix *const *fixes, bool plain)
{
    Arena *arena = arena_new();
    Edited edited = { 0 };
    UnitResult after;
    Err err = { 0 };
    bool ok = edit_all(trial, arena, fixes, &edited) &&
              (plain ? checker_unit(trial->checker, trial->command, edited.items,
                                    edited.count, arena, &after, &err)
                     : check_again(trial, arena, &edited, &after)) &&
              is_mended(trial->result, fixes, &after);
    arena_free(arena);
    return ok;
}

/* All edits in one file, and there are some. */
static bool is_sound(const Fix *fix)
{
    for (uint32_t i = 1; i < fix->edits.len; i++)
        if (fix->edits.items[i].span.file != fix->edits.items[0].span.file)
            return false;
    return fix->edits.len > 0;
}

bool trial_holds(Trial *trial, const Finding *finding, const Fix *fix)
{
    const FindingList *list = &trial->result->findings;
    Arena *arena = arena_new();
    const Fix **fixes = ARENA_ARRAY(arena, const Fix *, list->items.len + 1);
    fixes[finding - list->items.items] = fix;
    bool ok = is_sound(fix) && hold(trial, fixes, false);
    arena_free(arena);
    return ok;
}

/* The first fix of every finding, as far as they do not touch each other. */
static const Fix **choose_together(Arena *arena, const FindingList *list)
{
    const Fix **fixes = ARENA_ARRAY(arena, const Fix *, list->items.len + 1);
    EditList *edits = ARENA_ARRAY(arena, EditList, list->files.len + 1);
    for (uint32_t i = 0; i < list->items.len; i++) {
        const Finding *finding = &list->items.items[i];
        const Fix *fix = finding->fixes.len ? &finding->fixes.items[0] : NULL;
        if (!fix || !is_sound(fix))
            continue;
        EditList *file = &edits[fix->edits.items[0].span.file];
        if (!edits_admit(file, fix))
            continue;
        fixes[i] = fix;
        for (uint32_t j = 0; j < fix->edits.len; j++)
            vec_push(arena, file, fix->edits.items[j]);
    }
    return fixes;
}

/* Keeps what held together with others, and tries the rest alone. */
static void keep_holding(Trial *trial, FindingList *list, const Fix *const *together)
{
    unsigned tried = 0;
    for (uint32_t i = 0; i < list->items.len; i++) {
        Finding *finding = &list->items.items[i];
        uint32_t kept = 0;
        for (uint32_t j = 0; j < finding->fixes.len; j++) {
            Fix fix = finding->fixes.items[j];
            if ((j == 0 && together[i]) ||
                (tried++ < VERIFY_MAX && trial_holds(trial, finding, &fix)))
                finding->fixes.items[kept++] = fix;
        }
        finding->fixes.len = kept;
    }
}

void fixes_verify(Checker *checker, const Command *command, const Unsaved *unsaved,
                  unsigned unsaved_count, UnitResult *result)
{
    Arena *arena = arena_new();
    Trial trial = { checker, command, unsaved, unsaved_count, result, NULL };
    FindingList *list = &result->findings;
    uint32_t offered = 0;
    for (uint32_t i = 0; i < list->items.len; i++) {
        if (list->items.items[i].suppressed)
            list->items.items[i].fixes.len = 0;
        offered += list->items.items[i].fixes.len;
    }
    if (offered) {
        const Fix **together = choose_together(arena, list);
        if (!hold(&trial, together, true))
            memset(together, 0, sizeof *together * list->items.len);
        keep_holding(&trial, list, together);
    }
    clang_doc_close(trial.doc);
    arena_free(arena);
}
