/* The entry's parts die with it: what its destroy function frees. */
#include "glib.h"

typedef struct Page {
    char *title;
    int size;
} Page;

static GHashTable *pages;

static void page_free(gpointer data)
{
    Page *page = data;

    g_free(page->title);
    g_free(page);
}

void begin(void)
{
    pages = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, page_free);
}

void add(const char *title)
{
    Page *page = g_new0(Page, 1);

    page->title = g_strdup(title);
    g_hash_table_insert(pages, page->title, page);
}

void drop(const char *name)
{
    Page *page = g_hash_table_lookup(pages, name);
    if (!page)
        return;
    const char *title = page->title;
    g_hash_table_remove(pages, title); // want stale-value-pointer
    g_print("%s is gone", title);
}

void drop_first_told(const char *name)
{
    Page *page = g_hash_table_lookup(pages, name);
    if (!page)
        return;
    g_print("%s goes", page->title);
    g_hash_table_remove(pages, page->title);
}

void drop_by_name(const char *name)
{
    Page *page = g_hash_table_lookup(pages, name);
    if (!page)
        return;
    char *title = g_strdup(page->title);
    g_hash_table_remove(pages, title);
    g_print("%s is gone", title);
    g_free(title);
}
