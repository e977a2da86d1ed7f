/* Pins, epochs and reclamation of a sync map; why it is right stands in
 * sync_internal.h. */
#include "block.h"
#include "rmap/hash.h"
#include "sync_internal.h"

/* Retired things that make a collection worth its while. */
enum { COLLECT_AT = 64 };

/* Threads have their stacks far apart: by the address of a local they get, mostly,
 * different counters. Any choice is right, this one is quick. */
static unsigned stripe_of_thread(void)
{
    char here;
    uint64_t page = (uint64_t)(uintptr_t)&here >> 16;

    return (unsigned)(rmap_hash_mix(page) % RMAP_STRIPES);
}

size_t rmap_sync_pin(RmapSyncMap *m)
{
    unsigned stripe = stripe_of_thread();

    for (;;) {
        size_t epoch = atomic_load(&m->epoch);
        _Atomic(size_t) *pins = &m->stripes[stripe].pins[epoch & 1];
        atomic_fetch_add(pins, 1);
        if (atomic_load(&m->epoch) == epoch)
            return stripe * 2 + (epoch & 1);
        atomic_fetch_sub(pins, 1);
    }
}

static bool parity_is_pinned(const RmapSyncMap *m, size_t parity)
{
    for (unsigned i = 0; i < RMAP_STRIPES; i++)
        if (atomic_load(&m->stripes[i].pins[parity]) != 0)
            return true;
    return false;
}

bool rmap_sync_pinned(const RmapSyncMap *m)
{
    return parity_is_pinned(m, 0) || parity_is_pinned(m, 1);
}

/* ---- retiring and freeing ---- */

static size_t retired_size(const RmapSyncType *t, const RmapRetired *r)
{
    switch (r->kind) {
    case RMAP_RETIRED_BOX:
        return rmap_aligned(sizeof(RmapBox), t->val_align) + t->val_size;
    case RMAP_RETIRED_ENTRY:
        return rmap_aligned(sizeof(RmapEntry), t->key_align) + t->key_size;
    case RMAP_RETIRED_TABLE:
        return rmap_table_size(((const RmapTable *)(const void *)r)->mask + 1);
    }
    return 0;
}

void rmap_sync_retire(const RmapSyncType *t, RmapSyncMap *m, RmapRetired *r,
                      RmapRetiredKind kind)
{
    RmapRetired *top = atomic_load(&m->retired);

    r->kind = kind;
    atomic_fetch_add(&m->retired_bytes, retired_size(t, r));
    do
        r->next = top;
    while (!atomic_compare_exchange_weak(&m->retired, &top, r));
    atomic_fetch_add(&m->retirements, kind == RMAP_RETIRED_TABLE ? COLLECT_AT : 1);
}

static void list_free(const RmapSyncType *t, RmapSyncMap *m, RmapRetired *r)
{
    size_t bytes = 0;

    while (r != NULL) {
        RmapRetired *next = r->next;
        size_t size = retired_size(t, r);
        if (r->kind == RMAP_RETIRED_ENTRY)
            rmap_entry_free(t, m, (RmapEntry *)(void *)r);
        else
            rmap_block_give(&m->allocator, r, size);
        bytes += size;
        r = next;
    }
    atomic_fetch_sub(&m->retired_bytes, bytes);
}

/* Puts what was retired in front of the waiting of this epoch. */
static void gather(RmapSyncMap *m)
{
    RmapRetired *first = atomic_exchange(&m->retired, NULL);
    RmapRetired *last = first;

    atomic_store(&m->retirements, 0);
    if (first == NULL)
        return;
    while (last->next != NULL)
        last = last->next;
    last->next = m->waiting[m->phase];
    m->waiting[m->phase] = first;
}

/* Goes to the next epoch, if nobody is pinned in the one before; what waited two epochs
 * is the caller's to free. */
static bool advance(RmapSyncMap *m, RmapRetired **free_now)
{
    size_t epoch = atomic_load(&m->epoch);

    if (parity_is_pinned(m, (epoch + 1) & 1))
        return false;
    atomic_store(&m->epoch, epoch + 1);
    m->phase = (m->phase + 1) % 3;
    *free_now = m->waiting[(m->phase + 1) % 3];
    m->waiting[(m->phase + 1) % 3] = NULL;
    return true;
}

/* Two epochs on, what was just gathered can go as well. The lists are freed without the
 * lock: they are nobody's any more. */
static void collect(const RmapSyncType *t, RmapSyncMap *m)
{
    RmapRetired *lists[2] = { NULL, NULL };

    if (pthread_mutex_trylock(&m->mutex) != 0)
        return; /* someone else will */
    gather(m);
    if (advance(m, &lists[0]))
        (void)advance(m, &lists[1]);
    pthread_mutex_unlock(&m->mutex);
    list_free(t, m, lists[0]);
    list_free(t, m, lists[1]);
}

void rmap_sync_unpin(const RmapSyncType *t, RmapSyncMap *m, size_t pin)
{
    atomic_fetch_sub(&m->stripes[pin / 2].pins[pin & 1], 1);
    if (atomic_load(&m->retirements) >= COLLECT_AT)
        collect(t, m);
}

void rmap_sync_free_retired(const RmapSyncType *t, RmapSyncMap *m)
{
    list_free(t, m, atomic_exchange(&m->retired, NULL));
    for (unsigned i = 0; i < 3; i++) {
        list_free(t, m, m->waiting[i]);
        m->waiting[i] = NULL;
    }
}
