/* The two tables of a sync map, and what happens to them under its lock. */
#include "block.h"
#include "sync_internal.h"
#include "tell.h"

static size_t table_used(const RmapTable *table)
{
    return table == NULL ? 0 : table->used;
}

/* ---- counting ---- */

size_t rmap_table_live(const RmapTable *table)
{
    size_t live = 0;

    for (size_t i = 0; table != NULL && i <= table->mask; i++) {
        const RmapEntry *e = table->slots[i].entry;
        live += e != NULL && rmap_box_is_value(atomic_load(&e->box));
    }
    return live;
}

RmapStats rmap_sync_stats_of(const RmapSyncType *t, const RmapSyncMap *m)
{
    const RmapTable *read = rmap_sync_table(atomic_load(&m->read));
    const RmapTable *all = m->dirty != NULL ? m->dirty : read;
    size_t entries = table_used(all) + m->expunged;
    RmapStats stats = { 0 };

    stats.entries = rmap_table_live(all);
    stats.buckets = all == NULL ? 0 : all->mask + 1;
    stats.slots = stats.buckets - stats.buckets / 4;
    stats.retired = atomic_load(&m->retired_bytes);
    stats.metadata = sizeof *m + stats.retired;
    if (read != NULL)
        stats.metadata += rmap_table_size(read->mask + 1);
    if (m->dirty != NULL)
        stats.metadata += rmap_table_size(m->dirty->mask + 1);
    stats.metadata += entries * rmap_aligned(sizeof(RmapEntry), t->key_align);
    stats.metadata += stats.entries * rmap_aligned(sizeof(RmapBox), t->val_align);
    stats.data = entries * t->key_size + stats.entries * t->val_size;
    stats.growths = m->growths;
    stats.clears = m->clears;
    return stats;
}

void rmap_sync_observe(const RmapSyncType *t, const RmapSyncMap *m, RmapEventKind kind)
{
    RmapStats stats;

    if (m->observer == NULL)
        return;
    stats = rmap_sync_stats_of(t, m);
    rmap_tell(m->observer, kind, t->name, m, &stats);
}

/* ---- dropping ---- */

void rmap_sync_retire_box(const RmapSyncType *t, RmapSyncMap *m, uintptr_t box)
{
    RmapBox *b = (RmapBox *)box; /* NOLINT(performance-no-int-to-ptr) */

    if (rmap_box_is_value(box))
        rmap_sync_retire(t, m, &b->retired, RMAP_RETIRED_BOX);
}

/* An entry that is in no table any more. Expunged, it takes no put from those who found
 * it before: they will look again. */
static void drop_entry(const RmapSyncType *t, RmapSyncMap *m, RmapEntry *e)
{
    rmap_sync_retire_box(t, m, atomic_exchange(&e->box, RMAP_EXPUNGED));
    rmap_sync_retire(t, m, &e->retired, RMAP_RETIRED_ENTRY);
}

/* Empties the map: with the lock, or alone. `read` goes first, so that nobody finds the
 * entries any more. Those that are not expunged are in the dirty table, if there is
 * one.
 */
void rmap_sync_drop_all(const RmapSyncType *t, RmapSyncMap *m)
{
    RmapTable *read = rmap_sync_table(atomic_exchange(&m->read, 0));
    RmapTable *dirty = m->dirty;

    m->dirty = NULL;
    m->misses = 0;
    m->expunged = 0;
    for (size_t i = 0; read != NULL && i <= read->mask; i++) {
        RmapEntry *e = read->slots[i].entry;
        if (e != NULL && (dirty == NULL || atomic_load(&e->box) == RMAP_EXPUNGED))
            drop_entry(t, m, e);
    }
    for (size_t i = 0; dirty != NULL && i <= dirty->mask; i++) {
        RmapEntry *e = dirty->slots[i].entry;
        if (e != NULL)
            drop_entry(t, m, e);
    }
    if (read != NULL)
        rmap_sync_retire(t, m, &read->retired, RMAP_RETIRED_TABLE);
    if (dirty != NULL)
        rmap_sync_retire(t, m, &dirty->retired, RMAP_RETIRED_TABLE);
}

/* ---- promotion ---- */

/* The dirty table becomes the read table. The expunged entries of the former one are in
 * neither now. */
void rmap_sync_promote(const RmapSyncType *t, RmapSyncMap *m)
{
    RmapTable *old = rmap_sync_table(atomic_exchange(&m->read, (uintptr_t)m->dirty));

    m->dirty = NULL;
    m->misses = 0;
    for (size_t i = 0; m->expunged > 0 && i <= old->mask; i++) {
        RmapEntry *e = old->slots[i].entry;
        if (e == NULL || atomic_load(&e->box) != RMAP_EXPUNGED)
            continue;
        rmap_sync_retire(t, m, &e->retired, RMAP_RETIRED_ENTRY);
        m->expunged--;
    }
    if (old != NULL)
        rmap_sync_retire(t, m, &old->retired, RMAP_RETIRED_TABLE);
    rmap_sync_observe(t, m, RMAP_EVENT_GROWN);
}

/* A lookup went to the dirty table. */
void rmap_sync_missed(const RmapSyncType *t, RmapSyncMap *m)
{
    m->misses++;
    if (m->misses >= m->dirty->used)
        rmap_sync_promote(t, m);
}

/* A deleted entry of the read table is left out of the dirty one; a put that finds it
 * must then take the lock. */
static bool expunge_if_deleted(RmapEntry *e)
{
    uintptr_t box = atomic_load(&e->box);

    while (box == 0)
        if (atomic_compare_exchange_weak(&e->box, &box, RMAP_EXPUNGED))
            return true;
    return box == RMAP_EXPUNGED;
}

/* Copies what lives in the read table, with room for one more. */
static bool build_dirty(RmapSyncMap *m)
{
    const RmapTable *read = rmap_sync_table(atomic_load(&m->read));

    m->dirty = rmap_table_new(m, table_used(read) + 1);
    if (m->dirty == NULL)
        return false;
    for (size_t i = 0; read != NULL && i <= read->mask; i++) {
        RmapEntry *e = read->slots[i].entry;
        if (e == NULL)
            continue;
        if (expunge_if_deleted(e))
            m->expunged++;
        else
            rmap_table_add(m->dirty, e);
    }
    return true;
}

/* Makes sure that the dirty table is there and has room for one more entry. */
bool rmap_sync_reserve(const RmapSyncType *t, RmapSyncMap *m)
{
    RmapTable *old = m->dirty;
    RmapTable *larger;

    if (old == NULL)
        return build_dirty(m);
    if (rmap_table_has_room(old))
        return true;
    larger = rmap_table_new(m, 2 * old->used);
    if (larger == NULL)
        return false;
    for (size_t i = 0; i <= old->mask; i++)
        if (old->slots[i].entry != NULL)
            rmap_table_add(larger, old->slots[i].entry);
    m->dirty = larger;
    m->growths++;
    rmap_block_give(&m->allocator, old, rmap_table_size(old->mask + 1));
    rmap_sync_observe(t, m, RMAP_EVENT_GROW);
    return true;
}

/* A new entry goes to the dirty table, which must have room. */
void rmap_sync_add(RmapSyncMap *m, RmapEntry *e)
{
    uintptr_t read = atomic_load(&m->read);

    rmap_table_add(m->dirty, e);
    if ((read & RMAP_AMENDED) == 0)
        atomic_store(&m->read, read | RMAP_AMENDED);
}
