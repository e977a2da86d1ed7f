/* Collisions of the shipped hashes on numbers as text, and owned keys: C23. */
#include "claim.h"
#include "rmap/hash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RMAP_NAME            lent
#define RMAP_KEY             const char *
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

#define RMAP_NAME        owned
#define RMAP_KEY         const char *
#define RMAP_VALUE       uint64_t
#define RMAP_OWN_STRINGS 1
#include "rmap/hmap.h"

/* The share of n hashes that fall into a place already taken, of 16 n places: 3.1 % for
 * a hash that is as good as chance. */
static double collisions(const uint64_t *hashes, size_t n)
{
    size_t places = 16 * n, taken = 0;
    unsigned char *seen = (unsigned char *)calloc(places, 1);

    for (size_t i = 0; seen != NULL && i < n; i++) {
        size_t at = (size_t)(hashes[i] % places);
        taken += seen[at];
        seen[at] = 1;
    }
    free(seen);
    return 100 * (double)taken / (double)n;
}

static uint64_t sum_of_digits(const char *text)
{
    uint64_t hash = 0;

    while (*text != '\0')
        hash = hash * 31 + (unsigned char)*text++;
    return hash;
}

typedef struct Bytes {
    double lent, owned;
} Bytes;

static Bytes key_bytes(size_t n)
{
    Counter of_lent, of_owned;
    RmapOptions options = counted(&of_lent);
    lent *a = lent_make_with(n, &options);
    owned *b;
    char *texts = (char *)calloc(n, 16);
    Bytes bytes = { 0, 0 };

    options = counted(&of_owned);
    b = owned_make_with(n, &options);
    for (size_t i = 0; texts != NULL && i < n; i++) {
        char *text = texts + 16 * i;
        snprintf(text, 16, "%015u", (unsigned)i);
        lent_put(a, text, i);
        owned_put(b, text, i);
    }
    bytes.lent = (double)of_lent.held / (double)n;
    bytes.owned = (double)of_owned.held / (double)n;
    lent_free(a);
    owned_free(b);
    free(texts);
    return bytes;
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    size_t n = sized(&e, 1 << 18, 1 << 11);
    uint64_t *hashes = (uint64_t *)calloc(n, sizeof *hashes);
    double text, integer, simple, copies, chance = 0;
    Bytes bytes = key_bytes(n);
    char digits[24];

    if (hashes == NULL)
        return 1;
    for (size_t i = 0; i < n; i++) {
        snprintf(digits, sizeof digits, "%zu", i);
        hashes[i] = rmap_hash_string(digits, 0);
    }
    text = collisions(hashes, n);
    for (size_t i = 0; i < n; i++)
        hashes[i] = rmap_hash_u64(i, 0);
    integer = collisions(hashes, n);
    for (size_t i = 0; i < n; i++) {
        snprintf(digits, sizeof digits, "%zu", i);
        hashes[i] = sum_of_digits(digits);
    }
    simple = collisions(hashes, n);
    for (size_t i = 0; i < n; i++)
        chance += 100.0 * (double)i / (double)(16 * n) / (double)n;
    free(hashes);
    copies = 1 + (bytes.owned - bytes.lent) / 16;
    claim(
        &e, "C23",
        "Numbers as text: their hash collides (12.7 %), an integer hash does not (0.9 "
        "%); each key string lives in 3.2 copies");
    figure(&e, "0 to %zu in 16 times as many places: chance alone gives %.2f %%", n - 1,
           chance);
    figure(&e, "rmap_hash_string of their texts %.2f %%, rmap_hash_u64 %.2f %%", text,
           integer);
    figure(&e, "a hash of 31 times and plus: %.2f %%", simple);
    figure(&e,
           "15-character keys: %.1f bytes an entry of a map that borrows them, %.1f of "
           "one "
           "that owns them: each text lives in %.1f copies, the user's included",
           bytes.lent, bytes.owned, copies);
    verdict(
        &e,
        text > 2 * integer && copies > 3                           ? HOLDS
        : text > 2 * integer || copies > 3 || simple > 2 * integer ? PARTLY
                                                                   : FAILS,
        "text collides %.2f times as often as integers with the shipped hashes, and a "
        "key lives in %.1f copies",
        text / integer, copies);
    return experiment_end(&e);
}
