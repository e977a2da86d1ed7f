/*
 * Writing: runs, units and their findings. A unit is one transaction.
 */
#include "store/db.h"

static const char *tier_word(Tier tier)
{
    return tier == TIER_PROVEN ? "proven" : "possible";
}

bool store_begin_run(Store *store, const RunStart *start, int64_t *run, Err *err)
{
    sqlite3_stmt *statement = db_statement(store, STMT_BEGIN_RUN, err);
    if (!statement)
        return false;
    bind_text(statement, 1, start->command);
    bind_text(statement, 2, start->version);
    bind_text(statement, 3, start->root);
    bind_int(statement, 4, start->now);
    if (!db_run(store, statement, err))
        return false;
    *run = sqlite3_last_insert_rowid(store->db);
    return true;
}

/* Runs a statement whose values are all numbers. */
static bool run_numbers(Store *store, StatementId id, const int64_t *numbers, int count,
                        Err *err)
{
    sqlite3_stmt *statement = db_statement(store, id, err);
    if (!statement)
        return false;
    for (int i = 0; i < count; i++)
        bind_int(statement, i + 1, numbers[i]);
    return db_run(store, statement, err);
}

#define RUN_NUMBERS(store, id, err, ...)                                               \
    run_numbers((store), (id), (const int64_t[]){ __VA_ARGS__ },                       \
                (int)ARRAY_LEN(((const int64_t[]){ __VA_ARGS__ })), (err))

bool store_finish_run(Store *store, int64_t run, int64_t now, Err *err)
{
    return RUN_NUMBERS(store, STMT_FINISH_RUN, err, run, now);
}

/* One row with a number, or an error. */
static bool read_id(Store *store, sqlite3_stmt *statement, int64_t *id, Err *err)
{
    if (!db_row(store, statement, err))
        return err_set(err, ERR_DATABASE, "%s: a row is missing", store->path);
    *id = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    return true;
}

bool db_file_id(Store *store, const char *path, int64_t *id, Err *err)
{
    sqlite3_stmt *add = db_statement(store, STMT_ADD_FILE, err);
    if (!add)
        return false;
    bind_text(add, 1, path);
    if (!db_run(store, add, err))
        return false;
    sqlite3_stmt *find = db_statement(store, STMT_FIND_FILE, err);
    if (!find)
        return false;
    bind_text(find, 1, path);
    return read_id(store, find, id, err);
}

static bool unit_id(Store *store, int64_t file, int64_t *id, Err *err)
{
    sqlite3_stmt *find = db_statement(store, STMT_FIND_UNIT, err);
    if (!find)
        return false;
    bind_int(find, 1, file);
    return read_id(store, find, id, err);
}

/* What is being saved. */
typedef struct Saver {
    Store *store;
    Arena *arena;
    int64_t run;
    int64_t unit;
    const FindingList *findings;
    int64_t *files; /* ids of findings->files, 0 until asked for */
    Err *err;
} Saver;

static bool span_file(Saver *s, Span span, int64_t *id)
{
    uint32_t index = span.file < s->findings->files.len ? span.file : 0;
    if (s->files[index] == 0 && !db_file_id(s->store, finding_path(s->findings, span),
                                            &s->files[index], s->err))
        return false;
    *id = s->files[index];
    return true;
}

/* Binds the file and the four numbers of a span from `at` on. */
static bool bind_span(Saver *s, sqlite3_stmt *statement, int at, Span span)
{
    int64_t file = 0;
    if (!span_file(s, span, &file))
        return false;
    bind_int(statement, at, file);
    bind_int(statement, at + 1, span.line);
    bind_int(statement, at + 2, span.col);
    bind_int(statement, at + 3, span.end_line);
    bind_int(statement, at + 4, span.end_col);
    return true;
}

static bool save_steps(Saver *s, int64_t id, const Finding *finding)
{
    for (uint32_t i = 0; i < finding->steps.len; i++) {
        const FindingStep *step = &finding->steps.items[i];
        sqlite3_stmt *add = db_statement(s->store, STMT_ADD_STEP, s->err);
        if (!add || !bind_span(s, add, 3, step->span))
            return false;
        bind_int(add, 1, id);
        bind_int(add, 2, i);
        bind_int(add, 8, step->depth);
        bind_text(add, 9, step->text);
        if (!db_run(s->store, add, s->err))
            return false;
    }
    return true;
}

static bool save_edits(Saver *s, int64_t id, uint32_t fix, const Fix *from)
{
    for (uint32_t i = 0; i < from->edits.len; i++) {
        sqlite3_stmt *add = db_statement(s->store, STMT_ADD_EDIT, s->err);
        if (!add || !bind_span(s, add, 4, from->edits.items[i].span))
            return false;
        bind_int(add, 1, id);
        bind_int(add, 2, fix);
        bind_int(add, 3, i);
        bind_text(add, 9, from->edits.items[i].text);
        if (!db_run(s->store, add, s->err))
            return false;
    }
    return true;
}

static bool save_fixes(Saver *s, int64_t id, const Finding *finding)
{
    for (uint32_t i = 0; i < finding->fixes.len; i++) {
        sqlite3_stmt *add = db_statement(s->store, STMT_ADD_FIX, s->err);
        if (!add)
            return false;
        bind_int(add, 1, id);
        bind_int(add, 2, i);
        bind_text(add, 3, finding->fixes.items[i].title);
        if (!db_run(s->store, add, s->err) ||
            !save_edits(s, id, i, &finding->fixes.items[i]))
            return false;
    }
    return true;
}

static bool save_row(Saver *s, const Finding *f, int64_t *id)
{
    sqlite3_stmt *save = db_statement(s->store, STMT_SAVE_FINDING, s->err);
    int64_t file = 0;
    if (!save || !span_file(s, f->span, &file))
        return false;
    bind_text(save, 1, f->fingerprint);
    bind_int(save, 2, file);
    bind_text(save, 3, f->rule);
    bind_text(save, 4, severity_word(f->severity));
    bind_text(save, 5, tier_word(f->tier));
    bind_int(save, 6, f->span.line);
    bind_int(save, 7, f->span.col);
    bind_int(save, 8, f->span.end_line);
    bind_int(save, 9, f->span.end_col);
    bind_text(save, 10, f->message);
    bind_text(save, 11, f->advice);
    bind_text(save, 12, f->function);
    bind_text(save, 13, f->place);
    bind_text(save, 14, f->chain);
    bind_text(save, 15, f->tokens);
    bind_text(save, 16, f->suppressed);
    bind_int(save, 17, s->run);
    if (!read_id(s->store, save, id, s->err))
        return false;
    return true;
}

static bool save_finding(Saver *s, const Finding *finding)
{
    int64_t id;
    return save_row(s, finding, &id) &&
           RUN_NUMBERS(s->store, STMT_DROP_STEPS, s->err, id) &&
           RUN_NUMBERS(s->store, STMT_DROP_FIXES, s->err, id) &&
           save_steps(s, id, finding) && save_fixes(s, id, finding) &&
           RUN_NUMBERS(s->store, STMT_LINK, s->err, id, s->unit);
}

typedef VEC(int64_t) IdList;

/* The findings the unit showed and this run would have shown again. */
static bool list_shown(Saver *s, const StoreUnit *unit, IdList *out)
{
    sqlite3_stmt *list = db_statement(s->store, STMT_UNIT_FINDINGS, s->err);
    if (!list)
        return false;
    bind_int(list, 1, s->unit);
    while (db_row(s->store, list, s->err)) {
        Str rule = str_of(column_text(list, 1, s->arena));
        bool proven = strcmp(column_text(list, 2, s->arena), "proven") == 0;
        if (!unit->ran ||
            unit->ran(unit->ctx, rule, proven ? TIER_PROVEN : TIER_POSSIBLE))
            vec_push(s->arena, out, sqlite3_column_int64(list, 0));
    }
    return s->err->code == ERR_NONE;
}

static bool replace_findings(Saver *s, const StoreUnit *unit)
{
    IdList old = { 0 };
    if (!list_shown(s, unit, &old))
        return false;
    for (uint32_t i = 0; i < old.len; i++)
        if (!RUN_NUMBERS(s->store, STMT_UNLINK, s->err, old.items[i], s->unit))
            return false;
    for (uint32_t i = 0; i < unit->findings->items.len; i++)
        if (!save_finding(s, &unit->findings->items.items[i]))
            return false;
    for (uint32_t i = 0; i < old.len; i++)
        if (!RUN_NUMBERS(s->store, STMT_MARK_FIXED, s->err, old.items[i], s->run))
            return false;
    return true;
}

static bool save_analysed(Saver *s, int64_t file, const StoreUnit *unit)
{
    sqlite3_stmt *save = db_statement(s->store, STMT_SAVE_UNIT, s->err);
    if (!save)
        return false;
    bind_int(save, 1, file);
    bind_int(save, 2, s->run);
    bind_text(save, 3, unit->input_hash);
    bind_int(save, 4, unit->stats.functions);
    bind_int(save, 5, unit->stats.map_operations);
    bind_int(save, 6, unit->stats.iterations);
    bind_int(save, 7, unit->stats.unmodelled);
    return db_run(s->store, save, s->err) &&
           unit_id(s->store, file, &s->unit, s->err) && replace_findings(s, unit);
}

static bool save_failed(Saver *s, int64_t file, const StoreUnit *unit)
{
    sqlite3_stmt *save = db_statement(s->store, STMT_FAIL_UNIT, s->err);
    if (!save)
        return false;
    bind_int(save, 1, file);
    bind_int(save, 2, s->run);
    bind_text(save, 3, unit->failure);
    return db_run(s->store, save, s->err);
}

bool store_save_unit(Store *store, int64_t run, const StoreUnit *unit, Err *err)
{
    int64_t file = 0;
    Arena *arena = arena_new();
    Saver s = { .store = store,
                .arena = arena,
                .run = run,
                .findings = unit->findings,
                .err = err };
    if (unit->findings)
        s.files = ARENA_ARRAY(arena, int64_t, unit->findings->files.len + 1);
    bool ok =
        db_begin(store, err) && db_file_id(store, unit->path, &file, err) &&
        RUN_NUMBERS(store, STMT_RESET_LINK, err, file) &&
        (unit->failure || db_save_summaries(store, file, unit->summaries, err)) &&
        (unit->failure ? save_failed(&s, file, unit) : save_analysed(&s, file, unit)) &&
        RUN_NUMBERS(store, STMT_COUNT_UNIT, err, run, unit->failure != NULL) &&
        db_commit(store, err);
    arena_free(arena);
    return ok || db_rollback(store);
}

bool store_units(Store *store, Arena *arena, PathList *out, Err *err)
{
    sqlite3_stmt *list = db_statement(store, STMT_LIST_UNITS, err);
    if (!list)
        return false;
    while (db_row(store, list, err))
        vec_push(arena, out, column_text(list, 0, arena));
    return err->code == ERR_NONE;
}

static bool forget(Saver *s, const char *path)
{
    int64_t file = 0;
    IdList old = { 0 };
    StoreUnit all = { 0 };
    if (!db_file_id(s->store, path, &file, s->err) ||
        !unit_id(s->store, file, &s->unit, s->err) || !list_shown(s, &all, &old) ||
        !RUN_NUMBERS(s->store, STMT_DROP_IR, s->err, file) ||
        !RUN_NUMBERS(s->store, STMT_DROP_SUMMARIES, s->err, file) ||
        !RUN_NUMBERS(s->store, STMT_DROP_UNIT, s->err, s->unit))
        return false;
    for (uint32_t i = 0; i < old.len; i++)
        if (!RUN_NUMBERS(s->store, STMT_MARK_FIXED, s->err, old.items[i], s->run) ||
            !RUN_NUMBERS(s->store, STMT_MARK_MOVED, s->err, old.items[i], s->run))
            return false;
    return true;
}

bool store_forget_unit(Store *store, int64_t run, const char *path, Err *err)
{
    Arena *arena = arena_new();
    Saver s = { .store = store, .arena = arena, .run = run, .err = err };
    bool ok = db_begin(store, err) && forget(&s, path) && db_commit(store, err);
    arena_free(arena);
    return ok || db_rollback(store);
}
