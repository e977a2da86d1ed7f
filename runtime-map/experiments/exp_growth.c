/* When a map grows, what a hint saves, and the peaks: A4, A5, A9, C9, C11, C17. */
#include "claim.h"
#include "intmap.h"

#include <stdio.h>

static size_t buckets_of(const intmap *m)
{
    return m->h.buckets == NULL ? 0 : (size_t)1 << m->h.B;
}

typedef struct Growth {
    size_t growths;
    size_t first;   /* entries when it grew for the first time, or 0 */
    size_t buckets; /* at the end */
    size_t peak, held;
} Growth;

/* Puts n entries; with a chart's name, draws the number of buckets. */
static Growth grown(size_t n, size_t hint, const char *name, const char *series)
{
    Growth g = { 0, 0, 0, 0, 0 };
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m;
    size_t before;

    m = intmap_make_with(hint, &options);
    before = buckets_of(m);
    if (name != NULL)
        point(name, series, 0, (double)before);
    for (size_t i = 0; i < n; i++) {
        intmap_put(m, number(i), i);
        if (before != 0 && buckets_of(m) != before) {
            g.growths++;
            if (g.first == 0)
                g.first = i + 1;
        }
        if (buckets_of(m) != before && name != NULL)
            point(name, series, (double)(i + 1), (double)buckets_of(m));
        before = buckets_of(m);
    }
    if (name != NULL)
        point(name, series, (double)n, (double)before);
    g.buckets = before;
    g.peak = counter.peak;
    g.held = counter.held;
    intmap_free(m);
    return g;
}

/* The median of some runs of nothing but making and putting. */
static double time_of(size_t n, size_t hint, size_t runs)
{
    double spent[51];
    uint64_t key = 0;

    for (size_t run = 0; run < runs; run++) {
        double start = clock_now();
        size_t maps = 20000 / n + 1;
        for (size_t turn = 0; turn < maps; turn++) {
            intmap *m = intmap_make(hint);
            for (size_t i = 0; i < n; i++)
                intmap_put(m, number(key++), i);
            intmap_free(m);
        }
        spent[run] = (clock_now() - start) / (double)maps;
    }
    return median_of(spent, runs);
}

static void growth_steps(Experiment *e)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = intmap_make_with(1000, &options);
    size_t made = buckets_of(m), n = 7000;
    Growth g;

    intmap_free(m);
    claim(e, "A4",
          "Growth at load factor 6.5; hint = 1000 gives 1,024 buckets and 6,700 keys "
          "then "
          "grow to 2,048, half of them idle");
    chart("growth_steps", "steps", "Buckets while a map fills, by hint", "entries",
          "buckets");
    grown(n, 0, "growth_steps", "no hint");
    g = grown(n, 1000, "growth_steps", "hint 1000");
    grown(n, 6700, "growth_steps", "hint 6700");
    figure(e, "make(1000) gives %zu buckets", made);
    figure(e, "it grows for the first time at entry %zu: %.2f entries a bucket",
           g.first, (double)(g.first - 1) / (double)made);
    figure(e, "%zu buckets at %zu entries: %.0f %% of the slots are idle", g.buckets, n,
           100.0 - 100.0 * (double)n / (double)(g.buckets * RMAP_SLOTS));
    verdict(e,
            made == 1024                     ? HOLDS
            : (g.first - 1) * 2 == made * 13 ? PARTLY
                                             : FAILS,
            "the load factor is %.2f; the numbers of buckets are %s",
            (double)(g.first - 1) / (double)made, made == 1024 ? "right" : "wrong");
}

static void idle_by_hint(Experiment *e)
{
    size_t n = sized(e, 100000, 10000);
    static const size_t hints[] = { 0, 1000, 8000, 100000 };
    double idle[4];

    claim(e, "A5",
          "100,000 inserts: hint 1000 gives 2,048 buckets, 48.8 % idle, +16.2 KB; hint "
          "8000 gives 8,192, 2.1 %, +0.6 KB");
    chart("hints", "steps", "Buckets while 100,000 entries come, by hint", "entries",
          "buckets");
    for (int i = 0; i < 4; i++) {
        char series[32];
        Growth g;
        snprintf(series, sizeof series, "hint %zu", hints[i]);
        g = grown(n, hints[i], "hints", series);
        idle[i] = 100.0 - 100.0 * (double)n / (double)(g.buckets * RMAP_SLOTS);
        figure(e,
               "hint %zu: %zu growths, %zu buckets, %.1f %% of the slots idle, %zu "
               "bytes at the end, %zu at the peak",
               hints[i], g.growths, g.buckets, idle[i], g.held, g.peak);
    }
    verdict(
        e, idle[1] > idle[2] + 10 ? HOLDS : FAILS,
        "the idle share after %zu inserts is %.1f %% with hint 1000 and %.1f %% with "
        "8000: a hint saves growths, not slots",
        n, idle[1], idle[2]);
}

static size_t power_of_two(double least)
{
    size_t n = 1;

    while ((double)n < least)
        n *= 2;
    return n;
}

static void advice(Experiment *e)
{
    size_t outer = power_of_two(200 / 0.75), inner = power_of_two(16 / 0.75);
    Growth advised = grown(200, outer, NULL, NULL), known = grown(200, 200, NULL, NULL);
    Growth of_16 = grown(16, 16, NULL, NULL), cases = grown(16, inner, NULL, NULL);

    claim(e, "A9",
          "Capacity from static analysis: outer = number of known ids (200), inner = "
          "cases "
          "of the status switch (at most 16), divided by load factor 0.75, rounded up "
          "to a "
          "power of two: 512 and 16");
    figure(e, "the formula gives %zu for 200 ids and %zu for 16 cases", outer, inner);
    figure(e,
           "200 entries with hint %zu: %zu growths, %zu bytes; with hint 200: %zu "
           "growths, %zu bytes",
           outer, advised.growths, advised.held, known.growths, known.held);
    figure(e,
           "16 entries with hint %zu: %zu growths, %zu bytes; with hint 16: %zu "
           "growths, %zu bytes",
           inner, cases.growths, cases.held, of_16.growths, of_16.held);
    verdict(
        e,
        advised.growths > 0 || cases.growths > 0          ? FAILS
        : known.growths == 0 && known.held < advised.held ? PARTLY
                                                          : HOLDS,
        "with the formula nothing grows, but the bare count %s: this map applies its "
        "load factor to the hint itself; %zu bytes more for 200 ids, %zu for 16 cases",
        known.growths + of_16.growths == 0 ? "is enough" : "is not enough",
        advised.held - known.held, cases.held - of_16.held);
}

static void peak(Experiment *e)
{
    size_t n = sized(e, 500000, 5000), last = 0;
    Counter counter;
    RmapOptions options = counted(&counter);
    double most = 0, after = 0, before = 0;
    intmap *m = intmap_make_with(0, &options);

    claim(e, "C9", "Growth doubles memory for a while: 1.75 times at the peak");
    chart("peak", "log-x log-y steps", "Bytes held while a map grows", "entries",
          "bytes");
    for (size_t i = 0; i < n; i++) {
        intmap_put(m, number(i), i);
        if (i > 1000 && before > 0 && (double)counter.held / before > most)
            most = (double)counter.held / before;
        if (counter.held != last && i > 100)
            point("peak", "hmap", (double)(i + 1), (double)counter.held);
        if (i > 1000 && counter.held < last &&
            (double)last / (double)counter.held > after)
            after = (double)last / (double)counter.held;
        before = (double)(last = counter.held);
    }
    intmap_free(m);
    figure(e, "the largest step: %.2f times the bytes held before it", most);
    figure(e, "at the peak of a growth %.2f times the bytes held when it is done",
           after);
    verdict(
        e,
        most > 1.6 && most < 1.9     ? HOLDS
        : after > 1.6 && after < 1.9 ? PARTLY
                                     : FAILS,
        "old and new array together are %.2f times the old one and %.2f times the new, "
        "until the last bucket has moved",
        most, after);
}

static void presized(Experiment *e)
{
    size_t n = sized(e, 262144, 4096), runs = sized(e, 7, 1);
    Growth without = grown(n, 0, NULL, NULL), with = grown(n, n, NULL, NULL);
    double slow = time_of(n, 0, runs), fast = time_of(n, n, runs);

    claim(
        e, "C11",
        "Pre-sizing 262,144 instead of the default: 17 growths and 42 ms become 0 and "
        "8.3 ms");
    figure(e, "%zu entries without a hint: %zu growths, %.1f ms", n, without.growths,
           slow / 1e6);
    figure(e, "with it: %zu growths, %.1f ms", with.growths, fast / 1e6);
    verdict(e,
            with.growths > 0 || fast >= slow ? FAILS
            : slow / fast >= 3               ? HOLDS
                                             : PARTLY,
            "%zu growths become %zu; %.1f times faster, where 5 times is claimed",
            without.growths, with.growths, slow / fast);
}

static void where_it_pays(Experiment *e)
{
    static const size_t sizes[] = { 2,  4,  8,  10, 12, 14,  16,  20,  24,
                                    32, 48, 64, 80, 96, 100, 128, 256, 512 };
    size_t runs = sized(e, 15, 1), pays = 0;
    double at_100 = 0;

    claim(e, "C17", "Give a size from 100 entries on");
    chart("hint_pays", "log-x", "Time without a hint over time with it", "entries",
          "times slower");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double ratio = time_of(sizes[i], 0, runs) / time_of(sizes[i], sizes[i], runs);
        point("hint_pays", "hmap", (double)sizes[i], ratio);
        if (ratio < 1.1)
            pays = 0;
        else if (pays == 0)
            pays = sizes[i];
        if (sizes[i] == 100)
            at_100 = ratio;
    }
    figure(e, "without a hint 100 entries take %.2f times the time", at_100);
    figure(e, "from %zu entries on a hint always saves 10 %% or more", pays);
    verdict(e,
            at_100 < 1.1                ? FAILS
            : pays >= 64 && pays <= 128 ? HOLDS
                                        : PARTLY,
            "it pays at 100, and %s",
            pays > 0 && pays < 64 ? "already earlier" : "about there");
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    growth_steps(&e);
    idle_by_hint(&e);
    advice(&e);
    peak(&e);
    presized(&e);
    where_it_pays(&e);
    return experiment_end(&e);
}
