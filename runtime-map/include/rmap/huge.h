#ifndef RMAP_HUGE_H
#define RMAP_HUGE_H

/*
 * Huge pages for large maps: an allocator to be named when a map is made,
 *
 *     RmapOptions options = { .allocator = rmap_huge_pages() };
 *
 * Blocks of RMAP_HUGE_FROM bytes or more begin at a huge page, and the system is asked
 * to use them there (Linux: madvise(2), MADV_HUGEPAGE); smaller ones come from malloc.
 * A look-up in a large map is then spared most misses of the address translation, and a
 * growth most page faults. The price is memory that is taken two megabytes at a time.
 * Where the system knows no such thing, all blocks come from malloc.
 */
#include "rmap/alloc.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { RMAP_HUGE_PAGE = 2 << 20, RMAP_HUGE_FROM = 2 * RMAP_HUGE_PAGE };

/* Has no state: serves any number of maps and threads. */
RmapAllocator rmap_huge_pages(void);

#ifdef __cplusplus
}
#endif

#endif
