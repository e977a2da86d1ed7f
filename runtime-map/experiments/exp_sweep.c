/* Entries that expire: C12. */
/* needs: rmap/sweep.h */
#include "claim.h"
#include "intmap.h"

#define RMAP_NAME                     expiry
#define RMAP_OF                       intmap
#define RMAP_EXPIRED(key, value, now) ((now) - *(value) > 60)
#include "rmap/sweep.h"

typedef struct Cache {
    size_t entries, dead; /* at the end; dead are those over 60 seconds old */
    double bytes;
    double sweeping, longest; /* ns: of all runs, of the longest */
} Cache;

/* For some seconds each brings new keys, of which no one will ever ask. */
static Cache run(size_t seconds, size_t each, bool swept)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = intmap_make_with(0, &options);
    Cache c = { 0, 0, 0, 0, 0 };
    expiry sweeper;
    intmap_iter it;
    size_t next = 0;

    expiry_init(&sweeper, m);
    for (size_t now = 0; now < seconds; now++) {
        for (size_t i = 0; i < each; i++)
            intmap_put(m, number(next++), now);
        if (swept) {
            double start = clock_now(), spent;
            expiry_run(&sweeper, now, 5 * each);
            spent = clock_now() - start;
            c.sweeping += spent;
            c.longest = spent > c.longest ? spent : c.longest;
        }
    }
    expiry_end(&sweeper);
    c.entries = intmap_len(m);
    c.bytes = (double)counter.held;
    intmap_iter_init(&it, m);
    while (intmap_next(&it))
        c.dead += seconds - 1 - *it.value > 60;
    intmap_free(m);
    return c;
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    size_t seconds = sized(&e, 1800, 300), each = sized(&e, 200, 20);
    Cache without = run(seconds, each, false), with = run(seconds, each, true);

    claim(&e, "C12", "Expired entries need a sweeper that removes by age");
    figure(&e,
           "%zu s, %zu new keys a second, each dead after 60 s: without a sweeper %zu "
           "entries, %zu of them dead, %.0f bytes",
           seconds, each, without.entries, without.dead, without.bytes);
    figure(&e,
           "with one that looks at %zu entries a second: %zu entries, %zu dead, %.0f "
           "bytes",
           5 * each, with.entries, with.dead, with.bytes);
    figure(&e, "a run takes %.1f us, the longest %.1f us",
           with.sweeping / (double)seconds / 1e3, with.longest / 1e3);
    verdict(&e,
            without.dead < without.entries / 2 ? FAILS
            : with.dead * 10 < without.dead    ? HOLDS
                                               : PARTLY,
            "without it %.0f %% of the entries are dead; with it there are %.0f times "
            "fewer dead ones, and some always wait for their turn",
            100.0 * (double)without.dead / (double)without.entries,
            (double)without.dead / (double)(with.dead > 0 ? with.dead : 1));
    return experiment_end(&e);
}
