/* What the type of the key costs: C6, C10, C18. */
#include "claim.h"
#include "intmap.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct View {
    const char *text;
    size_t size;
} View;

typedef struct Padded {
    int8_t kind;
    int64_t id;
} Padded;

static uint64_t hash_view(View v, uint64_t seed)
{
    return rmap_hash_bytes(v.text, v.size, seed);
}

static bool same_view(View a, View b)
{
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

#define RMAP_NAME            viewmap
#define RMAP_KEY             View
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) hash_view(key, seed)
#define RMAP_EQUAL(a, b)     same_view(a, b)
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"

#define RMAP_NAME  paddedmap
#define RMAP_KEY   Padded
#define RMAP_VALUE uint64_t
#define RMAP_HASH(key, seed)                                                           \
    rmap_hash_u64((uint64_t)(key).id ^ (uint64_t)(key).kind, seed)
#define RMAP_EQUAL(a, b)     ((a).id == (b).id && (a).kind == (b).kind)
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"

#define RMAP_NAME            boxmap
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t *
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"

/* Bytes an entry of n entries, `statement` putting entry i, when all room was asked for
 * at once. */
#define BYTES_OF(name, statement)                                                      \
    static double bytes_of_##name(size_t n, size_t *blocks)                            \
    {                                                                                  \
        Counter counter;                                                               \
        RmapOptions options = counted(&counter);                                       \
        name *m = name##_make_with(n, &options);                                       \
        for (size_t i = 0; i < n; i++) {                                               \
            statement;                                                                 \
        }                                                                              \
        *blocks = counter.blocks;                                                      \
        name##_free(m);                                                                \
        return (double)counter.peak / (double)n;                                       \
    }

static View view_of(size_t i)
{
    static char texts[1 << 20];
    char *at = texts + i * 16 % sizeof texts;
    uint64_t bits = number(i);
    View view = { at, 16 };

    for (size_t j = 0; j < 16; j++, bits >>= 4)
        at[j] = "0123456789abcdef"[bits & 15];
    return view;
}

/* What malloc takes for a block of 8 bytes, its own header included. */
static size_t box_size(void)
{
    void *box = malloc(sizeof(uint64_t));
    size_t size = malloc_usable_size(box) + sizeof(size_t);

    free(box);
    return size;
}

static Padded padded_of(size_t i)
{
    Padded key = { (int8_t)(i & 7), (int64_t)number(i) };

    return key;
}

BYTES_OF(intmap, intmap_put(m, number(i), i))
BYTES_OF(viewmap, viewmap_put(m, view_of(i), i))
BYTES_OF(paddedmap, paddedmap_put(m, padded_of(i), i))
BYTES_OF(boxmap, boxmap_put(m, number(i), NULL))

static void by_type(Experiment *e)
{
    size_t n = sized(e, 53000, 800), blocks; /* near the full load of a power of two */
    double plain = bytes_of_intmap(n, &blocks), view = bytes_of_viewmap(n, &blocks);
    double padded = bytes_of_paddedmap(n, &blocks), box = bytes_of_boxmap(n, &blocks);
    double boxed = box + (double)box_size();

    claim(e, "C6",
          "String keys cost 16 bytes a slot; struct keys with padding waste (byte + "
          "int64 "
          "= 16, 7 idle); boxed values add 16 bytes and an allocation");
    figure(e, "8-byte key and value: %.1f bytes an entry", plain);
    figure(e, "a text behind pointer and length: %.1f, without the text; sizeof is %zu",
           view, sizeof(View));
    figure(e, "struct of a byte and an int64: %.1f; sizeof is %zu, %zu of them used",
           padded, sizeof(Padded), sizeof(int8_t) + sizeof(int64_t));
    figure(e, "a boxed value: %.1f, and with its block %.1f", box, boxed);
    verdict(
        e,
        sizeof(View) == 16 && sizeof(Padded) == 16 && padded > plain + 8 &&
                view > plain + 8
            ? HOLDS
        : padded > plain ? PARTLY
                         : FAILS,
        "padding costs %.1f bytes an entry, a text key %.1f and its text, a box %.1f",
        padded - plain, view - plain, boxed - plain);
}

/* ---- C10 ---- */

static size_t linear(const uint64_t *keys, size_t n, uint64_t key)
{
    for (size_t i = 0; i < n; i++)
        if (keys[i] == key)
            return i;
    return n;
}

/* ns a lookup, of present keys in random order. */
static double small_lookups(size_t n, bool array, size_t runs)
{
    static uint64_t queries[4096];
    uint64_t keys[256];
    intmap *m = intmap_make(n);
    double spent[51];

    for (size_t i = 0; i < n; i++)
        intmap_put(m, keys[i] = number(i), i);
    for (size_t run = 0; run < runs; run++) {
        uint64_t sum = 0;
        double start;
        for (size_t i = 0; i < 4096; i++)
            queries[i] = keys[number(run * 4096 + i + 1000) % n];
        start = clock_now();
        for (size_t i = 0; i < 4096; i++)
            sum += array ? linear(keys, n, queries[i]) : *intmap_get(m, queries[i]);
        spent[run] = (clock_now() - start) / 4096;
        keep(sum);
    }
    intmap_free(m);
    return median_of(spent, runs);
}

/* ns a lookup of the keys 0 to n-1, as text or as integers. */
static double text_lookups(size_t n, bool text)
{
    viewmap *views = viewmap_make(n);
    intmap *ints = intmap_make(n);
    View *keys = (View *)calloc(n, sizeof *keys);
    char *texts = (char *)calloc(n, 12);
    uint64_t sum = 0;
    double start;

    for (size_t i = 0; keys != NULL && texts != NULL && i < n; i++) {
        keys[i].text = texts + 12 * i;
        keys[i].size = (size_t)snprintf(texts + 12 * i, 12, "%u", (unsigned)i);
        viewmap_put(views, keys[i], i);
        intmap_put(ints, i, i);
    }
    start = clock_now();
    for (size_t i = 0; i < n; i++) {
        size_t k = (size_t)(number(i) % n);
        sum += text ? *viewmap_get(views, keys[k]) : *intmap_get(ints, k);
    }
    start = (clock_now() - start) / (double)n;
    keep(sum);
    viewmap_free(views);
    intmap_free(ints);
    free(keys);
    free(texts);
    return start;
}

static void small_and_numeric(Experiment *e)
{
    static const size_t sizes[] = { 1,  2,  3,  4,  6,  8,  10, 12,
                                    16, 20, 24, 32, 48, 64, 96, 128 };
    size_t runs = sized(e, 51, 3), n = sized(e, 200000, 2000), crossover = 0;
    double as_text = text_lookups(n, true), as_number = text_lookups(n, false);
    double at_8[2] = { 0, 0 };

    claim(e, "C10",
          "Keys that are numbers in text should be integers; fixed tiny maps (8 or "
          "fewer) "
          "should be arrays with linear search");
    chart("tiny", "log-x", "A lookup in a small map", "entries", "ns");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double array = small_lookups(sizes[i], true, runs);
        double map = small_lookups(sizes[i], false, runs);
        point("tiny", "array, linear search", (double)sizes[i], array);
        point("tiny", "hmap", (double)sizes[i], map);
        if (array < map)
            crossover = sizes[i];
        if (sizes[i] == 8)
            at_8[0] = array, at_8[1] = map;
    }
    figure(e, "at 8 entries: array %.1f ns, hmap %.1f ns; the array wins up to %zu",
           at_8[0], at_8[1], crossover);
    figure(e, "%zu keys as text %.1f ns a lookup, as integers %.1f ns", n, as_text,
           as_number);
    verdict(
        e,
        as_number < as_text && at_8[0] < at_8[1]   ? HOLDS
        : as_number < as_text || at_8[0] < at_8[1] ? PARTLY
                                                   : FAILS,
        "integers are %.1f times faster; the crossover is at %zu integer keys, and it "
        "is later for keys that are dear to hash",
        as_text / as_number, crossover);
}

/* ---- C18 ---- */

#define WIDE(bytes)                                                                    \
    typedef struct Wide##bytes {                                                       \
        uint64_t words[bytes / 8];                                                     \
    } Wide##bytes;                                                                     \
    static inline bool same##bytes(Wide##bytes a, Wide##bytes b)                       \
    {                                                                                  \
        return memcmp(&a, &b, sizeof a) == 0;                                          \
    }                                                                                  \
    static Wide##bytes key##bytes(size_t i)                                            \
    {                                                                                  \
        Wide##bytes key;                                                               \
        memset(&key, 0, sizeof key);                                                   \
        key.words[0] = number(i);                                                      \
        return key;                                                                    \
    }

WIDE(32)
WIDE(64)
WIDE(128)
WIDE(256)

#define RMAP_NAME            map32
#define RMAP_KEY             Wide32
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_bytes(&(key), sizeof(key), seed)
#define RMAP_EQUAL(a, b)     same32(a, b)
#include "rmap/hmap.h"

#define RMAP_NAME            map64
#define RMAP_KEY             Wide64
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_bytes(&(key), sizeof(key), seed)
#define RMAP_EQUAL(a, b)     same64(a, b)
#include "rmap/hmap.h"

#define RMAP_NAME            map128
#define RMAP_KEY             Wide128
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_bytes(&(key), sizeof(key), seed)
#define RMAP_EQUAL(a, b)     same128(a, b)
#include "rmap/hmap.h"

#define RMAP_NAME            map256
#define RMAP_KEY             Wide256
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_bytes(&(key), sizeof(key), seed)
#define RMAP_EQUAL(a, b)     same256(a, b)
#include "rmap/hmap.h"

BYTES_OF(map32, map32_put(m, key32(i), i))
BYTES_OF(map64, map64_put(m, key64(i), i))
BYTES_OF(map128, map128_put(m, key128(i), i))
BYTES_OF(map256, map256_put(m, key256(i), i))

static void wide_keys(Experiment *e)
{
    size_t n = sized(e, 26000, 400), blocks, in_bucket;
    double bytes;

    in_bucket = (size_t)map64_type.val_offset - (size_t)map64_type.key_offset;
    claim(e, "C18", "[64]byte keys make 512 bytes of keys a bucket");
    figure(e, "64-byte keys take %zu bytes of a bucket of %zu", in_bucket,
           map64_type.bucket_size);
    bytes = bytes_of_map32(n, &blocks);
    figure(e, "32-byte keys: %.1f bytes an entry, %zu blocks", bytes, blocks);
    bytes = bytes_of_map64(n, &blocks);
    figure(e, "64-byte keys: %.1f bytes an entry, %zu blocks", bytes, blocks);
    bytes = bytes_of_map128(n, &blocks);
    figure(e, "128-byte keys: %.1f bytes an entry, %zu blocks", bytes, blocks);
    bytes = bytes_of_map256(n, &blocks);
    figure(e, "256-byte keys: %.1f bytes an entry, %zu blocks", bytes, blocks);
    verdict(e, in_bucket == 512 ? HOLDS : FAILS,
            "%zu bytes; keys over 128 bytes are held by pointer, a block each",
            in_bucket);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    by_type(&e);
    small_and_numeric(&e);
    wide_keys(&e);
    return experiment_end(&e);
}
