/* Every row of rules/models/frr.model at work: what each function does to the map, seen
 * through what the rules then say. */
#include "frr-hash.h"

#include <stdlib.h>

static struct hash *peers;

/* ---- hash_iterate, hash_walk: the current bucket may go ---- */

static void drop_this(struct hash_bucket *bucket, void *arg)
{
    (void)arg;
    free(hash_release(peers, bucket->data));
}

static void drop_given(struct hash_bucket *bucket, void *arg)
{
    hash_release(arg, bucket->data);
}

static void drop_all(struct hash_bucket *bucket, void *arg)
{
    (void)bucket;
    hash_clean(arg, NULL);
}

static int look(struct hash_bucket *bucket, void *arg)
{
    return hash_lookup(arg, bucket->data) != NULL;
}

static int drop_all_walking(struct hash_bucket *bucket, void *arg)
{
    (void)bucket;
    hash_clean_and_free(arg, NULL);
    return 0;
}

void iterates(struct hash *other)
{
    hash_iterate(peers, drop_this, NULL);
    hash_iterate(other, drop_given, other);
    hash_walk(other, look, other);
    hash_iterate(other, drop_all, other); // want clear-in-iteration "'other'"
    hash_walk(peers, drop_all_walking, &peers); // want clear-in-iteration "'peers'"
}

/* ---- hash_clean frees the bucket itself ---- */

static void release_too(void *data)
{
    hash_release(peers, data);
    free(data);
}

static void only_free(void *data)
{
    free(data);
}

static void clean_again(void *data)
{
    (void)data;
    hash_clean(peers, NULL);
}

void cleans(void)
{
    hash_clean(peers, release_too); // want mutate-in-iteration "'peers'"
    hash_clean(peers, only_free);
    hash_clean(peers, NULL);
    hash_clean(peers, clean_again); // want clear-in-iteration "'peers'"
}

void cleans_and_frees(void)
{
    hash_clean_and_free(&peers, release_too); // want mutate-in-iteration "'peers'"
}

void frees(void)
{
    hash_clean_and_free(&peers, only_free);
    hash_clean_and_free(&peers, NULL);
}

/* ---- NULL is no hash, but for hash_clean_and_free ---- */

void gets_from_null(void *data)
{
    hash_clean_and_free(&peers, NULL);
    hash_get(peers, data, hash_alloc_intern); // want nil-map-write "'peers'"
}

void releases_from_null(void *data)
{
    hash_clean_and_free(&peers, NULL);
    hash_release(peers, data); // want nil-map-write "'peers'"
}

void looks_up_in_null(void *data)
{
    hash_clean_and_free(&peers, NULL);
    hash_lookup(peers, data); // want nil-map-write "'peers'"
}

void frees_null(void)
{
    hash_clean_and_free(&peers, NULL);
    hash_free(peers); // want nil-map-clear "'peers'"
}

void made_anew(void *data)
{
    hash_clean_and_free(&peers, NULL);
    peers = hash_create(NULL, NULL, "peers");
    hash_get(peers, data, hash_alloc_intern);
}

/* hash_get without a maker is a look-up. */
static int find(struct hash_bucket *bucket, void *arg)
{
    return hash_get(arg, bucket->data, NULL) != NULL;
}

void gets_while_walking(struct hash *hash)
{
    hash_walk(hash, find, hash);
}

void freed_and_used(struct hash *hash, void *data)
{
    hash_clean(hash, NULL);
    hash_free(hash); // want use-after-free-map "'hash'"
    hash_lookup(hash, data);
}
