/* Lost on one way through a turn of a loop; what comes after joins it with other ways. */
#include <glib.h>
#include <stdlib.h>

typedef struct Link {
    struct Link *next;
    const char *from;
    int slow;
} Link;

gboolean consistent(void);
void say(const char *what, guint count);
int classify(const Link *link, int how);

static GHashTable *slow_links(const Link *links)
{
    GHashTable *found = g_hash_table_new(g_str_hash, g_str_equal);

    for (const Link *l = links; l; l = l->next)
        if (classify(l, 1) && !classify(l, 2))
            g_hash_table_add(found, (gpointer)l->from);
    return found;
}

void wait_for_links(const Link *links, guint most)
{
    guint turns = 0, quiet = 0, kinds[3] = { 0 };

    while (!consistent()) {
        if (++turns > most) {
            GHashTable *status = slow_links(links); // want map-leak "'status'"
            if (g_hash_table_size(status) > 0) {
                GHashTableIter it;
                gpointer name;
                g_hash_table_iter_init(&it, status);
                while (g_hash_table_iter_next(&it, &name, NULL))
                    say(name, turns);
                g_hash_table_destroy(status);
            }
            turns = 0;
        }
        for (const Link *l = links; l; l = l->next) {
            int kind = classify(l, 0);
            if (kind == 1)
                kinds[0]++;
            else if (kind == 2)
                kinds[1]++;
            else
                quiet++;
            if (l->slow)
                kinds[2]++;
        }
        if (quiet > kinds[0] + kinds[1])
            say("quiet", quiet);
        if (kinds[2])
            say("slow", kinds[2]);
    }
}

/* The program ends there. */
void links_or_end(const Link *links)
{
    GHashTable *status = slow_links(links);
    guint count = g_hash_table_size(status);

    if (count > 0) {
        say("slow", count);
        exit(1);
    }
    g_hash_table_destroy(status);
}

/* Kept by what is handed over. */
guint links_kept(const Link *links, void (*take)(GHashTable *table))
{
    guint total = 0;

    for (const Link *l = links; l; l = l->next) {
        GHashTable *status = slow_links(l);
        total += g_hash_table_size(status);
        take(status);
    }
    return total;
}
