/*
 * The cold half of flat: the array's life. Everything that replaces the array goes
 * through flat_array_replace, which either succeeds or leaves the map as it was.
 */
#include "block.h"
#include "rmap/flat_core.h"
#include "rmap/hash.h"
#include "seed.h"
#include "tell.h"

/* Nobody writes through the pointer: there is no entry to erase, and no room to put. */
#define FLAT_NO_ARRAY ((unsigned char *)(uintptr_t)rmap_group_none)

const RmapFlat rmap_flat_nil = { .tags = FLAT_NO_ARRAY, .slots = FLAT_NO_ARRAY };

/* ---- sizes ---- */

static size_t flat_groups_of(const RmapFlat *f)
{
    return f->tags == rmap_group_none ? 0 : f->mask + 1;
}

/* Bytes of an array, or 0 if no object can be so large. */
static size_t flat_array_size(const RmapFlatType *t, size_t groups)
{
    size_t each = RMAP_GROUP_SIZE + RMAP_GROUP_SLOTS * t->slot_size;
    return groups > PTRDIFF_MAX / each ? 0 : groups * each;
}

/* The smallest array with room for so many; 0 when that is beyond all memory. */
static size_t flat_groups_for(const RmapFlatType *t, size_t entries)
{
    size_t groups = 1;

    while (rmap_groups_limit(groups) < entries) {
        groups *= 2;
        if (flat_array_size(t, groups) == 0)
            return 0;
    }
    return groups;
}

/* ---- watching ---- */

RmapStats rmap_flat_stats(const RmapFlatType *t, const RmapFlat *f)
{
    size_t groups = flat_groups_of(f);
    RmapStats stats = { .entries = rmap_flat_count(f),
                        .slots = rmap_flat_count(f) + f->left,
                        .buckets = groups,
                        .metadata = groups * RMAP_GROUP_SIZE,
                        .data = groups * RMAP_GROUP_SLOTS * t->slot_size,
                        .growths = f->growths,
                        .clears = f->clears };

    if (f != &rmap_flat_nil)
        stats.metadata += sizeof *f;
    return stats;
}

/* `more` bytes are held beside the map's, for the moment. */
static void flat_tell(const RmapFlatType *t, const RmapFlat *f, RmapEventKind kind,
                      size_t more)
{
    RmapStats stats = rmap_flat_stats(t, f);

    stats.data += more;
    rmap_tell(f->observer, kind, t->who.name, f, &stats);
}

/* ---- the array ---- */

static void flat_moved(RmapFlat *f, RmapMove why)
{
    rmap_guard_moved(&f->guard, why);
    f->came++;
    f->went++;
}

static void flat_array_drop(const RmapFlatType *t, RmapFlat *f)
{
    if (flat_groups_of(f) > 0)
        rmap_block_give(&f->allocator, f->tags, flat_array_size(t, flat_groups_of(f)));
    f->tags = FLAT_NO_ARRAY;
    f->slots = FLAT_NO_ARRAY;
    f->mask = 0;
    f->left = 0;
}

/* Moves the entries to a new array of so many groups, which have room for them. False
 * when there is no memory for it. */
static bool flat_array_replace(const RmapFlatType *t, RmapFlat *f, size_t groups,
                               RmapMove why)
{
    size_t size = flat_array_size(t, groups);
    RmapFlat fresh = *f;

    fresh.tags = size == 0 ? NULL : rmap_block_take(&f->allocator, size);
    if (fresh.tags == NULL)
        return false;
    fresh.slots = fresh.tags + groups * RMAP_GROUP_SIZE;
    fresh.mask = groups - 1;
    memset(fresh.tags, 0, groups * RMAP_GROUP_SIZE);
    if (why == RMAP_MOVE_PUT)
        flat_tell(t, f, RMAP_EVENT_GROW, size);
    if (rmap_flat_count(f) > 0)
        t->move(f, &fresh);
    flat_array_drop(t, f);
    f->tags = fresh.tags;
    f->slots = fresh.slots;
    f->mask = fresh.mask;
    f->left = rmap_groups_limit(groups) - rmap_flat_count(f);
    flat_moved(f, why);
    return true;
}

/* No room is left. Where a thirty-second of it or more went to losses, a new array of
 * the same size is rid of them. Losses come with deletes, and of these only one in
 * about twenty is one even in the fullest array, so that the moving is paid for; and a
 * map whose keys come and go keeps its size. */
bool rmap_flat_grow(const RmapFlatType *t, RmapFlat *f)
{
    size_t groups = flat_groups_of(f);
    size_t limit = rmap_groups_limit(groups);
    size_t more = groups == 0 ? 1 : groups * 2;

    if (groups > 1 && limit - rmap_flat_count(f) > limit / 32)
        more = groups;
    if (!flat_array_replace(t, f, more, RMAP_MOVE_PUT))
        return false;
    f->growths++;
    flat_tell(t, f, RMAP_EVENT_GROWN, 0);
    return true;
}

bool rmap_flat_reserve(const RmapFlatType *t, RmapFlat *f, size_t entries)
{
    size_t groups;

    if (entries > rmap_flat_count(f) && entries - rmap_flat_count(f) > f->left) {
        groups = flat_groups_for(t, entries);
        if (groups == 0 || !flat_array_replace(t, f, groups, RMAP_MOVE_RESERVE))
            return false;
        f->growths++;
        flat_tell(t, f, RMAP_EVENT_GROWN, 0);
    }
    f->guard.promised = entries;
    return true;
}

bool rmap_flat_shrink(const RmapFlatType *t, RmapFlat *f)
{
    size_t groups =
        rmap_flat_count(f) == 0 ? 0 : flat_groups_for(t, rmap_flat_count(f));

    f->guard.promised = 0;
    if (groups >= flat_groups_of(f))
        return true;
    if (groups == 0) {
        flat_array_drop(t, f);
        flat_moved(f, RMAP_MOVE_SHRINK);
    } else if (!flat_array_replace(t, f, groups, RMAP_MOVE_SHRINK)) {
        return false;
    }
    flat_tell(t, f, RMAP_EVENT_SHRINK, 0);
    return true;
}

/* ---- life ---- */

RmapFlat *rmap_flat_make(const RmapFlatType *t, size_t hint, const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *o = opt == NULL ? &defaults : opt;
    RmapFlat *f = rmap_block_take(&o->allocator, sizeof *f);
    size_t groups = hint == 0 ? 0 : flat_groups_for(t, hint);

    if (f == NULL)
        return NULL;
    *f = rmap_flat_nil;
    f->allocator = o->allocator;
    f->observer = o->observer;
    f->seed = rmap_hash_mix(o->fixed_seed ? o->seed : rmap_seed_draw(f));
    if (groups > 0) {
        if (!flat_array_replace(t, f, groups, RMAP_MOVE_RESERVE)) {
            rmap_block_give(&o->allocator, f, sizeof *f);
            return NULL;
        }
        f->guard.promised = hint;
    }
    flat_tell(t, f, RMAP_EVENT_MAKE, 0);
    return f;
}

void rmap_flat_free(const RmapFlatType *t, RmapFlat *f)
{
    RmapAllocator a;

    if (f == NULL)
        return;
    if (t->drop != NULL && rmap_flat_count(f) > 0)
        t->drop(f);
    f->went = f->came;
    flat_array_drop(t, f);
    flat_tell(t, f, RMAP_EVENT_FREE, 0);
    a = f->allocator;
    rmap_block_give(&a, f, sizeof *f);
}

/* Reads before it writes: in an array that is mostly empty, most of the memory need not
 * be written back, nor, when it was never touched, exist. */
static void flat_tags_clear_sparsely(unsigned char *tags, size_t groups)
{
    for (size_t g = 0; g < groups; g++, tags += RMAP_GROUP_SIZE) {
        uint64_t words[2];
        memcpy(words, tags, sizeof words);
        if ((words[0] | words[1]) != 0)
            memset(tags, 0, RMAP_GROUP_SIZE);
    }
}

/* The seed is renewed, so that what was learned of one filling is no use in the next.
 */
void rmap_flat_clear(const RmapFlatType *t, RmapFlat *f)
{
    size_t groups = flat_groups_of(f);

    if (t->drop != NULL && rmap_flat_count(f) > 0)
        t->drop(f);
    if (rmap_flat_count(f) < groups / 8)
        flat_tags_clear_sparsely(f->tags, groups);
    else if (groups > 0)
        memset(f->tags, 0, groups * RMAP_GROUP_SIZE);
    f->went = f->came;
    f->left = rmap_groups_limit(groups);
    f->seed = rmap_hash_mix(f->seed + UINT64_C(0x9e3779b97f4a7c15));
    f->clears++;
    flat_moved(f, RMAP_MOVE_CLEAR);
    flat_tell(t, f, RMAP_EVENT_CLEAR, 0);
}

/* ---- RMAP_DEBUG ---- */

void rmap_flat_use(const RmapFlatType *t, const RmapFlat *f, const void *value)
{
    size_t offset = (size_t)((const unsigned char *)value - f->slots);
    RmapSpot at = rmap_flat_spot(f, offset / t->slot_size);

    if (at.group[at.i] == 0)
        rmap_guard_panic(&t->who, "use of a borrowed pointer after a delete");
}
