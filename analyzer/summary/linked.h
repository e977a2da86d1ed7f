/*
 * Linked: the inside of a Program, for the files that make it: program.c (units and
 * what is asked of them), names.c (what a name means), callgraph.c (the order),
 * rounds.c (running), lore.c (facts).
 */
#ifndef MAPVET_SUMMARY_LINKED_H
#define MAPVET_SUMMARY_LINKED_H

#include "summary/program.h"

/* A question of a run, and which answer it got. */
typedef struct Ask {
    Sym name;
    FuncId target;    /* or NO_ID */
    uint32_t version; /* of the target's summary */
} Ask;

typedef struct FactAsk {
    Sym key;
    uint8_t kind;
    uint32_t version; /* of the round's facts */
} FactAsk;

/* A question about function pointers or maps at a node. */
typedef struct BindAsk {
    uint8_t question; /* BindQuestion */
    BindTerm node;
} BindAsk;

typedef struct LinkedFunc {
    uint32_t unit, index; /* which function of which unit */
    FuncId same;          /* the copy that stands for all of them; mostly itself */
    FuncId next;          /* the next other function of this name */
    bool listed;          /* worth running */
    uint32_t group;       /* of functions that call each other, by number */
    uint32_t version;     /* 0: not run yet; else it grows when the summary changes */
    Str summary;
    Hash hash; /* of the summary */
    uint32_t ask_count, fact_ask_count, fact_count;
    Ask *asks;
    const FactAsk *fact_asks;
    const ProgramFact *facts;     /* that its last run contributed */
    const struct KnownRun *known; /* runs of earlier links (memo.c) */
    uint32_t pointer_count;
    const BindTerm *pointers; /* through which it calls */
} LinkedFunc;

typedef struct LinkedUnit {
    Blob *blob;
    const char *path;
    const ModelSet *models; /* the rows that hold in it */
    uint32_t tag;
    Hash hash; /* of the blob */
    FuncId first;
    Str memo;      /* what is known of the runs of an earlier link */
    VEC(Str) runs; /* those of this one, as they stand in a memo */
} LinkedUnit;

/* What belongs to the run of one function. */
typedef struct FuncRun {
    FuncId func; /* NO_ID: none is being run */
    Arena *arena;
    struct askedmap *asked; /* name to the answer that was given */
    VEC(Ask) asks;
    VEC(FactAsk) fact_asks;
    VEC(BindAsk) bind_asks;
    VEC(ProgramFact) facts;
} FuncRun;

struct Program {
    Arena *arena;
    Intern *intern;
    const ModelSet *base;
    const ModelSet *models; /* `base` and the annotations */
    const Outside *outside;
    bool whole;
    bool keeps_runs; /* for a memo */
    Hash notes;      /* of annotations and `whole`: they matter to every run */
    FileTable *files;
    VEC(LinkedUnit) units;
    VEC(LinkedFunc) funcs;
    struct namemap *by_name; /* to the first function of a name */
    struct ownmap *own;      /* unit and name to the function */
    struct samemap *same;    /* hash of a body to the first such function */
    Bind *bind;              /* what function pointers may be */
    FuncId *order;           /* what to run, callees first */
    uint32_t order_count;
    const uint32_t *group_end; /* per group of functions that call each other: where it
                                  ends in `order` */
    uint32_t group_count;
    struct Lore *lore;
    FuncRun run;
};

static inline const Func *linked_head(const Program *program, FuncId func)
{
    const LinkedFunc *linked = &program->funcs.items[func];
    return &program->units.items[linked->unit].blob->unit->funcs.items[linked->index];
}

/* ---- names.c ---- */
void names_bind(Program *program);

/* ---- pointers.c ---- */
/* Reads every body once, for what it stores and calls through pointers. */
void pointers_bind(Program *program);

/* ---- callgraph.c ---- */
/* Sets `order` and which functions are listed. */
void callgraph_order(Program *program);

/* ---- lore.c ---- */
/* Joins the facts of the units, and what runs have contributed. */
void lore_join(Program *program);
/* Has what this ask was told changed since? */
bool lore_changed(const Program *program, const FactAsk *ask);
/* Of what this ask would be told now. */
Hash lore_hash(const Program *program, const FactAsk *ask);

#endif
