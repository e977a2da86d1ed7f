/* The table is made on demand, in a field, by a call that makes it only when there is none. */
#include "systemd-hashmap.h"

extern const struct hash_ops number_hash_ops;

typedef struct Pool {
    unsigned references;
    Hashmap *windows;
    Hashmap *files;
    Hashmap *lent;
    char *name;
} Pool;

typedef struct Window {
    Pool *pool;
    unsigned id;
} Window;

void *hashmap_get(Hashmap *h, const void *key);
void *hashmap_first(Hashmap *h);
void *hashmap_remove(Hashmap *h, const void *key);
void remember(Hashmap *h);

static void window_free(Window *w)
{
    hashmap_remove(w->pool->windows, &w->id);
    free(w);
}

Window *window_add(Pool *p, unsigned id)
{
    Window *w = hashmap_get(p->windows, &id);

    if (w)
        return w;
    if (hashmap_ensure_allocated(&p->windows, &number_hash_ops) < 0)
        return NULL;
    w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->pool = p;
    w->id = id;
    if (hashmap_put(p->windows, &w->id, w) < 0) {
        free(w);
        return NULL;
    }
    return w;
}

int file_add(Pool *p, char *path)
{
    if (hashmap_ensure_allocated(&p->files, &string_hash_ops) < 0)
        return -1;
    return hashmap_put(p->files, path, p);
}

int lend(Pool *p)
{
    if (hashmap_ensure_allocated(&p->lent, &string_hash_ops) < 0)
        return -1;
    remember(p->lent);
    return 0;
}

static void pool_free(Pool *p)
{
    Window *w;

    while ((w = hashmap_first(p->windows)))
        window_free(w);
    hashmap_free(p->files);
    free(p->name);
    free(p); // want map-leak "'p->windows'"
}

Pool *pool_unref(Pool *p)
{
    p->references--;
    if (p->references == 0)
        pool_free(p);
    return NULL;
}
