/*
 * The functions of GHashTable, each as a thing to try: what it does to a table that is
 * being iterated, or to none.
 */
#ifndef MAPVET_TEST_GLIB_TRIALS_H
#define MAPVET_TEST_GLIB_TRIALS_H

#include "model/model.h"

#include <glib.h>

/* What all trials share. */
typedef struct World {
    Arena *arena;
    Intern *intern;
    ModelSet *models;
    const MapLaw *law;
    int complaints; /* critical messages of GLib */
    int destroyed;  /* calls of the destroy function of values */
} World;

/* One call about to be made. */
typedef struct Trial {
    World *world;
    GHashTable *table;   /* NULL when nil is tried */
    GHashTableIter iter; /* over the table, one step done */
    gpointer current, other;
} Trial;

typedef struct TrialKind {
    const char *function;
    uint8_t
        entry; /* which entry it touches, one EntrySet bit; 0: that has no meaning */
    void (*run)(Trial *trial);
} TrialKind;

/* Ends with a function that is NULL. */
extern const TrialKind trials[];

/* Keys are small numbers, never NULL. */
gpointer key_of(int number);

#endif
