/* A map in a file: C13. */
/* needs: rmap/frozen.h */
#include "claim.h"
#include "intmap.h"

#define RMAP_NAME  codes
#define RMAP_KEY   uint64_t
#define RMAP_VALUE uint64_t
#include "rmap/frozen.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ns a lookup of n keys in random order. */
#define LOOKUPS_OF(name)                                                               \
    static double lookups_of_##name(const name *m, size_t n)                           \
    {                                                                                  \
        double start = clock_now();                                                    \
        uint64_t sum = 0;                                                              \
        for (size_t i = 0; i < n; i++) {                                               \
            const uint64_t *value = name##_get(m, number(number(i) % n));              \
            sum += value == NULL ? 0 : *value;                                         \
        }                                                                              \
        keep(sum);                                                                     \
        return (clock_now() - start) / (double)n;                                      \
    }

LOOKUPS_OF(intmap)
LOOKUPS_OF(codes)

static void measure(Experiment *e, const char *path, size_t n)
{
    uint64_t *keys = (uint64_t *)calloc(n, sizeof *keys);
    uint64_t *values = (uint64_t *)calloc(n, sizeof *values);
    Counter of_map, of_file;
    RmapOptions options = counted(&of_map);
    intmap *m = intmap_make_with(n, &options);
    RmapFrozenError error = { RMAP_FROZEN_FINE, 0, "" };
    double start, filled, checked, unchecked, slow, fast;
    codes *c;

    start = clock_now();
    for (size_t i = 0; keys != NULL && values != NULL && i < n; i++) {
        keys[i] = number(i);
        values[i] = i;
        intmap_put(m, keys[i], i);
    }
    filled = clock_now() - start;
    fast = lookups_of_intmap(m, n);
    claim(e, "C13",
          "A read-only map serialised to a file and memory-mapped costs no heap and no "
          "collection");
    if (!codes_write(path, keys, values, n, NULL, &error)) {
        figure(e, "cannot write: %s", error.text);
        verdict(e, FAILS, "there is no file to map");
    } else {
        options = counted(&of_file);
        start = clock_now();
        c = codes_open(path, RMAP_FROZEN_CHECK, &options, &error);
        checked = clock_now() - start;
        codes_free(c);
        start = clock_now();
        c = codes_open(path, RMAP_FROZEN_NO_SUM, &options, &error);
        unchecked = clock_now() - start;
        slow = lookups_of_codes(c, n);
        figure(e, "%zu entries: hmap holds %zu bytes of heap, the opened file %zu", n,
               of_map.held, of_file.held);
        figure(
            e,
            "filling hmap took %.2f ms; opening took %.3f ms with the sum of the file "
            "checked, %.3f ms without",
            filled / 1e6, checked / 1e6, unchecked / 1e6);
        figure(e, "a lookup takes %.1f ns in the file, %.1f ns in hmap", slow, fast);
        verdict(
            e, of_file.held * 100 < of_map.held ? HOLDS : FAILS,
            "%zu bytes of heap; a lookup takes %.2f times hmap's, and pages are shared "
            "by all processes that map it",
            of_file.held, slow / fast);
        codes_free(c);
    }
    intmap_free(m);
    free(keys);
    free(values);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    char path[] = "/tmp/rmap-experiment-XXXXXX";
    int file = mkstemp(path);

    if (file < 0)
        return 1;
    close(file);
    measure(&e, path, sized(&e, 500000, 2000));
    unlink(path);
    return experiment_end(&e);
}
