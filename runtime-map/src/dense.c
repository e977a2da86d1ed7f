/*
 * The cold half of dense: the array's life. Everything that replaces the array goes
 * through dense_array_replace, which either succeeds or leaves the map as it was.
 */
#include "block.h"
#include "rmap/dense_core.h"
#include "rmap/hash.h"
#include "seed.h"
#include "tell.h"

/* Nobody writes through the pointer: there is no entry to erase, and no room to put. */
#define DENSE_NO_ARRAY ((unsigned char *)(uintptr_t)rmap_group_none)

const RmapDense rmap_dense_nil = { .tags = DENSE_NO_ARRAY, .entries = DENSE_NO_ARRAY };

/* ---- sizes ---- */

/* The parts of an array, as offsets in bytes; the tags are at 0. */
typedef struct DenseLayout {
    size_t groups;
    size_t room;
    size_t entries;
    size_t places;
    size_t dead;
    size_t size; /* 0: no object can be so large */
    bool wide;
} DenseLayout;

static size_t dense_groups_of(const RmapDense *f)
{
    return f->tags == rmap_group_none ? 0 : f->mask + 1;
}

static DenseLayout dense_layout_of(const RmapDenseType *t, size_t groups)
{
    DenseLayout l = { .groups = groups, .room = rmap_groups_limit(groups) };
    size_t slots = groups * RMAP_GROUP_SLOTS;
    size_t each = RMAP_GROUP_SIZE + RMAP_GROUP_SLOTS * (t->slot_size + 8 + 1);

    if (groups == 0 || groups > (PTRDIFF_MAX - 64) / each)
        return l;
    l.wide = l.room > t->narrow;
    l.entries = groups * RMAP_GROUP_SIZE;
    l.places = (l.entries + l.room * t->slot_size + 7) / 8 * 8;
    l.dead = (l.places + slots * (l.wide ? 8 : 4) + 7) / 8 * 8;
    l.size = l.dead + (l.room + 63) / 64 * 8;
    return l;
}

/* The smallest array with places for so many; its size is 0 when that is beyond all
 * memory. */
static DenseLayout dense_layout_for(const RmapDenseType *t, size_t entries)
{
    DenseLayout l = dense_layout_of(t, 1);

    while (l.size != 0 && l.room < entries)
        l = dense_layout_of(t, l.groups * 2);
    return l;
}

static size_t dense_holes(const RmapDense *f)
{
    return f->used - rmap_dense_count(f);
}

/* ---- watching ---- */

RmapStats rmap_dense_stats(const RmapDenseType *t, const RmapDense *f)
{
    RmapStats stats = { .entries = rmap_dense_count(f),
                        .slots = f->room - dense_holes(f),
                        .buckets = dense_groups_of(f),
                        .data = f->room * t->slot_size,
                        .growths = f->growths,
                        .clears = f->clears };

    if (f != &rmap_dense_nil)
        stats.metadata =
            sizeof *f + dense_layout_of(t, dense_groups_of(f)).size - stats.data;
    return stats;
}

/* `more` bytes are held beside the map's, for the moment. */
static void dense_tell(const RmapDenseType *t, const RmapDense *f, RmapEventKind kind,
                       size_t more)
{
    RmapStats stats = rmap_dense_stats(t, f);

    stats.data += more;
    rmap_tell(f->observer, kind, t->who.name, f, &stats);
}

/* ---- the array ---- */

static void dense_moved(RmapDense *f, RmapMove why)
{
    rmap_guard_moved(&f->guard, why);
    f->came++;
    f->went++;
}

static void dense_array_drop(const RmapDenseType *t, RmapDense *f)
{
    if (dense_groups_of(f) > 0)
        rmap_block_give(&f->allocator, f->tags,
                        dense_layout_of(t, dense_groups_of(f)).size);
    f->tags = DENSE_NO_ARRAY;
    f->entries = DENSE_NO_ARRAY;
    f->places = NULL;
    f->dead = NULL;
    f->mask = 0;
    f->used = 0;
    f->room = 0;
}

/* The first place from `from` on that is or is not dead; `used` at the latest, since no
 * place is dead from there on. */
static size_t dense_seek(const RmapDense *f, size_t from, bool dead)
{
    while (from < f->used) {
        uint64_t word = dead ? f->dead[from / 64] : ~f->dead[from / 64];
        word >>= from % 64;
        if (word != 0)
            return from + (size_t)__builtin_ctzll(word);
        from = (from / 64 + 1) * 64;
    }
    return f->used;
}

/* With holes about, not beyond the word of `dead` that it is in: a walk that deletes
 * comes here at each step, and must not look through everything each time. */
size_t rmap_dense_stretch(const RmapDense *f, size_t from, size_t *end)
{
    size_t begin = from;
    size_t word_end;

    *end = f->used;
    if (dense_holes(f) == 0)
        return begin;
    begin = dense_seek(f, from, false);
    word_end = (begin / 64 + 1) * 64;
    *end = begin;
    while (*end < f->used && *end < word_end && !rmap_dense_is_dead(f, *end))
        ++*end;
    return begin;
}

/* Copies the entries, in their order and without the holes; how many. */
static size_t dense_entries_copy(const RmapDenseType *t, const RmapDense *f,
                                 unsigned char *to)
{
    size_t count = 0;

    for (size_t from = 0; from < f->used;) {
        size_t begin = dense_seek(f, from, false);
        size_t end = dense_seek(f, begin, true);
        memmove(to + count * t->slot_size, f->entries + begin * t->slot_size,
                (end - begin) * t->slot_size);
        count += end - begin;
        from = end;
    }
    return count;
}

/* Moves the entries to a new array, which has places for them. False when there is no
 * memory for it. */
static bool dense_array_replace(const RmapDenseType *t, RmapDense *f, DenseLayout l,
                                RmapMove why)
{
    RmapDense fresh = *f;

    fresh.tags = l.size == 0 ? NULL : rmap_block_take(&f->allocator, l.size);
    if (fresh.tags == NULL)
        return false;
    fresh.entries = fresh.tags + l.entries;
    fresh.places = fresh.tags + l.places;
    fresh.dead = (uint64_t *)(void *)(fresh.tags + l.dead);
    fresh.mask = l.groups - 1;
    fresh.room = l.room;
    fresh.wide = l.wide;
    fresh.passed = false;
    memset(fresh.tags, 0, l.entries);
    memset(fresh.dead, 0, l.size - l.dead);
    if (why == RMAP_MOVE_PUT)
        dense_tell(t, f, RMAP_EVENT_GROW, l.size);
    fresh.used = dense_entries_copy(t, f, fresh.entries);
    t->index(&fresh);
    dense_array_drop(t, f);
    *f = fresh;
    dense_moved(f, why);
    return true;
}

/* Where a quarter of the places or more are holes, the entries close up in the array
 * that is there, which needs no memory; the next time no place is left is then at least
 * as many puts away. Else a larger array. */
bool rmap_dense_grow(const RmapDenseType *t, RmapDense *f)
{
    size_t groups = dense_groups_of(f);

    if (groups > 0 && dense_holes(f) >= f->room / 4 + 1) {
        dense_tell(t, f, RMAP_EVENT_GROW, 0);
        f->used = dense_entries_copy(t, f, f->entries);
        memset(f->tags, 0, groups * RMAP_GROUP_SIZE);
        memset(f->dead, 0, (f->room + 63) / 64 * 8);
        f->passed = false;
        t->index(f);
        dense_moved(f, RMAP_MOVE_PUT);
    } else if (!dense_array_replace(t, f,
                                    dense_layout_of(t, groups == 0 ? 1 : groups * 2),
                                    RMAP_MOVE_PUT)) {
        return false;
    }
    f->growths++;
    dense_tell(t, f, RMAP_EVENT_GROWN, 0);
    return true;
}

bool rmap_dense_reserve(const RmapDenseType *t, RmapDense *f, size_t entries)
{
    size_t count = rmap_dense_count(f);

    if (entries > count && entries - count > f->room - f->used) {
        if (!dense_array_replace(t, f, dense_layout_for(t, entries), RMAP_MOVE_RESERVE))
            return false;
        f->growths++;
        dense_tell(t, f, RMAP_EVENT_GROWN, 0);
    }
    f->guard.promised = entries;
    return true;
}

bool rmap_dense_shrink(const RmapDenseType *t, RmapDense *f)
{
    DenseLayout l = dense_layout_for(t, rmap_dense_count(f));

    f->guard.promised = 0;
    if (rmap_dense_count(f) == 0) {
        if (dense_groups_of(f) == 0)
            return true;
        dense_array_drop(t, f);
        dense_moved(f, RMAP_MOVE_SHRINK);
    } else if (l.groups == dense_groups_of(f) && dense_holes(f) == 0) {
        return true;
    } else if (!dense_array_replace(t, f, l, RMAP_MOVE_SHRINK)) {
        return false;
    }
    dense_tell(t, f, RMAP_EVENT_SHRINK, 0);
    return true;
}

/* ---- life ---- */

RmapDense *rmap_dense_make(const RmapDenseType *t, size_t hint, const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *o = opt == NULL ? &defaults : opt;
    RmapDense *f = rmap_block_take(&o->allocator, sizeof *f);
    DenseLayout l = dense_layout_for(t, hint);

    if (f == NULL)
        return NULL;
    *f = rmap_dense_nil;
    f->allocator = o->allocator;
    f->observer = o->observer;
    f->seed = rmap_hash_mix(o->fixed_seed ? o->seed : rmap_seed_draw(f));
    if (hint > 0 && l.size > 0) {
        if (!dense_array_replace(t, f, l, RMAP_MOVE_RESERVE)) {
            rmap_block_give(&o->allocator, f, sizeof *f);
            return NULL;
        }
        f->guard.promised = hint;
    }
    dense_tell(t, f, RMAP_EVENT_MAKE, 0);
    return f;
}

void rmap_dense_free(const RmapDenseType *t, RmapDense *f)
{
    RmapAllocator a;

    if (f == NULL)
        return;
    if (t->drop != NULL)
        t->drop(f);
    f->went = f->came;
    dense_array_drop(t, f);
    dense_tell(t, f, RMAP_EVENT_FREE, 0);
    a = f->allocator;
    rmap_block_give(&a, f, sizeof *f);
}

/* Where entries are few, and each in its first group, these groups are found by the
 * entries, and the time is theirs, if their keys allow; else all groups are wiped. The
 * seed is renewed, so that what was learned of one filling is no use in the next. */
void rmap_dense_clear(const RmapDenseType *t, RmapDense *f)
{
    bool few = f->used < dense_groups_of(f) / 8 && !f->passed;

    if (!(few && t->forget(f)) && dense_groups_of(f) > 0)
        memset(f->tags, 0, dense_groups_of(f) * RMAP_GROUP_SIZE);
    if (t->drop != NULL)
        t->drop(f);
    if (dense_holes(f) > 0)
        memset(f->dead, 0, (f->used + 63) / 64 * 8);
    f->passed = false;
    f->used = 0;
    f->went = f->came;
    f->seed = rmap_hash_mix(f->seed + UINT64_C(0x9e3779b97f4a7c15));
    f->clears++;
    dense_moved(f, RMAP_MOVE_CLEAR);
    dense_tell(t, f, RMAP_EVENT_CLEAR, 0);
}

/* ---- RMAP_DEBUG ---- */

void rmap_dense_use(const RmapDenseType *t, const RmapDense *f, const void *value)
{
    size_t offset = (size_t)((const unsigned char *)value - f->entries);

    if (rmap_dense_is_dead(f, offset / t->slot_size))
        rmap_guard_panic(&t->who, "use of a borrowed pointer after a delete");
}
