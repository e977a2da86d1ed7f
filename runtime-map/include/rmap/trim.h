#ifndef RMAP_TRIM_H
#define RMAP_TRIM_H

/*
 * Giving memory back to the system. A map that is freed or shrunk gives its memory to
 * malloc, which keeps most of it; the process stays as large as it was. Asking malloc
 * to return its free pages costs a walk through the heap and page faults later, so a
 * policy decides when:
 *
 *  - pressure: the process uses over 85 % of what it may, and two passes that reclaim
 *    (a clear, a sweep, a map freed; see watch.h) have not lowered that;
 *  - after a burst: what the maps hold has fallen by a fifth from its peak, and three
 *    passes have gone since: the memory is not about to be needed again.
 *
 * The second rule is often told of the resident size; but in C that is the figure which
 * does not fall by itself.
 *
 * The decision knows nothing of the system: it is made from figures, which may come
 * from anywhere. rmap_trim_run does it all for the maps of a registry.
 */
#include "rmap/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/* In percent and passes; 0 stands for the figure named. */
typedef struct RmapTrimPolicy {
    unsigned high;         /* use over which there is pressure: 85 */
    unsigned passes;       /* that did not help: 2 */
    unsigned drop;         /* from the peak, which ends a burst: 20 */
    unsigned burst_passes; /* since the peak: 3 */
} RmapTrimPolicy;

/* What a decision is made from; bytes. */
typedef struct RmapTrimFigures {
    size_t resident; /* of the process */
    size_t limit;    /* what it may use; 0: not known, there is no pressure then */
    size_t held;     /* by the maps */
    size_t passes;   /* that reclaimed something, ever */
} RmapTrimFigures;

typedef enum RmapTrimWhy {
    RMAP_TRIM_NO, /* do not */
    RMAP_TRIM_PRESSURE,
    RMAP_TRIM_AFTER_BURST
} RmapTrimWhy;

/* Zeroed but for the policy, it begins with the first figures. */
typedef struct RmapTrim {
    RmapTrimPolicy policy;
    bool pressed;          /* use was over the mark when last looked at */
    size_t pressed_bytes;  /* the least since then */
    size_t pressed_passes; /* passes at that time */
    size_t peak_held;      /* the most since the last decision to trim */
    size_t peak_passes;
} RmapTrim;

/* Whether to trim now. After a yes it begins anew. Call it after each pass, or every
 * some seconds. */
RmapTrimWhy rmap_trim_decide(RmapTrim *trim, const RmapTrimFigures *figures);

/* The process as it is: resident size, and the limit: that of its cgroup (version 2) or
 * the machine's memory, whichever is less. 0 where the system does not say. */
size_t rmap_trim_resident(void);
size_t rmap_trim_limit(void);

/* The smaller of two limits: `machine` bytes, and the text of a cgroup's memory.max,
 * which is a number or "max"; any other text is no limit. */
size_t rmap_trim_limit_of(const char *memory_max, size_t machine);

/* Has malloc return its free pages to the system, by malloc_trim; by how many bytes the
 * resident size fell. 0 where malloc cannot. */
size_t rmap_trim_act(void);

/* Takes the figures, of a snapshot for what the maps hold, decides, and acts on a yes;
 * `freed` gets how many bytes that gave back, and may be NULL. */
RmapTrimWhy rmap_trim_run(RmapTrim *trim, const RmapSnapshot *s, size_t *freed);

#ifdef __cplusplus
}
#endif

#endif
