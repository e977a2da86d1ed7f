/*
 * The schema: the text of schema.sql, and the one way to bring a database up to it.
 */
#ifndef MAPVET_STORE_SCHEMA_H
#define MAPVET_STORE_SCHEMA_H

#include "base/err.h"

#include <sqlite3.h>

/* Made by tools/embed.c. */
extern const char schema_sql[];

/* "MPVT", in the header of every database of ours. */
enum { SCHEMA_APPLICATION = 0x4d505654 };

/* The newest version that the text knows. */
int schema_version(const char *text);

/* Runs the steps of `text` that lie above the version `from`, then its views, and
 * writes the new version. The caller holds the transaction. Gives an SQLite result
 * code. */
int schema_upgrade(sqlite3 *db, const char *text, int from);

#endif
