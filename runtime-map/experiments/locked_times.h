#ifndef EXPERIMENT_LOCKED_TIMES_H
#define EXPERIMENT_LOCKED_TIMES_H

#include <stddef.h>

typedef struct LockedTimes {
    double read, write; /* ns */
    size_t size;        /* of the map and its lock */
} LockedTimes;

/* The same work with the lock, and by a file that was compiled without. */
LockedTimes with_lock(size_t n, size_t turns);
LockedTimes without_lock(size_t n, size_t turns);

#endif
