/*
 * rmap/watched.h: makes a map type watchable (watch.h). After the map type,
 *
 *     #define RMAP_OF counts
 *     #include "rmap/watched.h"
 *
 * defines counts_watch. Works over every member that has NAME_stats.
 */
#include "rmap/watch.h"

#ifndef RMAP_OF
#error "rmap/watched.h needs RMAP_OF, the name of a map type"
#endif

#define RMAP_WATCHED_PASTE2(a, b) a##_##b
#define RMAP_WATCHED_PASTE(a, b)  RMAP_WATCHED_PASTE2(a, b)
#define RMAP_FN(verb)             RMAP_WATCHED_PASTE(RMAP_OF, verb)

static inline RmapStats RMAP_FN(stats_of_)(void *map)
{
    return RMAP_FN(stats)((RMAP_OF *)map);
}

/* rmap_watch_add for a map of this type; it must be removed before it is freed. */
static inline uint64_t RMAP_FN(watch)(RmapWatch *w, const char *name,
                                      const RmapLabel *labels, size_t label_count,
                                      RMAP_OF *map)
{
    return rmap_watch_add(w, name, labels, label_count, RMAP_FN(stats_of_), map);
}

#undef RMAP_WATCHED_PASTE2
#undef RMAP_WATCHED_PASTE
#undef RMAP_FN
#undef RMAP_OF
