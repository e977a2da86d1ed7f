/*
 * Many entries at once: their numbers are sorted by a stable merge sort, of equal keys
 * the last is kept, and what is left is merged into the map from behind, in place. All
 * memory is taken before anything changes.
 */
#include "sorted_internal.h"

#include "block.h"
#include "rmap/own.h"

/* Entries on their way into a map. */
typedef struct SortedBatch {
    const RmapSortedType *t;
    RmapSorted *s;
    const unsigned char *keys;
    const unsigned char *vals; /* NULL: a set */
    size_t given;              /* entries behind them */
    size_t *order;             /* their numbers, then as much room to sort them */
    size_t count;              /* of the order: after sorting, of distinct keys */
    const char **copies;       /* of new keys, by place in the order, or NULL */
} SortedBatch;

static const unsigned char *batch_key(const SortedBatch *b, size_t i)
{
    return b->keys + b->order[i] * b->t->key_size;
}

static bool batch_less(const SortedBatch *b, size_t one, size_t other)
{
    return b->t->less(b->keys + one * b->t->key_size, b->keys + other * b->t->key_size);
}

/* Merges the sorted runs [from, middle) and [middle, to) of one array into another. */
static void batch_merge(const SortedBatch *b, const size_t *in, size_t *out,
                        size_t from, size_t middle, size_t to)
{
    size_t left = from;
    size_t right = middle;

    for (size_t i = from; i < to; i++) {
        bool take_left =
            left < middle && (right == to || !batch_less(b, in[right], in[left]));
        out[i] = take_left ? in[left++] : in[right++];
    }
}

static void batch_sort(SortedBatch *b)
{
    size_t *in = b->order;
    size_t *out = b->order + b->given;

    for (size_t width = 1; width < b->given; width *= 2) {
        size_t *merged = out;
        for (size_t from = 0; from < b->given;) {
            size_t middle = b->given - from > width ? from + width : b->given;
            size_t to = b->given - middle > width ? middle + width : b->given;
            batch_merge(b, in, out, from, middle, to);
            from = to;
        }
        out = in;
        in = merged;
    }
    if (in != b->order)
        memcpy(b->order, in, b->given * sizeof *in);
}

/* Of equal keys, which are next to each other in the order given, keeps the last. */
static void batch_unite(SortedBatch *b)
{
    size_t kept = 0;

    for (size_t i = 0; i < b->given; i++)
        if (i + 1 == b->given || batch_less(b, b->order[i], b->order[i + 1]))
            b->order[kept++] = b->order[i];
    b->count = kept;
}

/* How many keys of the batch the map does not have; their texts are copied if it owns
 * its keys. False when out of memory. */
static bool batch_count_new(SortedBatch *b, size_t *fresh)
{
    const RmapSortedType *t = b->t;
    size_t at = 0;

    *fresh = 0;
    for (size_t i = 0; i < b->count; i++) {
        const unsigned char *key = batch_key(b, i);
        const char *text;
        while (at < b->s->count && t->less(sorted_key(t, b->s, at), key))
            at++;
        if (at < b->s->count && !t->less(key, sorted_key(t, b->s, at)))
            continue;
        ++*fresh;
        if (b->copies == NULL)
            continue;
        memcpy(&text, key, sizeof text);
        b->copies[i] = rmap_own_copy(&b->s->allocator, text);
        if (b->copies[i] == NULL)
            return false;
    }
    return true;
}

/* Stores entry `i` of the order as entry `at` of the map; `known` if that has its key.
 */
static void batch_store(const SortedBatch *b, size_t i, size_t at, bool known)
{
    const RmapSortedType *t = b->t;

    if (b->copies == NULL) {
        memcpy(sorted_key(t, b->s, at), batch_key(b, i), t->key_size);
    } else if (!known) {
        memcpy(sorted_key(t, b->s, at), &b->copies[i], sizeof b->copies[i]);
        b->s->text_bytes += rmap_own_size(b->copies[i]);
    }
    if (t->val_size > 0)
        memcpy(sorted_val(t, b->s, at), b->vals + b->order[i] * t->val_size,
               t->val_size);
}

/* Merges the batch into the map, which has room, from the greatest key down. */
static void batch_put(const SortedBatch *b, size_t fresh)
{
    const RmapSortedType *t = b->t;
    RmapSorted *s = b->s;
    size_t at = s->count;
    size_t to = s->count + fresh;

    for (size_t i = b->count; i > 0; to--) {
        const unsigned char *key = batch_key(b, i - 1);
        bool not_above = at > 0 && !t->less(sorted_key(t, s, at - 1), key);
        bool known = not_above && !t->less(key, sorted_key(t, s, at - 1));
        if (not_above) {
            at--;
            memmove(sorted_key(t, s, to - 1), sorted_key(t, s, at), t->key_size);
            memmove(sorted_val(t, s, to - 1), sorted_val(t, s, at), t->val_size);
        }
        if (known || !not_above)
            batch_store(b, --i, to - 1, known);
    }
    s->count += fresh;
}

/* Takes the room for sorting and for copies; false when out of memory. */
static bool batch_take(SortedBatch *b)
{
    const RmapAllocator *a = &b->s->allocator;

    if (b->given > PTRDIFF_MAX / (2 * sizeof *b->order))
        return false;
    b->order = rmap_block_take(a, 2 * b->given * sizeof *b->order);
    if (b->order == NULL)
        return false;
    for (size_t i = 0; i < b->given; i++)
        b->order[i] = i;
    if (!b->t->own_strings)
        return true;
    b->copies = rmap_block_take(a, b->given * sizeof *b->copies);
    if (b->copies == NULL)
        return false;
    for (size_t i = 0; i < b->given; i++)
        b->copies[i] = NULL;
    return true;
}

static void batch_give(SortedBatch *b, bool done)
{
    const RmapAllocator *a = &b->s->allocator;
    void *copies;

    for (size_t i = 0; b->copies != NULL && !done && i < b->given; i++)
        rmap_own_free(a, b->copies[i]);
    memcpy(&copies, &b->copies, sizeof copies);
    rmap_block_give(a, copies, b->given * sizeof *b->copies);
    rmap_block_give(a, b->order, 2 * b->given * sizeof *b->order);
}

bool rmap_sorted_put_all(const RmapSortedType *t, RmapSorted *s, const void *keys,
                         const void *vals, size_t n)
{
    SortedBatch b = { t, s, keys, vals, n, NULL, 0, NULL };
    size_t fresh = 0;
    bool done = false;

    if (n == 0)
        return true;
    if (batch_take(&b)) {
        batch_sort(&b);
        batch_unite(&b);
        done = batch_count_new(&b, &fresh) && rmap_sorted_grow(t, s, fresh);
    }
    if (done) {
        if (fresh > 0)
            rmap_guard_moved(&s->guard, RMAP_MOVE_PUT);
        batch_put(&b, fresh);
    }
    batch_give(&b, done);
    return done;
}
