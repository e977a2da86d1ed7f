/* Reads and writes of a locked map, by LOCKED_TIMES with the lock or without it. */
#include "claim.h"
#include "intmap.h"
#include "locked_times.h"

#define RMAP_NAME guarded
#define RMAP_OF   intmap
#include "rmap/locked.h"

LockedTimes LOCKED_TIMES(size_t n, size_t turns)
{
    guarded *m = guarded_make(n);
    LockedTimes times = { 0, 0, sizeof(guarded) };
    uint64_t sum = 0, value = 0;
    double start;

    for (size_t i = 0; i < n; i++)
        guarded_put(m, i, i);
    start = clock_now();
    for (size_t i = 0; i < turns; i++) {
        guarded_get(m, number(i) % n, &value);
        sum += value;
    }
    times.read = (clock_now() - start) / (double)turns;
    start = clock_now();
    for (size_t i = 0; i < turns; i++)
        guarded_put(m, number(i) % n, i);
    times.write = (clock_now() - start) / (double)turns;
    keep(sum);
    guarded_free(m);
    return times;
}
