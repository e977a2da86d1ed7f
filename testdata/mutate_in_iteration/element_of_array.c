#include <glib.h>

typedef struct {
    GHashTable *slots[8];
} Wheel;

void wheel_turn(Wheel *wheel, int now)
{
    GHashTableIter iter;
    gpointer timer, when;

    g_hash_table_iter_init(&iter, wheel->slots[now]);
    while (g_hash_table_iter_next(&iter, &timer, &when))
        if (GPOINTER_TO_INT(when) <= now)
            g_hash_table_remove(wheel->slots[now], timer); // want mutate-in-iteration "slots["
}
