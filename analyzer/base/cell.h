/*
 * TableCell: a value of a table, as a database gives it and a format prints it.
 */
#ifndef MAPVET_BASE_CELL_H
#define MAPVET_BASE_CELL_H

#include "base/str.h"

typedef enum { CELL_NULL, CELL_INT, CELL_REAL, CELL_TEXT } CellKind;

typedef struct TableCell {
    CellKind kind;
    int64_t number; /* CELL_INT */
    double real;    /* CELL_REAL */
    Str text;       /* CELL_TEXT; may hold any bytes */
} TableCell;

#endif
