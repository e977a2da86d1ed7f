/*
 * What a run of a function showed, as bytes: its findings, as far as a run makes them,
 * and what was looked at. A later link takes them for those of a run that it need not
 * make (summary/memo.h).
 */
#ifndef MAPVET_CHECK_SHOWN_H
#define MAPVET_CHECK_SHOWN_H

#include "check/run.h"
#include "ir/pack.h"

/* Spans mean the files of `out`. */
void shown_write(PackOut *out, const Finding *findings, uint32_t count,
                 const CheckStats *stats);
/* What is read lives in findings->arena; False when the bytes are none. */
bool shown_read(PackIn *in, FindingList *findings, CheckStats *stats);

#endif
