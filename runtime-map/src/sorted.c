#include "sorted_internal.h"

#include "block.h"
#include "rmap/own.h"
#include "tell.h"

enum { SORTED_LEAST = 8 }; /* entries that the first block has room for */

static void sorted_tell(const RmapSortedType *t, const RmapSorted *s,
                        RmapEventKind kind)
{
    RmapStats stats;

    if (s->observer == NULL)
        return;
    stats = rmap_sorted_stats(t, s);
    rmap_tell(s->observer, kind, t->who.name, s, &stats);
}

/* Where the values begin in a block for `capacity` entries. */
static size_t sorted_val_offset(const RmapSortedType *t, size_t capacity)
{
    return (capacity * t->key_size + t->val_align - 1) / t->val_align * t->val_align;
}

static size_t sorted_block_size(const RmapSortedType *t, size_t capacity)
{
    return sorted_val_offset(t, capacity) + capacity * t->val_size;
}

RmapStats rmap_sorted_stats(const RmapSortedType *t, const RmapSorted *s)
{
    RmapStats stats = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    if (s == NULL)
        return stats;
    stats.entries = s->count;
    stats.slots = s->capacity;
    stats.buckets = s->capacity > 0;
    stats.metadata = sizeof *s;
    stats.data = sorted_block_size(t, s->capacity) + s->text_bytes;
    stats.growths = s->growths;
    stats.clears = s->clears;
    return stats;
}

/* ---- room ---- */

/* Moves the entries to a block for `capacity` of them, which is enough. */
static bool sorted_resize(const RmapSortedType *t, RmapSorted *s, size_t capacity)
{
    size_t each = t->key_size + t->val_size;
    unsigned char *block = NULL;
    unsigned char *vals = NULL;

    if (capacity > (PTRDIFF_MAX - t->val_align) / each)
        return false;
    if (capacity > 0) {
        block = rmap_block_take(&s->allocator, sorted_block_size(t, capacity));
        if (block == NULL)
            return false;
        vals = block + sorted_val_offset(t, capacity);
    }
    if (s->count > 0) {
        memcpy(block, s->keys, s->count * t->key_size);
        memcpy(vals, s->vals, s->count * t->val_size);
    }
    rmap_block_give(&s->allocator, s->keys, sorted_block_size(t, s->capacity));
    s->keys = block;
    s->vals = vals;
    s->capacity = capacity;
    return true;
}

bool rmap_sorted_reserve(const RmapSortedType *t, RmapSorted *s, size_t entries)
{
    if (entries <= s->capacity)
        return true;
    if (!sorted_resize(t, s, entries))
        return false;
    rmap_guard_moved(&s->guard, RMAP_MOVE_RESERVE);
    s->growths++;
    sorted_tell(t, s, RMAP_EVENT_GROW);
    return true;
}

bool rmap_sorted_grow(const RmapSortedType *t, RmapSorted *s, size_t more)
{
    size_t capacity = s->capacity < SORTED_LEAST / 2 ? SORTED_LEAST : 2 * s->capacity;

    if (more <= s->capacity - s->count)
        return true;
    if (more > SIZE_MAX - s->count)
        return false;
    if (capacity < s->count + more)
        capacity = s->count + more;
    if (!sorted_resize(t, s, capacity))
        return false;
    s->growths++;
    sorted_tell(t, s, RMAP_EVENT_GROW);
    return true;
}

bool rmap_sorted_shrink(const RmapSortedType *t, RmapSorted *s)
{
    if (s->capacity == s->count)
        return true;
    if (!sorted_resize(t, s, s->count))
        return false;
    rmap_guard_moved(&s->guard, RMAP_MOVE_SHRINK);
    sorted_tell(t, s, RMAP_EVENT_SHRINK);
    return true;
}

/* ---- make and free ---- */

RmapSorted *rmap_sorted_make(const RmapSortedType *t, size_t hint,
                             const RmapOptions *opt)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *chosen = opt == NULL ? &defaults : opt;
    RmapSorted *s = rmap_block_take(&chosen->allocator, sizeof *s);

    if (s == NULL)
        return NULL;
    memset(s, 0, sizeof *s);
    s->allocator = chosen->allocator;
    s->observer = chosen->observer;
    if (hint > (PTRDIFF_MAX - t->val_align) / (t->key_size + t->val_size))
        hint = 0; /* absurd */
    if (hint > 0 && !sorted_resize(t, s, hint)) {
        rmap_block_give(&chosen->allocator, s, sizeof *s);
        return NULL;
    }
    sorted_tell(t, s, RMAP_EVENT_MAKE);
    return s;
}

/* Gives the text of a key back, in a map that owns its keys. */
static void sorted_key_free(const RmapSortedType *t, RmapSorted *s, size_t i)
{
    const char *text;

    memcpy(&text, sorted_key(t, s, i), sizeof text);
    s->text_bytes -= rmap_own_size(text);
    rmap_own_free(&s->allocator, text);
}

static void sorted_drop(const RmapSortedType *t, RmapSorted *s)
{
    for (size_t i = 0; t->own_strings && i < s->count; i++)
        sorted_key_free(t, s, i);
    s->count = 0;
}

void rmap_sorted_clear(const RmapSortedType *t, RmapSorted *s)
{
    rmap_guard_moved(&s->guard, RMAP_MOVE_CLEAR);
    sorted_drop(t, s);
    s->clears++;
    sorted_tell(t, s, RMAP_EVENT_CLEAR);
}

void rmap_sorted_free(const RmapSortedType *t, RmapSorted *s)
{
    RmapAllocator a;

    if (s == NULL)
        return;
    a = s->allocator;
    sorted_drop(t, s);
    rmap_block_give(&a, s->keys, sorted_block_size(t, s->capacity));
    s->keys = NULL;
    s->capacity = 0;
    sorted_tell(t, s, RMAP_EVENT_FREE);
    rmap_block_give(&a, s, sizeof *s);
}

/* ---- entries ---- */

bool rmap_sorted_insert(const RmapSortedType *t, RmapSorted *s, const void *key,
                        size_t i)
{
    const char *copy = NULL;
    size_t after = s->count - i;

    if (t->own_strings) {
        const char *text;
        memcpy(&text, key, sizeof text);
        copy = rmap_own_copy(&s->allocator, text);
        if (copy == NULL)
            return false;
        key = &copy;
    }
    if (!rmap_sorted_grow(t, s, 1)) {
        rmap_own_free(&s->allocator, copy);
        return false;
    }
    rmap_guard_moved(&s->guard, RMAP_MOVE_PUT);
    memmove(sorted_key(t, s, i + 1), sorted_key(t, s, i), after * t->key_size);
    memmove(sorted_val(t, s, i + 1), sorted_val(t, s, i), after * t->val_size);
    memcpy(sorted_key(t, s, i), key, t->key_size);
    memset(sorted_val(t, s, i), 0, t->val_size);
    s->count++;
    if (copy != NULL)
        s->text_bytes += rmap_own_size(copy);
    return true;
}

void rmap_sorted_remove(const RmapSortedType *t, RmapSorted *s, size_t i)
{
    size_t after = s->count - i - 1;

    rmap_guard_moved(&s->guard, RMAP_MOVE_DELETE);
    if (t->own_strings)
        sorted_key_free(t, s, i);
    memmove(sorted_key(t, s, i), sorted_key(t, s, i + 1), after * t->key_size);
    memmove(sorted_val(t, s, i), sorted_val(t, s, i + 1), after * t->val_size);
    s->count--;
}
