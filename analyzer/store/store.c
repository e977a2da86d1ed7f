/*
 * Opening: whose file it is, which version, and how it is locked.
 *
 * Whose a file is, is looked at before anything is written to it, and again inside the
 * transaction that makes the tables, for sixteen processes may open a new file at once.
 */
#include "store/db.h"
#include "store/schema.h"

enum {
    BUSY_MILLISECONDS = 60000, /* a queue of writers, each with one short transaction */
    WAL_TRIES = 600,
    WAL_PAUSE = 50, /* milliseconds; SQLite does not wait by itself for this lock */
};

/* A pragma's number, or that of any one-cell SELECT of ours. */
static int read_number(Store *store, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (rc != SQLITE_OK)
        return rc;
    rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW)
        *number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return rc == SQLITE_ROW ? SQLITE_OK : rc;
}

/* What tells whose file it is. */
typedef struct Mark {
    int64_t application, version, tables;
} Mark;

/* All of it from one moment: another process may be making the tables right now. */
static int read_mark(Store *store, Mark *mark)
{
    bool alone = sqlite3_get_autocommit(store->db);
    int rc = alone ? sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL) : SQLITE_OK;
    if (rc == SQLITE_OK)
        rc = read_number(store, "SELECT count(*) FROM sqlite_schema", &mark->tables);
    if (rc == SQLITE_OK)
        rc = read_number(store, "PRAGMA application_id", &mark->application);
    if (rc == SQLITE_OK)
        rc = read_number(store, "PRAGMA user_version", &mark->version);
    if (alone && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

/* Gives the version of a database of ours, 0 for an empty file. */
static bool read_version(Store *store, int *version, Err *err)
{
    Mark mark = { 0 };
    int rc = read_mark(store, &mark);
    if (rc != SQLITE_OK)
        return db_fail(store, rc, err);
    int newest = schema_version(schema_sql);
    bool empty = mark.application == 0 && mark.version == 0 && mark.tables == 0;
    if (!empty && mark.application != SCHEMA_APPLICATION)
        return err_set(
            err, ERR_DATABASE,
            "%s: a database, but not one of mapvet; choose another file with "
            "--db",
            store->path);
    if (mark.version > newest)
        return err_set(err, ERR_DATABASE,
                       "%s: made by a newer mapvet (schema %lld, this one knows %d); "
                       "update mapvet, or choose another file with --db",
                       store->path, (long long)mark.version, newest);
    *version = (int)mark.version;
    return true;
}

static bool upgrade(Store *store, Err *err)
{
    int version = 0;
    if (!db_begin(store, err))
        return false;
    if (!read_version(store, &version, err))
        return db_rollback(store);
    if (version < schema_version(schema_sql)) {
        int rc = schema_upgrade(store->db, schema_sql, version);
        if (rc != SQLITE_OK) {
            db_fail(store, rc, err);
            return db_rollback(store);
        }
    }
    return db_commit(store, err);
}

static bool is_wal(Store *store)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(store->db, "PRAGMA journal_mode", -1, &statement, NULL) !=
        SQLITE_OK)
        return false;
    bool wal =
        sqlite3_step(statement) == SQLITE_ROW &&
        sqlite3_stricmp((const char *)sqlite3_column_text(statement, 0), "wal") == 0;
    sqlite3_finalize(statement);
    return wal;
}

/* The switch needs the file for itself for a moment. */
static bool switch_to_wal(Store *store, Err *err)
{
    int rc = SQLITE_OK;
    for (unsigned i = 0; i < WAL_TRIES && !is_wal(store); i++) {
        rc = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY)
            return db_fail(store, rc, err);
        if (rc != SQLITE_OK)
            sqlite3_sleep(WAL_PAUSE);
    }
    return is_wal(store) || db_fail(store, rc ? rc : SQLITE_CANTOPEN, err);
}

static bool settle(Store *store, Err *err)
{
    int rc =
        sqlite3_exec(store->db, "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL",
                     NULL, NULL, NULL);
    return rc == SQLITE_OK || db_fail(store, rc, err);
}

static bool prepare_for_writing(Store *store, Err *err)
{
    int version = 0;
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return db_fail(store, SQLITE_READONLY, err);
    return read_version(store, &version, err) && switch_to_wal(store, err) &&
           settle(store, err) &&
           (version == schema_version(schema_sql) || upgrade(store, err));
}

static bool prepare_for_reading(Store *store, Err *err)
{
    int version = 0;
    if (!read_version(store, &version, err))
        return false;
    if (version == schema_version(schema_sql))
        return true;
    return err_set(err, ERR_DATABASE,
                   "%s: made by an older mapvet; 'mapvet check' brings it up to date",
                   store->path);
}

static Store *open_with(const char *path, int flags, Err *err)
{
    Arena *arena = arena_new();
    Store *store = ARENA_NEW(arena, Store);
    store->arena = arena;
    store->path = arena_strdup(arena, path);
    store->reading = flags & SQLITE_OPEN_READONLY;
    int rc = sqlite3_open_v2(path, &store->db,
                             flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
        return store;
    }
    db_fail(store, rc, err);
    store_close(store);
    return NULL;
}

/* The folder .mapvet is ours to make; any other folder must be there. */
static bool make_folder(const char *path, Err *err)
{
    Arena *arena = arena_new();
    const char *folder = path_parent(arena, path);
    bool ok = true;
    if (!folder_exists(folder) && strcmp(path_name(folder), ".mapvet") == 0) {
        Err inner = { 0 };
        ok = folder_make(folder, &inner) &&
             file_write(path_join(arena, folder, ".gitignore"), str_of("*\n"), &inner);
        if (!ok)
            err_set(err, ERR_DATABASE,
                    "%s; choose a database with --db, or use --no-db", inner.text);
    } else if (!folder_exists(folder)) {
        ok = err_set(err, ERR_DATABASE, "%s: there is no folder %s", path, folder);
    }
    arena_free(arena);
    return ok;
}

Store *store_open(const char *path, Err *err)
{
    if (!make_folder(path, err))
        return NULL;
    Store *store = open_with(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
    if (store && !prepare_for_writing(store, err)) {
        store_close(store);
        return NULL;
    }
    return store;
}

/* The path as a URI that says that nobody writes the file. */
static const char *immutable_uri(Arena *arena, const char *path)
{
    StrBuf uri = strbuf_in(arena);
    strbuf_add(&uri, "file:");
    for (const char *c = path; *c; c++) {
        if (*c == '%' || *c == '?' || *c == '#')
            strbuf_printf(&uri, "%%%02x", (unsigned)*c);
        else
            strbuf_add_char(&uri, *c);
    }
    strbuf_add(&uri, "?immutable=1");
    return strbuf_cstr(&uri);
}

/* In a folder that may not be written, SQLite cannot make the file that readers share.
 * When no writer has left a log beside the database, it does not need one. */
static Store *open_in_locked_folder(const char *path, Err *err)
{
    Arena *arena = arena_new();
    Store *store = NULL;
    if (!file_exists(arena_printf(arena, "%s-wal", path)))
        store = open_with(immutable_uri(arena, path),
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, err);
    if (store)
        store->path = arena_strdup(store->arena, path);
    arena_free(arena);
    return store;
}

Store *store_open_read(const char *path, Err *err)
{
    if (!file_exists(path)) {
        err_set(err, ERR_DATABASE, "%s: no database; 'mapvet check' makes one", path);
        return NULL;
    }
    Store *store = open_with(path, SQLITE_OPEN_READONLY, err);
    if (!store || prepare_for_reading(store, err))
        return store;
    int why = store->failure & 0xff;
    bool no_log = why == SQLITE_CANTOPEN || why == SQLITE_READONLY;
    store_close(store);
    Err again = { 0 };
    store = no_log ? open_in_locked_folder(path, &again) : NULL;
    if (!store || !prepare_for_reading(store, &again)) {
        store_close(store);
        return NULL;
    }
    *err = again;
    return store;
}

void store_close(Store *store)
{
    if (!store)
        return;
    for (unsigned i = 0; i < STMT_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    arena_free(store->arena);
}
