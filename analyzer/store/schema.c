#include "store/schema.h"

#include "base/str.h"

static const char *const step_mark = "-- version ";
static const char *const views_mark = "-- views";

/* The number on a line "-- version N", or 0. */
static int step_of(Str line)
{
    int64_t number;
    if (!str_starts(line, step_mark))
        return 0;
    size_t n = strlen(step_mark);
    return str_int((Str){ line.p + n, line.n - n }, &number) ? (int)number : 0;
}

int schema_version(const char *text)
{
    Str rest = str_of(text), line;
    int newest = 0;
    while (str_split(&rest, '\n', &line))
        if (step_of(line) > newest)
            newest = step_of(line);
    return newest;
}

/* Runs all statements of a piece of the text; none of them has values from outside. */
static int run_piece(sqlite3 *db, Str piece)
{
    const char *at = piece.p, *end = piece.p + piece.n;
    while (at < end) {
        sqlite3_stmt *statement;
        int rc = sqlite3_prepare_v2(db, at, (int)(end - at), &statement, &at);
        if (rc != SQLITE_OK)
            return rc;
        if (!statement)
            break; /* only a comment was left */
        sqlite3_step(statement);
        rc = sqlite3_finalize(statement);
        if (rc != SQLITE_OK)
            return rc;
    }
    return SQLITE_OK;
}

static int write_version(sqlite3 *db, int version)
{
    char *sql = sqlite3_mprintf("PRAGMA application_id = %d; PRAGMA user_version = %d",
                                SCHEMA_APPLICATION, version);
    int rc = sql ? sqlite3_exec(db, sql, NULL, NULL, NULL) : SQLITE_NOMEM;
    sqlite3_free(sql);
    return rc;
}

int schema_upgrade(sqlite3 *db, const char *text, int from)
{
    Str rest = str_of(text), line;
    const char *piece = NULL; /* where the statements to run begin */
    int rc = SQLITE_OK;
    while (rc == SQLITE_OK && str_split(&rest, '\n', &line)) {
        int step = step_of(line);
        bool views = str_is(line, views_mark);
        if (step == 0 && !views)
            continue;
        if (piece)
            rc = run_piece(db, (Str){ piece, (size_t)(line.p - piece) });
        piece = views || step > from ? line.p : NULL;
    }
    if (rc == SQLITE_OK && piece)
        rc = run_piece(db, str_of(piece));
    return rc == SQLITE_OK ? write_version(db, schema_version(text)) : rc;
}
