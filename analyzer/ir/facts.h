/*
 * Facts: what each unit says for the whole program to know.
 *
 * They are read off the IR without running it, by the process that lowered the unit,
 * and travel with it (blob.h). A program joins those of all its units.
 */
#ifndef MAPVET_IR_FACTS_H
#define MAPVET_IR_FACTS_H

#include "ir/ir.h"

typedef enum {
#define FACT(NAME, word, meaning) FACT_##NAME,
#include "ir/facts.def"
#undef FACT
    FACT_COUNT
} FactKind;

/* Of a FACT_KEYED: the field's content, its address, or a copy of the content. */
typedef enum { KEYED_BY_CONTENT, KEYED_BY_ADDRESS, KEYED_BY_COPY } KeyedBy;

typedef struct ProgramFact {
    uint8_t kind; /* FactKind */
    Sym key;
    Sym value;
    int64_t number;
    Span span;
} ProgramFact;

typedef VEC(ProgramFact) FactList;

/* Some of them, borrowed. */
typedef struct Facts {
    const ProgramFact *items;
    uint32_t count;
} Facts;

/* Appends the facts of a unit in the order of its functions, each kind once for a key
 * and value. */
void facts_find(Arena *arena, const Unit *unit, FactList *out);

#endif
