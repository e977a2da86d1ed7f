#ifndef RMAP_TRACE_H
#define RMAP_TRACE_H

/*
 * A trace of what happens to maps: made, grown, evacuated, cleared, freed; by thread
 * and time, in a ring that holds the last events. Written as Chrome's trace events
 * (JSON), which chrome://tracing and ui.perfetto.dev show: growths as spans beside the
 * threads that cause them, and a curve of entries and bytes for each map. Bursts of
 * growth are the program's write hot spots.
 *
 *     RmapTrace *t = rmap_trace_new(0, NULL);
 *     RmapOptions options = { .observer = rmap_trace_observer(t) };
 *     counts *m = counts_make_with(0, &options);
 *     ...
 *     rmap_trace_write(t, &sink);
 *
 * Events are rare; one costs a clock's reading, a system call and a lock. Any number of
 * threads may be traced.
 */
#include "rmap/alloc.h"
#include "rmap/sink.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapTrace RmapTrace;

/* A trace with room for so many events, 0 stands for 16,384, of about 64 bytes each;
 * NULL when out of memory. `a` is copied; NULL means malloc. The caller owns it:
 * rmap_trace_free, when the last map that it observes is gone. */
RmapTrace *rmap_trace_new(size_t events, const RmapAllocator *a);
void rmap_trace_free(RmapTrace *t);

/* What maps are to be made with; it lives as long as the trace. */
const RmapObserver *rmap_trace_observer(RmapTrace *t);

/* Events that came since it was made, and how many of them the ring has lost. */
size_t rmap_trace_count(RmapTrace *t);
size_t rmap_trace_lost(RmapTrace *t);

/* Writes the ring. False when the sink failed or there was no memory for a copy of it,
 * nothing is written then. */
bool rmap_trace_write(RmapTrace *t, RmapSink *sink);

#ifdef __cplusplus
}
#endif

#endif
