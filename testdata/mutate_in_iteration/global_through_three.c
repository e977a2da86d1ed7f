#include <glib.h>

static GHashTable *watches;

static void watch_free(int fd)
{
    g_hash_table_remove(watches, GINT_TO_POINTER(fd));
}

static void watch_failed(int fd, int error)
{
    if (error == 0)
        return;
    g_warning("watch %d: error %d", fd, error);
    watch_free(fd);
}

static void watch_poll(int fd, int (*check)(int fd))
{
    watch_failed(fd, check(fd));
}

void watches_poll(int (*check)(int fd))
{
    GHashTableIter iter;
    gpointer fd;

    g_hash_table_iter_init(&iter, watches);
    while (g_hash_table_iter_next(&iter, &fd, NULL))
        watch_poll(GPOINTER_TO_INT(fd), check); // want mutate-in-iteration "'watches'"
}
