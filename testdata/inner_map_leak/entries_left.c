/* hash_free() frees the table alone; what was put into it goes only when it is cleaned.
 */
#include "frr-hash.h"

struct community {
    int refcount;
    char *text;
};

struct peers {
    struct hash *by_name;
    struct hash *by_number;
    struct hash *by_group;
    struct hash *never_filled;
};

static struct hash *communities;
static struct hash *words;

unsigned int community_key(const void *p);
bool community_same(const void *a, const void *b);
void community_free(void *p);
void *community_alloc(void *p);
void peers_stop(struct peers *p);

void communities_init(void)
{
    communities = hash_create(community_key, community_same, "communities");
    words = hash_create(community_key, community_same, "words");
}

struct community *community_intern(struct community *c)
{
    struct community *found = hash_get(communities, c, community_alloc);

    found->refcount++;
    return found;
}

void community_unintern(struct community *c)
{
    if (--c->refcount > 0)
        return;
    hash_release(communities, c);
    community_free(c);
}

/* An owner of entries, who takes each out when it ends. */
static struct hash *networks;

void networks_init(void)
{
    networks = hash_create(community_key, community_same, "networks");
}

void network_add(struct community *c)
{
    hash_get(networks, c, hash_alloc_intern);
}

void network_end(struct community *c)
{
    struct community *out = hash_release(networks, c);

    community_free(out);
}

void networks_finish(void)
{
    hash_free(networks);
    networks = NULL;
}

void *word_intern(void *text)
{
    return hash_get(words, text, hash_alloc_intern);
}

void communities_finish(void)
{
    hash_free(communities); // want inner-map-leak "'communities'"
    communities = NULL;
}

void words_finish(void)
{
    hash_clean(words, NULL);
    hash_free(words);
    words = NULL;
}

void peer_add(struct peers *p, struct community *c)
{
    hash_get(p->by_name, c, hash_alloc_intern);
    hash_get(p->by_number, c, hash_alloc_intern);
    hash_get(p->by_group, c, hash_alloc_intern);
}

void peers_end(struct peers *p)
{
    hash_free(p->by_name); // want inner-map-leak "'p->by_name'"
    hash_free(p->never_filled);
    peers_stop(p);
    hash_free(p->by_number);
}

void peers_end_one_by_one(struct peers *p, struct community **all, int n)
{
    for (int i = 0; i < n; i++)
        peers_stop(p);
    hash_free(p->by_group);
    (void)all;
}
