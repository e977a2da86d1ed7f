/* The outer map is another one on every turn. */
#include "maps.h"

typedef struct {
    tenants *by_name;
} Node;

void open_all(Node *nodes, int n)
{
    for (int i = 0; i < n; i++)
        tenants_put(nodes[i].by_name, "default", counts_make(0));
}

typedef struct Item Item;
struct Item {
    Item *next;
    tenants *by_name;
};

void open_list(Item *item)
{
    for (; item != NULL; item = item->next)
        tenants_put(item->by_name, "default", counts_make(0));
}
