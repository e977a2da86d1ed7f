/* What an allocation profile shows, by two ways of adding up: A6, A16. */
/* needs: rmap/profile.h */
#include "claim.h"
#include "intmap.h"
#include "page.h"

#include "rmap/profile.h"

#include <stdlib.h>

/* Takes and gives back much, and keeps nothing. */
__attribute__((noinline)) static void churn(const RmapOptions *options, size_t turns)
{
    for (size_t i = 0; i < turns; i++) {
        intmap *m = intmap_make_with(1000, options);
        intmap_put(m, 1, i);
        intmap_free(m);
    }
}

/* Takes once, and keeps it. */
__attribute__((noinline)) static intmap *hoard(const RmapOptions *options, size_t n)
{
    intmap *m = intmap_make_with(n, options);

    intmap_put(m, 1, 1);
    return m;
}

typedef struct Site {
    double bytes;
    char stack[256];
} Site;

/* The site with most bytes in the written profile, of those in use or of all. */
static Site largest(const char *text, bool in_use)
{
    Site best = { 0, "" };

    for (const char *line = strchr(text, '\n'); line != NULL && line[1] != '\0';
         line = strchr(line + 1, '\n')) {
        const char *at = strchr(line + 1, ':'), *bracket = strchr(line + 1, '[');
        const char *stack = strchr(line + 1, '@'), *end = strchr(line + 1, '\n');
        double bytes;
        if (at == NULL || bracket == NULL || stack == NULL || end == NULL ||
            stack > end)
            continue;
        if (!in_use)
            at = strchr(bracket, ':');
        bytes = at == NULL ? 0 : strtod(at + 1, NULL);
        if (bytes <= best.bytes)
            continue;
        best.bytes = bytes;
        memset(best.stack, 0, sizeof best.stack);
        memcpy(best.stack, stack,
               (size_t)(end - stack) < sizeof best.stack - 1 ? (size_t)(end - stack)
                                                             : sizeof best.stack - 1);
    }
    return best;
}

typedef struct Views {
    RmapProfileSums sums;
    bool same; /* the largest site is the same in both views */
} Views;

static Views profiled(size_t rate, size_t turns, size_t n, Page *page)
{
    RmapProfile *p = rmap_profile_new(rate, NULL);
    RmapSink sink = page_sink(page);
    RmapOptions options;
    intmap *kept;
    Views views;
    Site ever, used;

    memset(&options, 0, sizeof options);
    options.allocator = rmap_profile_allocator(p);
    churn(&options, turns);
    kept = hoard(&options, n);
    views.sums = rmap_profile_sums(p);
    rmap_profile_write(p, &sink);
    ever = largest(page->text, false);
    used = largest(page->text, true);
    views.same = strcmp(ever.stack, used.stack) == 0;
    intmap_free(kept);
    rmap_profile_free(p);
    return views;
}

static double off(double estimate, double exact)
{
    return 100 * (estimate - exact) / exact;
}

static void two_views(Experiment *e, Page *page)
{
    size_t turns = sized(e, 5000, 200), n = sized(e, 1000000, 20000);
    Views exact = profiled(1, turns, n, page), sampled = profiled(0, turns, n, page);
    double ever = off(sampled.sums.alloc_bytes, exact.sums.alloc_bytes);
    double used = off(sampled.sums.use_bytes, exact.sums.use_bytes);
    bool close = ever > -25 && ever < 25 && used > -25 && used < 25;

    claim(e, "A6",
          "Profiling by bytes ever allocated misleads, by bytes in use does not; "
          "sampling "
          "one in 512 KiB is a good rate");
    figure(e, "exact: %.1f MB ever allocated, %.1f MB in use",
           exact.sums.alloc_bytes / 1e6, exact.sums.use_bytes / 1e6);
    figure(e, "the largest site is %s in both views",
           exact.same ? "the same" : "another");
    figure(e,
           "one in 512 KiB: %zu samples of %.0f allocations; the sums are off by %+.1f "
           "%% and %+.1f %%",
           sampled.sums.samples, exact.sums.alloc_objects, ever, used);
    verdict(
        e,
        !exact.same && close   ? HOLDS
        : !exact.same || close ? PARTLY
                               : FAILS,
        "the view of all bytes points at what %s memory, that of bytes in use at what "
        "keeps it",
        exact.same ? "keeps" : "only borrows");
}

/* ---- A16 ---- */

static void count_make(void *ctx, const RmapEvent *event)
{
    *(size_t *)ctx += event->kind == RMAP_EVENT_MAKE;
}

typedef struct Signals {
    size_t makes;
    double bytes;
    double time, scanning; /* ns a request; of it, in iteration */
} Signals;

/* Requests that each collect 20 keys in a map and ask a table of 200 entries for one,
 * in a careless way or as it should be. */
static Signals serve(size_t requests, bool careless)
{
    RmapProfile *p = rmap_profile_new(1, NULL);
    Signals s = { 0, 0, 0, 0 };
    RmapObserver observer = { &s.makes, count_make };
    RmapOptions options;
    intmap *table = intmap_make(200), *scratch;
    double start;
    uint64_t sum = 0;

    memset(&options, 0, sizeof options);
    options.allocator = rmap_profile_allocator(p);
    options.observer = &observer;
    scratch = intmap_make_with(0, &options);
    for (size_t i = 0; i < 200; i++)
        intmap_put(table, i, i);
    start = clock_now();
    for (size_t request = 0; request < requests; request++) {
        uint64_t wanted = number(request) % 200;
        if (careless) {
            intmap_free(scratch);
            scratch = intmap_make_with(0, &options);
        } else {
            intmap_clear(scratch);
        }
        for (size_t i = 0; i < 20; i++)
            intmap_put(scratch, number(20 * request + i), i);
        if (careless) {
            double from = clock_now();
            intmap_iter it;
            intmap_iter_init(&it, table);
            while (intmap_next(&it) && *it.key != wanted)
                ;
            sum += it.value == NULL ? 0 : *it.value;
            intmap_iter_end(&it);
            s.scanning += clock_now() - from;
        } else {
            sum += *intmap_get(table, wanted);
        }
    }
    s.time = (clock_now() - start) / (double)requests;
    s.scanning /= (double)requests;
    keep(sum);
    s.bytes = rmap_profile_sums(p).alloc_bytes;
    intmap_free(scratch);
    intmap_free(table);
    rmap_profile_free(p);
    return s;
}

static void signals(Experiment *e)
{
    size_t requests = sized(e, 20000, 200);
    Signals bad = serve(requests, true), good = serve(requests, false);
    bool making = bad.makes > 10 * good.makes && bad.bytes > 10 * good.bytes;
    bool scanning = bad.scanning > good.time;

    claim(e, "A16",
          "Signals: makemap high in the heap profile, mapiternext calls out of "
          "proportion "
          "to the traffic");
    figure(e,
           "%zu requests, a new map each and a scan for one entry: %zu maps made, %.1f "
           "MB in the profile, %.2f us each, %.2f of them in iteration",
           requests, bad.makes, bad.bytes / 1e6, bad.time / 1e3, bad.scanning / 1e3);
    figure(e, "a cleared map and a lookup: %zu made, %.3f MB, %.2f us", good.makes,
           good.bytes / 1e6, good.time / 1e3);
    verdict(
        e,
        making && scanning   ? HOLDS
        : making || scanning ? PARTLY
                             : FAILS,
        "both stand out: %.0f times the maps made, and %.1f times the time of a whole "
        "good request spent in iteration",
        (double)bad.makes / (double)(good.makes > 0 ? good.makes : 1),
        bad.scanning / good.time);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    static Page page;

    two_views(&e, &page);
    signals(&e);
    return experiment_end(&e);
}
