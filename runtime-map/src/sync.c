/*
 * The operations of a sync map, in the order of Go's sync/map.go. Each pins the map,
 * tries without the lock, and takes it only for a key that the read table lacks while
 * the dirty one may have it. Memory that a put may need is taken before anything is
 * changed.
 */
#include "block.h"
#include "rmap/hash.h"
#include "seed.h"
#include "sync_internal.h"

#include <stdlib.h>
#include <string.h>

void rmap_sync_panic(const RmapSyncType *t, const char *message)
{
    t->panic(message, t->name);
    abort();
}

/* ---- make and free ---- */

RmapSync *rmap_sync_make(const RmapSyncType *t, size_t hint, const RmapOptions *opt)
{
    static const RmapAllocator defaults = { NULL, NULL, NULL };
    const RmapAllocator *a = opt == NULL ? &defaults : &opt->allocator;
    RmapSyncMap *m = rmap_block_take(a, sizeof *m);

    (void)hint;
    if (m == NULL)
        return NULL;
    memset(m, 0, sizeof *m);
    m->allocator = *a;
    m->observer = opt == NULL ? NULL : opt->observer;
    if (pthread_mutex_init(&m->mutex, NULL) != 0) {
        rmap_block_give(a, m, sizeof *m);
        return NULL;
    }
    m->head.seed =
        opt != NULL && opt->fixed_seed ? rmap_hash_mix(opt->seed) : rmap_seed_draw(m);
    rmap_sync_observe(t, m, RMAP_EVENT_MAKE);
    return &m->head;
}

void rmap_sync_free(const RmapSyncType *t, RmapSync *s)
{
    RmapSyncMap *m = rmap_sync_map(s);

    if (m == NULL)
        return;
    rmap_sync_drop_all(t, m);
    rmap_sync_free_retired(t, m);
    rmap_sync_observe(t, m, RMAP_EVENT_FREE);
    pthread_mutex_destroy(&m->mutex);
    rmap_block_give(&m->allocator, m, sizeof *m);
}

void rmap_sync_debug_free(const RmapSyncType *t, const RmapSync *s)
{
    if (rmap_sync_pinned((const RmapSyncMap *)(const void *)s))
        rmap_sync_panic(t, "free of a map that is in use");
}

/* ---- looking up ---- */

/* The entry of `key` in either half, or NULL. It stays good while the map is pinned. */
static RmapEntry *find(const RmapSyncType *t, RmapSyncMap *m, const void *key,
                       uint64_t hash)
{
    uintptr_t read = atomic_load(&m->read);
    RmapEntry *e = rmap_table_find(t, rmap_sync_table(read), key, hash);

    if (e != NULL || (read & RMAP_AMENDED) == 0)
        return e;
    pthread_mutex_lock(&m->mutex);
    read = atomic_load(&m->read); /* it may have been promoted meanwhile */
    e = rmap_table_find(t, rmap_sync_table(read), key, hash);
    if (e == NULL && (read & RMAP_AMENDED) != 0) {
        e = rmap_table_find(t, m->dirty, key, hash);
        rmap_sync_missed(t, m);
    }
    pthread_mutex_unlock(&m->mutex);
    return e;
}

static void copy_out(const RmapSyncType *t, uintptr_t box, void *value)
{
    if (value != NULL && rmap_box_is_value(box) && t->val_size > 0)
        memcpy(value, rmap_box_val(t, box), t->val_size);
}

bool rmap_sync_get(const RmapSyncType *t, RmapSync *s, const void *key, void *value)
{
    RmapSyncMap *m = rmap_sync_map(s);
    size_t pin = rmap_sync_pin(m);
    const RmapEntry *e = find(t, m, key, t->hash(key, s->seed));
    uintptr_t box = e == NULL ? 0 : atomic_load(&e->box);

    copy_out(t, box, value);
    rmap_sync_unpin(t, m, pin);
    return rmap_box_is_value(box);
}

/* ---- putting ---- */

/* What a put is about, and what became of it. */
typedef struct Put {
    const void *key;
    uint64_t hash;
    uintptr_t box; /* the new value */
    bool only_new; /* leave a value that is there alone */
    uintptr_t was; /* the box that was there, or 0 */
} Put;

/* Puts into an entry, unless it is expunged. */
static bool put_in_entry(RmapEntry *e, Put *put)
{
    uintptr_t box = atomic_load(&e->box);

    do {
        put->was = box == RMAP_EXPUNGED ? 0 : box;
        if (box == RMAP_EXPUNGED)
            return false;
        if (put->only_new && box != 0)
            return true;
    } while (!atomic_compare_exchange_weak(&e->box, &box, put->box));
    return true;
}

/* With the lock: into either half, or as a new entry. False when out of memory. */
static bool put_locked(const RmapSyncType *t, RmapSyncMap *m, Put *put)
{
    uintptr_t read = atomic_load(&m->read);
    RmapEntry *e = rmap_table_find(t, rmap_sync_table(read), put->key, put->hash);

    if (e != NULL) {
        if (put_in_entry(e, put))
            return true;
        if (!rmap_sync_reserve(t, m))
            return false;
        rmap_table_add(m->dirty, e);
        m->expunged--;
        atomic_store(&e->box, put->box);
        return true;
    }
    if ((read & RMAP_AMENDED) != 0) {
        e = rmap_table_find(t, m->dirty, put->key, put->hash);
        if (e != NULL)
            return put_in_entry(e, put);
    }
    e = rmap_entry_new(t, m, put->key, put->hash);
    if (e == NULL)
        return false;
    if (!rmap_sync_reserve(t, m)) {
        rmap_entry_free(t, m, e);
        return false;
    }
    atomic_store(&e->box, put->box);
    rmap_sync_add(m, e);
    return true;
}

/* The same without, if the entry is in the read table. The map is pinned. */
static bool put_anywhere(const RmapSyncType *t, RmapSyncMap *m, Put *put)
{
    RmapEntry *e =
        rmap_table_find(t, rmap_sync_table(atomic_load(&m->read)), put->key, put->hash);
    bool done;

    if (e != NULL && put_in_entry(e, put))
        return true;
    pthread_mutex_lock(&m->mutex);
    done = put_locked(t, m, put);
    pthread_mutex_unlock(&m->mutex);
    return done;
}

static void box_free(const RmapSyncType *t, const RmapSyncMap *m, RmapBox *box)
{
    rmap_block_give(&m->allocator, box,
                    rmap_aligned(sizeof *box, t->val_align) + t->val_size);
}

bool rmap_sync_put(const RmapSyncType *t, RmapSync *s, const void *key,
                   const void *value, void *previous, bool *found)
{
    RmapSyncMap *m = rmap_sync_map(s);
    RmapBox *box = rmap_box_new(t, m, value);
    Put put = { key, t->hash(key, s->seed), (uintptr_t)box, false, 0 };
    size_t pin;
    bool done;

    if (box == NULL)
        return false;
    pin = rmap_sync_pin(m);
    done = put_anywhere(t, m, &put);
    if (done) {
        copy_out(t, put.was, previous);
        if (found != NULL)
            *found = put.was != 0;
        rmap_sync_retire_box(t, m, put.was);
    }
    rmap_sync_unpin(t, m, pin);
    if (!done)
        box_free(t, m, box);
    return done;
}

bool rmap_sync_get_or_put(const RmapSyncType *t, RmapSync *s, const void *key,
                          const void *value, void *actual, bool *found)
{
    RmapSyncMap *m = rmap_sync_map(s);
    Put put = { key, t->hash(key, s->seed), 0, true, 0 };
    size_t pin = rmap_sync_pin(m);
    const RmapEntry *e =
        rmap_table_find(t, rmap_sync_table(atomic_load(&m->read)), key, put.hash);
    RmapBox *box = NULL;
    bool done = true;

    put.was = e == NULL ? 0 : atomic_load(&e->box);
    if (!rmap_box_is_value(put.was)) { /* it must be put, as far as can be seen */
        put.was = 0;
        box = rmap_box_new(t, m, value);
        put.box = (uintptr_t)box;
        done = box != NULL && put_anywhere(t, m, &put);
    }
    if (done) {
        copy_out(t, put.was != 0 ? put.was : put.box, actual);
        if (found != NULL)
            *found = put.was != 0;
    }
    rmap_sync_unpin(t, m, pin);
    if (box != NULL && (!done || put.was != 0))
        box_free(t, m, box);
    return done;
}

RmapSwapped rmap_sync_compare_and_swap(const RmapSyncType *t, RmapSync *s,
                                       const void *key, const void *expected,
                                       const void *value)
{
    RmapSyncMap *m = rmap_sync_map(s);
    RmapBox *box = rmap_box_new(t, m, value);
    RmapSwapped swapped = RMAP_DIFFERENT;
    size_t pin;
    RmapEntry *e;
    uintptr_t was;

    if (box == NULL)
        return RMAP_NO_MEMORY;
    pin = rmap_sync_pin(m);
    e = find(t, m, key, t->hash(key, s->seed));
    was = e == NULL ? 0 : atomic_load(&e->box);
    while (swapped == RMAP_DIFFERENT && rmap_box_is_value(was) &&
           t->val_equal(rmap_box_val(t, was), expected))
        if (atomic_compare_exchange_weak(&e->box, &was, (uintptr_t)box))
            swapped = RMAP_SWAPPED;
    if (swapped == RMAP_SWAPPED)
        rmap_sync_retire_box(t, m, was);
    rmap_sync_unpin(t, m, pin);
    if (swapped != RMAP_SWAPPED)
        box_free(t, m, box);
    return swapped;
}

/* ---- deleting ---- */

/* Deletes what an entry has, if it equals `expected` or that is NULL; the box is the
 * caller's to retire. 0: nothing was deleted. */
static uintptr_t delete_in_entry(const RmapSyncType *t, RmapEntry *e,
                                 const void *expected)
{
    uintptr_t box = atomic_load(&e->box);

    while (rmap_box_is_value(box) &&
           (expected == NULL || t->val_equal(rmap_box_val(t, box), expected)))
        if (atomic_compare_exchange_weak(&e->box, &box, 0))
            return box;
    return 0;
}

/* With the lock: takes an entry that the dirty table alone has out of it. */
static uintptr_t take_dirty(const RmapSyncType *t, RmapSyncMap *m, const void *key,
                            uint64_t hash)
{
    RmapEntry *e = rmap_table_find(t, m->dirty, key, hash);
    uintptr_t box = 0;

    if (e != NULL) {
        rmap_table_remove(m->dirty, e);
        box = delete_in_entry(t, e, NULL);
        rmap_sync_retire(t, m, &e->retired, RMAP_RETIRED_ENTRY);
    }
    rmap_sync_missed(t, m);
    return box;
}

bool rmap_sync_take(const RmapSyncType *t, RmapSync *s, const void *key, void *value)
{
    RmapSyncMap *m = rmap_sync_map(s);
    uint64_t hash = t->hash(key, s->seed);
    size_t pin = rmap_sync_pin(m);
    uintptr_t read = atomic_load(&m->read);
    RmapEntry *e = rmap_table_find(t, rmap_sync_table(read), key, hash);
    uintptr_t box = 0;

    if (e == NULL && (read & RMAP_AMENDED) != 0) {
        pthread_mutex_lock(&m->mutex);
        read = atomic_load(&m->read);
        e = rmap_table_find(t, rmap_sync_table(read), key, hash);
        if (e == NULL && (read & RMAP_AMENDED) != 0)
            box = take_dirty(t, m, key, hash);
        pthread_mutex_unlock(&m->mutex);
    }
    if (e != NULL)
        box = delete_in_entry(t, e, NULL);
    copy_out(t, box, value);
    rmap_sync_retire_box(t, m, box);
    rmap_sync_unpin(t, m, pin);
    return box != 0;
}

bool rmap_sync_compare_and_delete(const RmapSyncType *t, RmapSync *s, const void *key,
                                  const void *expected)
{
    RmapSyncMap *m = rmap_sync_map(s);
    size_t pin = rmap_sync_pin(m);
    RmapEntry *e = find(t, m, key, t->hash(key, s->seed));
    uintptr_t box = e == NULL ? 0 : delete_in_entry(t, e, expected);

    rmap_sync_retire_box(t, m, box);
    rmap_sync_unpin(t, m, pin);
    return box != 0;
}

void rmap_sync_clear(const RmapSyncType *t, RmapSync *s)
{
    RmapSyncMap *m = rmap_sync_map(s);
    size_t pin = rmap_sync_pin(m);

    pthread_mutex_lock(&m->mutex);
    rmap_sync_drop_all(t, m);
    m->clears++;
    rmap_sync_observe(t, m, RMAP_EVENT_CLEAR);
    pthread_mutex_unlock(&m->mutex);
    rmap_sync_unpin(t, m, pin);
}

/* ---- iterating ---- */

void rmap_sync_iter_init(const RmapSyncType *t, RmapSyncIter *it, RmapSync *s)
{
    RmapSyncMap *m = rmap_sync_map(s);
    uintptr_t read;

    *it = (RmapSyncIter){ s, 0, NULL, 0, NULL, NULL };
    if (m == NULL)
        return;
    it->pin = rmap_sync_pin(m);
    read = atomic_load(&m->read);
    if ((read & RMAP_AMENDED) != 0) {
        pthread_mutex_lock(&m->mutex);
        read = atomic_load(&m->read);
        if ((read & RMAP_AMENDED) != 0) {
            rmap_sync_promote(t, m);
            read = atomic_load(&m->read);
        }
        pthread_mutex_unlock(&m->mutex);
    }
    it->table = rmap_sync_table(read);
}

bool rmap_sync_iter_next(const RmapSyncType *t, RmapSyncIter *it)
{
    const RmapTable *table = it->table;

    while (it->map != NULL && table != NULL && it->next <= table->mask) {
        RmapEntry *e = table->slots[it->next++].entry;
        uintptr_t box = e == NULL ? 0 : atomic_load(&e->box);
        if (!rmap_box_is_value(box))
            continue;
        it->key = rmap_entry_key(t, e);
        it->val = rmap_box_val(t, box);
        return true;
    }
    rmap_sync_iter_end(t, it);
    return false;
}

void rmap_sync_iter_end(const RmapSyncType *t, RmapSyncIter *it)
{
    RmapSync *s = it->map;

    it->map = NULL;
    it->key = NULL;
    it->val = NULL;
    if (s != NULL)
        rmap_sync_unpin(t, rmap_sync_map(s), it->pin);
}

/* ---- counting ---- */

size_t rmap_sync_len(RmapSync *s)
{
    RmapSyncMap *m = rmap_sync_map(s);
    size_t live;

    pthread_mutex_lock(&m->mutex);
    live = rmap_table_live(m->dirty != NULL ? m->dirty
                                            : rmap_sync_table(atomic_load(&m->read)));
    pthread_mutex_unlock(&m->mutex);
    return live;
}

RmapStats rmap_sync_stats(const RmapSyncType *t, RmapSync *s)
{
    RmapSyncMap *m = rmap_sync_map(s);
    RmapStats stats = { 0 };

    if (m == NULL)
        return stats;
    pthread_mutex_lock(&m->mutex);
    stats = rmap_sync_stats_of(t, m);
    pthread_mutex_unlock(&m->mutex);
    return stats;
}
