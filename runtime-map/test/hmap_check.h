#ifndef RMAP_TEST_HMAP_CHECK_H
#define RMAP_TEST_HMAP_CHECK_H

#include "rmap/hmap_hot.h"

/* Fails the running test unless the invariants of the map's layout hold: the count,
 * each entry in its bucket, under its tophash, found by lookup, nothing behind an
 * RMAP_EMPTY_REST, evacuation whole or not at all. */
void hmap_check(const RmapType *t, const RmapHmap *h);

/* The buckets that hold entries or may; overflow buckets in use. */
size_t hmap_overflows(const RmapType *t, const RmapHmap *h);

#endif
