#include "drive/run.h"

#include "base/file.h"
#include "base/hash.h"
#include "check/rule.h"
#include "check/suppress.h"
#include "drive/texts.h"

#include <stdio.h>

/* The audit of suppressions can be switched like a rule. */
static const char *const audit_id = "suppression";

struct Checker {
    Arena *arena;   /* session: models, names */
    Arena *scratch; /* given back after every unit */
    Intern *intern;
    ModelSet *models;
    RuleChoice choice;
    RuleChoice standard; /* what is on without options */
    bool audit;
    const char *root;
    const char *identity; /* of rules, models and version, part of every input hash */
};

static void switch_all(Checker *checker, bool on)
{
    for (unsigned i = 0; i < rule_count(); i++)
        checker->choice.enabled[i] = on;
    checker->audit = on;
}

static bool fail_unknown_rule(const char *id, Err *err)
{
    const char *best = NULL;
    unsigned distance = 6;
    for (unsigned i = 0; rule_table[i]; i++) {
        unsigned d = str_distance(str_of(id), str_of(rule_table[i]->id));
        if (d < distance) {
            distance = d;
            best = rule_table[i]->id;
        }
    }
    if (best)
        return err_set(err, ERR_USAGE, "unknown rule '%.80s'; did you mean '%s'?", id,
                       best);
    return err_set(err, ERR_USAGE, "unknown rule '%.80s'; see 'mapvet rules'", id);
}

static bool switch_rule(Checker *checker, const char *id, bool on, Err *err)
{
    if (strcmp(id, "all") == 0)
        return true; /* done before */
    if (strcmp(id, audit_id) == 0) {
        checker->audit = on;
        return true;
    }
    int rule = rule_find(str_of(id));
    if (rule < 0)
        return fail_unknown_rule(id, err);
    checker->choice.enabled[rule] = on;
    return true;
}

static bool choose_rules(Checker *checker, const CheckOptions *options, Err *err)
{
    checker->choice.possible = options->possible;
    for (uint32_t i = 0; i < options->disable.len; i++)
        if (strcmp(options->disable.items[i], "all") == 0)
            switch_all(checker, false);
    for (uint32_t i = 0; i < options->enable.len; i++)
        if (strcmp(options->enable.items[i], "all") == 0)
            switch_all(checker, true);
    for (uint32_t i = 0; i < options->enable.len; i++)
        if (!switch_rule(checker, options->enable.items[i], true, err))
            return false;
    for (uint32_t i = 0; i < options->disable.len; i++)
        if (!switch_rule(checker, options->disable.items[i], false, err))
            return false;
    return true;
}

static bool read_models(Checker *checker, const CheckOptions *options, Err *err)
{
    checker->models = model_new(checker->arena, checker->intern);
    if (!model_read_embedded(checker->models, err))
        return false;
    return !options->models_folder ||
           model_read_folder(checker->models, options->models_folder, err);
}

/* What decides the findings besides the source: our version, the rules, the models. */
static bool set_identity(Checker *checker, const CheckOptions *options, Err *err)
{
    StrBuf all = strbuf_in(checker->scratch);
    strbuf_add(&all, MAPVET_VERSION "\n");
    for (unsigned i = 0; i < rule_count(); i++)
        strbuf_add_char(&all, checker->choice.enabled[i] ? '1' : '0');
    strbuf_printf(&all, "%d%d\n", checker->audit, checker->choice.possible);
    PathList files = { 0 };
    if (options->models_folder &&
        !folder_list(checker->scratch, options->models_folder, ".model", &files, err))
        return false;
    for (uint32_t i = 0; i < files.len; i++) {
        Str text;
        if (!file_read(checker->scratch, files.items[i], &text, err))
            return false;
        strbuf_add_n(&all, text.p, text.n);
    }
    checker->identity = hash_hex(checker->arena, strbuf_str(&all));
    return true;
}

Checker *checker_new(const CheckOptions *options, Err *err)
{
    Arena *arena = arena_new();
    Checker *checker = ARENA_NEW(arena, Checker);
    *checker = (Checker){ .arena = arena,
                          .scratch = arena_new(),
                          .intern = intern_new(),
                          .choice = rule_choice_default(arena),
                          .standard = rule_choice_default(arena),
                          .audit = true,
                          .root = arena_strdup(arena, options->root) };
    ArenaMark mark = arena_mark(checker->scratch);
    bool ok = choose_rules(checker, options, err) &&
              read_models(checker, options, err) && set_identity(checker, options, err);
    arena_reset(checker->scratch, mark);
    if (ok)
        return checker;
    checker_free(checker);
    return NULL;
}

void checker_free(Checker *checker)
{
    if (!checker)
        return;
    intern_free(checker->intern);
    arena_free(checker->scratch);
    arena_free(checker->arena);
}

Intern *checker_intern(Checker *checker)
{
    return checker->intern;
}

const char *checker_root(const Checker *checker)
{
    return checker->root;
}

bool checker_looks_for(const Checker *checker, Str rule, Tier tier)
{
    if (tier == TIER_POSSIBLE && !checker->choice.possible)
        return false;
    if (str_is(rule, audit_id))
        return checker->audit;
    int found = rule_find(rule);
    /* A rule that is no more cannot find anything: what it once found is settled. */
    return found < 0 || checker->choice.enabled[found];
}

/* ---- one unit ---- */

static const char *hash_inputs(const Checker *checker, const Lowered *lowered,
                               const Command *command, Texts *texts, Arena *arena)
{
    StrBuf all = strbuf_in(arena);
    strbuf_printf(&all, "%s\n", checker->identity);
    for (uint32_t i = 0; i < command->args.len; i++)
        strbuf_printf(&all, "%s\n", command->args.items[i]);
    for (uint32_t i = 0; i < lowered->inputs.len; i++) {
        ArenaMark mark = arena_mark(texts->arena);
        const char *path = lowered->inputs.items[i];
        char hex[33];
        snprintf(hex, sizeof hex, "%s",
                 hash_hex(texts->arena, texts_read(texts, path)));
        arena_reset(texts->arena, mark);
        strbuf_printf(&all, "%s %s\n", path_below(checker->root, path), hex);
    }
    return hash_hex(arena, strbuf_str(&all));
}

static RuleState state_of_rule(const void *ctx, Str rule)
{
    const Checker *checker = ctx;
    if (rule.n == 0) {
        for (unsigned i = 0; i < rule_count(); i++)
            if (checker->standard.enabled[i] && !checker->choice.enabled[i])
                return RULE_OFF;
        return RULE_ON;
    }
    int found = rule_find(rule);
    if (found < 0)
        return RULE_UNKNOWN;
    return checker->choice.enabled[found] ? RULE_ON : RULE_OFF;
}

static bool has_finding_in(const FindingList *findings, uint32_t file)
{
    for (uint32_t i = 0; i < findings->items.len; i++)
        if (findings->items.items[i].span.file == file)
            return true;
    return false;
}

static void suppress(const Checker *checker, const Lowered *lowered, Texts *texts,
                     FindingList *findings)
{
    Unit *unit = lowered->unit;
    uint32_t main_file = unit_file(unit, sym_text(unit->intern, unit->path));
    SuppressionList comments = { 0 };
    for (uint32_t file = 1; file < unit->files.len; file++) {
        if (file != main_file && !has_finding_in(findings, file))
            continue;
        Str text = texts_read(texts, sym_text(unit->intern, unit->files.items[file]));
        suppress_read(findings->arena, unit, file, text, &comments);
    }
    SuppressAudit audit = {
        .state = state_of_rule,
        .ctx = checker,
        .file = checker->audit ? main_file : 0,
        .see_unused = !lowered->has_errors,
    };
    suppress_apply(&comments, findings, &audit);
}

/* What was lowered, how, and the texts it was made of: no smaller set says it. */
/* NOLINTNEXTLINE(readability-function-size) */
bool checker_lowered(Checker *checker, const Lowered *lowered, const Command *command,
                     const Unsaved *unsaved, unsigned unsaved_count, Arena *arena,
                     UnitResult *out, Err *err)
{
    Unit *unit = lowered->unit;
    *out = (UnitResult){ .findings = { .arena = arena },
                         .unit = unit,
                         .has_errors = lowered->has_errors };
    /* check_unit() reads the annotations itself; here a wrong one is told. */
    if (!model_over(checker->models, arena, unit, err))
        return false;
    vec_push(arena, &out->findings.files, "");
    for (uint32_t i = 1; i < unit->files.len; i++)
        vec_push(arena, &out->findings.files,
                 sym_text(unit->intern, unit->files.items[i]));
    for (uint32_t i = 0; i < lowered->diagnostics.len; i++)
        vec_push(arena, &out->diagnostics, lowered->diagnostics.items[i]);
    for (uint32_t i = 0; i < lowered->inputs.len; i++)
        vec_push(arena, &out->inputs, lowered->inputs.items[i]);
    ArenaMark mark = arena_mark(checker->scratch);
    check_unit(unit, checker->models, &checker->choice, checker->scratch,
               &out->findings, &out->stats);
    Texts texts = { checker->root, unsaved, unsaved_count, checker->scratch };
    suppress(checker, lowered, &texts, &out->findings);
    findings_finish(&out->findings, texts_read, &texts);
    out->input_hash = hash_inputs(checker, lowered, command, &texts, arena);
    arena_reset(checker->scratch, mark);
    return true;
}

/* NOLINTNEXTLINE(readability-function-size): as above */
bool checker_unit(Checker *checker, const Command *command, const Unsaved *unsaved,
                  unsigned unsaved_count, Arena *arena, UnitResult *out, Err *err)
{
    FrontRequest request = {
        .arena = arena,
        .intern = checker->intern,
        .root = checker->root,
        .command = *command,
        .unsaved = unsaved,
        .unsaved_count = unsaved_count,
    };
    Lowered lowered = { 0 };
    return front_clang.lower(&request, &lowered, err) &&
           checker_lowered(checker, &lowered, command, unsaved, unsaved_count, arena,
                           out, err);
}
