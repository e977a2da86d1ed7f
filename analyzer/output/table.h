/*
 * Table: the answer to a query, for people, for programs and for spreadsheets.
 */
#ifndef MAPVET_OUTPUT_TABLE_H
#define MAPVET_OUTPUT_TABLE_H

#include "base/cell.h"
#include "base/vec.h"

typedef struct Table {
    unsigned columns;
    const char *const *names;
    VEC(const TableCell *) rows; /* each of `columns` cells */
} Table;

/* "table": aligned columns; "json": an object a line; "csv": RFC 4180. */
typedef enum { TABLE_PLAIN, TABLE_JSON, TABLE_CSV } TableForm;

bool table_form_find(Str word, TableForm *form);
void table_print(StrBuf *out, TableForm form, const Table *table);

#endif
