/*
 * What a next run need not do again: a row a unit, of bytes that only drive/ reads.
 */
#include "store/db.h"

static Str column_bytes(sqlite3_stmt *statement, int column, Arena *arena)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    int size = sqlite3_column_bytes(statement, column);
    if (!bytes || size <= 0)
        return (Str){ "", 0 };
    return (Str){ arena_copy(arena, bytes, (size_t)size), (size_t)size };
}

/* More than SQLite takes is not stored, which loses time and nothing else. */
static bool bind_bytes(sqlite3_stmt *statement, int at, Str bytes)
{
    return bytes.n <= INT32_MAX &&
           sqlite3_bind_blob(statement, at, bytes.n ? bytes.p : NULL, (int)bytes.n,
                             SQLITE_STATIC) == SQLITE_OK;
}

bool store_save_ir(Store *store, const char *path, const char *key, Str unit, Err *err)
{
    int64_t file = 0;
    if (!db_file_id(store, path, &file, err))
        return false;
    sqlite3_stmt *save = db_statement(store, STMT_SAVE_IR, err);
    if (!save)
        return false;
    bind_int(save, 1, file);
    bind_text(save, 2, key);
    return !bind_bytes(save, 3, unit) || db_run(store, save, err);
}

bool store_find_ir(Store *store, const char *path, const char *key, Arena *arena,
                   Str *unit, Err *err)
{
    sqlite3_stmt *find = db_statement(store, STMT_FIND_IR, err);
    *unit = (Str){ "", 0 };
    if (!find)
        return false;
    bind_text(find, 1, path);
    bind_text(find, 2, key);
    if (db_row(store, find, err))
        *unit = column_bytes(find, 0, arena);
    sqlite3_reset(find);
    return err->code == ERR_NONE;
}

bool store_save_report(Store *store, const char *path, const char *link, Str report,
                       Err *err)
{
    sqlite3_stmt *save = db_statement(store, STMT_SAVE_REPORT, err);
    if (!save)
        return false;
    bind_text(save, 1, path);
    bind_text(save, 2, link);
    return !bind_bytes(save, 3, report) || db_run(store, save, err);
}

bool store_find_report(Store *store, const char *path, Arena *arena, const char **link,
                       Str *report, Err *err)
{
    sqlite3_stmt *find = db_statement(store, STMT_FIND_REPORT, err);
    *link = "";
    *report = (Str){ "", 0 };
    if (!find)
        return false;
    bind_text(find, 1, path);
    if (db_row(store, find, err)) {
        *link = column_text(find, 0, arena);
        *report = column_bytes(find, 1, arena);
    }
    sqlite3_reset(find);
    return err->code == ERR_NONE;
}

bool store_save_memo(Store *store, const char *path, Str memo, Err *err)
{
    sqlite3_stmt *save = db_statement(store, STMT_SAVE_MEMO, err);
    if (!save)
        return false;
    bind_text(save, 1, path);
    return !bind_bytes(save, 2, memo) || db_run(store, save, err);
}

bool store_find_memo(Store *store, const char *path, Arena *arena, Str *memo, Err *err)
{
    sqlite3_stmt *find = db_statement(store, STMT_FIND_MEMO, err);
    *memo = (Str){ "", 0 };
    if (!find)
        return false;
    bind_text(find, 1, path);
    if (db_row(store, find, err))
        *memo = column_bytes(find, 0, arena);
    sqlite3_reset(find);
    return err->code == ERR_NONE;
}

bool store_count_known(Store *store, int64_t run, uint32_t count, Err *err)
{
    sqlite3_stmt *note = db_statement(store, STMT_COUNT_KNOWN, err);
    if (!note)
        return false;
    bind_int(note, 1, run);
    bind_int(note, 2, count);
    return db_run(store, note, err);
}

bool db_save_summaries(Store *store, int64_t file, const SummaryList *summaries,
                       Err *err)
{
    sqlite3_stmt *drop = db_statement(store, STMT_DROP_SUMMARIES, err);
    if (!drop)
        return false;
    bind_int(drop, 1, file);
    bool ok = db_run(store, drop, err);
    for (uint32_t i = 0; ok && summaries && i < summaries->len; i++) {
        sqlite3_stmt *add = db_statement(store, STMT_ADD_SUMMARY, err);
        if (!add)
            return false;
        bind_text(add, 1, summaries->items[i].name);
        bind_int(add, 2, file);
        ok = !bind_bytes(add, 3, summaries->items[i].bytes) || db_run(store, add, err);
    }
    return ok;
}

bool store_find_summaries(Store *store, const char *name, Arena *arena,
                          StoredSummaries *out, Err *err)
{
    sqlite3_stmt *find = db_statement(store, STMT_FIND_SUMMARIES, err);
    if (!find)
        return false;
    bind_text(find, 1, name);
    while (db_row(store, find, err)) {
        StoredSummary found = { .path = column_text(find, 0, arena) };
        found.bytes = column_bytes(find, 1, arena);
        vec_push(arena, out, found);
    }
    return err->code == ERR_NONE;
}
