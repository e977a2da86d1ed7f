#include <glib.h>

typedef struct {
    GHashTable *views;
} Screen;

gboolean screen_wait(Screen *screen);

void screen_run(Screen *screen)
{
    for (;;) {
        if (!screen_wait(screen))
            return;
        g_hash_table_replace(screen->views, g_strdup("main"), // known-miss unreused-inner-map
                             g_hash_table_new(g_direct_hash, g_direct_equal));
    }
}
