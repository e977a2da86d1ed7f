/*
 * Set: the inside of a ModelSet, for the two files that fill it.
 *
 * A set may stand on a base; rows are numbered through both, the base's first, so that
 * FnModel.next means the same in either. Rows and laws never move once they are added.
 */
#ifndef MAPVET_MODEL_SET_H
#define MAPVET_MODEL_SET_H

#include "model/model.h"

/* A name that rows of one text use for a number. */
typedef struct Constant {
    Sym name;
    int64_t number;
} Constant;

struct ModelSet {
    const ModelSet *base; /* or NULL */
    Arena *arena;
    Intern *intern;
    VEC(FnModel *) rows;
    VEC(FnModel *) generated; /* those of the rows whose name is a pattern */
    VEC(MapLaw *) laws;
    VEC(Sym) inner; /* fields of libraries' own records that hold maps */
    VEC(Sym) libraries;
    VEC(Constant) constants;  /* of the text being read */
    struct rownames *first;   /* name to the number of the function's first row */
    const Unit *unit;         /* whose annotations these are, or NULL */
    bool annotated;           /* the rows are annotations of the program */
    struct rownames *records; /* that the unit knows; the number is of no use */
};

/* The row stays in the caller's hands until set_add_row, which gives it its number. */
void set_add_row(ModelSet *set, FnModel *row);

/* Why the row may not be added, as part of a sentence, or NULL when it may. */
const char *set_row_clash(const ModelSet *set, const FnModel *row);

/* ---- parse.c ---- */

/* Where a text stands, for messages; `line` counts from 1. */
typedef struct ModelWhere {
    const char *name;
    unsigned line;
} ModelWhere;

/* Reads a whole .model text into `set`; on error some rows may have been added. */
bool parse_model(ModelSet *set, const char *where, Str text, Err *err);

/* Reads "NAME; nil ...; iterator ..." into `law`, whose type is set. */
bool parse_law(ModelSet *set, ModelWhere where, Str text, MapLaw *law, Err *err);

/* ---- row.c ---- */

/* Reads what follows the name of a `fn` row; `row->name` and `row->law` are set, the
 * rest is zero. */
bool parse_row(ModelSet *set, ModelWhere where, Str text, FnModel *row, Err *err);

/* ---- words.c ---- */

/* A word that is known, and what it stands for. */
typedef struct Word {
    const char *word;
    size_t value;
} Word;

/* The row of `words` (ended by a NULL word) that is `text`, or NULL with the error set:
 * "unknown WHAT 'text', did you mean '...'?". */
const Word *word_find(const Word *words, Str text, ModelWhere where, const char *what,
                      Err *err);
/* The verbs that models may use. */
bool word_verb(Str text, ModelWhere where, Verb *verb, Err *err);
/* "write:new:existing" to the verb and its entries, all of them when none is named. */
bool word_verb_entries(Str text, ModelWhere where, Verb *verb, uint8_t *entries,
                       Err *err);
/* Sets "NAME:LINE: ..."; false. */
bool words_fail(Err *err, ModelWhere where, const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
