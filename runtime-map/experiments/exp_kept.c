/* What a map keeps of the memory it once had: A1, B1, B7, B9, C7, C8. */
#include "claim.h"
#include "intmap.h"

static intmap *filled(const RmapOptions *options, size_t n)
{
    intmap *m = intmap_make_with(0, options);

    for (size_t i = 0; i < n; i++)
        intmap_put(m, number(i), i);
    return m;
}

static void never_shrinks(Experiment *e, size_t n)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = filled(&options, n);
    size_t full = counter.held, emptied;

    for (size_t i = 0; i < n; i++)
        intmap_delete(m, number(i));
    emptied = counter.held;
    claim(e, "A1",
          "A map's bucket array never shrinks; entries deleted or inner maps replaced "
          "leave memory held");
    figure(e, "%zu entries: %zu bytes; after each was deleted: %zu bytes, %zu entries",
           n, full, emptied, intmap_len(m));
    verdict(e, emptied * 10 >= full * 9 ? HOLDS : FAILS,
            "%.0f %% of the bytes are kept", 100.0 * (double)emptied / (double)full);
    intmap_free(m);
}

static void clear_keeps(Experiment *e, size_t n)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = filled(&options, n);
    size_t full = counter.held, length, asked;
    bool writable;

    intmap_clear(m);
    length = intmap_len(m);
    asked = counter.asked;
    writable = intmap_put(m, 1, 1) && intmap_len(m) == 1;
    claim(e, "B1",
          "clear(m) keeps the buckets, len is 0, m is not nil and stays writable");
    figure(e, "%zu bytes before, %zu after clear, len %zu", full, counter.held, length);
    figure(e, "a put after clear %s and asked for %zu blocks",
           writable ? "succeeds" : "fails", counter.asked - asked);
    verdict(e, counter.held * 10 >= full * 9 && length == 0 && writable ? HOLDS : FAILS,
            "%.0f %% of the bytes are kept",
            100.0 * (double)counter.held / (double)full);
    intmap_free(m);
}

/* Buckets that are reached from another one. */
static size_t overflow_in_use(const intmap *m)
{
    size_t count = 0;

    for (size_t i = 0; i < (size_t)1 << m->h.B; i++) {
        const unsigned char *b = m->h.buckets + i * intmap_type.bucket_size;
        for (b = rmap_bucket_overflow(&intmap_type, b); b != NULL;
             b = rmap_bucket_overflow(&intmap_type, b))
            count++;
    }
    return count;
}

static void overflow_after_clear(Experiment *e, size_t n)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = filled(&options, n);
    size_t before = overflow_in_use(m), after, held = counter.held;

    intmap_clear(m);
    after = overflow_in_use(m);
    claim(e, "B7", "After clear, overflow buckets stay referenced by old chains");
    figure(e, "%zu overflow buckets in chains before clear, %zu after", before, after);
    figure(e, "%zu bytes held before, %zu after", held, counter.held);
    verdict(e, after > 0 ? HOLDS : FAILS,
            "clear %s the chains, and gives back %zu bytes",
            after > 0 ? "keeps" : "cuts", held - counter.held);
    intmap_free(m);
}

static void what_it_says(Experiment *e, size_t n)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = filled(&options, n);
    RmapStats stats = intmap_stats(m);
    double off =
        100 * ((double)(stats.metadata + stats.data) / (double)counter.held - 1);

    claim(e, "B9", "ReadGCStats has LastGCMapDataBytes since Go 1.21");
    figure(e,
           "intmap_stats says %zu bytes of metadata and %zu of room for entries; the "
           "allocator was asked for %zu",
           stats.metadata, stats.data, counter.held);
    verdict(
        e, off > -1 && off < 1 ? PARTLY : FAILS,
        "C has no collector to ask; each map says itself what it holds, off by %.2f %%",
        off);
    intmap_free(m);
}

static void slots_again(Experiment *e, size_t n)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = filled(&options, n);
    size_t held = counter.held, asked = counter.asked;
    unsigned buckets = m->h.B;

    for (size_t i = 0; i < n / 2; i++)
        intmap_delete(m, number(i));
    for (size_t i = 0; i < n / 2; i++)
        intmap_put(m, number(n + i), i);
    claim(e, "C7", "Deleted entries leave empty slots; a bucket is reused, not freed");
    figure(e,
           "%zu entries, half of them replaced by others: %zu bytes before, %zu after",
           n, held, counter.held);
    figure(e, "%zu new blocks, log2 of the buckets %u before, %u after",
           counter.asked - asked, buckets, m->h.B);
    verdict(e,
            counter.held >= held && counter.held * 4 < held * 5 && m->h.B == buckets
                ? HOLDS
                : FAILS,
            "the bytes changed by %+.1f %%",
            100.0 * ((double)counter.held - (double)held) / (double)held);
    intmap_free(m);
}

/* Bytes held after growth from n to 4 n entries, if wished under an open iteration;
 * then those that are left when the map was freed while that is still open. */
static size_t grown_under(size_t n, bool iterating, size_t *freed)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = filled(&options, n);
    intmap_iter it;
    size_t held;

    if (iterating) {
        intmap_iter_init(&it, m);
        intmap_next(&it);
    }
    for (size_t i = n; i < 4 * n; i++)
        intmap_put(m, number(i), i);
    held = counter.held;
    intmap_free(m);
    *freed = counter.held;
    return held;
}

static void iterator_keeps(Experiment *e, size_t n)
{
    size_t freed, ignored, with = grown_under(n, true, &freed);
    size_t without = grown_under(n, false, &ignored);

    claim(e, "C8", "An iterator that lives keeps the whole map alive");
    figure(e,
           "grown from %zu to %zu entries under an open iteration: %zu bytes held, "
           "without one: %zu",
           n, 4 * n, with, without);
    figure(e, "freed under the open iteration: %zu bytes are left", freed);
    verdict(e,
            freed > 0        ? HOLDS
            : with > without ? PARTLY
                             : FAILS,
            "an open iteration keeps %.1f MB of old arrays; the map itself is %s",
            ((double)with - (double)without) / 1e6,
            freed > 0 ? "kept" : "not kept: free ends it, and the iterator dangles");
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    size_t n = sized(&e, 200000, 3000);

    never_shrinks(&e, n);
    clear_keeps(&e, n);
    overflow_after_clear(&e, n);
    what_it_says(&e, n);
    slots_again(&e, n);
    iterator_keeps(&e, n);
    return experiment_end(&e);
}
