#include <glib.h>

typedef struct {
    GHashTable *windows;
} ScreenPrivate;

typedef struct {
    ScreenPrivate *priv;
} Screen;

typedef struct {
    Screen *screen;
    gboolean closing;
    int id;
} Window;

static void screen_forget(Screen *screen, int id)
{
    g_hash_table_remove(screen->priv->windows, GINT_TO_POINTER(id));
}

void screen_close_all(Screen *self)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, self->priv->windows);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Window *window = value;
        if (window->closing)
            screen_forget(self, window->id); // want mutate-in-iteration "windows'"
    }
}
