/* Maps that are used again: A14, B14. */
/* needs: rmap/pool.h */
#include "claim.h"

#include <setjmp.h>

/* Of the panic that came last. */
static jmp_buf way_back;
static const char *last_message;

static void come_back(const char *message, const char *map)
{
    (void)map;
    last_message = message;
    longjmp(way_back, 1);
}

#include "intmap.h"

#define RMAP_NAME intmap_pool
#define RMAP_MAP  intmap
#include "rmap/pool.h"

#define RMAP_PANIC come_back
#define RMAP_DEBUG 1

#define RMAP_NAME            watched
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME watched_pool
#define RMAP_MAP  watched
#include "rmap/pool.h"

enum { ENTRIES = 500 };

typedef struct Use {
    double time;   /* ns */
    size_t blocks; /* asked for in all */
    size_t bytes;
} Use;

static void use_map(intmap *m, size_t round)
{
    for (size_t i = 0; i < ENTRIES; i++)
        intmap_put(m, number(round * ENTRIES + i), i);
}

static Use remade(size_t rounds)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    double start = clock_now();
    Use use;

    for (size_t round = 0; round < rounds; round++) {
        intmap *m = intmap_make_with(0, &options);
        use_map(m, round);
        intmap_free(m);
    }
    use.time = (clock_now() - start) / (double)rounds;
    use.blocks = counter.asked;
    use.bytes = counter.bytes_asked;
    return use;
}

static Use pooled(size_t rounds)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap_pool *p = intmap_pool_make_with(4, 1 << 20, &options);
    double start = clock_now();
    Use use;

    for (size_t round = 0; round < rounds; round++) {
        intmap *m = intmap_pool_take(p);
        use_map(m, round);
        intmap_pool_give(p, m);
    }
    use.time = (clock_now() - start) / (double)rounds;
    use.blocks = counter.asked;
    use.bytes = counter.bytes_asked;
    intmap_pool_free(p);
    return use;
}

static void avoids_allocation(Experiment *e)
{
    size_t rounds = sized(e, 3000, 50);
    Use without = remade(rounds), with = pooled(rounds);

    claim(e, "A14", "Pools of maps avoid repeated allocation");
    figure(
        e,
        "%zu times a map of %d entries, made and freed: %zu blocks, %zu bytes, %.1f us "
        "each",
        rounds, (int)ENTRIES, without.blocks, without.bytes, without.time / 1e3);
    figure(e, "taken from a pool and given back: %zu blocks, %zu bytes, %.1f us",
           with.blocks, with.bytes, with.time / 1e3);
    verdict(e,
            with.blocks * 10 > without.blocks ? FAILS
            : with.time < without.time        ? HOLDS
                                              : PARTLY,
            "%.1f %% of the blocks and %.2f of the time",
            100 * (double)with.blocks / (double)without.blocks,
            with.time / without.time);
}

/* Does the next taker get a map that its last user still holds? */
static bool handed_out_again(void)
{
    intmap_pool *p = intmap_pool_make(4, 1 << 20);
    intmap *mine = intmap_pool_take(p), *theirs;
    bool same;

    intmap_put(mine, 1, 1);
    intmap_pool_give(p, mine);
    theirs = intmap_pool_take(p);
    same = theirs == mine;
    intmap_pool_give(p, theirs);
    intmap_pool_free(p);
    return same;
}

typedef void Act(watched_pool *p, watched *m);

static void act_put(watched_pool *p, watched *m)
{
    (void)p;
    watched_put(m, 2, 2);
}

static void act_give(watched_pool *p, watched *m)
{
    watched_pool_give(p, m);
}

/* The panic's message, or NULL when there was none. */
__attribute__((noinline)) static const char *panic_of(Act *act, watched_pool *p,
                                                      watched *m)
{
    last_message = NULL;
    if (setjmp(way_back) == 0)
        act(p, m);
    return last_message;
}

/* What misuse of a map that was given back comes to. */
static const char *trapped(Act *act)
{
    watched_pool *p = watched_pool_make(4, 1 << 20);
    watched *m = watched_pool_take(p);
    const char *message;

    watched_put(m, 1, 1);
    watched_pool_give(p, m);
    message = panic_of(act, p, m);
    watched_pool_free(p);
    return message;
}

static void still_used(Experiment *e)
{
    bool shared = handed_out_again();
    const char *used = trapped(act_put), *given = trapped(act_give);

    claim(e, "B14", "Pools must not hold maps that someone still uses");
    figure(e, "a map that was given back and is still held: the next taker gets %s",
           shared ? "the same" : "another");
    figure(e, "RMAP_DEBUG, used after it was given back: %s",
           used == NULL ? "no trap" : used);
    figure(e, "RMAP_DEBUG, given back twice: %s", given == NULL ? "no trap" : given);
    verdict(e, shared ? HOLDS : FAILS,
            "two users of one map each see %s; RMAP_DEBUG %s",
            shared ? "the other's entries" : "their own",
            used != NULL && given != NULL ? "traps it" : "does not trap all of it");
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    avoids_allocation(&e);
    still_used(&e);
    return experiment_end(&e);
}
