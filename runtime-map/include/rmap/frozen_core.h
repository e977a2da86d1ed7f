#ifndef RMAP_FROZEN_CORE_H
#define RMAP_FROZEN_CORE_H

/*
 * The untyped half of rmap/frozen.h, and the format of its files. Programs include
 * rmap/frozen.h.
 *
 * A file is a header of 128 bytes and five parts, each beginning at a multiple of 16
 * with zeros before it. Where each part is follows from the header; nothing in the file
 * is an address. Numbers are in the byte order of the machine that wrote it.
 *
 *     index     `slots` words of 64 bits
 *     keys      `entries` keys; of text keys, where each begins in the texts (64 bits)
 *     values    `entries` values
 *     texts     of text keys, each with its NUL
 *
 * A word of the index is 0, or in its low 40 bits the number of an entry plus one, and
 * above them the high 24 bits of the hash of its key: XXH64 of the key's bytes, of a
 * text without its NUL, with the seed of the header. The word of an entry is at the
 * place that the low bits of the hash say, or at the next that was free; after the last
 * place comes the first. One word at least is 0.
 *
 * The reader believes none of this: each number that it takes from the file, it
 * compares with the bounds before it uses it, at every look-up, whether the sums were
 * checked or not.
 */
#include "rmap/alloc.h"
#include "rmap/guard.h"
#include "rmap/xxh64.h"

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { RMAP_FROZEN_VERSION = 1, RMAP_FROZEN_ALIGN = 16 };

#define RMAP_FROZEN_MAGIC "\x89RMF\r\n\x1a\n"
#define RMAP_FROZEN_ORDER UINT32_C(0x01020304)
#define RMAP_FROZEN_ENTRY ((UINT64_C(1) << 40) - 1)

typedef struct RmapFrozenHeader {
    unsigned char magic[8]; /* RMAP_FROZEN_MAGIC */
    uint32_t order;         /* RMAP_FROZEN_ORDER: else of another byte order */
    uint32_t version;
    uint64_t file_size;
    uint64_t entries;
    uint64_t slots;       /* a power of two above `entries` */
    uint64_t key_size;    /* 0: texts */
    uint64_t val_size;    /* 0: a set */
    uint64_t text_size;   /* bytes of all texts */
    uint64_t tag;         /* RMAP_FORMAT of the type */
    uint64_t seed;        /* of the hashes */
    uint64_t content_sum; /* XXH64, seed 0, of all that follows the header */
    uint64_t reserved[4]; /* 0 */
    uint64_t header_sum;  /* XXH64, seed 0, of the header before this */
} RmapFrozenHeader;

/* What went wrong, in one line: what, where, and what to do about it. */
typedef enum RmapFrozenFault {
    RMAP_FROZEN_FINE,
    RMAP_FROZEN_SYSTEM, /* the file could not be read or written: see `system` */
    RMAP_FROZEN_NO_MEMORY,
    RMAP_FROZEN_NOT_OURS,   /* some other file */
    RMAP_FROZEN_BYTE_ORDER, /* written on a machine of another kind */
    RMAP_FROZEN_OTHER_VERSION,
    RMAP_FROZEN_TRUNCATED,
    RMAP_FROZEN_DAMAGED,
    RMAP_FROZEN_OTHER_TYPE, /* sizes of keys or values, or RMAP_FORMAT, differ */
    RMAP_FROZEN_TOO_LARGE   /* for this machine, or for the format */
} RmapFrozenFault;

typedef struct RmapFrozenError {
    RmapFrozenFault fault;
    int system; /* errno, or 0 */
    char text[320];
} RmapFrozenError;

/* What the untyped functions must know of a map type. */
typedef struct RmapFrozenType {
    RmapWho who;
    size_t key_size; /* 0: keys are `const char *` */
    size_t val_size; /* 0: a set */
    uint64_t tag;
} RmapFrozenType;

typedef struct RmapFrozen {
    size_t entries;
    size_t slots;
    const uint64_t *index;
    const unsigned char *keys;
    const unsigned char *vals;
    const char *texts;
    size_t text_size;
    uint64_t seed;
    const unsigned char *bytes; /* the whole file */
    size_t size;
    bool mapped; /* `bytes` are ours to unmap */
    RmapAllocator allocator;
    const RmapObserver *observer;
} RmapFrozen;

/* How to open. */
enum {
    RMAP_FROZEN_CHECK = 0,  /* read the whole file once, and compare its sum */
    RMAP_FROZEN_NO_SUM = 1, /* trust that what was written is what is there */
};

/* Maps the file, or NULL with the error set (`err` may be NULL). */
RmapFrozen *rmap_frozen_open(const RmapFrozenType *t, const char *path, unsigned how,
                             const RmapOptions *opt, RmapFrozenError *err);

/* The same of bytes in memory, aligned to 16, which stay the caller's and must outlive
 * the map. `name` stands for the path in messages. */
RmapFrozen *rmap_frozen_open_bytes(const RmapFrozenType *t, const void *bytes,
                                   size_t size, const char *name, unsigned how,
                                   const RmapOptions *opt, RmapFrozenError *err);

/* Unmaps the file; NULL is fine. */
void rmap_frozen_free(const RmapFrozenType *t, RmapFrozen *f);

/* What the file for `n` entries is to hold, of equal keys the last, in memory of the
 * options' allocator that the caller gives back to it with *size; or NULL. `vals` is
 * NULL for a set. */
void *rmap_frozen_image(const RmapFrozenType *t, const void *keys, const void *vals,
                        size_t n, const RmapOptions *opt, size_t *size,
                        RmapFrozenError *err);

/* Writes such a file, so that at `path` there is always a whole file, old or new. */
bool rmap_frozen_write(const RmapFrozenType *t, const char *path, const void *keys,
                       const void *vals, size_t n, const RmapOptions *opt,
                       RmapFrozenError *err);

/* Of a map: the sizes are those of the mapped file but for the struct. */
RmapStats rmap_frozen_stats(const RmapFrozenType *t, const RmapFrozen *f);

/* ---- look up ---- */

/* The text of entry `e`, or NULL where the file is damaged. */
static inline const char *rmap_frozen_text(const RmapFrozen *f, size_t e)
{
    uint64_t at;

    memcpy(&at, f->keys + e * sizeof at, sizeof at);
    return at < f->text_size ? f->texts + (size_t)at : NULL;
}

/* Whether entry `e` has the key. */
static inline bool rmap_frozen_is(const RmapFrozenType *t, const RmapFrozen *f,
                                  size_t e, const void *key, size_t size)
{
    const char *text;

    if (t->key_size != 0)
        return memcmp(f->keys + e * size, key, size) == 0;
    text = rmap_frozen_text(f, e);
    return text != NULL && f->text_size - (size_t)(text - f->texts) > size &&
           memcmp(text, key, size) == 0 && text[size] == '\0';
}

/* The number of the entry with the key, `size` bytes at `key`; SIZE_MAX if there is
 * none. */
static inline size_t rmap_frozen_find(const RmapFrozenType *t, const RmapFrozen *f,
                                      const void *key, size_t size)
{
    uint64_t hash = rmap_xxh64(key, size, f->seed);
    size_t mask = f->slots - 1;
    size_t at = (size_t)hash & mask;

    for (size_t n = 0; n < f->slots; n++, at = (at + 1) & mask) {
        uint64_t word = f->index[at];
        uint64_t e = (word & RMAP_FROZEN_ENTRY) - 1;
        if (word == 0)
            return SIZE_MAX;
        if (word >> 40 == hash >> 40 && e < f->entries &&
            rmap_frozen_is(t, f, (size_t)e, key, size))
            return (size_t)e;
    }
    return SIZE_MAX;
}

#ifdef __cplusplus
}
#endif

#endif
