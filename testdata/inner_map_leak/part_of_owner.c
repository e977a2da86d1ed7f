/* Maps that lie in the object itself, some of them in a record of the library's. */
#include "git-hashmap.h"
#include "glib.h"

struct item {
    struct hashmap_entry entry;
    char *name;
};

struct match {
    int count;
};

struct group {
    struct strmap matches, owned, walked;
    struct hashmap items, others;
};

static int compare(const void *data, const struct hashmap_entry *a,
                   const struct hashmap_entry *b, const void *key)
{
    (void)data, (void)key;
    return a->hash != b->hash;
}

void group_init(struct group *group)
{
    strmap_init(&group->matches);
    strmap_init(&group->owned);
    strmap_init(&group->walked);
    hashmap_init(&group->items, compare, NULL, 0);
    hashmap_init(&group->others, compare, NULL, 0);
}

static struct match *match_new(void)
{
    struct match *match = calloc(1, sizeof *match);
    if (!match)
        abort();
    return match;
}

static struct item *item_new(unsigned hash)
{
    struct item *item = calloc(1, sizeof *item);
    if (!item)
        abort();
    item->entry.hash = hash;
    return item;
}

void group_add(struct group *group, const char *name)
{
    struct match *match = strmap_get(&group->matches, name);
    if (!match) {
        match = match_new();
        strmap_put(&group->matches, name, match);
    }
    match->count++;
    strmap_put(&group->owned, name, match_new());
    strmap_put(&group->walked, name, match_new());
}

void group_add_item(struct group *group, unsigned hash)
{
    hashmap_add(&group->items, &item_new(hash)->entry);
    hashmap_add(&group->others, &item_new(hash)->entry);
}

void group_clear(struct group *group)
{
    struct hashmap_iter iter;
    struct strmap_entry *entry;

    strmap_for_each_entry(&group->walked, &iter, entry) free(entry->value);
}

void group_release(struct group *group)
{
    strmap_clear(&group->matches, 0); // want inner-map-leak "'group->matches'"
    strmap_clear(&group->owned, 1);
    strmap_clear(&group->walked, 0);
    hashmap_clear(&group->items); // want inner-map-leak "'group->items'"
    hashmap_clear_and_free(&group->others, struct item, entry);
}
