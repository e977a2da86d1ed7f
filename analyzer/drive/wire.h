/*
 * Wire: the report on a unit as bytes, from a worker process to its parent.
 *
 * Numbers are in the machine's own order, for both ends are one program. Reading checks
 * every length all the same: a worker that was overrun by a hostile source must not
 * take the parent with it.
 */
#ifndef MAPVET_DRIVE_WIRE_H
#define MAPVET_DRIVE_WIRE_H

#include "check/finding.h"
#include "check/run.h"
#include "drive/run.h"

/* What is known of a unit after a run. */
typedef struct UnitReport {
    const char *path; /* main file, relative to the project root where below it */
    const char
        *failure;      /* NULL, or one line: why it was not analysed, or only in part */
    bool has_findings; /* false: nothing below is known */
    FindingList findings;
    const char *input_hash;
    SummaryList summaries; /* of the unit's functions that were run */
    CheckStats stats;
    Str memo;   /* for a later link (summary/memo.h); empty: as it was */
    bool known; /* the store has it as it is; not sent */
} UnitReport;

/* What a worker says of a unit that it has read, for the process that links them. */
typedef struct LoweredUnit {
    const char *path;       /* as in UnitReport */
    const char *failure;    /* NULL, or why there is no blob */
    const char *partial;    /* NULL, or why the blob is not all of the unit */
    const char *input_hash; /* NULL without a blob */
    uint32_t errors;        /* of the compiler */
    InputList inputs;       /* the files that it was read from */
    Str blob;               /* ir/blob.h */
    Str memo;               /* of an earlier link, if any; not sent */
} LoweredUnit;

void lowered_write(StrBuf *out, const LoweredUnit *unit);
/* False when the bytes are none; what is read lives in the arena. */
bool lowered_read(Arena *arena, Str bytes, LoweredUnit *out);

void report_write(StrBuf *out, const UnitReport *report);
/* False when the bytes are no report; what is read lives in the arena. */
bool report_read(Arena *arena, Str bytes, UnitReport *out);

#endif
