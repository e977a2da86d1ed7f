/*
 * Reading findings back.
 */
#include "store/db.h"

/* A path and four numbers from `at` on. */
static Span column_span(sqlite3_stmt *row, int at, FindingList *out)
{
    return (Span){ finding_file(out, column_text(row, at, out->arena)),
                   column_u32(row, at + 1), column_u32(row, at + 2),
                   column_u32(row, at + 3), column_u32(row, at + 4) };
}

static bool load_steps(Store *store, int64_t id, Finding *finding, FindingList *out,
                       Err *err)
{
    sqlite3_stmt *row = db_statement(store, STMT_STEPS, err);
    if (!row)
        return false;
    bind_int(row, 1, id);
    while (db_row(store, row, err)) {
        FindingStep step = { column_span(row, 0, out), column_text(row, 5, out->arena),
                             column_u32(row, 6) };
        vec_push(out->arena, &finding->steps, step);
    }
    return err->code == ERR_NONE;
}

static bool load_edits(Store *store, int64_t id, int64_t ordinal, Fix *fix,
                       FindingList *out, Err *err)
{
    sqlite3_stmt *row = db_statement(store, STMT_EDITS, err);
    if (!row)
        return false;
    bind_int(row, 1, id);
    bind_int(row, 2, ordinal);
    while (db_row(store, row, err)) {
        FixEdit edit = { column_span(row, 0, out), column_text(row, 5, out->arena) };
        vec_push(out->arena, &fix->edits, edit);
    }
    return err->code == ERR_NONE;
}

static bool load_fixes(Store *store, int64_t id, Finding *finding, FindingList *out,
                       Err *err)
{
    sqlite3_stmt *row = db_statement(store, STMT_FIXES, err);
    if (!row)
        return false;
    bind_int(row, 1, id);
    while (db_row(store, row, err)) {
        Fix fix = { .title = column_text(row, 1, out->arena) };
        if (!load_edits(store, id, sqlite3_column_int64(row, 0), &fix, out, err))
            return false;
        vec_push(out->arena, &finding->fixes, fix);
    }
    return err->code == ERR_NONE;
}

static Finding column_finding(sqlite3_stmt *row, FindingList *out)
{
    Arena *arena = out->arena;
    Finding finding = {
        .fingerprint = column_text(row, 1, arena),
        .rule = column_text(row, 3, arena),
        .tier = strcmp(column_text(row, 5, arena), "proven") == 0 ? TIER_PROVEN
                                                                  : TIER_POSSIBLE,
        .span = { finding_file(out, column_text(row, 2, arena)), column_u32(row, 6),
                  column_u32(row, 7), column_u32(row, 8), column_u32(row, 9) },
        .message = column_text(row, 10, arena),
        .advice = column_text(row, 11, arena),
        .function = column_text(row, 12, arena),
        .place = column_text(row, 13, arena),
        .chain = column_text(row, 14, arena),
        .tokens = column_text(row, 15, arena),
    };
    /* The table's CHECK admits our three words only. */
    severity_find(str_of(column_text(row, 4, arena)), &finding.severity);
    return finding;
}

bool store_open_findings(Store *store, const char *path, FindingList *out, Err *err)
{
    sqlite3_stmt *row = db_statement(store, STMT_OPEN_FINDINGS, err);
    if (!row)
        return false;
    bind_text(row, 1, path);
    while (db_row(store, row, err)) {
        int64_t id = sqlite3_column_int64(row, 0);
        Finding finding = column_finding(row, out);
        if (!load_steps(store, id, &finding, out, err) ||
            !load_fixes(store, id, &finding, out, err))
            return false;
        vec_push(out->arena, &out->items, finding);
    }
    return err->code == ERR_NONE;
}
