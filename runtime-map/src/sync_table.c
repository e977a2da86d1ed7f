/* The memory of a sync map, and its tables. */
#include "block.h"
#include "rmap/own.h"
#include "sync_internal.h"

#include <string.h>

static size_t entry_size(const RmapSyncType *t)
{
    return rmap_aligned(sizeof(RmapEntry), t->key_align) + t->key_size;
}

RmapEntry *rmap_entry_new(const RmapSyncType *t, const RmapSyncMap *m, const void *key,
                          uint64_t hash)
{
    RmapEntry *e = rmap_block_take(&m->allocator, entry_size(t));

    if (e == NULL)
        return NULL;
    e->hash = hash;
    atomic_init(&e->box, 0);
    if (t->own_keys) {
        const char *text;
        memcpy(&text, key, sizeof text);
        text = rmap_own_copy(&m->allocator, text);
        if (text == NULL) {
            rmap_block_give(&m->allocator, e, entry_size(t));
            return NULL;
        }
        memcpy(rmap_entry_key(t, e), &text, sizeof text);
    } else {
        memcpy(rmap_entry_key(t, e), key, t->key_size);
    }
    return e;
}

void rmap_entry_free(const RmapSyncType *t, const RmapSyncMap *m, RmapEntry *e)
{
    if (t->own_keys) {
        const char *text;
        memcpy(&text, rmap_entry_key(t, e), sizeof text);
        rmap_own_free(&m->allocator, text);
    }
    rmap_block_give(&m->allocator, e, entry_size(t));
}

RmapBox *rmap_box_new(const RmapSyncType *t, const RmapSyncMap *m, const void *value)
{
    RmapBox *box = rmap_block_take(
        &m->allocator, rmap_aligned(sizeof *box, t->val_align) + t->val_size);

    if (box != NULL && t->val_size > 0)
        memcpy(rmap_box_val(t, (uintptr_t)box), value, t->val_size);
    return box;
}

/* ---- tables ---- */

/* The most entries of a table with so many slots. */
static size_t table_limit(size_t slots)
{
    return slots - slots / 4;
}

size_t rmap_table_size(size_t slots)
{
    if (slots > (PTRDIFF_MAX - sizeof(RmapTable)) / sizeof(RmapTableSlot))
        return 0;
    return sizeof(RmapTable) + slots * sizeof(RmapTableSlot);
}

RmapTable *rmap_table_new(const RmapSyncMap *m, size_t entries)
{
    size_t slots = 8;
    RmapTable *table;

    while (table_limit(slots) < entries)
        slots *= 2;
    if (rmap_table_size(slots) == 0)
        return NULL;
    table = rmap_block_take(&m->allocator, rmap_table_size(slots));
    if (table == NULL)
        return NULL;
    memset(table, 0, rmap_table_size(slots));
    table->mask = slots - 1;
    return table;
}

RmapEntry *rmap_table_find(const RmapSyncType *t, const RmapTable *table,
                           const void *key, uint64_t hash)
{
    if (table == NULL)
        return NULL;
    for (size_t i = (size_t)hash & table->mask;; i = (i + 1) & table->mask) {
        const RmapTableSlot *slot = &table->slots[i];
        if (slot->entry == NULL)
            return NULL;
        if (slot->hash == (size_t)hash && t->equal(rmap_entry_key(t, slot->entry), key))
            return slot->entry;
    }
}

bool rmap_table_has_room(const RmapTable *table)
{
    return table->used < table_limit(table->mask + 1);
}

void rmap_table_add(RmapTable *table, RmapEntry *e)
{
    size_t i = (size_t)e->hash & table->mask;

    while (table->slots[i].entry != NULL)
        i = (i + 1) & table->mask;
    table->slots[i] = (RmapTableSlot){ e, (size_t)e->hash };
    table->used++;
}

/* Closes the gap: what comes after it in the run moves up, unless that would put it
 * before the slot where its probing begins (Knuth, 6.4, algorithm R). */
void rmap_table_remove(RmapTable *table, const RmapEntry *e)
{
    size_t gap = (size_t)e->hash & table->mask;

    while (table->slots[gap].entry != e)
        gap = (gap + 1) & table->mask;
    for (size_t i = (gap + 1) & table->mask; table->slots[i].entry != NULL;
         i = (i + 1) & table->mask) {
        size_t home = table->slots[i].hash & table->mask;
        if (((i - home) & table->mask) >= ((i - gap) & table->mask)) {
            table->slots[gap] = table->slots[i];
            gap = i;
        }
    }
    table->slots[gap] = (RmapTableSlot){ NULL, 0 };
    table->used--;
}
