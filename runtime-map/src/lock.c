/* Who holds the lock of a locked map, for RMAP_DEBUG. Only the thread itself enters and
 * removes itself, so that what it finds of itself is true whatever others do. */
#include "rmap/lock.h"

#include <stdlib.h>

#if !defined(__GNUC__)
#error "lock.c needs gcc or clang"
#endif

static void fail(RmapPanic *panic, const char *message, const char *map)
{
    panic(message, map);
    abort();
}

static bool is_writer(const RmapHolders *holders, uintptr_t self)
{
    return __atomic_load_n(&holders->writer, __ATOMIC_RELAXED) == self;
}

static bool is_reader(const RmapHolders *holders, uintptr_t self)
{
    for (unsigned i = 0; i < RMAP_HOLDERS; i++)
        if (__atomic_load_n(&holders->readers[i], __ATOMIC_RELAXED) == self)
            return true;
    return false;
}

/* A place that held `from` holds `to` now; false when there was none. */
static bool replace_reader(RmapHolders *holders, uintptr_t from, uintptr_t to)
{
    for (unsigned i = 0; i < RMAP_HOLDERS; i++) {
        uintptr_t was = from;
        if (__atomic_compare_exchange_n(&holders->readers[i], &was, to, false,
                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED))
            return true;
    }
    return false;
}

void rmap_lock_debug_read(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                          const char *map)
{
    if (is_writer(holders, self))
        fail(panic, "read of a locked map that the same thread is writing", map);
}

void rmap_lock_debug_write(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                           const char *map)
{
    if (is_writer(holders, self))
        fail(panic, "write of a locked map that the same thread is writing", map);
    if (is_reader(holders, self))
        fail(panic, "write of a locked map that the same thread is reading", map);
}

void rmap_lock_debug_reads(RmapHolders *holders, uintptr_t self)
{
    if (!replace_reader(holders, 0, self))
        __atomic_fetch_add(&holders->unseen, 1, __ATOMIC_RELAXED);
}

void rmap_lock_debug_writes(RmapHolders *holders, uintptr_t self)
{
    __atomic_store_n(&holders->writer, self, __ATOMIC_RELAXED);
}

void rmap_lock_debug_read_end(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                              const char *map)
{
    if (replace_reader(holders, self, 0))
        return;
    if (__atomic_load_n(&holders->unseen, __ATOMIC_RELAXED) > 0)
        __atomic_fetch_sub(&holders->unseen, 1, __ATOMIC_RELAXED);
    else
        fail(panic, "end of a read that was not begun", map);
}

void rmap_lock_debug_write_end(RmapHolders *holders, uintptr_t self, RmapPanic *panic,
                               const char *map)
{
    if (!is_writer(holders, self))
        fail(panic, "end of a write that was not begun", map);
    __atomic_store_n(&holders->writer, 0, __ATOMIC_RELAXED);
}

void rmap_lock_debug_free(RmapHolders *holders, RmapPanic *panic, const char *map)
{
    for (unsigned i = 0; i < RMAP_HOLDERS; i++)
        if (__atomic_load_n(&holders->readers[i], __ATOMIC_RELAXED) != 0)
            fail(panic, "free of a locked map that is in use", map);
    if (__atomic_load_n(&holders->writer, __ATOMIC_RELAXED) != 0 ||
        __atomic_load_n(&holders->unseen, __ATOMIC_RELAXED) != 0)
        fail(panic, "free of a locked map that is in use", map);
}
