/* A hook that is set to more functions than can be told apart says nothing. */
#include <glib.h>

static GHashTable *jobs;
static void (*hook)(int);

static void a(int x) { g_message("a%d", x); }
static void b(int x) { g_message("b%d", x); }
static void c(int x) { g_message("c%d", x); }
static void d(int x) { g_message("d%d", x); }
static void e(int x) { g_message("e%d", x); }
static void f(int x) { g_message("f%d", x); }
static void g(int x) { g_message("g%d", x); }
static void h(int x) { g_message("h%d", x); }
static void all(int x)
{
    if (x)
        g_hash_table_remove_all(jobs);
}

void set_hook(int which)
{
    static void (*const hooks[])(int) = { a, b, c, d, e, f, g, h, all };
    hook = hooks[which];
}

void run(void)
{
    GHashTableIter iter;

    g_hash_table_iter_init(&iter, jobs);
    while (g_hash_table_iter_next(&iter, NULL, NULL))
        hook(1);
}
