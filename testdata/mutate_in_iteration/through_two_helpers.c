/* The removal is two calls down, on a field of what is passed. */
#include <glib.h>

typedef struct {
    GHashTable *history;
    int deleted;
} State;

typedef struct {
    char *id;
    gboolean orphan;
} Entry;

static void delete_entry(State *state, const char *id)
{
    g_hash_table_remove(state->history, id);
    state->deleted++;
}

static void delete_resource(State *state, const Entry *entry)
{
    g_debug("deleting %s", entry->id);
    delete_entry(state, entry->id);
}

void reprobe(State *state)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, state->history);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Entry *entry = value;
        if (entry->orphan)
            delete_resource(state, entry); // want mutate-in-iteration "'state->history'"
    }
}
