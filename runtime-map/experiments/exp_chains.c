/* Overflow buckets by load, and the longest single put: C4, C5. */
#include "claim.h"
#include "intmap.h"

#include <stdlib.h>

typedef struct Chains {
    size_t buckets, overflow, entries;
    size_t longest, of_five; /* chains of five buckets or more */
} Chains;

static Chains chains_of(const intmap *m)
{
    Chains c = { (size_t)1 << m->h.B, 0, intmap_len(m), 0, 0 };

    for (size_t i = 0; i < c.buckets; i++) {
        const unsigned char *b = m->h.buckets + i * intmap_type.bucket_size;
        size_t length = 0;
        for (; b != NULL; b = rmap_bucket_overflow(&intmap_type, b))
            length++;
        c.overflow += length - 1;
        c.of_five += length >= 5;
        if (length > c.longest)
            c.longest = length;
    }
    return c;
}

static void overflow_share(Experiment *e)
{
    size_t room = sized(e, 65536, 1024), n = 0;
    intmap *m = intmap_make(room * 13 / 2);
    double share = 0, links;
    Chains c = { 0, 0, 0, 0, 0 };

    claim(e, "C4",
          "65,536 buckets, 1 M keys: overflow pointers are 12.4 % of the memory; "
          "chains of "
          "5 cross pages 93 % of the time");
    chart("overflow", "", "Overflow buckets by load", "entries a bucket",
          "% of all buckets");
    for (int load = 8; load <= 26; load++) {
        for (; n < room * (size_t)load / 4; n++)
            intmap_put(m, number(n), n);
        c = chains_of(m);
        share = 100 * (double)c.overflow / (double)(c.buckets + c.overflow);
        point("overflow", "hmap", load / 4.0, share);
    }
    links = 100.0 * sizeof(void *) / (double)intmap_type.bucket_size;
    figure(e,
           "%zu buckets and %zu keys (more would make it grow): %zu overflow buckets, "
           "%.1f %% of all",
           c.buckets, c.entries, c.overflow, share);
    figure(e, "the pointer is %.1f %% of a bucket, used or not", links);
    figure(e, "the longest chain has %zu buckets; %zu chains have five", c.longest,
           c.of_five);
    verdict(
        e,
        links > 11 && links < 14 && c.of_five > 0     ? HOLDS
        : (share > 11 && share < 14) || c.of_five > 0 ? PARTLY
                                                      : FAILS,
        "%zu buckets do not hold 1 M keys without growing; at the limit %.1f %% are "
        "overflow buckets, and chains of five %s",
        c.buckets, share, c.of_five > 0 ? "exist" : "do not occur");
    intmap_free(m);
}

/* ---- C5: a table that moves all at once, filled to a share of its slots ---- */

typedef struct Open {
    uint64_t *slots; /* 0: empty */
    size_t mask, count;
    double load;
} Open;

static void open_set(Open *t, uint64_t key)
{
    size_t at = (size_t)rmap_hash_u64(key, 0) & t->mask;

    while (t->slots[at] != 0)
        at = (at + 1) & t->mask;
    t->slots[at] = key;
}

static bool open_put(Open *t, uint64_t key)
{
    if ((double)(t->count + 1) > t->load * (double)(t->mask + 1)) {
        Open old = *t;
        t->mask = old.mask * 2 + 1;
        t->slots = (uint64_t *)calloc(t->mask + 1, sizeof *t->slots);
        if (t->slots == NULL) {
            *t = old;
            return false;
        }
        for (size_t i = 0; i <= old.mask; i++)
            if (old.slots[i] != 0)
                open_set(t, old.slots[i]);
        free(old.slots);
    }
    open_set(t, key);
    t->count++;
    return true;
}

typedef struct Pause {
    double longest; /* ns of one put, of those that begin a growth */
    double bytes;   /* an entry, at the end */
} Pause;

static Pause pause_of_open(size_t n, double load)
{
    Open t = { (uint64_t *)calloc(16, sizeof(uint64_t)), 15, 0, load };
    Pause pause = { 0, 0 };

    for (size_t i = 0; t.slots != NULL && i < n; i++) {
        bool grows = (double)(t.count + 1) > t.load * (double)(t.mask + 1);
        double start = grows ? clock_now() : 0;
        open_put(&t, number(i) | 1);
        if (grows && clock_now() - start > pause.longest)
            pause.longest = clock_now() - start;
    }
    pause.bytes = (double)((t.mask + 1) * sizeof *t.slots) / (double)n;
    free(t.slots);
    return pause;
}

static Pause pause_of_hmap(size_t n)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = intmap_make_with(0, &options);
    Pause pause = { 0, 0 };

    for (size_t i = 0; i < n; i++)
        intmap_put(m, number(i), i);
    pause.bytes = (double)counter.held / (double)n;
    intmap_free(m);
    m = intmap_make(0); /* with the memory that users have */
    for (size_t i = 0; i < n; i++) {
        bool grows = 2 * (intmap_len(m) + 1) > ((size_t)13 << m->h.B);
        double start = grows ? clock_now() : 0;
        intmap_put(m, number(i), i);
        if (grows && clock_now() - start > pause.longest)
            pause.longest = clock_now() - start;
    }
    intmap_free(m);
    return pause;
}

static void pauses(Experiment *e)
{
    size_t n = sized(e, 1 << 20, 1 << 12);
    Pause half, three, hmap;

    n -= n / 3; /* 0.75 fits into half the slots that 0.5 needs */
    half = pause_of_open(n, 0.5);
    three = pause_of_open(n, 0.75);
    hmap = pause_of_hmap(n);
    claim(e, "C5",
          "Load factor 0.75 against 0.5: fewer entries per collection, less pause");
    figure(e,
           "an open table at 0.5: the longest put takes %.2f ms, %.1f bytes an entry",
           half.longest / 1e6, half.bytes);
    figure(e, "at 0.75: %.2f ms, %.1f bytes", three.longest / 1e6, three.bytes);
    figure(e,
           "hmap, which moves a bucket or two a put: %.2f ms, %.1f bytes for key and "
           "value",
           hmap.longest / 1e6, hmap.bytes);
    verdict(
        e,
        three.longest < 0.8 * half.longest ? HOLDS
        : three.bytes < half.bytes         ? PARTLY
                                           : FAILS,
        "without a collector the pause is the longest put: %.2f times at 0.75; moving "
        "a little at a time, as hmap does, gives %.2f times",
        three.longest / half.longest, hmap.longest / half.longest);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    overflow_share(&e);
    pauses(&e);
    return experiment_end(&e);
}
