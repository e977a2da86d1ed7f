/*
 * Texts: what the analysis reads as a file: an open document, or else the disk.
 */
#ifndef MAPVET_DRIVE_TEXTS_H
#define MAPVET_DRIVE_TEXTS_H

#include "front/front.h"

typedef struct Texts {
    const char *root; /* relative paths are meant from here */
    const Unsaved *unsaved;
    unsigned count;
    Arena *arena; /* for what is read from the disk */
} Texts;

/* The text of a path; empty when it cannot be read. `ctx` is a Texts; the function is a
 * SourceText. */
Str texts_read(void *ctx, const char *path);

#endif
