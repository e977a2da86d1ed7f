/*
 * Store: the database of findings, one SQLite file.
 *
 * Many processes may write at once: every change is one short transaction, and a writer
 * waits for its turn. What is committed survives a killed process. A failure is one
 * line (ERR_DATABASE) that names the file and what to do; it never takes back what was
 * committed. Everything about SQL stays in this floor.
 */
#ifndef MAPVET_STORE_STORE_H
#define MAPVET_STORE_STORE_H

#include "base/cell.h"
#include "base/err.h"
#include "base/file.h"
#include "check/finding.h"
#include "check/run.h"

typedef struct Store Store;

/* Opens the database for writing, made when it is missing. A missing folder .mapvet is
 * made too, with a .gitignore of its own. */
Store *store_open(const char *path, Err *err);
/* Opens an existing database; nothing that is done through it can write. */
Store *store_open_read(const char *path, Err *err);
void store_close(Store *store); /* NULL is fine */

/* ---- runs and units ---- */

typedef struct RunStart {
    const char *command; /* "check", "cc", "lsp" */
    const char *version; /* of mapvet */
    const char *root;    /* project root, absolute */
    int64_t now;         /* seconds since 1970 */
} RunStart;

bool store_begin_run(Store *store, const RunStart *start, int64_t *run, Err *err);
bool store_finish_run(Store *store, int64_t run, int64_t now, Err *err);

/* What one run says of one unit. */
typedef struct StoreUnit {
    const char *path;    /* main file, relative to the root where below it */
    const char *failure; /* NULL, or why it could not be analysed: what is stored of it
                            then stays, marked as failed */
    const char *input_hash; /* of UnitResult; ignored on failure */
    const FindingList *findings;
    const SummaryList *summaries; /* of its functions; NULL: none */
    CheckStats stats;
    /* Whether this run would have seen such a finding. Only those it would have seen
     * are fixed when they are missing. NULL: all. */
    bool (*ran)(const void *ctx, Str rule, Tier tier);
    const void *ctx;
} StoreUnit;

/* Replaces what is stored of the unit, in one transaction. A finding that no unit shows
 * any more is kept as fixed. */
bool store_save_unit(Store *store, int64_t run, const StoreUnit *unit, Err *err);

/* Paths of all units, sorted. */
bool store_units(Store *store, Arena *arena, PathList *out, Err *err);
/* The unit's file is gone: its findings are fixed. One with the same fingerprint that
 * this run was the first to see in another file has moved, and keeps its age. */
bool store_forget_unit(Store *store, int64_t run, const char *path, Err *err);

/* Units of which a run found what was stored already. */
bool store_count_known(Store *store, int64_t run, uint32_t count, Err *err);

/* ---- what a next run need not do again ---- */
/* `key` and `link` are hashes; the bytes are the caller's own. A unit has one of each:
 * what is saved replaces what was. Found bytes live in the arena; without any, they are
 * empty, and `link` is "". */

bool store_save_ir(Store *store, const char *path, const char *key, Str unit, Err *err);
bool store_find_ir(Store *store, const char *path, const char *key, Arena *arena,
                   Str *unit, Err *err);
/* Empty bytes leave those that are stored. store_save_unit() makes a link void. */
bool store_save_report(Store *store, const char *path, const char *link, Str report,
                       Err *err);
bool store_find_report(Store *store, const char *path, Arena *arena, const char **link,
                       Str *report, Err *err);

bool store_save_memo(Store *store, const char *path, Str memo, Err *err);
bool store_find_memo(Store *store, const char *path, Arena *arena, Str *memo, Err *err);

/* A summary of a function of that name, and the unit that it is of. */
typedef struct StoredSummary {
    const char *path;
    Str bytes;
} StoredSummary;
typedef VEC(StoredSummary) StoredSummaries;

/* All functions of that name, by path. They live in the arena. */
bool store_find_summaries(Store *store, const char *name, Arena *arena,
                          StoredSummaries *out, Err *err);

/* ---- findings ---- */

/* Open findings, with steps and fixes, in their order: those of one file, or of all
 * when `path` is NULL. `out->arena` is set by the caller and owns all texts. */
bool store_open_findings(Store *store, const char *path, FindingList *out, Err *err);

/* ---- questions ---- */

/* Rows as they come; texts live until the next call; a blob is text of hexadecimal
 * digits. False stops. */
typedef bool StoreRow(void *ctx, unsigned columns, const char *const *names,
                      const TableCell *cells);

/* Answers the name of a view, or one SELECT. Other statements, other databases and
 * settings are refused, whoever wrote them. An empty answer calls `row` once with
 * `cells` NULL, so that the names are known. */
bool store_query(Store *store, const char *name_or_sql, StoreRow *row, void *ctx,
                 Err *err);
/* The names of the views, sorted. */
bool store_views(Store *store, Arena *arena, PathList *out, Err *err);

#endif
