/*
 * Opening: what is checked of a file, in the order in which a user can make sense of
 * it: is it ours, can this machine read it, is it whole, is it of this type.
 */
#include "frozen_internal.h"

#include "block.h"
#include "tell.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

bool rmap_frozen_fail(RmapFrozenError *err, RmapFrozenFault fault, const char *name,
                      const char *format, ...)
{
    va_list args;
    int length;

    if (err == NULL)
        return false;
    err->fault = fault;
    err->system = 0;
    length = snprintf(err->text, sizeof err->text, "%.120s: ", name);
    if (length < 0)
        length = 0;
    va_start(args, format);
    vsnprintf(err->text + length, sizeof err->text - (size_t)length, format, args);
    va_end(args);
    return false;
}

bool rmap_frozen_fail_system(RmapFrozenError *err, const char *name, const char *call)
{
    int system = errno;

    rmap_frozen_fail(err, RMAP_FROZEN_SYSTEM, name, "%s: %s", call, strerror(system));
    if (err != NULL)
        err->system = system;
    errno = system;
    return false;
}

/* ---- the layout ---- */

/* Places a part of `count` things of `each` bytes at *end, which moves behind it. */
static bool frozen_place(uint64_t *part, uint64_t *end, uint64_t count, uint64_t each)
{
    const uint64_t most = (uint64_t)INT64_MAX - 2 * RMAP_FROZEN_ALIGN;
    uint64_t at =
        (*end + RMAP_FROZEN_ALIGN - 1) / RMAP_FROZEN_ALIGN * RMAP_FROZEN_ALIGN;

    if (each != 0 && count > (most - at) / each)
        return false;
    *part = at;
    *end = at + count * each;
    return *end <= most;
}

bool rmap_frozen_lay_out(const RmapFrozenHeader *h, FrozenLayout *layout)
{
    uint64_t key = h->key_size == 0 ? sizeof(uint64_t) : h->key_size;

    layout->end = sizeof *h;
    return frozen_place(&layout->index, &layout->end, h->slots, sizeof(uint64_t)) &&
           frozen_place(&layout->keys, &layout->end, h->entries, key) &&
           frozen_place(&layout->vals, &layout->end, h->entries, h->val_size) &&
           frozen_place(&layout->texts, &layout->end, h->text_size, 1);
}

uint64_t rmap_frozen_header_sum(const RmapFrozenHeader *h)
{
    return rmap_xxh64(h, offsetof(RmapFrozenHeader, header_sum), 0);
}

/* ---- what is checked ---- */

/* Whether it is a file of ours that this library and this machine can read. */
static bool frozen_check_kind(const RmapFrozenHeader *h, size_t size, const char *name,
                              RmapFrozenError *err)
{
    if (size < sizeof h->magic || memcmp(h->magic, RMAP_FROZEN_MAGIC, 8) != 0)
        return rmap_frozen_fail(err, RMAP_FROZEN_NOT_OURS, name,
                                "is no frozen map: is it the right file?");
    if (size < sizeof *h)
        return rmap_frozen_fail(err, RMAP_FROZEN_TRUNCATED, name,
                                "is cut off after %zu bytes: write it again", size);
    if (h->order == UINT32_C(0x04030201))
        return rmap_frozen_fail(
            err, RMAP_FROZEN_BYTE_ORDER, name,
            "was written on a machine of the other byte order: write it "
            "on one of this kind");
    if (h->order != RMAP_FROZEN_ORDER)
        return rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                                "has a damaged header: write it again");
    if (h->version != RMAP_FROZEN_VERSION)
        return rmap_frozen_fail(
            err, RMAP_FROZEN_OTHER_VERSION, name,
            "has version %u of the format, and this library reads %u: "
            "write it again with this library",
            (unsigned)h->version, (unsigned)RMAP_FROZEN_VERSION);
    return true;
}

/* Whether the header is what was written, and all of the file is there. */
static bool frozen_check_whole(const RmapFrozenHeader *h, size_t size, const char *name,
                               RmapFrozenError *err)
{
    if (h->header_sum != rmap_frozen_header_sum(h))
        return rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                                "has a damaged header: write it again");
    if (h->file_size > size)
        return rmap_frozen_fail(err, RMAP_FROZEN_TRUNCATED, name,
                                "is cut off after %zu of %llu bytes: write it again",
                                size, (unsigned long long)h->file_size);
    if (h->file_size < size)
        return rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                                "has %zu bytes and should have %llu: write it again",
                                size, (unsigned long long)h->file_size);
    return true;
}

/* Whether the map in it is of the program's type. */
static bool frozen_check_type(const RmapFrozenHeader *h, const RmapFrozenType *t,
                              const char *name, RmapFrozenError *err)
{
    if ((h->key_size == 0) != (t->key_size == 0))
        return rmap_frozen_fail(
            err, RMAP_FROZEN_OTHER_TYPE, name,
            "has %s for keys, and %s has %s: open it as what it is, or "
            "write it again",
            h->key_size == 0 ? "texts" : "no texts", t->who.name,
            t->key_size == 0 ? "texts" : "none");
    if (h->key_size != t->key_size || h->val_size != t->val_size)
        return rmap_frozen_fail(
            err, RMAP_FROZEN_OTHER_TYPE, name,
            "has keys of %llu and values of %llu bytes, and %s has %zu "
            "and %zu: write it again after a change of types",
            (unsigned long long)h->key_size, (unsigned long long)h->val_size,
            t->who.name, t->key_size, t->val_size);
    if (h->tag != t->tag)
        return rmap_frozen_fail(err, RMAP_FROZEN_OTHER_TYPE, name,
                                "has RMAP_FORMAT %llu, and %s has %llu: write it again "
                                "after a change of format",
                                (unsigned long long)h->tag, t->who.name,
                                (unsigned long long)t->tag);
    return true;
}

/* Whether the numbers fit together. A header with a right sum may still be made up. */
static bool frozen_check_numbers(const RmapFrozenHeader *h, FrozenLayout *layout,
                                 const char *name, RmapFrozenError *err)
{
    bool power = h->slots != 0 && (h->slots & (h->slots - 1)) == 0;
    bool blank =
        (h->reserved[0] | h->reserved[1] | h->reserved[2] | h->reserved[3]) == 0;

    if (!power || !blank || h->entries >= h->slots || h->entries >= RMAP_FROZEN_ENTRY ||
        (h->key_size != 0 && h->text_size != 0) || !rmap_frozen_lay_out(h, layout) ||
        layout->end != h->file_size)
        return rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                                "has a header that contradicts itself: write it again");
    return true;
}

/* Whether the content is what was written; of texts, whether each is in the file. */
static bool frozen_check_content(const RmapFrozenHeader *h, const RmapFrozen *f,
                                 const char *name, RmapFrozenError *err)
{
    bool right =
        rmap_xxh64(f->bytes + sizeof *h, f->size - sizeof *h, 0) == h->content_sum;

    for (size_t e = 0; right && h->key_size == 0 && e < f->entries; e++)
        right = rmap_frozen_text(f, e) != NULL;
    if (!right)
        return rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                                "has damaged content: write it again");
    return true;
}

/* Checks the bytes and sets `f` up to read them. */
static bool frozen_set_up(const RmapFrozenType *t, RmapFrozen *f, const char *name,
                          unsigned how, RmapFrozenError *err)
{
    RmapFrozenHeader h; /* a copy: the file is not read twice */
    FrozenLayout layout;

    memset(&h, 0, sizeof h);
    if (f->size > 0) /* of no bytes there may be no address */
        memcpy(&h, f->bytes, f->size < sizeof h ? f->size : sizeof h);
    if (!frozen_check_kind(&h, f->size, name, err) ||
        !frozen_check_whole(&h, f->size, name, err) ||
        !frozen_check_type(&h, t, name, err) ||
        !frozen_check_numbers(&h, &layout, name, err))
        return false;
    f->entries = (size_t)h.entries;
    f->slots = (size_t)h.slots;
    f->index = (const uint64_t *)(const void *)(f->bytes + layout.index);
    f->keys = f->bytes + layout.keys;
    f->vals = f->bytes + layout.vals;
    f->texts = (const char *)(f->bytes + layout.texts);
    f->text_size = (size_t)h.text_size;
    f->seed = h.seed;
    if (f->text_size > 0 && f->texts[f->text_size - 1] != '\0')
        return rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                                "has a text without end: write it again");
    return (how & RMAP_FROZEN_NO_SUM) != 0 || frozen_check_content(&h, f, name, err);
}

/* ---- open and free ---- */

RmapStats rmap_frozen_stats(const RmapFrozenType *t, const RmapFrozen *f)
{
    RmapStats stats = { 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    if (f == NULL)
        return stats;
    stats.entries = f->entries;
    stats.slots = f->entries;
    stats.buckets = f->slots;
    stats.data = f->entries * (t->key_size + t->val_size) + f->text_size;
    stats.metadata = sizeof *f + f->size - stats.data;
    return stats;
}

static void frozen_tell(const RmapFrozenType *t, const RmapFrozen *f,
                        RmapEventKind kind)
{
    RmapStats stats;

    if (f->observer == NULL)
        return;
    stats = rmap_frozen_stats(t, f);
    rmap_tell(f->observer, kind, t->who.name, f, &stats);
}

RmapFrozen *rmap_frozen_open_bytes(const RmapFrozenType *t, const void *bytes,
                                   size_t size, const char *name, unsigned how,
                                   const RmapOptions *opt, RmapFrozenError *err)
{
    static const RmapOptions defaults = { { NULL, NULL, NULL }, false, 0, NULL };
    const RmapOptions *chosen = opt == NULL ? &defaults : opt;
    RmapFrozen *f;

    if ((uintptr_t)bytes % RMAP_FROZEN_ALIGN != 0) {
        rmap_frozen_fail(err, RMAP_FROZEN_DAMAGED, name,
                         "is not aligned in memory: put it at a multiple of %d",
                         (int)RMAP_FROZEN_ALIGN);
        return NULL;
    }
    f = rmap_block_take(&chosen->allocator, sizeof *f);
    if (f == NULL) {
        rmap_frozen_fail(err, RMAP_FROZEN_NO_MEMORY, name, "out of memory");
        return NULL;
    }
    memset(f, 0, sizeof *f);
    f->bytes = bytes;
    f->size = size;
    f->allocator = chosen->allocator;
    f->observer = chosen->observer;
    if (!frozen_set_up(t, f, name, how, err)) {
        rmap_block_give(&chosen->allocator, f, sizeof *f);
        return NULL;
    }
    if (err != NULL)
        memset(err, 0, sizeof *err);
    frozen_tell(t, f, RMAP_EVENT_MAKE);
    return f;
}

void rmap_frozen_close(const RmapFrozenType *t, RmapFrozen *f)
{
    RmapAllocator a = f->allocator;

    frozen_tell(t, f, RMAP_EVENT_FREE);
    rmap_block_give(&a, f, sizeof *f);
}
