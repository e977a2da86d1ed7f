/* What clear and iteration cost, by the size of the array: B2, B3, C22. */
#include "claim.h"
#include "intmap.h"

/* The cost of clearing a map that once had n entries and now has one. */
static double clear_sparse(size_t n, size_t runs)
{
    double spent[101];
    intmap *m = intmap_make(n);

    for (size_t run = 0; run < runs; run++) {
        double start;
        intmap_put(m, number(run), run);
        start = clock_now();
        intmap_clear(m);
        spent[run] = clock_now() - start;
    }
    intmap_free(m);
    return median_of(spent, runs);
}

static void cost_of_clear(Experiment *e)
{
    size_t small = 1000, large = sized(e, 1 << 20, 1 << 14), runs = sized(e, 101, 5);
    double least, most;

    claim(e, "B2", "clear is O(1), only the count is reset");
    chart("clear", "log-x log-y", "Clearing a map that has one entry", "room, entries",
          "ns");
    for (size_t n = small; n <= large; n *= 4)
        point("clear", "hmap", (double)n, clear_sparse(n, runs));
    least = clear_sparse(small, runs);
    most = clear_sparse(large, runs);
    figure(e, "one entry in room for %zu: %.0f ns; in room for %zu: %.0f ns", small,
           least, large, most);
    verdict(e, most < 4 * least ? HOLDS : FAILS,
            "%.0f times the room, %.0f times the time", (double)large / (double)small,
            most / least);
}

typedef struct Rounds {
    double time;  /* ns a round */
    double grown; /* resident bytes more */
    size_t asked; /* bytes a round of the allocator */
} Rounds;

typedef enum Manner { CLEAR, REMAKE, DROP } Manner;

/* Each round fills a map with 10,000 keys and then is done with them. DROP forgets the
 * map, as `m = nil` does; its blocks are given back after all was measured. */
static Rounds rounds_of(Manner manner, size_t rounds, intmap **dropped)
{
    Rounds result = { 0, 0, 0 };
    size_t before = resident();
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = intmap_make_with(0, &options);
    double start = clock_now();

    for (size_t round = 0; round < rounds; round++) {
        for (size_t i = 0; i < 10000; i++)
            intmap_put(m, number(i), i);
        if (manner == CLEAR) {
            intmap_clear(m);
            continue;
        }
        if (manner == REMAKE)
            intmap_free(m);
        else
            dropped[round] = m;
        m = intmap_make_with(0, &options);
    }
    result.time = (clock_now() - start) / (double)rounds;
    result.grown = (double)resident() - (double)before;
    result.asked = counter.bytes_asked / rounds;
    intmap_free(m);
    for (size_t round = 0; manner == DROP && round < rounds; round++)
        intmap_free(dropped[round]);
    return result;
}

static void three_manners(Experiment *e)
{
    static intmap *dropped[100];
    size_t rounds = sized(e, 1000, 10);
    Rounds clear = rounds_of(CLEAR, rounds, NULL);
    Rounds remake = rounds_of(REMAKE, rounds, NULL);
    Rounds drop = rounds_of(DROP, rounds / 10, dropped);

    claim(
        e, "B3",
        "Rounds of 10,000 keys: make(map, 0) 89 us pause and +42.3 MB, clear 12 us and "
        "+1.7 MB, m = nil 156 us and +58.9 MB");
    figure(
        e,
        "clear: %.0f us a round, %+.1f MB resident after %zu rounds, %zu bytes asked "
        "a round",
        clear.time / 1e3, clear.grown / 1e6, rounds, clear.asked);
    figure(e, "free and make: %.0f us, %+.1f MB, %zu bytes", remake.time / 1e3,
           remake.grown / 1e6, remake.asked);
    figure(e, "forget and make: %.0f us, %+.1f MB after only %zu rounds, %zu bytes",
           drop.time / 1e3, drop.grown / 1e6, rounds / 10, drop.asked);
    verdict(
        e,
        clear.time >= remake.time                                     ? FAILS
        : clear.asked * 2 < remake.asked && drop.grown > remake.grown ? HOLDS
                                                                      : PARTLY,
        "clear takes %.2f of the time of free and make; what is forgotten is lost in C "
        "and no collector brings it back",
        clear.time / remake.time);
}

/* A full iteration, in ns. */
static double iteration(const intmap *m, size_t runs)
{
    double spent[51];

    for (size_t run = 0; run < runs; run++) {
        double start = clock_now();
        uint64_t sum = 0;
        intmap_iter it;
        intmap_iter_init(&it, m);
        while (intmap_next(&it))
            sum += *it.value;
        spent[run] = clock_now() - start;
        keep(sum);
    }
    return median_of(spent, runs);
}

static void scan(Experiment *e)
{
    static const size_t sizes[] = { 1024, 65536 };
    size_t runs = sized(e, 51, 3);
    double full[2], sparse[2];

    claim(e, "C22", "Scanning buckets: 8.2 us for 1 k, 417 us for 64 k");
    for (int i = 0; i < 2; i++) {
        intmap *m = intmap_make(sizes[i]);
        for (size_t j = 0; j < sizes[i]; j++)
            intmap_put(m, number(j), j);
        full[i] = iteration(m, runs);
        for (size_t j = 1; j < sizes[i]; j++)
            intmap_delete(m, number(j));
        sparse[i] = iteration(m, runs);
        figure(e, "%zu entries: %.1f us; when one is left: %.1f us", sizes[i],
               full[i] / 1e3, sparse[i] / 1e3);
        intmap_free(m);
    }
    verdict(
        e,
        full[0] > 8200 * 2 || full[0] < 8200 / 2 || full[1] > 417e3 * 2 ||
                full[1] < 417e3 / 2
            ? PARTLY
            : HOLDS,
        "64 times the entries take %.0f times the time; emptying the map saves %.0f %% "
        "of it, for the buckets are still there",
        full[1] / full[0], 100 - 100 * sparse[1] / full[1]);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    cost_of_clear(&e);
    three_manners(&e);
    scan(&e);
    return experiment_end(&e);
}
