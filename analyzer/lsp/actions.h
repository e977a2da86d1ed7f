/*
 * Actions: what the editor can do about a finding, and what there is to read about it.
 *
 * Both work on what was published for exactly the text the editor has now; while a
 * newer text waits to be looked at there are no actions, for their edits would miss.
 */
#ifndef MAPVET_LSP_ACTIONS_H
#define MAPVET_LSP_ACTIONS_H

#include "lsp/docs.h"

/* What the editor can take. */
typedef struct ActionStyle {
    bool document_changes; /* versioned edits */
} ActionStyle;

/* The code actions for the lines of a range: the verified fixes, and a comment that
 * silences the finding. `only` may be NULL: kinds that are asked for. */
json_t *actions_list(const Doc *doc, ActionStyle style, Position start, Position end,
                     const json_t *only);
/* Message and rule page of the findings at a position, as Markdown; null without one.
 */
json_t *actions_hover(const Doc *doc, Position at);

#endif
