#include "test/case_units.h"

#include "base/file.h"
#include "ir/blob.h"
#include "summary/program.h"

static const char *const mark = "// unit: ";

/* "dir/across.b.c" for the unit b.c of dir/across.c. */
static const char *unit_path(Arena *arena, const char *path, Str name)
{
    const char *dot = strrchr(path_name(path), '.');
    size_t stem = dot ? (size_t)(dot - path) : strlen(path);
    return arena_printf(arena, "%.*s.%.*s", (int)stem, path, (int)name.n, name.p);
}

/* Everything but line ends becomes blank outside of the two ranges. */
static Str only(Arena *arena, Str text, size_t head, size_t from, size_t to)
{
    char *copy = arena_strndup(arena, text.p, text.n);
    for (size_t i = head; i < text.n; i++)
        if ((i < from || i >= to) && copy[i] != '\n')
            copy[i] = ' ';
    return (Str){ copy, text.n };
}

CaseUnits case_units(Arena *arena, const char *path, Str text)
{
    CaseUnits units = { 0 };
    VEC(size_t) starts = { 0 };
    Str rest = text, line;
    while (str_split(&rest, '\n', &line)) {
        if (!str_starts(line, mark))
            continue;
        Str name = { line.p + strlen(mark), line.n - strlen(mark) };
        vec_push(arena, &starts, (size_t)(line.p - text.p));
        vec_push(arena, &units,
                 ((Unsaved){ .path = unit_path(arena, path, str_trim(name)) }));
    }
    for (uint32_t i = 0; i < units.len; i++) {
        size_t to = i + 1 < units.len ? starts.items[i + 1] : text.n;
        units.items[i].text = only(arena, text, starts.items[0], starts.items[i], to);
    }
    return units;
}

static bool add_unit(Checker *checker, const Command *like, const CaseUnits *units,
                     uint32_t unit, Program *program, Arena *arena, UnitResult *out,
                     Err *err)
{
    Command command = *like;
    Lowered lowered;
    const char *hash;
    StrBuf blob = strbuf_in(arena);
    command.file = units->items[unit].path;
    if (!checker_lower(checker, &command, units->items, units->len, arena, &lowered,
                       &hash, NULL, err))
        return false;
    for (uint32_t i = 0; i < lowered.diagnostics.len; i++)
        vec_push(arena, &out->diagnostics, lowered.diagnostics.items[i]);
    out->has_errors = out->has_errors || lowered.has_errors;
    blob_write(&blob, lowered.unit);
    return program_add(program, strbuf_str(&blob), unit, err);
}

/* Findings of all units go into one list, as if the case were one file. */
static void gather(Checker *checker, const CaseUnits *units, Program *program,
                   const char *shown, Arena *arena, UnitResult *out)
{
    UnitCheck *checks = ARENA_ARRAY(arena, UnitCheck, units->len);
    Texts texts = { checker_root(checker), units->items, units->len, arena };
    checker_check(checker, program, NULL, arena, checks);
    for (uint32_t u = 0; u < program_unit_count(program); u++)
        checker_finish(checker, program, u, out->has_errors, &checks[u], &texts,
                       &out->findings);
    for (uint32_t f = 1; f < out->findings.files.len; f++)
        for (uint32_t u = 0; u < units->len; u++)
            if (strcmp(out->findings.files.items[f],
                       path_below(checker_root(checker), units->items[u].path)) == 0)
                out->findings.files.items[f] = shown;
}

bool case_units_check(Checker *checker, const Command *like, const CaseUnits *units,
                      const char *shown, Arena *arena, UnitResult *out, Err *err)
{
    Program *program = checker_program(checker);
    bool ok = true;
    *out = (UnitResult){ .findings = { .arena = arena } };
    for (uint32_t i = 0; i < units->len && ok; i++)
        ok = add_unit(checker, like, units, i, program, arena, out, err);
    ok = ok && program_link(program, true, err);
    if (ok)
        gather(checker, units, program, shown, arena, out);
    program_free(program);
    return ok;
}
