#ifndef RMAP_OBSERVE_H
#define RMAP_OBSERVE_H

/*
 * What can be learned of a map while it lives: its statistics, which every member gives
 * by NAME_stats, and events, which a map that was made with an observer reports.
 *
 * Events come from cold paths alone: when memory is taken or given back, when a growth
 * begins and ends, at clear and free. A map without an observer pays one test there and
 * nothing on a lookup, a put that does not grow, or a step of an iteration.
 */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A map at one moment. Sizes are in bytes, as asked of the allocator. */
typedef struct RmapStats {
    size_t entries;
    size_t slots;    /* entries that fit before memory must be taken again */
    size_t buckets;  /* buckets, groups or nodes, as the member has them */
    size_t overflow; /* overflow buckets in use; 0 for members without chains */
    size_t metadata; /* bytes of headers, control bytes, pointers, directories */
    size_t data;     /* bytes of room for keys and values, used or not */
    size_t retired;  /* bytes that await the end of an iteration, a part of both */
    size_t growths;  /* since it was made */
    size_t clears;   /* since it was made */
} RmapStats;

typedef enum RmapEventKind {
    RMAP_EVENT_MAKE,
    RMAP_EVENT_GROW,     /* a put needs a larger array (or one of the same size, rid of
                            holes), which was allocated; entries may move from now on */
    RMAP_EVENT_EVACUATE, /* a part of a growth done by one write, in members that grow
                            a little at a time */
    RMAP_EVENT_GROWN,    /* every entry has moved */
    RMAP_EVENT_SHRINK,
    RMAP_EVENT_CLEAR,
    RMAP_EVENT_FREE
} RmapEventKind;

typedef struct RmapEvent {
    RmapEventKind kind;
    const char *type; /* RMAP_NAME, constant */
    const void *map;  /* which one; not to be used but for comparing */
    size_t entries;
    size_t slots; /* after the event */
    size_t bytes; /* the map holds, after the event */
} RmapEvent;

/* Told of events on the thread that caused them, in the middle of the operation: it
 * must not touch the map. Must outlive the map. */
typedef struct RmapObserver {
    void *ctx;
    void (*event)(void *ctx, const RmapEvent *event);
} RmapObserver;

#ifdef __cplusplus
}
#endif

#endif
