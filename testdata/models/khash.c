/* Every row of rules/models/khash.model at work, seen through what the rules say. */
#include <htslib/khash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

KHASH_MAP_INIT_INT(counts, long)
KHASH_MAP_INIT_STR(names, char *)

struct pool {
    khash_t(counts) * counts;
    int added;
};

/* ---- loops ---- */

void put_in_foreach(khash_t(counts) * h, int extra)
{
    int key, absent;
    long value;
    kh_foreach(h, key, value, {
        printf("%d %ld\n", key, value);
        kh_put(counts, h, extra, &absent); // want mutate-in-iteration "'h'"
    })
}

void put_in_foreach_value(struct pool *p, int extra)
{
    int absent;
    long value;
    kh_foreach_value(p->counts, value, {
        if (value > 3)
            kh_put(counts, p->counts, extra, &absent); // want mutate-in-iteration
    })
}

static void pool_add(struct pool *p, int key)
{
    int absent;
    kh_put(counts, p->counts, key, &absent);
    p->added += absent;
}

void put_in_callee(struct pool *p, int extra)
{
    long value;
    kh_foreach_value(p->counts, value, {
        pool_add(p, extra + 1); // want mutate-in-iteration "'p->counts'"
    })
}

void destroy_in_foreach(khash_t(names) * h)
{
    char *name;
    kh_foreach_value(h, name, {
        if (name == NULL)
            kh_destroy(names, h); // want clear-in-iteration "'h'"
    })
}

void put_in_index_loop(khash_t(counts) * h, int extra)
{
    int absent;
    for (khint_t k = kh_begin(h); k != kh_end(h); ++k)
        if (kh_exist(h, k) && kh_val(h, k) > 3)
            kh_put(counts, h, extra, &absent); // want mutate-in-iteration "'h'"
}

void put_below_index_loop(struct pool *p, int extra)
{
    khint_t k;
    for (k = 0; k < kh_end(p->counts); k++)
        if (kh_exist(p->counts, k))
            pool_add(p, extra); // want mutate-in-iteration "'p->counts'"
}

void destroy_in_index_loop(khash_t(names) * h)
{
    for (khint_t k = kh_begin(h); k < kh_end(h); ++k) {
        if (!kh_exist(h, k))
            continue;
        if (kh_val(h, k) == NULL)
            kh_destroy(names, h); // want clear-in-iteration "'h'"
    }
}

/* Begins again after each put. */
void put_and_begin_again(khash_t(counts) * h)
{
    int absent;
    for (khint_t k = kh_begin(h); k < kh_end(h); ++k)
        if (kh_exist(h, k) && kh_val(h, k) > 3) {
            kh_val(h, k) = 0;
            kh_put(counts, h, kh_key(h, k) + 1, &absent);
            k = kh_begin(h);
        }
}

/* What comes after the loop is no part of it. */
int put_after_index_loop(khash_t(counts) * h, int key)
{
    int absent;
    khint_t k;
    for (k = kh_begin(h); k != kh_end(h); ++k)
        if (kh_exist(h, k) && kh_val(h, k) == key)
            break;
    if (k == kh_end(h))
        k = kh_put(counts, h, key, &absent);
    return k < kh_end(h) ? kh_key(h, k) : 0;
}

void put_other_in_index_loop(struct pool *p, khash_t(counts) * from)
{
    int absent;
    for (khint_t k = kh_begin(from); k != kh_end(from); ++k)
        if (kh_exist(from, k))
            kh_put(counts, p->counts, kh_key(from, k), &absent);
}

/* A slot is written again, under the key that stands there. */
void put_current_in_index_loop(khash_t(counts) * h)
{
    int absent;
    for (khint_t k = kh_begin(h); k != kh_end(h); ++k)
        if (kh_exist(h, k)) {
            khint_t same = kh_put(counts, h, kh_key(h, k), &absent);
            kh_val(h, same) = 0;
        }
}

/* A delete only marks the slot. */
void delete_in_loop(khash_t(counts) * h)
{
    for (khint_t k = kh_begin(h); k != kh_end(h); ++k)
        if (kh_exist(h, k))
            kh_del(counts, h, k);
}

void free_all(khash_t(names) * h)
{
    for (khint_t k = kh_begin(h); k < kh_end(h); ++k)
        if (kh_exist(h, k)) {
            free((char *)kh_key(h, k));
            free(kh_val(h, k));
        }
    kh_destroy(names, h);
}

void put_and_leave(khash_t(counts) * h, int extra)
{
    int key, absent;
    long value;
    kh_foreach(h, key, value, {
        if (key == extra) {
            kh_put(counts, h, extra + 1, &absent);
            break;
        }
        printf("%ld\n", value);
    })
}

/* ---- slots ---- */

long address_across_put(khash_t(counts) * h, khint_t k, int other)
{
    int absent;
    long *slot = &kh_val(h, k);
    kh_put(counts, h, other, &absent); // want stale-value-pointer "'slot'"
    return *slot;
}

long address_across_resize(khash_t(counts) * h, khint_t k)
{
    long *slot = &kh_value(h, k);
    kh_resize(counts, h, 1000); // want stale-value-pointer "'slot'"
    return *slot;
}

long address_across_delete(khash_t(counts) * h, khint_t k, khint_t other)
{
    long *slot = &kh_val(h, k);
    kh_del(counts, h, other);
    return *slot;
}

long address_taken_after(khash_t(counts) * h, int key)
{
    int absent;
    khint_t k = kh_put(counts, h, key, &absent);
    long *slot = &kh_val(h, k);
    *slot = 3;
    kh_val(h, k) = *slot + 1;
    return kh_val(h, k);
}

/* ---- the map's own life ---- */

long used_after_destroy(khash_t(counts) * h, int key)
{
    kh_destroy(counts, h); // want use-after-free-map "'h'"
    return (long)kh_get(counts, h, key);
}

long lookup(khash_t(counts) * h, int key)
{
    khint_t k = kh_get(counts, h, key);
    if (k == kh_end(h))
        return (long)kh_size(h);
    return kh_val(h, k);
}

/* Emptied, and used on. */
void reuse(khash_t(counts) * h)
{
    int absent;
    kh_clear(counts, h);
    khint_t k = kh_put(counts, h, 1, &absent);
    kh_val(h, k) = 1;
}

int made_and_destroyed(int key)
{
    int absent;
    khash_t(counts) *h = kh_init(counts);
    if (h == NULL)
        return 0;
    kh_put(counts, h, key, &absent);
    kh_destroy(counts, h);
    return absent;
}

/* A key that was there already, or found no room, stays the caller's. */
int add_once(khash_t(names) * known, const char *name)
{
    char *copy = strdup(name);
    int added;
    kh_put(names, known, copy, &added);
    if (added <= 0)
        free(copy);
    return added;
}
