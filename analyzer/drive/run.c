#include "drive/run.h"

#include "base/file.h"
#include "base/hash.h"
#include "check/rule.h"
#include "check/suppress.h"
#include "drive/macros.h"
#include "summary/program.h"

/* The audit of suppressions can be switched like a rule. */
static const char *const audit_id = "suppression";

struct Checker {
    Arena *arena;   /* session: models, names */
    Arena *scratch; /* given back after every unit */
    Intern *intern;
    ModelSet *models;
    const MacroShapes *macros;
    RuleChoice choice;
    RuleChoice standard; /* what is on without options */
    bool audit;
    const Outside *outside; /* or NULL */
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
    unsigned distance = 0;
    for (unsigned i = 0; rule_table[i]; i++)
        if (str_nearer(str_of(id), str_of(rule_table[i]->id), &distance))
            best = rule_table[i]->id;
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
    for (uint32_t i = 0; i < options->models.len; i++)
        if (!model_read_folder(checker->models, options->models.items[i], err))
            return false;
    checker->macros = macros_of(checker->models, checker->arena);
    return true;
}

/* What decides the findings besides the source: our version, the rules, the models. */
static bool set_identity(Checker *checker, const CheckOptions *options, Err *err)
{
    StrBuf all = strbuf_in(checker->scratch);
    Str self;
    Err ignored = { 0 };
    strbuf_add(&all, MAPVET_VERSION "\n");
    /* One version is built many times while it is being written. */
    if (file_read(checker->scratch, "/proc/self/exe", &self, &ignored))
        strbuf_add(&all, hash_hex(checker->scratch, self));
    for (unsigned i = 0; i < rule_count(); i++)
        strbuf_add_char(&all, checker->choice.enabled[i] ? '1' : '0');
    strbuf_printf(&all, "%d%d\n", checker->audit, checker->choice.possible);
    PathList files = { 0 };
    for (uint32_t i = 0; i < options->models.len; i++)
        if (!folder_list(checker->scratch, options->models.items[i], ".model", &files,
                         err))
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

const char *checker_identity(const Checker *checker)
{
    return checker->identity;
}

const char *checker_key(const Checker *checker, const Command *command, Arena *arena)
{
    StrBuf all = strbuf_in(arena);
    strbuf_printf(&all, "%s\n%s\n%s\n", checker->identity, command->directory,
                  command->file);
    for (uint32_t i = 0; i < command->args.len; i++)
        strbuf_printf(&all, "%s\n", command->args.items[i]);
    return hash_hex(arena, strbuf_str(&all));
}

const MacroShapes *checker_macros(const Checker *checker)
{
    return checker->macros;
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

/* `inputs`, unless NULL, receives the files. */
static const char *hash_inputs(const Checker *checker, const Lowered *lowered,
                               const Command *command, Texts *texts, Arena *arena,
                               InputList *inputs)
{
    StrBuf all = strbuf_in(arena);
    strbuf_printf(&all, "%s\n", checker->identity);
    for (uint32_t i = 0; i < command->args.len; i++)
        strbuf_printf(&all, "%s\n", command->args.items[i]);
    for (uint32_t i = 0; i < lowered->inputs.len; i++) {
        ArenaMark mark = arena_mark(texts->arena);
        const char *path = lowered->inputs.items[i];
        Input input = { .path = path };
        file_stamp(path, &input.stamp);
        Hash hash = hash_content(texts_read(texts, path));
        arena_reset(texts->arena, mark);
        strbuf_printf(&all, "%s %016llx%016llx\n", path_below(checker->root, path),
                      (unsigned long long)hash.high, (unsigned long long)hash.low);
        input.hash = hash.low;
        if (inputs)
            vec_push(arena, inputs, input);
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

typedef VEC(uint32_t) FileNumbers;

static void add_file(Arena *arena, FileNumbers *files, uint32_t file)
{
    for (uint32_t i = 0; i < files->len; i++)
        if (files->items[i] == file)
            return;
    if (file)
        vec_push(arena, files, file);
}

static void suppress(const Checker *checker, const Unit *unit, bool has_errors,
                     const Texts *texts, FindingList *findings)
{
    uint32_t main_file = 0;
    FileNumbers files = { 0 };
    for (uint32_t file = 1; file < findings->files.len && main_file == 0; file++)
        if (strcmp(findings->files.items[file], sym_text(unit->intern, unit->path)) ==
            0)
            main_file = file;
    add_file(findings->arena, &files, main_file);
    for (uint32_t i = 0; i < findings->items.len; i++)
        add_file(findings->arena, &files, findings->items.items[i].span.file);
    SuppressionList comments = { 0 };
    for (uint32_t i = 0; i < files.len; i++) {
        Texts read = *texts;
        Str text = texts_read(&read, findings->files.items[files.items[i]]);
        suppress_read(findings->arena, unit, files.items[i], text, &comments);
    }
    SuppressAudit audit = {
        .state = state_of_rule,
        .ctx = checker,
        .file = checker->audit ? main_file : 0,
        .see_unused = !has_errors,
    };
    suppress_apply(&comments, findings, &audit);
}

/* A program leaves wrong annotations out; whoever wrote one hears of it as of an error
 * of the compiler. */
static void tell_annotations(const Checker *checker, Arena *arena, Lowered *lowered)
{
    Err wrong = { 0 };
    model_over(checker->models, arena, lowered->unit, &wrong);
    if (wrong.code == ERR_NONE)
        return;
    Diagnostic told = { .is_error = true, .text = arena_strdup(arena, wrong.text) };
    vec_push(arena, &lowered->diagnostics, told);
    lowered->has_errors = true;
}

void checker_ask(Checker *checker, const Outside *outside)
{
    checker->outside = outside;
}

bool checker_lower(Checker *checker, const Command *command, const Unsaved *unsaved,
                   unsigned unsaved_count, Arena *arena, Lowered *out,
                   const char **input_hash, InputList *inputs, Err *err)
{
    FrontRequest request = {
        .arena = arena,
        .intern = checker->intern,
        .root = checker->root,
        .command = *command,
        .unsaved = unsaved,
        .unsaved_count = unsaved_count,
        .macros = checker->macros,
    };
    Texts texts = { checker->root, unsaved, unsaved_count, checker->scratch };
    if (!front_clang.lower(&request, out, err))
        return false;
    tell_annotations(checker, arena, out);
    *input_hash = hash_inputs(checker, out, command, &texts, arena, inputs);
    return true;
}

Program *checker_program(Checker *checker)
{
    return program_new(checker->intern, checker->models, checker->outside);
}

void checker_check(Checker *checker, Program *program, const Pulse *pulse, Arena *arena,
                   UnitCheck *out)
{
    check_program(program, &checker->choice, pulse, arena, out);
}

void checker_finish(Checker *checker, const Program *program, uint32_t unit,
                    bool has_errors, UnitCheck *check, const Texts *texts,
                    FindingList *out)
{
    suppress(checker, program_unit(program, unit), has_errors, texts, &check->findings);
    if (out->files.len == 0)
        vec_push(out->arena, &out->files, "");
    for (uint32_t i = 0; i < check->findings.items.len; i++)
        findings_add(out, &check->findings, &check->findings.items.items[i]);
    Texts read = *texts;
    findings_finish(out, texts_read, &read);
}

/* What was lowered, how, and the texts it was made of: no smaller set says it. */
/* NOLINTNEXTLINE(readability-function-size) */
bool checker_lowered(Checker *checker, Lowered *lowered, const Command *command,
                     const Unsaved *unsaved, unsigned unsaved_count, Arena *arena,
                     UnitResult *out, Err *err)
{
    Unit *unit = lowered->unit;
    tell_annotations(checker, arena, lowered);
    *out = (UnitResult){ .findings = { .arena = arena },
                         .unit = unit,
                         .has_errors = lowered->has_errors };
    vec_push(arena, &out->findings.files, "");
    for (uint32_t i = 1; i < unit->files.len; i++)
        vec_push(arena, &out->findings.files,
                 sym_text(unit->intern, unit->files.items[i]));
    for (uint32_t i = 0; i < lowered->diagnostics.len; i++) {
        vec_push(arena, &out->diagnostics, lowered->diagnostics.items[i]);
        out->errors += lowered->diagnostics.items[i].is_error;
    }
    for (uint32_t i = 0; i < lowered->inputs.len; i++)
        vec_push(arena, &out->inputs, lowered->inputs.items[i]);
    Arena *scratch = arena_new();
    StrBuf blob = strbuf_in(scratch);
    blob_write(&blob, unit);
    Program *program = checker_program(checker);
    Err ignored = { 0 };
    UnitCheck check;
    Texts texts = { checker->root, unsaved, unsaved_count, scratch };
    if (program_add(program, strbuf_str(&blob), 0, err)) {
        program_link(program, false, &ignored);
        checker_check(checker, program, NULL, scratch, &check);
        checker_finish(checker, program, 0, lowered->has_errors, &check, &texts,
                       &out->findings);
        out->stats = check.stats;
        out->input_hash = hash_inputs(checker, lowered, command, &texts, arena, NULL);
    }
    program_free(program);
    arena_free(scratch);
    return err->code == ERR_NONE;
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
        .macros = checker->macros,
    };
    Lowered lowered = { 0 };
    return front_clang.lower(&request, &lowered, err) &&
           checker_lowered(checker, &lowered, command, unsaved, unsaved_count, arena,
                           out, err);
}
