#ifndef RMAP_EXPORT_H
#define RMAP_EXPORT_H

/*
 * Figures of maps in the text format of Prometheus (exposition format 0.0.4), to be
 * served under /metrics or written where node_exporter's textfile collector finds them.
 * Alert rules for them are in runtime-map/alerts/.
 *
 * The number of series is bounded, for each one costs the server memory: the largest
 * are written, and how many were left out. What is left out is in the sums all the
 * same. Sizes rise and fall, so their rate is deriv(), not rate(); the counters end in
 * _total.
 */
#include "rmap/watch.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The maps of a snapshot, one series each in every family:
 *
 *     rmap_entries rmap_slots rmap_overflow_buckets rmap_bytes rmap_idle_bytes
 *     rmap_retired_bytes rmap_growths_total rmap_clears_total
 *
 * with the label `map`, their name, and their own. Those own labels that are called map
 * or id, or begin with two underscores, get the prefix exported_; characters that a
 * label's name cannot have become underscores. Maps that differ in nothing get the
 * label `id`. At most `most` maps are written, 0 stands for 1,000, those with most
 * bytes first; rmap_maps and rmap_maps_left_out say how many there are.
 *
 * False when the sink failed or memory ran out; a part may have been written. */
bool rmap_export_snapshot(const RmapSnapshot *s, size_t most, RmapSink *sink);

/* An inner map of a two-level map: its key and its length. */
typedef struct RmapInner {
    const char *key;
    size_t entries;
} RmapInner;

typedef struct RmapTwoLevel {
    const char *map;   /* its name */
    const char *label; /* what its outer keys are: "tenant_id" */
    const RmapInner *inner;
    size_t count;
} RmapTwoLevel;

/* Two-level maps, of different names: for each
 *
 *     nested_map_inner_size{map="...",tenant_id="..."}   the `most` largest, 0: 100
 *     nested_map_total_entries nested_map_inner_maps nested_map_inner_left_out
 *
 * Of outer keys that look the same in the end (they were not UTF-8) only the largest is
 * written. False as above. */
bool rmap_export_two_level(const RmapTwoLevel *maps, size_t count, size_t most,
                           RmapSink *sink);

#ifdef __cplusplus
}
#endif

#endif
