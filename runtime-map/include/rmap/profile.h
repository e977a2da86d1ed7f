#ifndef RMAP_PROFILE_H
#define RMAP_PROFILE_H

/*
 * A sampled profile of what maps allocate, by call site: an allocator that stands
 * between maps and their memory. It shows both what was ever allocated and what is in
 * use; the first alone misleads, for it makes a place that takes and gives back look
 * like one that leaks.
 *
 *     RmapProfile *p = rmap_profile_new(0, NULL);
 *     RmapOptions options = { .allocator = rmap_profile_allocator(p) };
 *     counts *m = counts_make_with(0, &options);
 *     ...
 *     rmap_profile_write(p, &sink);         google-pprof program file
 *
 * Sampling is a Poisson process over the bytes that are asked for, one point in `rate`
 * bytes on average: an allocation of s bytes is sampled with the probability
 * 1 - exp(-s / rate) and stands for the inverse of that many of its size. So all sums
 * are right in the mean, whatever the sizes. (As tcmalloc and Go do it.)
 *
 * An allocation that is not sampled costs an atomic subtraction; giving one back costs
 * a look at one counter. May be used by any number of threads. The profile's own memory
 * is malloc's; where that is short samples are lost, and counted, but no map notices.
 *
 * Call sites are known with glibc; elsewhere all is one site. A site is up to 32 return
 * addresses: compile with -fno-omit-frame-pointer or unwind tables to see them all.
 */
#include "rmap/alloc.h"
#include "rmap/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapProfile RmapProfile;

/* A profile with nothing in it, or NULL when out of memory. `rate` is in bytes: 0
 * stands for 512 KiB, 1 samples everything. What it hands out comes from `inner`, which
 * is copied; NULL means malloc. The caller owns it: rmap_profile_free, when the last
 * map that uses it is gone. */
RmapProfile *rmap_profile_new(size_t rate, const RmapAllocator *inner);
void rmap_profile_free(RmapProfile *p);

/* What maps are to allocate with. */
RmapAllocator rmap_profile_allocator(RmapProfile *p);

/* The sums, scaled to what the samples stand for. */
typedef struct RmapProfileSums {
    double alloc_objects; /* ever */
    double alloc_bytes;
    double use_objects; /* not yet given back */
    double use_bytes;
    size_t samples; /* taken */
    size_t sites;   /* different call sites and sizes */
    size_t lost;    /* samples for which there was no memory */
} RmapProfileSums;

RmapProfileSums rmap_profile_sums(RmapProfile *p);

/* Writes the profile in the text form of tcmalloc's heap profiles (heap_v2, which
 * carries the samples and the rate: the reader scales), with the program's memory map.
 * `google-pprof`, `pprof` and `go tool pprof` read it: --inuse_space, --alloc_space.
 * False when the sink failed. */
bool rmap_profile_write(RmapProfile *p, RmapSink *sink);

#ifdef __cplusplus
}
#endif

#endif
