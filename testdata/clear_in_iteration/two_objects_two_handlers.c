/* Two objects of one type with different handlers: each is called with its own. */
#include <glib.h>

typedef struct Watch Watch;
struct Watch {
    GHashTable *rows;
    void (*on_row)(Watch *watch);
};

static void wipe(Watch *watch)
{
    g_hash_table_remove_all(watch->rows);
}

static void tell(Watch *watch)
{
    g_message("%p", (void *)watch->rows);
}

static void watch_init(Watch *watch, void (*on_row)(Watch *watch))
{
    watch->rows = g_hash_table_new(NULL, NULL);
    watch->on_row = on_row;
}

static void fire(Watch *watch)
{
    watch->on_row(watch);
}

void local_objects(void)
{
    Watch wiping, telling;
    GHashTableIter iter;

    watch_init(&wiping, wipe);
    watch_init(&telling, tell);
    g_hash_table_iter_init(&iter, telling.rows);
    while (g_hash_table_iter_next(&iter, NULL, NULL)) {
        telling.on_row(&telling);
        fire(&telling);
        fire(&wiping);
    }
    g_hash_table_iter_init(&iter, wiping.rows);
    while (g_hash_table_iter_next(&iter, NULL, NULL))
        fire(&wiping); // want clear-in-iteration "'wiping.rows' is cleared"
}

/* Globals with handlers of their own that nobody else sets. */
typedef struct Hook {
    void (*run)(Watch *watch);
} Hook;

static const Hook wipe_hook = { wipe };
static const Hook tell_hook = { tell };

void global_hooks(Watch *watch, gboolean again)
{
    GHashTableIter iter;

    g_hash_table_iter_init(&iter, watch->rows);
    while (g_hash_table_iter_next(&iter, NULL, NULL))
        tell_hook.run(watch);
    g_hash_table_iter_init(&iter, watch->rows);
    while (again && g_hash_table_iter_next(&iter, NULL, NULL))
        wipe_hook.run(watch); // want clear-in-iteration
}
