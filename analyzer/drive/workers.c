#include "drive/workers.h"

#include "base/file.h"
#include "drive/cache.h"
#include "drive/link.h"
#include "drive/pool.h"
#include "drive/share.h"
#include "ir/blob.h"

typedef struct Reading {
    Arena *arena; /* of the whole run */
    Checker *checker;
    const CommandList *commands;
    const WorkOptions *options;
    SharePlan *share;   /* NULL: none */
    LoweredUnit *units; /* by command */
    Cache *cache;       /* NULL: none */
    VEC(uint32_t) left; /* commands that have to be read: the pieces of the pool */
    const char *link;   /* what the units are, all together; NULL: not to be kept */
    uint32_t done;
    ReportTaker *take; /* of units that cannot be read; or NULL */
    void *ctx;
} Reading;

static const char *shown_path(const Reading *reading, uint32_t unit)
{
    return path_below(checker_root(reading->checker),
                      reading->commands->items[unit].file);
}

/* ---- in a worker ---- */

static uint32_t count_errors(const Lowered *lowered, const Diagnostic **first)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < lowered->diagnostics.len; i++) {
        if (!lowered->diagnostics.items[i].is_error)
            continue;
        *first = count ? *first : &lowered->diagnostics.items[i];
        count++;
    }
    return count;
}

/* Why the IR is partial: the first error of the compiler. */
static const char *first_error(Arena *arena, const Unit *unit, const Diagnostic *first,
                               uint32_t errors, const char *path)
{
    if (!first)
        return arena_printf(arena, "%s: does not compile", path);
    uint32_t shown = first->span.file;
    const char *more =
        errors > 1 ? arena_printf(arena, " (and %u more)", errors - 1) : "";
    const char *file = shown ? sym_text(unit->intern, unit->files.items[shown]) : "";
    bool in_header = file[0] && strcmp(file, path) != 0;
    return arena_printf(arena, "%s%s%s:%u:%u: error: %s%s", in_header ? path : "",
                        in_header ? ": analysed in part: " : "", file[0] ? file : path,
                        first->span.line, first->span.col, first->text, more);
}

static void read_unit(void *ctx, uint32_t piece, StrBuf *out)
{
    const Reading *reading = ctx;
    uint32_t number = reading->left.items[piece];
    const WorkOptions *options = reading->options;
    Arena *arena = out->arena;
    Command command = reading->commands->items[number];
    LoweredUnit unit = { .path = shown_path(reading, number) };
    Lowered lowered = { 0 };
    StrBuf blob = strbuf_in(arena);
    Err err = { 0 };
    command.header = share_header(reading->share, number);
    if (checker_lower(reading->checker, &command, options->unsaved,
                      options->unsaved_count, arena, &lowered, &unit.input_hash,
                      &unit.inputs, &err)) {
        const Diagnostic *first = NULL;
        blob_write(&blob, lowered.unit);
        unit.blob = strbuf_str(&blob);
        unit.errors = count_errors(&lowered, &first);
        if (lowered.has_errors)
            unit.partial =
                first_error(arena, lowered.unit, first, unit.errors, unit.path);
    } else {
        unit.failure = arena_strdup(arena, err.text);
    }
    lowered_write(out, &unit);
}

/* ---- in the caller ---- */

/* Keeps the unit for the link, or tells at once that there is none. */
static bool take_unit(void *ctx, const Piece *piece, Err *err)
{
    Reading *reading = ctx;
    uint32_t number = reading->left.items[piece->number];
    LoweredUnit *unit = &reading->units[number];
    const char *path = shown_path(reading, number);
    reading->done++;
    if (piece->death || !lowered_read(reading->arena, piece->bytes, unit))
        *unit = (LoweredUnit){
            .path = path,
            .failure = arena_printf(reading->arena, "%s: %s", path,
                                    piece->death ? piece->death : "made no sense"),
        };
    if (!unit->failure) {
        cache_keep(reading->cache, &reading->commands->items[number], unit);
        return true;
    }
    UnitReport report = { .path = unit->path,
                          .failure = unit->failure,
                          .findings = { .arena = reading->arena } };
    unit->blob = (Str){ 0 };
    return !reading->take || reading->take(reading->ctx, number, &report, err);
}

static void tick(void *ctx)
{
    const Reading *reading = ctx;
    Progress progress = { .done = reading->done, .total = reading->commands->len };
    reading->options->tick(reading->ctx, &progress);
}

/* What is as it was is not read; gives the commands that are, NULL: all. */
static bool *recall_units(Reading *reading)
{
    uint32_t count = reading->commands->len;
    bool *wanted = ARENA_ARRAY(reading->arena, bool, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        wanted[i] = !cache_find(reading->cache, &reading->commands->items[i],
                                reading->arena, &reading->units[i]);
        if (wanted[i])
            vec_push(reading->arena, &reading->left, i);
        else
            reading->done++;
    }
    return wanted;
}

static bool read_all(Reading *reading, Err *err)
{
    const WorkOptions *options = reading->options;
    reading->cache = cache_new(reading->arena, reading->checker, options);
    const bool *wanted = recall_units(reading);
    PoolJob job = { .count = reading->left.len,
                    .jobs = options->jobs,
                    .timeout = options->timeout,
                    .ctx = reading,
                    .work = read_unit,
                    .take = take_unit,
                    .tick = options->tick ? tick : NULL };
    if (options->temporary && options->unsaved_count == 0 && reading->left.len)
        reading->share = share_plan(reading->arena, checker_root(reading->checker),
                                    options->temporary, reading->commands, wanted);
    bool ok = pool_run(&job, err);
    share_end(reading->share);
    return ok;
}

bool run_read(Checker *checker, const CommandList *commands, const WorkOptions *options,
              Arena *arena, LoweredUnit *units, Err *err)
{
    Reading reading = { .arena = arena,
                        .checker = checker,
                        .commands = commands,
                        .options = options,
                        .units = units };
    return read_all(&reading, err);
}

/* Hands over the reports of the last run, when all there is is as it was. */
static bool recall_reports(Reading *reading, bool *recalled, Err *err)
{
    uint32_t count = reading->commands->len;
    UnitReport *reports = ARENA_ARRAY(reading->arena, UnitReport, count + 1);
    reading->link = cache_link(reading->cache, reading->units, count);
    *recalled = reading->link != NULL && reading->left.len == 0;
    for (uint32_t i = 0; i < count && *recalled; i++)
        *recalled = cache_report(reading->cache, &reading->units[i], reading->link,
                                 reading->arena, &reports[i]);
    for (uint32_t i = 0; i < count && *recalled; i++)
        if (!reading->take(reading->ctx, i, &reports[i], err))
            return false;
    return true;
}

static void recall_runs(Reading *reading)
{
    for (uint32_t i = 0; i < reading->commands->len; i++)
        reading->units[i].memo =
            cache_memo(reading->cache, reading->units[i].path, reading->arena);
}

static bool take_report(void *ctx, uint32_t index, const UnitReport *report, Err *err)
{
    const Reading *reading = ctx;
    UnitReport told = *report;
    told.known = cache_knows(reading->cache, report);
    bool ok = reading->take(reading->ctx, index, &told, err);
    cache_keep_report(reading->cache, &told, reading->link);
    cache_keep_memo(reading->cache, report->path, report->memo);
    return ok;
}

static void tick_link(void *ctx, const Progress *progress)
{
    const Reading *reading = ctx;
    reading->options->tick(reading->ctx, progress);
}

bool run_check(Checker *checker, const CommandList *commands,
               const WorkOptions *options, ReportTaker *take, void *ctx, Err *err)
{
    Arena *arena = arena_new();
    Reading reading = { .arena = arena,
                        .checker = checker,
                        .commands = commands,
                        .options = options,
                        .units = ARENA_ARRAY(arena, LoweredUnit, commands->len + 1),
                        .take = take,
                        .ctx = ctx };
    WorkOptions linking = *options;
    linking.tick = options->tick ? tick_link : NULL;
    Link link = { .checker = checker,
                  .commands = commands,
                  .options = &linking,
                  .units = reading.units,
                  .take = take_report,
                  .ctx = &reading };
    bool recalled = false;
    bool ok = read_all(&reading, err) && recall_reports(&reading, &recalled, err);
    if (ok && !recalled) {
        link.keeps_runs = reading.cache != NULL;
        recall_runs(&reading);
        ok = link_run(&link, err);
    }
    arena_free(arena);
    return ok;
}
