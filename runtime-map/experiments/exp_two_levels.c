/* Maps of maps: A2, A15, A17. */
/* needs: rmap/nested.h */
#include "claim.h"
#include "intmap.h"

#include <stdlib.h>

#define RMAP_NESTED          tenants
#define RMAP_INNER           intmap
#define RMAP_KEY             uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_HASH_AVALANCHES 1
#include "rmap/nested.h"

typedef struct Pair {
    uint64_t tenant, id;
} Pair;

#define RMAP_NAME            pairs
#define RMAP_KEY             Pair
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((key).tenant ^ rmap_hash_mix((key).id), seed)
#define RMAP_EQUAL(a, b)     ((a).tenant == (b).tenant && (a).id == (b).id)
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"

#define RMAP_NAME            outermap
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           intmap *
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

enum { INNER = 16 };

typedef struct Misuse {
    double time;            /* ns */
    size_t held, reachable; /* inner maps */
} Misuse;

/* Each round gives each of 10 outer keys a new inner map and fills it; the one that was
 * there is forgotten. Here it is remembered, to be freed when all was measured. */
static Misuse remade(size_t rounds)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    outermap *m = outermap_make(10);
    intmap **all = (intmap **)calloc(rounds * 10, sizeof(intmap *));
    Misuse result = { 0, 0, 0 };
    double start = clock_now();

    for (size_t i = 0; all != NULL && i < rounds * 10; i++) {
        all[i] = intmap_make_with(0, &options);
        for (uint64_t j = 0; j < INNER; j++)
            intmap_put(all[i], j, i);
        outermap_put(m, i % 10, all[i]);
    }
    result.time = clock_now() - start;
    result.held = counter.held;
    for (size_t i = 0; all != NULL && i < rounds * 10; i++)
        intmap_free(all[i]);
    result.reachable = outermap_len(m);
    outermap_free(m);
    free(all);
    return result;
}

/* The same work with a nested map, cleared after each round. */
static Misuse reused(size_t rounds)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    tenants *m = tenants_make_with(10, &options);
    Misuse result = { 0, 0, 0 };
    double start = clock_now();

    for (size_t i = 0; i < rounds * 10; i++) {
        intmap *inner;
        if (i % 10 == 0)
            tenants_clear(m);
        inner = tenants_inner(m, i % 10);
        for (uint64_t j = 0; j < INNER; j++)
            intmap_put(inner, j, i);
    }
    result.time = clock_now() - start;
    result.held = counter.held;
    result.reachable = tenants_len(m);
    tenants_free(m);
    return result;
}

/* Bytes that are still held when the inner map of one key was done away with. */
static size_t after_nil(Counter *counter, bool by_delete, size_t *length)
{
    RmapOptions options = counted(counter);
    outermap *m = outermap_make(0);
    intmap *inner = intmap_make_with(0, &options);
    size_t held;

    intmap_put(inner, 1, 1);
    outermap_put(m, 7, inner);
    if (by_delete)
        outermap_delete(m, 7);
    else
        outermap_put(m, 7, NULL);
    held = counter->held;
    *length = outermap_len(m);
    intmap_free(inner);
    outermap_free(m);
    return held;
}

static void replaced(Experiment *e)
{
    size_t rounds = sized(e, 2000, 20), length_of_nil, length_of_delete;
    Misuse worse = remade(rounds), better = reused(rounds);
    Counter counter;
    size_t nil = after_nil(&counter, false, &length_of_nil);
    size_t gone = after_nil(&counter, true, &length_of_delete);

    claim(e, "A2",
          "outer[k] = make(...) in a loop, never reusing or clearing the inner map, is "
          "the "
          "typical misuse; outer[k] = nil frees nothing; delete(outer, k) leaks the "
          "inner "
          "map");
    figure(e,
           "%zu inner maps made over 10 keys: %zu bytes held, %zu maps reachable, %.2f "
           "us each",
           rounds * 10, worse.held, worse.reachable,
           worse.time / (double)(rounds * 10) / 1e3);
    figure(e,
           "the same with rmap/nested.h, cleared and reused: %zu bytes held, %.2f us",
           better.held, better.time / (double)(rounds * 10) / 1e3);
    figure(e, "a nil stored over an inner map: %zu bytes held, len %zu", nil,
           length_of_nil);
    figure(e, "its key deleted: %zu bytes held, len %zu", gone, length_of_delete);
    verdict(
        e,
        worse.held > 2 * better.held && nil > 0 && gone > 0   ? HOLDS
        : worse.held > 2 * better.held || nil > 0 || gone > 0 ? PARTLY
                                                              : FAILS,
        "in C each is a real leak where nobody owns the inner map; remaking costs %.1f "
        "times the time and %.0f times the bytes after %zu rounds",
        worse.time / better.time, (double)worse.held / (double)better.held, rounds);
}

typedef struct Layout {
    double put, get, clear_one; /* ns; of one tenant */
    double bytes;               /* an entry */
} Layout;

/* `tenants_count` tenants with `each` entries. */
static Layout two_levels(size_t tenants_count, size_t each)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    tenants *m = tenants_make_with(0, &options);
    size_t n = tenants_count * each;
    double start = clock_now();
    uint64_t sum = 0;
    Layout l;

    for (size_t i = 0; i < n; i++)
        tenants_put(m, i % tenants_count, i / tenants_count, i);
    l.put = (clock_now() - start) / (double)n;
    l.bytes = (double)counter.held / (double)n;
    start = clock_now();
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)(number(i) % n);
        sum += *tenants_get(m, k % tenants_count, k / tenants_count);
    }
    l.get = (clock_now() - start) / (double)n;
    keep(sum);
    start = clock_now();
    tenants_delete_inner(m, 3);
    l.clear_one = clock_now() - start;
    tenants_free(m);
    return l;
}

/* With one level all entries must be looked at to clear a tenant. */
static Layout one_level(size_t tenants_count, size_t each)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    pairs *m = pairs_make_with(0, &options);
    size_t n = tenants_count * each;
    double start = clock_now();
    uint64_t sum = 0;
    pairs_iter it;
    Layout l;

    for (size_t i = 0; i < n; i++) {
        Pair key = { i % tenants_count, i / tenants_count };
        pairs_put(m, key, i);
    }
    l.put = (clock_now() - start) / (double)n;
    l.bytes = (double)counter.held / (double)n;
    start = clock_now();
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)(number(i) % n);
        Pair key = { k % tenants_count, k / tenants_count };
        sum += *pairs_get(m, key);
    }
    l.get = (clock_now() - start) / (double)n;
    keep(sum);
    start = clock_now();
    pairs_iter_init(&it, m);
    while (pairs_next(&it))
        if (it.key->tenant == 3)
            pairs_delete(m, *it.key);
    l.clear_one = clock_now() - start;
    pairs_free(m);
    return l;
}

static void say_layout(Experiment *e, const char *name, Layout l)
{
    figure(e,
           "%s: put %.0f ns, get %.0f ns, %.1f bytes an entry, one tenant cleared in "
           "%.1f us",
           name, l.put, l.get, l.bytes, l.clear_one / 1e3);
}

static void two_part_key(Experiment *e)
{
    size_t tenants_count = sized(e, 200, 20), each = sized(e, 500, 20);
    Layout two = two_levels(tenants_count, each), one = one_level(tenants_count, each);

    claim(e, "A15",
          "Prefer one map with a two-part key (map[[2]string]int) to two levels");
    say_layout(e, "two levels", two);
    say_layout(e, "one level, two-part key", one);
    verdict(
        e,
        one.get < two.get && one.put < two.put && one.clear_one < two.clear_one ? HOLDS
        : one.get < two.get || one.put < two.put                                ? PARTLY
                                                                                : FAILS,
        "one level takes %.2f of the time of a get, %.2f of a put, %.2f of the bytes, "
        "and %.0f times the time to clear one tenant",
        one.get / two.get, one.put / two.put, one.bytes / two.bytes,
        one.clear_one / two.clear_one);
}

static void ownership(Experiment *e)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    tenants *m = tenants_make_with(0, &options);
    const uint64_t *value;
    size_t before, one;

    for (uint64_t i = 0; i < 100; i++)
        tenants_put(m, i % 10, i, i);
    value = tenants_get(m, 3, 3);
    keep(*value);
    before = counter.blocks;
    tenants_delete_inner(m, 3); /* `value` is still there, and dead */
    one = counter.blocks;
    tenants_free(m);
    claim(e, "A17",
          "Roots reach a value through three pointers; keeping any keeps all");
    figure(e,
           "a value of tenant 3 is kept; blocks: %zu, %zu when the tenant was deleted, "
           "%zu when the map was freed",
           before, one, counter.blocks);
    verdict(e, one < before && counter.blocks == 0 ? FAILS : HOLDS,
            "%s: the map of maps owns the inner maps and they their entries; a pointer "
            "into one owns nothing",
            counter.blocks == 0 ? "nothing was kept" : "something was kept");
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    replaced(&e);
    two_part_key(&e);
    ownership(&e);
    return experiment_end(&e);
}
