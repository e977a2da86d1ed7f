/*
 * Docs: the documents that the editor has open, as the editor has them.
 *
 * From didOpen to didClose the editor's text is the truth, not the file's. A change
 * that cannot be applied makes the document `lost`: its text is no longer what the
 * editor has, so nothing is said about it until a whole text comes.
 */
#ifndef MAPVET_LSP_DOCS_H
#define MAPVET_LSP_DOCS_H

#include "base/err.h"
#include "lsp/buffer.h"
#include "lsp/worker.h"

#include <jansson.h>

typedef struct Doc {
    struct Doc *next;
    Arena *arena;     /* owned; holds this struct, uri and path */
    const char *uri;  /* as the editor wrote it */
    const char *path; /* absolute; NULL when it is not a file */
    int64_t version;
    Buffer buffer;
    bool lost;
    json_t *findings; /* owned array of what publish.h makes; NULL before the first */
    int64_t findings_version;
    Worker *worker;    /* owned; NULL when there is none */
    int64_t due;       /* when to look at the text, in ms of a steady clock; 0: never */
    int64_t deadline;  /* when a look at it has taken too long; 0: none is under way */
    int64_t last_used; /* when the worker was last given something to do */
} Doc;

typedef struct Docs {
    Doc *first;
} Docs;

/* Opening a document that is open replaces it. */
Doc *docs_open(Docs *docs, const char *uri, int64_t version, Str text);
Doc *docs_find(const Docs *docs, const char *uri); /* NULL when it is not open */
void docs_close(Docs *docs, Doc *doc);
void docs_clear(Docs *docs);

/* Applies contentChanges in order; on an error the document is lost. */
bool doc_change(Doc *doc, Encoding encoding, const json_t *changes, Err *err);
/* Reads {"line", "character"} and {"start", "end"}; false when it is something else. */
bool position_read(const json_t *position, Position *at);
bool range_read(const json_t *range, Position *start, Position *end);

#endif
