#ifndef RMAP_WATCH_H
#define RMAP_WATCH_H

/*
 * Watching the memory of a program's maps: a registry of those that are of interest,
 * snapshots of their statistics, what drifted between two snapshots and why, and an
 * alarm for leaks. The maps themselves know nothing of it and pay nothing: they are
 * asked when a snapshot is taken.
 *
 *     #define RMAP_OF counts
 *     #include "rmap/watched.h"               gives counts_watch, see there
 *
 *     RmapWatch *w = rmap_watch_new(NULL);
 *     uint64_t id = counts_watch(w, "sessions", NULL, 0, m);
 *     RmapSnapshot *before = rmap_watch_snapshot(w);
 *     ...
 *     RmapSnapshot *after = rmap_watch_snapshot(w);
 *     RmapDrift *drift = rmap_drift_between(before, after);
 *     rmap_drift_write(drift, &sink);
 *     ...
 *     rmap_watch_remove(w, id);               before the map is freed
 *
 * A registry may be used by any number of threads. A snapshot asks every map on the
 * thread that takes it: a map that others write at that time must be a sync or locked
 * one, whose statistics take the lock.
 */
#include "rmap/alloc.h"
#include "rmap/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapWatch RmapWatch;

/* A name and a value, as Prometheus has them: the name matches [a-zA-Z_][a-zA-Z0-9_]*,
 * the value is any text. */
typedef struct RmapLabel {
    const char *name;
    const char *value;
} RmapLabel;

/* Gives the statistics of `map`. */
typedef RmapStats RmapStatsOf(void *map);

/* An empty registry, or NULL when out of memory. `a` is copied; NULL means malloc. The
 * caller owns it: rmap_watch_free, which does nothing to the maps. */
RmapWatch *rmap_watch_new(const RmapAllocator *a);
void rmap_watch_free(RmapWatch *w);

/* Watches `map` from now on: what gives its statistics, and its name and labels, which
 * are copied. A number for rmap_watch_remove, never 0; 0: out of memory. */
uint64_t rmap_watch_add(RmapWatch *w, const char *name, const RmapLabel *labels,
                        size_t label_count, RmapStatsOf *stats_of, void *map);

/* Forgets a map, which must still be there: this is to be done before it is freed, and
 * counts as a pass (see below). False when there is none of that number. */
bool rmap_watch_remove(RmapWatch *w, uint64_t id);

/* Says that memory was reclaimed in a way that the maps' own counters do not show: a
 * sweep has run, or memory was trimmed. */
void rmap_watch_pass(RmapWatch *w);

/* ---- snapshots ---- */

typedef struct RmapWatched {
    uint64_t id;
    const char *name;
    const RmapLabel *labels;
    size_t label_count;
    RmapStats stats;
    size_t bytes; /* metadata and data */
    size_t idle; /* of them, room for entries that are not there, and what is retired */
} RmapWatched;

/* All maps at one moment. It owns its texts. */
typedef struct RmapSnapshot {
    double at; /* seconds of a clock that only goes forward */
    size_t count;
    RmapWatched *maps; /* by id, which is the order in which they were added */
    size_t entries;    /* the sums */
    size_t bytes;
    size_t idle;
    size_t passes; /* what took away since the registry was made: clears, removals, and
                      what rmap_watch_pass was told */
    RmapAllocator allocator;
    size_t size; /* of its one block */
} RmapSnapshot;

/* NULL when out of memory. The caller owns it: rmap_snapshot_free; NULL is fine there.
 */
RmapSnapshot *rmap_watch_snapshot(RmapWatch *w);
void rmap_snapshot_free(RmapSnapshot *s);

/* Writes a line for each of the `top` maps that hold most bytes, and the sums. False
 * when the sink failed or there was no memory to sort them. */
bool rmap_snapshot_dump(const RmapSnapshot *s, size_t top, RmapSink *sink);

/* ---- drift ---- */

/* Why a map holds more than before. */
typedef enum RmapDriftKind {
    RMAP_DRIFT_NONE,
    RMAP_DRIFT_SURGE, /* it took memory: allocation surge */
    RMAP_DRIFT_DECAY, /* entries went, or were retired, and their memory stayed: reclaim
                         decay */
    RMAP_DRIFT_FALL   /* it gave memory back */
} RmapDriftKind;

/* Of one map. A map that is in one snapshot only counts as empty in the other. */
typedef struct RmapDriftRow {
    const RmapWatched *map; /* in the later snapshot, or in the earlier if it is gone */
    ptrdiff_t bytes;        /* differences, later minus earlier */
    ptrdiff_t entries;
    ptrdiff_t idle;
    ptrdiff_t growths;
    ptrdiff_t clears;
    size_t surge; /* bytes that it holds more than before */
    size_t decay; /* bytes besides that have become idle */
    RmapDriftKind kind;
} RmapDriftRow;

typedef struct RmapDrift {
    size_t count;
    RmapDriftRow *rows; /* those with most surge and decay first */
    size_t surge;       /* the sums */
    size_t decay;
    ptrdiff_t bytes;
    RmapDriftKind kind; /* of the whole */
    size_t most;        /* rows that there is room for */
    RmapAllocator allocator;
} RmapDrift;

/* NULL when out of memory. The caller owns it: rmap_drift_free, before the snapshots,
 * into which it points. */
RmapDrift *rmap_drift_between(const RmapSnapshot *before, const RmapSnapshot *after);
void rmap_drift_free(RmapDrift *d);

/* Writes the verdict and a line for each map that drifted, with its share. */
bool rmap_drift_write(const RmapDrift *d, RmapSink *sink);

/* ---- alarm ---- */

/* Raises when the bytes held have grown to over `factor` times what they were, although
 * at least `passes` passes took something away since: what is let go does not come
 * back. Zeroed, it begins with the first check; 1.5 and 2 are the usual figures. */
typedef struct RmapAlarm {
    double factor;
    size_t passes;
    bool begun;
    size_t low_bytes;  /* the least since it began or was last raised */
    size_t low_passes; /* passes at that time */
} RmapAlarm;

/* Whether it is raised by this many bytes after this many passes in all. After that it
 * begins anew with them. Factors of 1 or less, and 0, stand for 1.5; no passes for 2.
 */
bool rmap_alarm_check(RmapAlarm *alarm, size_t bytes, size_t passes);

/* The same with a snapshot's figures, and a dump of the `top` largest maps to `sink`
 * when it is raised. */
bool rmap_alarm_watch(RmapAlarm *alarm, const RmapSnapshot *s, size_t top,
                      RmapSink *sink);

#ifdef __cplusplus
}
#endif

#endif
