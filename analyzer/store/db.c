#include "store/db.h"

static const char *const statement_texts[STMT_COUNT] = {
#define STATEMENT(NAME, sql) [STMT_##NAME] = sql,
#include "store/statements.def"
#undef STATEMENT
};

bool db_fail(Store *store, int rc, Err *err)
{
    store->failure = rc;
    switch (rc & 0xff) {
    case SQLITE_NOTADB:
        return err_set(err, ERR_DATABASE,
                       "%s: not a database; choose another file with --db",
                       store->path);
    case SQLITE_CORRUPT:
        return err_set(err, ERR_DATABASE,
                       "%s: the database is damaged; move it away, and the next check "
                       "makes a new one",
                       store->path);
    case SQLITE_FULL:
        return err_set(err, ERR_DATABASE, "%s: no space is left on the disk",
                       store->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_DATABASE,
                       "%s: another process has held the database for too long; try "
                       "again",
                       store->path);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        if (store->reading)
            return err_set(err, ERR_DATABASE, "%s: cannot be opened for reading",
                           store->path);
        return err_set(
            err, ERR_DATABASE,
            "%s: cannot be opened for writing; choose another file with --db, "
            "or use --no-db",
            store->path);
    default:
        return err_set(err, ERR_DATABASE, "%s: %s", store->path,
                       store->db ? sqlite3_errmsg(store->db) : sqlite3_errstr(rc));
    }
}

sqlite3_stmt *db_statement(Store *store, StatementId id, Err *err)
{
    sqlite3_stmt **slot = &store->statements[id];
    if (!*slot) {
        int rc = sqlite3_prepare_v3(store->db, statement_texts[id], -1,
                                    SQLITE_PREPARE_PERSISTENT, slot, NULL);
        if (rc != SQLITE_OK) {
            db_fail(store, rc, err);
            return NULL;
        }
    }
    sqlite3_reset(*slot);
    sqlite3_clear_bindings(*slot);
    return *slot;
}

bool db_run(Store *store, sqlite3_stmt *statement, Err *err)
{
    int rc = sqlite3_step(statement);
    while (rc == SQLITE_ROW)
        rc = sqlite3_step(statement);
    /* The error's text is that of the last call, so it is taken before the reset. */
    bool ok = rc == SQLITE_DONE || db_fail(store, rc, err);
    sqlite3_reset(statement);
    return ok;
}

bool db_row(Store *store, sqlite3_stmt *statement, Err *err)
{
    int rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW)
        return true;
    if (rc != SQLITE_DONE)
        db_fail(store, rc, err);
    sqlite3_reset(statement);
    return false;
}

static bool run_plain(Store *store, StatementId id, Err *err)
{
    sqlite3_stmt *statement = db_statement(store, id, err);
    return statement && db_run(store, statement, err);
}

bool db_begin(Store *store, Err *err)
{
    return run_plain(store, STMT_BEGIN, err);
}

bool db_commit(Store *store, Err *err)
{
    return run_plain(store, STMT_COMMIT, err) || db_rollback(store);
}

bool db_rollback(Store *store)
{
    Err ignored = { 0 }; /* the error that led here is the one to tell */
    if (!sqlite3_get_autocommit(store->db))
        run_plain(store, STMT_ROLLBACK, &ignored);
    return false;
}

void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
}

void bind_int(sqlite3_stmt *statement, int at, int64_t number)
{
    sqlite3_bind_int64(statement, at, number);
}

const char *column_text(sqlite3_stmt *statement, int column, Arena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    size_t n = (size_t)sqlite3_column_bytes(statement, column);
    return text ? arena_strndup(arena, (const char *)text, n) : "";
}

uint32_t column_u32(sqlite3_stmt *statement, int column)
{
    int64_t number = sqlite3_column_int64(statement, column);
    return number < 0 ? 0 : number > UINT32_MAX ? UINT32_MAX : (uint32_t)number;
}
