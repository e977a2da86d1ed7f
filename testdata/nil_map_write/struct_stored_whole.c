#include <glib.h>

typedef struct Shard {
    GHashTable *table;
    int size;
} Shard;

typedef struct Node {
    Shard shard;
    int id;
} Node;

void note_empty(void);
Shard shard_make(void);
Node node_make(void);

void replaced(Shard *shard)
{
    if (!shard->table)
        note_empty();
    *shard = shard_make();
    g_hash_table_insert(shard->table, "a", "b");
}

void replaced_with_its_owner(Node *node)
{
    node->shard.table = NULL;
    *node = node_make();
    g_hash_table_insert(node->shard.table, "a", "b");
}

void copied(Node *node)
{
    Node local = *node;

    if (!node->shard.table)
        g_hash_table_insert(local.shard.table, "a", "b"); // want nil-map-write
}

void beside(Shard *shards, int i)
{
    shards[0].table = NULL;
    shards[i].table = shard_make().table;
    g_hash_table_insert(shards[0].table, "a", "b");
}

static void fill(Shard *shard)
{
    *shard = shard_make();
    g_hash_table_insert(shard->table, "a", "b");
}

void filled_by_callee(void)
{
    Shard shard;

    shard.table = NULL;
    fill(&shard);
}
