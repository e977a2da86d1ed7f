/*
 * Questions of users: a view by its name, or one SELECT of their own.
 *
 * The SQL may be hostile. The connection is opened read-only; on top of that an
 * authorizer admits reading and functions only, so ATTACH and PRAGMA are refused before
 * they run, and one statement is all there may be.
 */
#include "store/db.h"

static int allow_reading(void *ctx, int action, const char *a, const char *b,
                         const char *database, const char *trigger)
{
    (void)ctx;
    (void)a;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return sqlite3_stricmp(b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

bool store_views(Store *store, Arena *arena, PathList *out, Err *err)
{
    sqlite3_stmt *row = db_statement(store, STMT_VIEWS, err);
    if (!row)
        return false;
    while (db_row(store, row, err))
        vec_push(arena, out, column_text(row, 0, arena));
    return err->code == ERR_NONE;
}

static bool is_name(const char *text)
{
    for (const char *c = text; *c; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_' ||
              (*c >= '0' && *c <= '9')))
            return false;
    return text[0] != '\0';
}

/* The SELECT behind a view's name, or an error with the nearest name. */
static const char *select_of_view(Store *store, Arena *arena, const char *name,
                                  Err *err)
{
    PathList views = { 0 };
    if (!store_views(store, arena, &views, err))
        return NULL;
    const char *best = NULL;
    unsigned distance = 0;
    for (uint32_t i = 0; i < views.len; i++) {
        if (strcmp(name, views.items[i]) == 0)
            return arena_printf(arena, "SELECT * FROM %s", name);
        if (str_nearer(str_of(name), str_of(views.items[i]), &distance))
            best = views.items[i];
    }
    if (best)
        err_set(err, ERR_USAGE, "no view '%.80s'; did you mean '%s'?", name, best);
    else
        err_set(err, ERR_USAGE, "no view '%.80s'; 'mapvet query' lists them", name);
    return NULL;
}

static sqlite3_stmt *prepare(Store *store, const char *sql, Err *err)
{
    sqlite3_stmt *statement = NULL;
    const char *rest = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &statement, &rest);
    if ((rc & 0xff) == SQLITE_AUTH || (statement && !sqlite3_stmt_readonly(statement)))
        err_set(err, ERR_USAGE,
                "only a SELECT is answered; the database stays as it is");
    else if ((rc & 0xff) == SQLITE_ERROR)
        err_set(err, ERR_USAGE, "%s", sqlite3_errmsg(store->db));
    else if (rc != SQLITE_OK)
        db_fail(store, rc, err);
    else if (!statement)
        err_set(err, ERR_USAGE, "the query is empty; 'mapvet query' lists the views");
    else if (str_trim(str_of(rest)).n)
        err_set(err, ERR_USAGE, "one statement at a time: '%.40s' is left over", rest);
    else
        return statement;
    sqlite3_finalize(statement);
    return NULL;
}

static Str hex_of(Arena *arena, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(arena, size * 2 + 1);
    for (size_t i = 0; i < size; i++) {
        hex[2 * i] = digits[bytes[i] >> 4];
        hex[2 * i + 1] = digits[bytes[i] & 15];
    }
    return (Str){ hex, size * 2 };
}

static TableCell column_cell(sqlite3_stmt *row, int at, Arena *arena)
{
    size_t n;
    switch (sqlite3_column_type(row, at)) {
    case SQLITE_INTEGER:
        return (TableCell){ .kind = CELL_INT, .number = sqlite3_column_int64(row, at) };
    case SQLITE_FLOAT:
        return (TableCell){ .kind = CELL_REAL, .real = sqlite3_column_double(row, at) };
    case SQLITE_TEXT:
        n = (size_t)sqlite3_column_bytes(row, at);
        return (TableCell){ .kind = CELL_TEXT,
                            .text = { (const char *)sqlite3_column_text(row, at), n } };
    case SQLITE_BLOB:
        n = (size_t)sqlite3_column_bytes(row, at);
        return (TableCell){ .kind = CELL_TEXT,
                            .text = hex_of(arena, sqlite3_column_blob(row, at), n) };
    default:
        return (TableCell){ .kind = CELL_NULL };
    }
}

static bool give_rows(Store *store, sqlite3_stmt *statement, Arena *arena,
                      StoreRow *give, void *ctx, Err *err)
{
    unsigned columns = (unsigned)sqlite3_column_count(statement);
    const char **names = ARENA_ARRAY(arena, const char *, columns + 1);
    TableCell *cells = ARENA_ARRAY(arena, TableCell, columns + 1);
    for (unsigned i = 0; i < columns; i++)
        names[i] = arena_strdup(arena, sqlite3_column_name(statement, (int)i));
    bool any = false;
    ArenaMark mark = arena_mark(arena);
    while (db_row(store, statement, err)) {
        any = true;
        for (unsigned i = 0; i < columns; i++)
            cells[i] = column_cell(statement, (int)i, arena);
        if (!give(ctx, columns, names, cells))
            break;
        arena_reset(arena, mark);
    }
    if (!any && err->code == ERR_NONE)
        give(ctx, columns, names, NULL);
    return err->code == ERR_NONE;
}

bool store_query(Store *store, const char *name_or_sql, StoreRow *row, void *ctx,
                 Err *err)
{
    Arena *arena = arena_new();
    const char *sql = is_name(name_or_sql)
                          ? select_of_view(store, arena, name_or_sql, err)
                          : name_or_sql;
    bool ok = false;
    if (sql) {
        sqlite3_set_authorizer(store->db, allow_reading, NULL);
        sqlite3_stmt *statement = prepare(store, sql, err);
        ok = statement && give_rows(store, statement, arena, row, ctx, err);
        sqlite3_finalize(statement);
        sqlite3_set_authorizer(store->db, NULL, NULL);
    }
    arena_free(arena);
    return ok;
}
