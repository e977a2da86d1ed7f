/*
 * What is measured, the same lines for every C and C++ map. An adapter (map_*.c,
 * map_*.cc) includes keys.h, defines
 *
 *     Map                                        the type of a map
 *     Map *map_make(size_t hint)                 hint 0: none
 *     void map_free(Map *)
 *     bool map_put(Map *, Key, uint64_t value)   false: out of memory
 *     uint64_t *map_get(Map *, Key)              NULL: absent
 *     bool map_erase(Map *, Key)                 was it there?
 *     uint64_t map_sum(Map *)                    of all values, by iteration
 *     void map_clear(Map *)                      keeps the memory
 *     size_t map_len(Map *)
 *     MAP_RESERVES                               1 if a hint is honoured
 *
 * and includes this file, which has main():
 *
 *     PROGRAM time N SETS QUERIES SEED    lines "CELL NANOSECONDS-PER-OPERATION"
 *     PROGRAM bytes N SEED                "bytes PER-ENTRY", "huge BYTES-IN-HUGE-PAGES"
 *     PROGRAM growth N SEED               lines "N BYTES", when they have changed
 *
 * A run measures SETS maps of N entries, each with keys that no other map has seen, and
 * prints medians. Every result is checked; a map that loses an entry ends the run.
 */
#ifndef BENCH_CELLS_H
#define BENCH_CELLS_H

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "bench: the map is wrong or out of memory: %s\n", what);
    exit(1);
}

static void *room_for(size_t count, size_t size)
{
    void *room = calloc(count + 1, size);
    must(room != NULL, "no memory for the keys");
    return room;
}

/* ---- time ---- */

/* Of the processor, the kernel's work for us included: on a machine of one's own it is
 * the time on the wall, on a busy one other programs do not count. */
static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

/* What asking the clock adds to a measured stretch. */
static double clock_cost(void)
{
    double least = 1e9;
    for (int i = 0; i < 1000; i++) {
        double start = now(), spent = now() - start;
        if (spent < least)
            least = spent;
    }
    return least;
}

/* The cells, in the order of the table. */
enum { GROW, RESERVED, HIT, MISS, ITERATE, REFILL, ERASE, CHURN, DEPENDENT, CELLS };

static const char *const cell_names[CELLS] = { "grow",  "reserved", "hit",
                                               "miss",  "iterate",  "clear+refill",
                                               "erase", "churn",    "dep" };

typedef struct Sheet {
    double *spent[CELLS]; /* one entry a map */
    size_t maps;
    double clock;
} Sheet;

static void note(Sheet *sheet, int cell, double start, size_t operations)
{
    double spent = now() - start - sheet->clock;
    sheet->spent[cell][sheet->maps] = spent / (double)operations;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return count % 2 == 1 ? values[count / 2]
                          : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* ---- the keys of one map ---- */

enum { CHURN_MOST = 500000 }; /* turns, of a map that has more entries */

typedef struct Random {
    uint64_t state;
} Random;

static uint64_t draw(Random *random, uint64_t below)
{
    random->state += UINT64_C(0x9e3779b97f4a7c15);
    return scatter(random->state) % below;
}

/* All in the order of their use, so that reading them costs each map the same. */
typedef struct Work {
    size_t n, queries, turns;
    Key *keys; /* n, put first */
    uint64_t *values;
    Key *hits, *misses;        /* queries each */
    Key *order;                /* the n keys in another order, to be erased */
    Key *refill;               /* n others */
    Key *leaving, *coming;     /* turns each: churn of the refilled map */
    Key *chain;                /* the n keys again: targets of the dependent lookups */
    char *text;                /* of all of them */
    size_t texts;              /* used */
    uint64_t *live, *permuted; /* n numbers of keys each */
    uint64_t sum;              /* of values */
    uint64_t number;           /* of the next key that was never used */
} Work;

static size_t keys_in(const Work *work)
{
    return 6 * work->n + 2 * work->queries;
}

static void work_init(Work *work, size_t n, size_t queries, uint64_t seed)
{
    memset(work, 0, sizeof *work);
    work->n = n;
    work->queries = queries;
    work->turns = n < CHURN_MOST ? n : CHURN_MOST;
    work->keys = (Key *)room_for(keys_in(work), sizeof(Key));
    work->order = work->keys + n;
    work->refill = work->order + n;
    work->leaving = work->refill + n;
    work->coming = work->leaving + n;
    work->chain = work->coming + n;
    work->hits = work->chain + n;
    work->misses = work->hits + queries;
    work->values = (uint64_t *)room_for(n, sizeof *work->values);
    work->live = (uint64_t *)room_for(n, sizeof *work->live);
    work->permuted = (uint64_t *)room_for(n, sizeof *work->permuted);
    if (KEY_TEXT)
        work->text = (char *)room_for(keys_in(work), TEXT_SIZE);
    work->number = scatter(seed) >> 8 << 8;
}

static void work_free(Work *work)
{
    free(work->keys);
    free(work->values);
    free(work->live);
    free(work->permuted);
    free(work->text);
}

static Key next_text(Work *work, uint64_t number)
{
    char *room = work->text == NULL ? NULL : work->text + TEXT_SIZE * work->texts;

    work->texts++;
    return make_key(number, room);
}

static void permute(Random *random, uint64_t *numbers, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = (size_t)draw(random, i);
        uint64_t other = numbers[i - 1];
        numbers[i - 1] = numbers[j];
        numbers[j] = other;
    }
}

/* The values link the keys to one cycle in random order (permuted): a walk along it
 * meets each key once, so neither caches nor predictors know the next one. */
static void link_values(Work *work)
{
    work->sum = 0;
    for (size_t i = 0; i < work->n; i++) {
        size_t next = i + 1 == work->n ? 0 : i + 1;
        uint64_t value = key_as_value(work->chain[work->permuted[next]]);
        work->values[work->permuted[i]] = value;
        work->sum += value;
    }
}

static void plan_churn(Work *work, Random *random)
{
    for (size_t i = 0; i < work->turns; i++) {
        size_t victim = (size_t)draw(random, work->n);
        work->leaving[i] = next_text(work, work->live[victim]);
        work->live[victim] = work->number++;
        work->coming[i] = next_text(work, work->live[victim]);
    }
}

/* New keys for the next map. */
static void work_renew(Work *work, Random *random)
{
    uint64_t first = work->number;

    work->texts = 0;
    work->number += work->n;
    for (size_t i = 0; i < work->n; i++) {
        work->keys[i] = next_text(work, first + i);
        work->permuted[i] = i;
    }
    for (size_t i = 0; i < work->n; i++)
        work->chain[i] = next_text(work, first + i);
    permute(random, work->permuted, work->n);
    link_values(work);
    for (size_t i = 0; i < work->queries; i++)
        work->hits[i] = next_text(work, first + draw(random, work->n));
    for (size_t i = 0; i < work->queries; i++)
        work->misses[i] = next_text(work, work->number++);
    permute(random, work->permuted, work->n);
    for (size_t i = 0; i < work->n; i++)
        work->order[i] = next_text(work, first + work->permuted[i]);
    for (size_t i = 0; i < work->n; i++) {
        work->live[i] = work->number++;
        work->refill[i] = next_text(work, work->live[i]);
    }
    plan_churn(work, random);
}

/* ---- the cells ---- */

static void fill(Map *map, const Key *keys, const uint64_t *values, size_t n)
{
    bool ok = true;

    for (size_t i = 0; i < n; i++)
        ok &= map_put(map, keys[i], values[i]);
    must(ok, "put");
}

static size_t look_up(Map *map, const Key *keys, size_t n, uint64_t *sum)
{
    size_t found = 0;

    for (size_t i = 0; i < n; i++) {
        const uint64_t *value = map_get(map, keys[i]);
        if (value != NULL) {
            found++;
            *sum += *value;
        }
    }
    return found;
}

static void walk_chain(Map *map, const Work *work)
{
    uint64_t at = key_as_value(work->chain[0]), first = at;

    for (size_t i = 0; i < work->n; i++) {
        const uint64_t *next = map_get(map, value_as_key(at));
        if (next == NULL)
            break;
        at = *next;
    }
    must(at == first, "the chain of dependent lookups");
}

/* A function of its own, as a loop over a map mostly is: what the compiler makes of it
 * must not depend on what else this file measures. Nor may it see that a second walk
 * gives what the first gave. */
__attribute__((noinline)) static uint64_t walk_all(Map *map)
{
    __asm__ volatile("" : : : "memory");
    return map_sum(map);
}

static void measure_reads(Sheet *sheet, Map *map, const Work *work)
{
    size_t turns = 20000 / work->n + 1;
    uint64_t sum = 0;
    double start = now();

    must(look_up(map, work->hits, work->queries, &sum) == work->queries, "hit");
    note(sheet, HIT, start, work->queries);
    start = now();
    must(look_up(map, work->misses, work->queries, &sum) == 0, "miss");
    note(sheet, MISS, start, work->queries);
    start = now();
    walk_chain(map, work);
    note(sheet, DEPENDENT, start, work->n);
    sum = 0;
    start = now();
    for (size_t turn = 0; turn < turns; turn++)
        sum += walk_all(map);
    note(sheet, ITERATE, start, work->n * turns);
    must(sum == work->sum * turns, "iterate");
}

static void measure_churn(Sheet *sheet, Map *map, const Work *work)
{
    size_t gone = 0;
    bool ok = true;
    double start = now();

    for (size_t i = 0; i < work->turns; i++) {
        gone += map_erase(map, work->leaving[i]);
        ok &= map_put(map, work->coming[i], i);
    }
    note(sheet, CHURN, start, work->turns);
    must(ok && gone == work->turns && map_len(map) == work->n, "churn");
}

static void measure_reserved(Sheet *sheet, const Work *work)
{
    size_t gone = 0;
    double start = now();
    Map *map = map_make(MAP_RESERVES ? work->n : 0);

    fill(map, work->keys, work->values, work->n);
    note(sheet, RESERVED, start, work->n);
    start = now();
    for (size_t i = 0; i < work->n; i++)
        gone += map_erase(map, work->order[i]);
    note(sheet, ERASE, start, work->n);
    must(gone == work->n && map_len(map) == 0, "erase");
    map_free(map);
}

static void measure_map(Sheet *sheet, const Work *work)
{
    double start = now();
    Map *map = map_make(0);

    fill(map, work->keys, work->values, work->n);
    note(sheet, GROW, start, work->n);
    must(map_len(map) == work->n, "grow");
    measure_reads(sheet, map, work);
    start = now();
    map_clear(map);
    fill(map, work->refill, work->values, work->n);
    note(sheet, REFILL, start, work->n);
    must(map_len(map) == work->n, "clear+refill");
    measure_churn(sheet, map, work);
    map_free(map);
    measure_reserved(sheet, work);
}

static void measure_time(size_t n, size_t sets, size_t queries, uint64_t seed)
{
    Random random = { seed };
    Sheet sheet = { { NULL }, 0, 0 };
    Work work;

    sheet.clock = clock_cost();
    for (int cell = 0; cell < CELLS; cell++)
        sheet.spent[cell] = (double *)room_for(sets, sizeof(double));
    work_init(&work, n, queries, seed);
    for (; sheet.maps < sets; sheet.maps++) {
        work_renew(&work, &random);
        measure_map(&sheet, &work);
    }
    work_free(&work);
    for (int cell = 0; cell < CELLS; cell++) {
        if (cell != RESERVED || MAP_RESERVES)
            printf("%s %.4f\n", cell_names[cell], median(sheet.spent[cell], sets));
        free(sheet.spent[cell]);
    }
}

/* ---- bytes ---- */

/* Of the heap and of whatever is mapped beside it: the link replaces mmap and munmap
 * as the map calls them, malloc's own are in mallinfo. */
static size_t mapped;

#ifdef __cplusplus
extern "C" {
#endif
void *__real_mmap(void *, size_t, int, int, int, off_t);
int __real_munmap(void *, size_t);
void *__wrap_mmap(void *, size_t, int, int, int, off_t);
int __wrap_munmap(void *, size_t);
#ifdef __cplusplus
}
#endif

void *__wrap_mmap(void *at, size_t size, int protection, int flags, int fd,
                  off_t offset)
{
    void *block = __real_mmap(at, size, protection, flags, fd, offset);
    if (block != MAP_FAILED)
        mapped += size;
    return block;
}

int __wrap_munmap(void *block, size_t size)
{
    int failed = __real_munmap(block, size);
    if (!failed)
        mapped -= size;
    return failed;
}

/* What free() keeps for itself counts as used, so the driver switches malloc's cache
 * for threads off (GLIBC_TUNABLES); fast bins are taken off here. */
static size_t held(void)
{
    struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd - info.fsmblks + mapped;
}

static size_t in_huge_pages(void)
{
    FILE *smaps = fopen("/proc/self/smaps_rollup", "r");
    char line[128];
    size_t kib = 0;

    while (smaps != NULL && fgets(line, sizeof line, smaps) != NULL)
        if (sscanf(line, "AnonHugePages: %zu kB", &kib) == 1)
            break;
    if (smaps != NULL)
        fclose(smaps);
    return kib * 1024;
}

static void measure_bytes(size_t n, uint64_t seed)
{
    Random random = { seed };
    Work work;
    size_t before, huge;
    Map *map;

    work_init(&work, n, 1, seed);
    work_renew(&work, &random);
    huge = in_huge_pages();
    before = held();
    map = map_make(0);
    fill(map, work.keys, work.values, n);
    printf("bytes %.4f\n", (double)(held() - before) / (double)n);
    printf("huge %zu\n", in_huge_pages() - huge);
    map_free(map);
    work_free(&work);
}

/* Asking is slow, so a map is looked at some 45 times while its size doubles. */
static void measure_growth(size_t n, uint64_t seed)
{
    Random random = { seed };
    Work work;
    size_t before, last = 0, next = 64;
    Map *map;

    work_init(&work, n, 1, seed);
    work_renew(&work, &random);
    before = held();
    map = map_make(0);
    for (size_t i = 0; i < n; i++) {
        must(map_put(map, work.keys[i], work.values[i]), "put");
        if (i + 1 != next)
            continue;
        next += next / 64;
        if (held() - before != last)
            printf("%zu %zu\n", i + 1, last = held() - before);
    }
    printf("%zu %zu\n", n, held() - before);
    map_free(map);
    work_free(&work);
}

int main(int argc, char **argv)
{
    static char printed[BUFSIZ]; /* or printf would take it from the measured heap */
    const char *what = argc > 3 ? argv[1] : "";
    size_t n = argc > 3 ? (size_t)strtoull(argv[2], NULL, 10) : 0;
    uint64_t seed = argc > 3 ? strtoull(argv[argc - 1], NULL, 10) : 0;

    setvbuf(stdout, printed, _IOFBF, sizeof printed);
    if (strcmp(what, "time") == 0 && argc == 6 && n > 0)
        measure_time(n, (size_t)strtoull(argv[3], NULL, 10),
                     (size_t)strtoull(argv[4], NULL, 10), seed);
    else if (strcmp(what, "bytes") == 0 && argc == 4 && n > 0)
        measure_bytes(n, seed);
    else if (strcmp(what, "growth") == 0 && argc == 4 && n > 0)
        measure_growth(n, seed);
    else {
        fprintf(stderr,
                "usage: %s time N SETS QUERIES SEED | bytes N SEED | "
                "growth N SEED\n",
                argv[0]);
        return 2;
    }
    return 0;
}

#endif
