/* The functions that KHASH_INIT generates, called by their own names as git does. */
#include <htslib/khash.h>
#include <stdlib.h>
#include <string.h>

KHASH_MAP_INIT_INT(counts, long)
KHASH_MAP_INIT_STR(names, char *)
KHASH_SET_INIT_INT(seen)

struct pool {
    kh_names_t *names;
    kh_seen_t *seen;
};

void put_in_foreach(kh_counts_t *h, int extra)
{
    int key, absent;
    long value;
    kh_foreach(h, key, value, {
        if (value > key)
            kh_put_counts(h, extra, &absent); // want mutate-in-iteration "'h'"
    })
}

void destroy_in_foreach(struct pool *p)
{
    char *name;
    kh_foreach_value(p->names, name, {
        if (name == NULL)
            kh_destroy_names(p->names); // want clear-in-iteration "'p->names'"
    })
}

long address_across_put(kh_counts_t *h, khint_t k, int other)
{
    int absent;
    long *slot = &kh_val(h, k);
    kh_put_counts(h, other, &absent); // want stale-value-pointer "'slot'"
    return *slot;
}

long used_after_destroy(kh_counts_t *h, int key)
{
    kh_destroy_counts(h); // want use-after-free-map "'h'"
    return (long)kh_get_counts(h, key);
}

int lost(int key)
{
    int absent;
    kh_seen_t *seen = kh_init_seen(); // want map-leak "'seen'"
    kh_put_seen(seen, key, &absent);
    if (absent < 0)
        return -1;
    kh_destroy_seen(seen);
    return absent;
}

/* ---- lawful ---- */

/* The keys and values go, and the table right after them. */
static void free_all(kh_names_t *names)
{
    const char *key;
    char *value;
    kh_foreach(names, key, value, {
        free((void *)key);
        free(value);
    })
    kh_destroy_names(names);
}

void pool_end(struct pool *p)
{
    free_all(p->names);
    p->names = NULL;
    kh_destroy_seen(p->seen);
}

void delete_in_foreach(kh_counts_t *h)
{
    for (khint_t k = kh_begin(h); k != kh_end(h); ++k)
        if (kh_exist(h, k))
            kh_del_counts(h, k);
}

int made_and_destroyed(int key)
{
    int absent;
    kh_seen_t *seen = kh_init_seen();
    kh_put_seen(seen, key, &absent);
    kh_clear_seen(seen);
    kh_resize_seen(seen, 100);
    kh_destroy_seen(seen);
    return absent;
}

/* Not khash's: no type kh_other_t is known here. */
struct other {
    long *values;
};
void kh_destroy_other(struct other *o);
long *kh_put_other(struct other *o, int key);

long another_library(struct other *o, int key)
{
    long *value = kh_put_other(o, key);
    kh_put_other(o, key + 1);
    kh_destroy_other(o);
    kh_destroy_other(o);
    return *value;
}
