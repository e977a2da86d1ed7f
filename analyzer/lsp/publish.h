/*
 * Publish: findings as the protocol says them.
 *
 * Each finding becomes {"diagnostic": Diagnostic, "fixes": [{"title", "uri", "edits":
 * [TextEdit]}]}, in the encoding of the editor. Only findings in the document itself
 * are taken: what a header holds is said when the header is open.
 */
#ifndef MAPVET_LSP_PUBLISH_H
#define MAPVET_LSP_PUBLISH_H

#include "drive/run.h"
#include "lsp/buffer.h"

#include <jansson.h>

/* The document that findings are published for; all is borrowed. */
typedef struct Publisher {
    Arena *arena; /* for texts of other files and URIs */
    Encoding encoding;
    const char *root; /* absolute; paths of findings are relative to it */
    const char *uri;
    const char *path; /* absolute */
    const Buffer *buffer;
} Publisher;

/* The finding is published: it lies in the document and is not suppressed. */
bool publish_takes(const Publisher *to, const FindingList *list,
                   const Finding *finding);
/* The array described above; the caller owns it. Fixes are left out unless asked
 * for. */
json_t *publish_findings(const Publisher *to, const FindingList *list, bool with_fixes);
/* A word on a source that does not compile: what was found may be a part of what is
 * there. Appended to `out` at the place of the first error. */
void publish_incomplete(const Publisher *to, const UnitResult *result, json_t *out);

#endif
