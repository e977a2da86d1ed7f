/*
 * What the files of store/ share: the connection, its statements, and how SQLite's
 * results become one line for the user.
 */
#ifndef MAPVET_STORE_DB_H
#define MAPVET_STORE_DB_H

#include "store/store.h"

#include <sqlite3.h>

typedef enum {
#define STATEMENT(NAME, sql) STMT_##NAME,
#include "store/statements.def"
#undef STATEMENT
    STMT_COUNT
} StatementId;

struct Store {
    Arena *arena;
    sqlite3 *db;
    const char *path;
    bool reading;                         /* opened read-only */
    int failure;                          /* result code of the last db_fail() */
    sqlite3_stmt *statements[STMT_COUNT]; /* NULL until first used */
};

/* Sets the error that fits the result code; always false. */
bool db_fail(Store *store, int rc, Err *err);

/* The statement, ready to be bound: reset, without values. NULL with the error set. */
sqlite3_stmt *db_statement(Store *store, StatementId id, Err *err);
/* Runs a bound statement to its end and resets it. */
bool db_run(Store *store, sqlite3_stmt *statement, Err *err);
/* The next row of a bound statement. False at the end and on errors: see err->code. */
bool db_row(Store *store, sqlite3_stmt *statement, Err *err);

/* The number of a file, made when it is new. (save.c) */
bool db_file_id(Store *store, const char *path, int64_t *id, Err *err);

/* Replaces the summaries of a unit's functions. (ir.c) */
bool db_save_summaries(Store *store, int64_t file, const SummaryList *summaries,
                       Err *err);

/* A transaction for writing. A function that fails inside one calls db_rollback. */
bool db_begin(Store *store, Err *err);
bool db_commit(Store *store, Err *err);
bool db_rollback(Store *store); /* always false */

/* Binds; texts must live until the statement has run. NULL binds NULL. A failure (out
 * of memory) shows when the statement runs: NOT NULL refuses what is missing. */
void bind_text(sqlite3_stmt *statement, int at, const char *text);
void bind_int(sqlite3_stmt *statement, int at, int64_t number);

/* A copy of the column's text; "" for NULL. */
const char *column_text(sqlite3_stmt *statement, int column, Arena *arena);
uint32_t column_u32(sqlite3_stmt *statement, int column);

#endif
