#ifndef RMAP_LOCK_H
#define RMAP_LOCK_H

/*
 * The lock of rmap/locked.h: readers together, or one writer alone. With
 * RMAP_SINGLE_THREADED defined to 1 it is nothing, for programs that have no threads:
 * that must then be so in every translation unit of the program.
 *
 * Under RMAP_DEBUG it remembers who holds it, so that what would wait for itself for
 * ever, or go unnoticed without threads, panics instead. That record is always there,
 * 80 bytes: translation units with and without RMAP_DEBUG may share a lock.
 */
#include "rmap/annotate.h"
#include "rmap/panic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifndef RMAP_SINGLE_THREADED
#define RMAP_SINGLE_THREADED 0
#endif

#if !RMAP_SINGLE_THREADED
#include <pthread.h>
#ifndef PTHREAD_RWLOCK_INITIALIZER
#error                                                                                 \
    "rmap/locked.h needs POSIX locks: compile with -std=gnu11, or define _POSIX_C_SOURCE 200809L"
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum { RMAP_HOLDERS = 8 };

/* Who holds a lock, as far as RMAP_DEBUG sees: the first readers and the writer, by
 * their threads, 0 for nobody. Touched by atomic operations alone. */
typedef struct RmapHolders {
    uintptr_t writer;
    uintptr_t readers[RMAP_HOLDERS];
    uintptr_t unseen; /* readers beyond them */
} RmapHolders;

typedef struct RmapLock {
#if !RMAP_SINGLE_THREADED
    pthread_rwlock_t rw;
#endif
    RmapHolders holders;
} RmapLock;

/* The calling thread, never 0. */
static inline uintptr_t rmap_lock_self(void)
{
#if RMAP_SINGLE_THREADED
    return 1;
#else
    return (uintptr_t)pthread_self();
#endif
}

/* The library does not know whether there is a lock: it is given the holders alone. The
 * checks of RMAP_DEBUG, before a lock is taken and given back. They panic in the
 * name of `map` when the thread holds it already in a way that does not go together, or
 * does not hold it. */
void rmap_lock_debug_read(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                          const char *map);
void rmap_lock_debug_write(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                           const char *map);
void rmap_lock_debug_read_end(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                              const char *map);
void rmap_lock_debug_write_end(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                               const char *map);

/* Notes what was taken: after the lock was. */
void rmap_lock_debug_reads(RmapHolders *holders, uintptr_t self);
void rmap_lock_debug_writes(RmapHolders *holders, uintptr_t self);

/* Panics if anyone holds it: before it is destroyed. */
void rmap_lock_debug_free(RmapHolders *holders, RmapPanic *panic, const char *map);

/* False when the system has no room for another lock. */
static inline bool rmap_lock_init(RmapLock *lock)
{
    static const RmapHolders nobody = { 0, { 0 }, 0 };

    lock->holders = nobody;
#if RMAP_SINGLE_THREADED
    return true;
#else
    return pthread_rwlock_init(&lock->rw, NULL) == 0;
#endif
}

static inline void rmap_lock_destroy(RmapLock *lock)
{
#if RMAP_SINGLE_THREADED
    (void)lock;
#else
    (void)pthread_rwlock_destroy(&lock->rw);
#endif
}

RMAP_MODEL("lock value:0 shared")
static inline void rmap_lock_read(RmapLock *lock)
{
#if RMAP_SINGLE_THREADED
    (void)lock;
#else
    (void)pthread_rwlock_rdlock(&lock->rw);
#endif
}

RMAP_MODEL("lock value:0")
static inline void rmap_lock_write(RmapLock *lock)
{
#if RMAP_SINGLE_THREADED
    (void)lock;
#else
    (void)pthread_rwlock_wrlock(&lock->rw);
#endif
}

RMAP_MODEL("unlock value:0")
static inline void rmap_lock_end(RmapLock *lock)
{
#if RMAP_SINGLE_THREADED
    (void)lock;
#else
    (void)pthread_rwlock_unlock(&lock->rw);
#endif
}

#ifdef __cplusplus
}
#endif

#endif
