/*
 * A summary as bytes: how a program keeps it, and how the store does.
 *
 * Equal summaries give equal bytes, so a hash of them says whether a caller's input has
 * changed. Laws go by library and type, files and functions by name. Whatever the
 * summary of a function may say must be written here: callers see nothing else, not
 * even within one run.
 */
#ifndef MAPVET_SUMMARY_BYTES_H
#define MAPVET_SUMMARY_BYTES_H

#include "ir/pack.h"
#include "summary/summary.h"

void pack_summary(PackOut *out, const Summary *summary);
/* Lives in in->arena, its laws in `models`. NULL when the bytes are no summary. */
Summary *unpack_summary(PackIn *in, const ModelSet *models);

#endif
