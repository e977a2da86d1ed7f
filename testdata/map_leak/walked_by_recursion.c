/* A helper that calls itself fills the table; nobody frees it. What the helper does
 * with it is known when the helper has been seen once. */
#include <glib.h>

typedef struct Item {
    int id;
    struct Item *first, *next;
} Item;

typedef struct Queue {
    int length;
} Queue;

Queue *queue_push(Queue *queue, int id);

static void gather(const Item *item, GHashTable *seen)
{
    g_hash_table_insert(seen, GINT_TO_POINTER(item->id), NULL);
    for (const Item *child = item->first; child; child = child->next)
        if (!g_hash_table_contains(seen, GINT_TO_POINTER(child->id)))
            gather(child, seen);
}

int below(const Item *item)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL); // want map-leak "'seen'"
    int sum = 0;

    gather(item, seen);
    for (const Item *child = item->first; child; child = child->next)
        sum += child->id;
    return sum;
}

int below_mended(const Item *item)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);
    int sum = 0;

    gather(item, seen);
    for (const Item *child = item->first; child; child = child->next)
        sum += child->id;
    g_hash_table_destroy(seen);
    return sum;
}

static GHashTable *last_seen;

/* On one of its ways the recursion keeps the table. */
static void gather_and_keep(const Item *item, GHashTable *seen)
{
    for (const Item *child = item->first; child; child = child->next)
        gather_and_keep(child, seen);
    if (item->id == 7)
        last_seen = seen;
}

void remember(const Item *item)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);

    gather_and_keep(item, seen);
}

static void gather_odd(const Item *item, GHashTable *seen);

/* Two that call each other; the second one frees. */
static void gather_even(const Item *item, GHashTable *seen)
{
    g_hash_table_insert(seen, GINT_TO_POINTER(item->id), NULL);
    gather_odd(item->first, seen);
}

static void gather_odd(const Item *item, GHashTable *seen)
{
    if (!item) {
        g_hash_table_destroy(seen);
        return;
    }
    gather_even(item, seen);
}

void count_by_turns(const Item *item)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);

    gather_even(item, seen);
}

/* ... and the second one hands it to somebody unknown. */
void consider(GHashTable *seen);
static void ask_odd(const Item *item, GHashTable *seen);

static void ask_even(const Item *item, GHashTable *seen)
{
    g_hash_table_insert(seen, GINT_TO_POINTER(item->id), NULL);
    if (item->first)
        ask_odd(item->first, seen);
}

static void ask_odd(const Item *item, GHashTable *seen)
{
    consider(seen);
    if (item->next)
        ask_even(item->next, seen);
}

void ask_by_turns(const Item *item)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);

    ask_even(item, seen);
}
