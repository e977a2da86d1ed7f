/*
 * The sampled allocation profile. `left` counts the bytes to the next point of the
 * Poisson process; the thread that takes it below zero samples its allocation and draws
 * the next distance, which is exponential. What others subtract at that very moment is
 * forgotten: a few bytes more between two samples of a busy program.
 */
#include "rmap/profile.h"

#include "block.h"
#include "rmap/hash.h"
#include "seed.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#if defined(__GLIBC__)
#include <execinfo.h>
#endif

enum { DEFAULT_RATE = 512 * 1024, MAX_DEPTH = 32, FILTER = 4096 };

/* Allocations of one size from one place: only so the scaling is exact. */
typedef struct Site {
    size_t size;
    size_t depth;
    void *stack[MAX_DEPTH];
    size_t allocs;
    size_t frees;
} Site;

/* Sampled blocks that are in use: which site they are of. */
typedef struct Block {
    uintptr_t at; /* 0: empty */
    size_t site;
} Block;

struct RmapProfile {
    RmapAllocator inner;
    size_t rate;
    _Atomic(int64_t) left;
    _Atomic(uint32_t) filter[FILTER]; /* sampled blocks in use, by their address */

    pthread_mutex_t mutex; /* of the rest */
    uint64_t random;
    Site *sites;
    size_t site_count;
    size_t site_room;
    size_t *site_table; /* numbers of sites + 1, by their hash; 2 * site_room slots */
    Block *blocks;      /* open addressing, a power of two of slots */
    size_t block_count;
    size_t block_slots;
    size_t samples;
    size_t lost;
};

/* ---- distances ---- */

/* The natural logarithm of 0 < x <= 1, by its mantissa: 2 atanh((m - 1) / (m + 1)), so
 * that the library need not be linked with libm. */
static double logarithm(double x)
{
    double halvings = 0;
    double t;
    double power;
    double sum = 0;

    while (x < 0.75) {
        x *= 2;
        halvings++;
    }
    t = (x - 1) / (x + 1);
    power = t;
    for (int i = 1; i < 30; i += 2) {
        sum += power / i;
        power *= t * t;
    }
    return 2 * sum - halvings * 0.6931471805599453;
}

/* exp(-y) for y >= 0: the series near 0, squared back. */
static double exp_of_minus(double y)
{
    double term = 1;
    double sum = 1;
    int halvings = 0;

    if (y > 700)
        return 0;
    while (y > 0.5) {
        y /= 2;
        halvings++;
    }
    for (int i = 1; i < 18; i++) {
        term *= -y / i;
        sum += term;
    }
    while (halvings-- > 0)
        sum *= sum;
    return sum;
}

/* With the lock: bytes to the next sample, at least 1. */
static int64_t distance_draw(RmapProfile *p)
{
    double uniform;
    double distance;

    if (p->rate == 1)
        return 1;
    p->random += UINT64_C(0x9e3779b97f4a7c15);
    uniform = (double)((rmap_hash_mix(p->random) >> 11) + 1) / 9007199254740992.0;
    distance = -logarithm(uniform) * (double)p->rate;
    return distance < 1      ? 1
           : distance > 1e15 ? INT64_C(1000000000000000)
                             : (int64_t)distance;
}

/* How many allocations of its size a sample stands for. */
static double weight(const RmapProfile *p, size_t size)
{
    if (p->rate == 1)
        return 1;
    return 1 / (1 - exp_of_minus((double)size / (double)p->rate));
}

/* ---- make and free ---- */

RmapProfile *rmap_profile_new(size_t rate, const RmapAllocator *inner)
{
    RmapProfile *p = calloc(1, sizeof *p);

    if (p == NULL)
        return NULL;
    if (pthread_mutex_init(&p->mutex, NULL) != 0) {
        free(p);
        return NULL;
    }
    if (inner != NULL)
        p->inner = *inner;
    p->rate = rate == 0 ? DEFAULT_RATE : rate;
    p->random = rmap_seed_draw(p);
    atomic_store(&p->left, distance_draw(p));
    return p;
}

void rmap_profile_free(RmapProfile *p)
{
    if (p == NULL)
        return;
    pthread_mutex_destroy(&p->mutex);
    free(p->sites);
    free(p->site_table);
    free(p->blocks);
    free(p);
}

/* ---- sites, with the lock ---- */

static uint64_t site_hash(const Site *s)
{
    uint64_t hash = rmap_hash_u64(s->size, s->depth);

    for (size_t i = 0; i < s->depth; i++)
        hash = rmap_hash_u64((uint64_t)(uintptr_t)s->stack[i], hash);
    return hash;
}

static bool site_same(const Site *a, const Site *b)
{
    return a->size == b->size && a->depth == b->depth &&
           memcmp(a->stack, b->stack, a->depth * sizeof a->stack[0]) == 0;
}

/* The slot of a site in the table: its own, or the empty one where it would go. */
static size_t *site_slot(const RmapProfile *p, const Site *s)
{
    size_t mask = 2 * p->site_room - 1;
    size_t i = (size_t)site_hash(s) & mask;

    while (p->site_table[i] != 0 && !site_same(&p->sites[p->site_table[i] - 1], s))
        i = (i + 1) & mask;
    return &p->site_table[i];
}

static bool sites_grow(RmapProfile *p)
{
    size_t room = p->site_room == 0 ? 64 : 2 * p->site_room;
    size_t *table = calloc(2 * room, sizeof *table);
    Site *sites = table == NULL ? NULL : realloc(p->sites, room * sizeof *sites);

    if (sites == NULL) {
        free(table);
        return false;
    }
    free(p->site_table);
    p->sites = sites;
    p->site_table = table;
    p->site_room = room;
    for (size_t n = 0; n < p->site_count; n++)
        *site_slot(p, &p->sites[n]) = n + 1;
    return true;
}

/* The number of a site, which is added if it is new; false when out of memory. */
static bool site_find(RmapProfile *p, const Site *s, size_t *number)
{
    size_t *slot;

    if (p->site_count == p->site_room && !sites_grow(p))
        return false;
    slot = site_slot(p, s);
    if (*slot == 0) {
        p->sites[p->site_count++] = *s;
        *slot = p->site_count;
    }
    *number = *slot - 1;
    return true;
}

/* ---- sampled blocks, with the lock ---- */

static size_t block_home(uintptr_t at, size_t slots)
{
    return (size_t)rmap_hash_mix((uint64_t)at) & (slots - 1);
}

static void block_put(Block *blocks, size_t slots, Block block)
{
    size_t i = block_home(block.at, slots);

    while (blocks[i].at != 0)
        i = (i + 1) & (slots - 1);
    blocks[i] = block;
}

static bool block_add(RmapProfile *p, uintptr_t at, size_t site)
{
    if (p->block_count >= p->block_slots / 2) {
        size_t slots = p->block_slots == 0 ? 256 : 2 * p->block_slots;
        Block *blocks = calloc(slots, sizeof *blocks);
        if (blocks == NULL)
            return false;
        for (size_t i = 0; i < p->block_slots; i++)
            if (p->blocks[i].at != 0)
                block_put(blocks, slots, p->blocks[i]);
        free(p->blocks);
        p->blocks = blocks;
        p->block_slots = slots;
    }
    block_put(p->blocks, p->block_slots, (Block){ at, site });
    p->block_count++;
    return true;
}

/* Takes a block out and closes the gap (Knuth, 6.4, algorithm R); false when it was not
 * sampled. */
static bool block_remove(RmapProfile *p, uintptr_t at, size_t *site)
{
    size_t mask = p->block_slots - 1;
    size_t gap;

    if (p->block_slots == 0)
        return false;
    gap = block_home(at, p->block_slots);
    while (p->blocks[gap].at != at) {
        if (p->blocks[gap].at == 0)
            return false;
        gap = (gap + 1) & mask;
    }
    *site = p->blocks[gap].site;
    for (size_t i = (gap + 1) & mask; p->blocks[i].at != 0; i = (i + 1) & mask) {
        size_t home = block_home(p->blocks[i].at, p->block_slots);
        if (((i - home) & mask) >= ((i - gap) & mask)) {
            p->blocks[gap] = p->blocks[i];
            gap = i;
        }
    }
    p->blocks[gap].at = 0;
    p->block_count--;
    return true;
}

/* ---- the allocator ---- */

static _Atomic(uint32_t) *filter_of(RmapProfile *p, const void *block)
{
    return &p->filter[rmap_hash_mix((uint64_t)(uintptr_t)block) >> 52];
}

_Static_assert(FILTER == 1 << (64 - 52), "the filter is indexed by the high bits");

/* What called the allocator: the stack without this function, sample and profile_alloc,
 * which therefore must be calls. */
__attribute__((noinline)) static size_t stack_take(void **stack)
{
#if defined(__GLIBC__)
    enum { OURS = 3 };
    void *frames[MAX_DEPTH + OURS];
    int depth = backtrace(frames, MAX_DEPTH + OURS);
    size_t kept = depth > OURS ? (size_t)depth - OURS : 0;

    memcpy(stack, frames + OURS, kept * sizeof *stack);
    return kept;
#else
    (void)stack;
    return 0;
#endif
}

__attribute__((noinline)) static void sample(RmapProfile *p, void *block, size_t size)
{
    Site site = { .size = size };
    size_t number = 0;

    site.depth = stack_take(site.stack);
    pthread_mutex_lock(&p->mutex);
    p->samples++;
    if (site_find(p, &site, &number) && block_add(p, (uintptr_t)block, number)) {
        p->sites[number].allocs++;
        atomic_fetch_add(filter_of(p, block), 1);
    } else {
        p->lost++;
    }
    atomic_store(&p->left, distance_draw(p));
    pthread_mutex_unlock(&p->mutex);
}

static void *profile_alloc(void *ctx, size_t size)
{
    RmapProfile *p = ctx;
    void *block = rmap_block_take(&p->inner, size);
    int64_t was;

    if (block == NULL)
        return NULL;
    was = atomic_fetch_sub(&p->left, (int64_t)size);
    if ((was > 0 && was <= (int64_t)size) || p->rate == 1)
        sample(p, block, size);
    return block;
}

static void profile_free(void *ctx, void *block, size_t size)
{
    RmapProfile *p = ctx;
    size_t site = 0;

    if (atomic_load(filter_of(p, block)) != 0) {
        pthread_mutex_lock(&p->mutex);
        if (block_remove(p, (uintptr_t)block, &site)) {
            p->sites[site].frees++;
            atomic_fetch_sub(filter_of(p, block), 1);
        }
        pthread_mutex_unlock(&p->mutex);
    }
    rmap_block_give(&p->inner, block, size);
}

RmapAllocator rmap_profile_allocator(RmapProfile *p)
{
    RmapAllocator a = { p, profile_alloc, profile_free };

    return a;
}

/* ---- reports ---- */

RmapProfileSums rmap_profile_sums(RmapProfile *p)
{
    RmapProfileSums sums = { 0 };

    pthread_mutex_lock(&p->mutex);
    for (size_t i = 0; i < p->site_count; i++) {
        const Site *s = &p->sites[i];
        double each = weight(p, s->size);
        double use = (double)(s->allocs - s->frees);
        sums.alloc_objects += each * (double)s->allocs;
        sums.alloc_bytes += each * (double)s->allocs * (double)s->size;
        sums.use_objects += each * use;
        sums.use_bytes += each * use * (double)s->size;
    }
    sums.samples = p->samples;
    sums.sites = p->site_count;
    sums.lost = p->lost;
    pthread_mutex_unlock(&p->mutex);
    return sums;
}

/* One line: objects and bytes in use, those ever allocated, and where. */
static void write_counts(RmapSink *sink, size_t objects, size_t bytes,
                         size_t all_objects, size_t all_bytes)
{
    rmap_sink_format(sink, "%zu: %zu [%zu: %zu] @", objects, bytes, all_objects,
                     all_bytes);
}

static void write_sites(const RmapProfile *p, RmapSink *sink)
{
    size_t objects = 0;
    size_t bytes = 0;
    size_t all_objects = 0;
    size_t all_bytes = 0;

    for (size_t i = 0; i < p->site_count; i++) {
        const Site *s = &p->sites[i];
        objects += s->allocs - s->frees;
        bytes += (s->allocs - s->frees) * s->size;
        all_objects += s->allocs;
        all_bytes += s->allocs * s->size;
    }
    rmap_sink_text(sink, "heap profile: ");
    write_counts(sink, objects, bytes, all_objects, all_bytes);
    rmap_sink_format(sink, " heap_v2/%zu\n", p->rate);
    for (size_t i = 0; i < p->site_count; i++) {
        const Site *s = &p->sites[i];
        size_t use = s->allocs - s->frees;
        write_counts(sink, use, use * s->size, s->allocs, s->allocs * s->size);
        for (size_t f = 0; f < s->depth; f++)
            rmap_sink_format(sink, " 0x%llx",
                             (unsigned long long)(uintptr_t)s->stack[f]);
        rmap_sink_text(sink, s->depth == 0 ? " 0x0\n" : "\n");
    }
}

/* Where the program's parts are in memory, for the reader to find their symbols. */
static void write_memory_map(RmapSink *sink)
{
    FILE *maps = fopen("/proc/self/maps", "r");
    char line[512];

    rmap_sink_text(sink, "\nMAPPED_LIBRARIES:\n");
    if (maps == NULL)
        return;
    while (fgets(line, sizeof line, maps) != NULL)
        rmap_sink_text(sink, line);
    (void)fclose(maps);
}

bool rmap_profile_write(RmapProfile *p, RmapSink *sink)
{
    pthread_mutex_lock(&p->mutex);
    write_sites(p, sink);
    pthread_mutex_unlock(&p->mutex);
    write_memory_map(sink);
    return !sink->failed;
}
