/* What Prometheus is told, and what it may ask of it: A12. */
/* needs: rmap/export.h rmap/nested.h */
#include "claim.h"
#include "intmap.h"
#include "page.h"

#define RMAP_NESTED          tenants
#define RMAP_INNER           intmap
#define RMAP_KEY             uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_HASH_AVALANCHES 1
#include "rmap/nested.h"

#include "rmap/export.h"

#include <stdlib.h>

/* Scrapes the map and reads the size of tenant 7 from the text, or -1. */
static double scraped(const tenants *m, Page *page)
{
    RmapSink sink = page_sink(page);
    RmapInner inner = { "7", intmap_len(tenants_get_inner(m, 7)) };
    RmapTwoLevel two = { "sessions", "tenant_id", &inner, 1 };
    const char *line;

    if (!rmap_export_two_level(&two, 1, 0, &sink))
        return -1;
    line = strstr(page->text, "\nnested_map_inner_size{");
    line = line == NULL ? NULL : strchr(line, '}');
    return line == NULL ? -1 : strtod(line + 1, NULL);
}

enum { SCRAPES = 21, EVERY = 15 }; /* five minutes, seconds */

/* As rate() takes a counter: a fall is a restart from 0. */
static double rate_of(const double *values)
{
    double sum = 0;

    for (int i = 1; i < SCRAPES; i++)
        sum += values[i] >= values[i - 1] ? values[i] - values[i - 1] : values[i];
    return sum / ((SCRAPES - 1) * EVERY);
}

/* deriv(): the slope of the least squares. */
static double deriv_of(const double *values)
{
    double n = SCRAPES, x = 0, y = 0, xx = 0, xy = 0;

    for (int i = 0; i < SCRAPES; i++) {
        double at = i * EVERY;
        x += at;
        y += values[i];
        xx += at * at;
        xy += at * values[i];
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

/* A tenant whose entries come and go: `up` scrapes of growth by `by`, then all but a
 * tenth are deleted. */
static void live(double *values, Page *page, int up, size_t by)
{
    tenants *m = tenants_make(0);
    size_t first = 0, next = 0;

    for (int i = 0; i < SCRAPES; i++) {
        for (size_t j = 0; j < by; j++)
            tenants_put(m, 7, next++, j);
        if (up > 0 && i % up == up - 1)
            for (size_t keep_from = next - (next - first) / 10; first < keep_from;
                 first++)
                tenants_delete(m, 7, first);
        values[i] = scraped(m, page);
    }
    tenants_free(m);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    size_t by = sized(&e, 3000, 30);
    double sawtooth[SCRAPES], rising[SCRAPES], rate, deriv, slope;
    static Page page;
    bool told;

    live(rising, &page, 0, by);
    live(sawtooth, &page, 5, by);
    told = strstr(page.text, "nested_map_inner_size{") != NULL &&
           strstr(page.text, "tenant_id=\"7\"") != NULL &&
           strstr(page.text, "nested_map_total_entries") != NULL && sawtooth[0] >= 0;
    rate = rate_of(sawtooth);
    deriv = deriv_of(sawtooth);
    slope = (sawtooth[SCRAPES - 1] - sawtooth[0]) / ((SCRAPES - 1) * EVERY);
    claim(&e, "A12",
          "Prometheus: nested_map_inner_size{tenant_id=...}, nested_map_total_entries, "
          "rate(...[5m]); alert over 50,000 in one inner map or over 200 a second of "
          "growth");
    chart("gauge", "", "The size of a tenant as Prometheus sees it", "seconds",
          "entries");
    for (int i = 0; i < SCRAPES; i++) {
        point("gauge", "only grows", i * EVERY, rising[i]);
        point("gauge", "grows and is pruned", i * EVERY, sawtooth[i]);
    }
    figure(&e, "the exporter gives the series: %s", told ? "yes" : "no");
    figure(&e, "a tenant that only grows: rate() %.1f a second, deriv() %.1f",
           rate_of(rising), deriv_of(rising));
    figure(
        &e,
        "one that is pruned each 75 s: rate() %.1f a second, deriv() %.1f; from first "
        "to last %.1f",
        rate, deriv, slope);
    verdict(&e,
            !told                                   ? FAILS
            : rate > 3 * (deriv > 0 ? deriv : 1e-9) ? PARTLY
                                                    : HOLDS,
            "the series are given; of a gauge that falls rate() takes each fall for a "
            "restart and says %.1f where the size grows by %.1f: ask deriv()",
            rate, deriv);
    return experiment_end(&e);
}
