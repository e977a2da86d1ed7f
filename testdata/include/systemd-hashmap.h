/*
 * What the cases use of systemd's hashmap.h, set.h and hash-funcs.h, declared in our
 * own words.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

struct siphash;

struct hash_ops {
    void (*hash)(const void *p, struct siphash *state);
    int (*compare)(const void *a, const void *b);
    void (*free_key)(void *p);
    void (*free_value)(void *p);
};

extern const struct hash_ops string_hash_ops;

typedef struct HashmapBase HashmapBase;
typedef struct Hashmap Hashmap;
typedef struct OrderedHashmap OrderedHashmap;
typedef struct Set Set;

typedef struct Iterator {
    unsigned idx;
    const void *next_key;
} Iterator;

#define ITERATOR_FIRST ((Iterator){ .idx = 0xfffffffeU, .next_key = NULL })

Hashmap *_hashmap_new(const struct hash_ops *ops);
int _hashmap_ensure_allocated(Hashmap **h, const struct hash_ops *ops);
Set *_set_new(const struct hash_ops *ops);
int _set_ensure_put(Set **s, const struct hash_ops *ops, const void *key);
#define hashmap_new(ops)                 _hashmap_new(ops)
#define hashmap_ensure_allocated(h, ops) _hashmap_ensure_allocated(h, ops)
#define set_new(ops)                     _set_new(ops)
int _set_ensure_allocated(Set **s, const struct hash_ops *ops);
#define set_ensure_allocated(s, ops) _set_ensure_allocated(s, ops)
int _set_put_strdup_full(Set **s, const struct hash_ops *ops, const char *p);
#define set_put_strdup(s, p)        _set_put_strdup_full(s, &string_hash_ops, p)
#define set_ensure_put(s, ops, key) _set_ensure_put(s, ops, key)

HashmapBase *_hashmap_free(HashmapBase *h, void (*key)(void *), void (*value)(void *));
static inline Hashmap *hashmap_free(Hashmap *h)
{
    return (void *)_hashmap_free((HashmapBase *)h, NULL, NULL);
}
static inline Hashmap *hashmap_free_free(Hashmap *h)
{
    return (void *)_hashmap_free((HashmapBase *)h, NULL, free);
}
static inline Set *set_free(Set *s)
{
    return (Set *)_hashmap_free((HashmapBase *)s, NULL, NULL);
}
static inline Set *set_free_free(Set *s)
{
    return (Set *)_hashmap_free((HashmapBase *)s, free, NULL);
}

int hashmap_put(Hashmap *h, const void *key, void *value);
int hashmap_replace(Hashmap *h, const void *key, void *value);
int hashmap_update(Hashmap *h, const void *key, void *value);
int hashmap_remove_and_put(Hashmap *h, const void *was, const void *key, void *value);
int hashmap_reserve(Hashmap *h, unsigned more);
void *hashmap_get(Hashmap *h, const void *key);
bool hashmap_contains(Hashmap *h, const void *key);
unsigned hashmap_size(Hashmap *h);
void *hashmap_remove(Hashmap *h, const void *key);
void *hashmap_remove_value(Hashmap *h, const void *key, void *value);
void *hashmap_steal_first(Hashmap *h);
void *hashmap_first(Hashmap *h);
void hashmap_clear(Hashmap *h);
void hashmap_clear_free(Hashmap *h);
bool hashmap_iterate(Hashmap *h, Iterator *i, void **value, const void **key);

int ordered_hashmap_put(OrderedHashmap *h, const void *key, void *value);
void *ordered_hashmap_remove(OrderedHashmap *h, const void *key);
void ordered_hashmap_clear(OrderedHashmap *h);
bool ordered_hashmap_iterate(OrderedHashmap *h, Iterator *i, void **value,
                             const void **key);

int set_put(Set *s, const void *key);
int set_consume(Set *s, void *key);
void *set_get(Set *s, const void *key);
void *set_remove(Set *s, const void *key);
void *set_steal_first(Set *s);
void set_clear(Set *s);
bool set_iterate(Set *s, Iterator *i, void **key);

#define HASHMAP_FOREACH(e, h, i)                                                       \
    for ((i) = ITERATOR_FIRST; hashmap_iterate((h), &(i), (void **)&(e), NULL);)
#define HASHMAP_FOREACH_KEY(e, k, h, i)                                                \
    for ((i) = ITERATOR_FIRST;                                                         \
         hashmap_iterate((h), &(i), (void **)&(e), (const void **)&(k));)
#define ORDERED_HASHMAP_FOREACH(e, h, i)                                               \
    for ((i) = ITERATOR_FIRST; ordered_hashmap_iterate((h), &(i), (void **)&(e), NULL);)
/* As newer versions have it: the iterator is the loop's own. */
#define SET_FOREACH(e, s)                                                              \
    for (Iterator i_ = ITERATOR_FIRST; set_iterate((s), &i_, (void **)&(e));)
