/*
 * Blob: a unit as bytes, and a unit whose functions are still bytes.
 *
 * What a link needs of every function stands in an index: its head, a hash of its
 * body, the functions it names. A body is read when the function is run, and forgotten
 * after. Bytes from a file are as hostile as a source: what is no blob is an error.
 *
 * A blob says with BLOB_VERSION how it was written, and is not read by another one;
 * whoever stores blobs writes them anew then.
 */
#ifndef MAPVET_IR_BLOB_H
#define MAPVET_IR_BLOB_H

#include "base/err.h"
#include "base/hash.h"
#include "ir/body.h"
#include "ir/facts.h"

enum { BLOB_VERSION = 2 };

typedef struct BlobFunc {
    Str body;
    Hash hash; /* of the body */
    uint32_t callee_count;
    Sym *callees; /* called by name, or whose address is taken; each once */
} BlobFunc;

typedef struct Blob {
    Unit *unit;      /* its functions have heads only: no variables, places, blocks */
    BlobFunc *funcs; /* as unit->funcs */
    FileTable *files;
    GlobalTable *globals;
    FactList facts;
} Blob;

void blob_write(StrBuf *out, const Unit *unit);
/* Opens a blob; everything lives in the arena, the bytes are borrowed for as long. The
 * unit's files are those of `files`, to which its own are added; as other units add
 * theirs, unit->files is stale: blob_refresh(). NULL with the error set when the bytes
 * are no blob of this version. */
Blob *blob_open(Arena *arena, Intern *intern, FileTable *files, Str bytes, Err *err);
void blob_refresh(Blob *blob);
/* Reads a body; it lives in the arena. False when it is none. */
bool blob_body(const Blob *blob, Arena *arena, uint32_t func, Func *out);

/* Facts stand in what is stored of runs as well. */
void pack_fact(PackOut *out, const ProgramFact *fact);
ProgramFact unpack_fact(PackIn *in);

#endif
