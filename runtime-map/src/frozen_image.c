/*
 * Building what a file holds. Entries keep the order in which their keys are first
 * given; of equal keys the value given last is the one.
 */
#include "frozen_internal.h"

#include "block.h"
#include "seed.h"

/* Entries on their way into an image. */
typedef struct FrozenBuild {
    const RmapFrozenType *t;
    const unsigned char *keys; /* as given */
    const unsigned char *vals; /* NULL: a set */
    uint64_t seed;
    size_t given;
    size_t *chosen; /* which of those given an entry is */
    size_t entries;
    uint64_t text_size;
} FrozenBuild;

/* The bytes of a given key, and how many. */
static const void *frozen_key(const FrozenBuild *b, size_t i, size_t *size)
{
    const char *text;

    *size = b->t->key_size;
    if (*size != 0)
        return b->keys + i * *size;
    memcpy(&text, b->keys + i * sizeof text, sizeof text);
    *size = strlen(text);
    return text;
}

static uint64_t frozen_slots_for(size_t entries)
{
    uint64_t slots = 2;

    while (slots / 4 * 3 <= entries && slots < UINT64_C(1) << 62)
        slots *= 2;
    return slots;
}

/* Enters entry `e`, which is given key `i`, into an index of `slots` words. If an equal
 * one is there, gives that one's number; else `e`. */
static size_t frozen_enter(const FrozenBuild *b, uint64_t *index, size_t slots,
                           size_t e, size_t i)
{
    size_t size;
    const void *key = frozen_key(b, i, &size);
    uint64_t hash = rmap_xxh64(key, size, b->seed);
    size_t at = (size_t)hash & (slots - 1);

    for (; index[at] != 0; at = (at + 1) & (slots - 1)) {
        size_t other_size;
        size_t other = (size_t)((index[at] & RMAP_FROZEN_ENTRY) - 1);
        const void *other_key;
        if (index[at] >> 40 != hash >> 40)
            continue;
        other_key = frozen_key(b, b->chosen[other], &other_size);
        if (other_size == size && memcmp(key, other_key, size) == 0)
            return other;
    }
    index[at] = hash >> 40 << 40 | (e + 1);
    return e;
}

/* Chooses of equal keys the last; false when out of memory. */
static bool frozen_choose(FrozenBuild *b, const RmapAllocator *a)
{
    uint64_t slots = frozen_slots_for(b->given);
    uint64_t *index;
    size_t size;

    if (slots > PTRDIFF_MAX / sizeof *index)
        return false;
    index = rmap_block_take(a, (size_t)slots * sizeof *index);
    if (index == NULL)
        return false;
    memset(index, 0, (size_t)slots * sizeof *index);
    for (size_t i = 0; i < b->given; i++) {
        size_t e;
        b->chosen[b->entries] = i;
        e = frozen_enter(b, index, (size_t)slots, b->entries, i);
        b->chosen[e] = i;
        b->entries += e == b->entries;
    }
    for (size_t e = 0; b->t->key_size == 0 && e < b->entries; e++) {
        (void)frozen_key(b, b->chosen[e], &size);
        b->text_size += size + 1;
    }
    rmap_block_give(a, index, (size_t)slots * sizeof *index);
    return true;
}

/* Fills the parts of an image whose bytes are zero. */
static void frozen_fill(const FrozenBuild *b, unsigned char *image,
                        const FrozenLayout *layout, size_t slots)
{
    uint64_t *index = (uint64_t *)(void *)(image + layout->index);
    uint64_t text_at = 0;

    for (size_t e = 0; e < b->entries; e++) {
        size_t i = b->chosen[e];
        size_t size;
        const void *key = frozen_key(b, i, &size);
        (void)frozen_enter(b, index, slots, e, i);
        if (b->t->key_size == 0) {
            memcpy(image + layout->keys + e * sizeof text_at, &text_at, sizeof text_at);
            memcpy(image + layout->texts + text_at, key, size + 1);
            text_at += size + 1;
        } else {
            memcpy(image + layout->keys + e * size, key, size);
        }
        if (b->t->val_size > 0)
            memcpy(image + layout->vals + e * b->t->val_size,
                   b->vals + i * b->t->val_size, b->t->val_size);
    }
}

/* The header of the entries, but for its sums, and where the parts begin. */
static bool frozen_begin(const FrozenBuild *b, RmapFrozenHeader *h,
                         FrozenLayout *layout)
{
    memset(h, 0, sizeof *h);
    memcpy(h->magic, RMAP_FROZEN_MAGIC, sizeof h->magic);
    h->order = RMAP_FROZEN_ORDER;
    h->version = RMAP_FROZEN_VERSION;
    h->entries = b->entries;
    h->slots = frozen_slots_for(b->entries);
    h->key_size = b->t->key_size;
    h->val_size = b->t->val_size;
    h->text_size = b->text_size;
    h->tag = b->t->tag;
    h->seed = b->seed;
    if (h->entries >= RMAP_FROZEN_ENTRY || !rmap_frozen_lay_out(h, layout) ||
        layout->end > PTRDIFF_MAX)
        return false;
    h->file_size = layout->end;
    return true;
}

static void *frozen_finish(const FrozenBuild *b, const RmapAllocator *a, size_t *size,
                           const char *name, RmapFrozenError *err)
{
    RmapFrozenHeader h;
    FrozenLayout layout;
    unsigned char *image;

    if (!frozen_begin(b, &h, &layout)) {
        rmap_frozen_fail(err, RMAP_FROZEN_TOO_LARGE, name,
                         "has too many entries for a file");
        return NULL;
    }
    *size = (size_t)layout.end;
    image = rmap_block_take(a, *size);
    if (image == NULL) {
        rmap_frozen_fail(err, RMAP_FROZEN_NO_MEMORY, name, "out of memory");
        return NULL;
    }
    memset(image, 0, *size);
    frozen_fill(b, image, &layout, (size_t)h.slots);
    h.content_sum = rmap_xxh64(image + sizeof h, *size - sizeof h, 0);
    h.header_sum = rmap_frozen_header_sum(&h);
    memcpy(image, &h, sizeof h);
    return image;
}

void *rmap_frozen_image(const RmapFrozenType *t, const void *keys, const void *vals,
                        size_t n, const RmapOptions *opt, size_t *size,
                        RmapFrozenError *err)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *options = opt == NULL ? &defaults : opt;
    const RmapAllocator *a = &options->allocator;
    FrozenBuild b = { t, keys, vals, 0, n, NULL, 0, 0 };
    size_t room = (n == 0 ? 1 : n) * sizeof *b.chosen;
    void *image = NULL;

    b.seed = options->fixed_seed ? options->seed : rmap_seed_draw(&b);
    if (n > PTRDIFF_MAX / sizeof *b.chosen) {
        rmap_frozen_fail(err, RMAP_FROZEN_TOO_LARGE, t->who.name,
                         "has too many entries for a file");
        return NULL;
    }
    b.chosen = rmap_block_take(a, room);
    if (b.chosen != NULL && frozen_choose(&b, a))
        image = frozen_finish(&b, a, size, t->who.name, err);
    else
        rmap_frozen_fail(err, RMAP_FROZEN_NO_MEMORY, t->who.name, "out of memory");
    rmap_block_give(a, b.chosen, room);
    return image;
}
