/* What one function puts into a map is lost where another one frees the map. */
#include "frr-hash.h"
#include "glib.h"
#include "systemd-hashmap.h"

typedef struct Rule {
    int id;
    char *name;
} Rule;

static struct Engine {
    struct hash *rules;   /* freed by hand when they leave */
    struct hash *meters;  /* never freed at all */
    struct hash *cleaned; /* cleaned with a function in the end */
    struct hash *drained; /* emptied first, in a function of its own */
    struct hash *handed;  /* filled by whoever calls */
    struct hash *listed;  /* what is in it stands in a list, too */
} engine;

static Rule *all[16];

static unsigned rule_key(const void *rule)
{
    return (unsigned)((const Rule *)rule)->id;
}

static _Bool rule_same(const void *a, const void *b)
{
    return ((const Rule *)a)->id == ((const Rule *)b)->id;
}

static void *rule_make(void *like)
{
    Rule *rule = calloc(1, sizeof *rule);
    if (!rule)
        abort();
    rule->id = ((Rule *)like)->id;
    return rule;
}

static void *rule_make_listed(void *like)
{
    Rule *rule = rule_make(like);
    all[rule->id % 16] = rule;
    return rule;
}

static void rule_free(void *rule)
{
    free(rule);
}

void engine_begin(void)
{
    engine.rules = hash_create(rule_key, rule_same, "rules");
    engine.meters = hash_create(rule_key, rule_same, "meters");
    engine.cleaned = hash_create(rule_key, rule_same, "cleaned");
    engine.drained = hash_create(rule_key, rule_same, "drained");
    engine.handed = hash_create(rule_key, rule_same, "handed");
    engine.listed = hash_create(rule_key, rule_same, "listed");
}

void engine_add(int id)
{
    Rule like = { .id = id };
    Rule *rule = hash_get(engine.rules, &like, rule_make);
    rule->id = id;
    hash_get(engine.meters, &like, rule_make);
    hash_get(engine.cleaned, &like, rule_make);
    hash_get(engine.drained, &like, rule_make);
    hash_get(engine.listed, &like, rule_make_listed);
}

void engine_take(Rule *rule)
{
    hash_get(engine.handed, rule, hash_alloc_intern);
}

void engine_drop(int id)
{
    Rule like = { .id = id };
    Rule *rule = hash_lookup(engine.rules, &like);
    if (!rule)
        return;
    hash_release(engine.rules, rule);
    rule_free(rule);
}

static void drain_one(struct hash_bucket *bucket, void *arg)
{
    (void)arg;
    rule_free(bucket->data);
}

void engine_stop(void)
{
    hash_iterate(engine.drained, drain_one, NULL);
    hash_clean(engine.drained, NULL);
}

void engine_end(void)
{
    hash_clean_and_free(&engine.rules, NULL);  // want inner-map-leak "'engine.rules'"
    hash_clean_and_free(&engine.meters, NULL); // want inner-map-leak "'engine.meters'"
    hash_clean_and_free(&engine.cleaned, rule_free);
    hash_clean_and_free(&engine.drained, NULL);
    hash_clean_and_free(&engine.handed, NULL);
    hash_clean_and_free(&engine.listed, NULL);
}

/* ---- sets of texts ---- */

typedef struct Policy {
    Set *allowed, *denied, *seen;
    Hashmap *borrowed;
} Policy;

int policy_allow(Policy *policy, const char *name)
{
    char *copy = strdup(name);
    if (!copy)
        return -1;
    int r = set_ensure_allocated(&policy->allowed, &string_hash_ops);
    if (r < 0) {
        free(copy);
        return r;
    }
    return set_consume(policy->allowed, copy);
}

int policy_deny(Policy *policy, const char *name)
{
    return set_put_strdup(&policy->denied, name);
}

int policy_see(Policy *policy, const char *name)
{
    return set_put_strdup(&policy->seen, name);
}

void policy_reset(Policy *policy)
{
    policy->allowed = set_free_free(policy->allowed);
    policy->denied = set_free_free(policy->denied);
    policy->seen = set_free_free(policy->seen);
}

void policy_done(Policy *policy)
{
    char *name;

    policy->allowed = set_free(policy->allowed); // want inner-map-leak
    policy->denied = set_free(policy->denied);   // want inner-map-leak
    while ((name = set_steal_first(policy->seen)))
        free(name);
    policy->seen = set_free(policy->seen);
}

/* ---- objects with tables ---- */

typedef struct Store {
    GHashTable *items, *texts, *owned, *listed, *walked, *lent, *stolen;
    Rule *current;
} Store;

static void item_free(Rule *item)
{
    g_free(item->name);
    g_free(item);
}

Store *store_new(void)
{
    Store *store = g_new0(Store, 1);
    store->items = g_hash_table_new(g_str_hash, g_str_equal);
    store->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    store->owned = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    store->listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    store->walked = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    store->lent = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    store->stolen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return store;
}

void store_add(Store *store, const char *name)
{
    Rule *item = g_new0(Rule, 1);
    item->name = g_strdup(name);
    g_hash_table_insert(store->items, item->name, item);
    g_hash_table_insert(store->texts, g_strdup(name), g_strdup("text"));
    g_hash_table_insert(store->owned, g_strdup(name), g_strdup("text"));
    g_hash_table_insert(store->listed, g_strdup(name), g_strdup("text"));
    g_hash_table_insert(store->walked, g_strdup(name), g_strdup("text"));
    g_hash_table_insert(store->lent, g_strdup(name), g_new0(Rule, 1));
    g_hash_table_insert(store->stolen, g_strdup(name), g_strdup("text"));
}

void store_drop(Store *store, const char *name)
{
    Rule *item = g_hash_table_lookup(store->items, name);
    if (item) {
        g_hash_table_remove(store->items, name);
        item_free(item);
    }
}

void store_choose(Store *store, const char *name)
{
    store->current = g_hash_table_lookup(store->lent, name);
}

void store_clear(Store *store)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, store->walked);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        g_free(value);
    g_hash_table_remove_all(store->walked);
    g_list_free_full(g_hash_table_get_values(store->listed), g_free);
}

char *store_take(Store *store, const char *name)
{
    char *text = g_hash_table_lookup(store->stolen, name);
    g_hash_table_remove(store->stolen, name);
    return text;
}

void store_free(Store *store)
{
    g_hash_table_destroy(store->items); // want inner-map-leak "'store->items'"
    g_hash_table_destroy(store->texts); // want inner-map-leak "'store->texts'"
    g_hash_table_destroy(store->owned);
    g_hash_table_destroy(store->listed);
    g_hash_table_destroy(store->walked);
    g_hash_table_destroy(store->lent);
    g_hash_table_destroy(store->stolen);
    g_free(store);
}
