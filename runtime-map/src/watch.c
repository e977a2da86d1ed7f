/* The registry of watched maps, and snapshots of it. */
#include "rmap/watch.h"

#include "block.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

/* A watched map; its texts are in the same block, behind the labels. */
typedef struct Entry {
    struct Entry *next;
    uint64_t id;
    RmapStatsOf *stats_of;
    void *map;
    const char *name;
    RmapLabel *labels;
    size_t label_count;
    size_t texts; /* bytes of name and labels, with their NULs */
    size_t size;  /* of the block */
} Entry;

struct RmapWatch {
    RmapAllocator allocator;
    pthread_mutex_t mutex; /* of the rest */
    Entry *first;
    Entry **end; /* where the next one goes */
    uint64_t next_id;
    size_t passes; /* told, and those of maps that are gone */
};

RmapWatch *rmap_watch_new(const RmapAllocator *a)
{
    static const RmapAllocator defaults = { NULL, NULL, NULL };
    RmapWatch *w;

    if (a == NULL)
        a = &defaults;
    w = rmap_block_take(a, sizeof *w);
    if (w == NULL)
        return NULL;
    memset(w, 0, sizeof *w);
    w->allocator = *a;
    w->end = &w->first;
    w->next_id = 1;
    if (pthread_mutex_init(&w->mutex, NULL) != 0) {
        rmap_block_give(a, w, sizeof *w);
        return NULL;
    }
    return w;
}

void rmap_watch_free(RmapWatch *w)
{
    RmapAllocator a;

    if (w == NULL)
        return;
    a = w->allocator;
    while (w->first != NULL) {
        Entry *e = w->first;
        w->first = e->next;
        rmap_block_give(&a, e, e->size);
    }
    pthread_mutex_destroy(&w->mutex);
    rmap_block_give(&a, w, sizeof *w);
}

/* ---- texts ---- */

static size_t texts_size(const char *name, const RmapLabel *labels, size_t label_count)
{
    size_t size = strlen(name) + 1;

    for (size_t i = 0; i < label_count; i++)
        size += strlen(labels[i].name) + strlen(labels[i].value) + 2;
    return size;
}

/* Copies a text to *at, which moves behind it. */
static const char *text_copy(char **at, const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = memcpy(*at, text, size);

    *at += size;
    return copy;
}

/* Copies labels to `to` and their texts to *at. */
static void labels_copy(RmapLabel *to, const RmapLabel *labels, size_t count, char **at)
{
    for (size_t i = 0; i < count; i++) {
        to[i].name = text_copy(at, labels[i].name);
        to[i].value = text_copy(at, labels[i].value);
    }
}

/* ---- adding and removing ---- */

uint64_t rmap_watch_add(RmapWatch *w, const char *name, const RmapLabel *labels,
                        size_t label_count, RmapStatsOf *stats_of, void *map)
{
    size_t texts = texts_size(name, labels, label_count);
    size_t size = sizeof(Entry) + label_count * sizeof(RmapLabel) + texts;
    Entry *e = rmap_block_take(&w->allocator, size);
    char *at;

    if (e == NULL)
        return 0;
    *e = (Entry){ .stats_of = stats_of,
                  .map = map,
                  .labels = (RmapLabel *)(void *)(e + 1),
                  .label_count = label_count,
                  .texts = texts,
                  .size = size };
    at = (char *)(e->labels + label_count);
    e->name = text_copy(&at, name);
    labels_copy(e->labels, labels, label_count, &at);
    pthread_mutex_lock(&w->mutex);
    e->id = w->next_id++;
    *w->end = e;
    w->end = &e->next;
    pthread_mutex_unlock(&w->mutex);
    return e->id;
}

bool rmap_watch_remove(RmapWatch *w, uint64_t id)
{
    Entry **link;
    Entry *e;

    pthread_mutex_lock(&w->mutex);
    for (link = &w->first; *link != NULL && (*link)->id != id; link = &(*link)->next)
        continue;
    e = *link;
    if (e != NULL) {
        w->passes += e->stats_of(e->map).clears + 1;
        *link = e->next;
        if (w->end == &e->next)
            w->end = link;
    }
    pthread_mutex_unlock(&w->mutex);
    if (e == NULL)
        return false;
    rmap_block_give(&w->allocator, e, e->size);
    return true;
}

void rmap_watch_pass(RmapWatch *w)
{
    pthread_mutex_lock(&w->mutex);
    w->passes++;
    pthread_mutex_unlock(&w->mutex);
}

/* ---- snapshots ---- */

static double now(void)
{
    struct timespec t = { 0, 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Of the room for data, what the entries that are there do not take; and all that is
 * retired. */
static size_t idle_bytes(const RmapStats *s)
{
    size_t live =
        s->slots == 0 || s->entries >= s->slots
            ? s->data
            : (size_t)((double)s->data * (double)s->entries / (double)s->slots);
    size_t idle = s->entries == 0 ? s->data : s->data - live;

    idle += s->retired;
    return idle < s->data + s->metadata ? idle : s->data + s->metadata;
}

/* With the lock: the empty snapshot of a registry, and where its labels and texts go.
 */
static RmapSnapshot *snapshot_new(const RmapWatch *w, RmapLabel **labels, char **texts)
{
    size_t count = 0;
    size_t label_count = 0;
    size_t text_size = 0;
    size_t size;
    RmapSnapshot *s;

    for (const Entry *e = w->first; e != NULL; e = e->next) {
        count++;
        label_count += e->label_count;
        text_size += e->texts;
    }
    size = sizeof *s + count * sizeof(RmapWatched) + label_count * sizeof(RmapLabel) +
           text_size;
    s = rmap_block_take(&w->allocator, size);
    if (s == NULL)
        return NULL;
    *s = (RmapSnapshot){ .at = now(),
                         .count = count,
                         .maps = (RmapWatched *)(void *)(s + 1),
                         .passes = w->passes,
                         .allocator = w->allocator,
                         .size = size };
    *labels = (RmapLabel *)(void *)(s->maps + count);
    *texts = (char *)(*labels + label_count);
    return s;
}

_Static_assert(sizeof(RmapSnapshot) % _Alignof(RmapWatched) == 0 &&
                   sizeof(RmapWatched) % _Alignof(RmapLabel) == 0 &&
                   sizeof(Entry) % _Alignof(RmapLabel) == 0,
               "what follows in a block is aligned");

RmapSnapshot *rmap_watch_snapshot(RmapWatch *w)
{
    RmapLabel *labels = NULL;
    char *texts = NULL;
    RmapSnapshot *s;
    RmapWatched *to;

    pthread_mutex_lock(&w->mutex);
    s = snapshot_new(w, &labels, &texts);
    to = s == NULL ? NULL : s->maps;
    for (const Entry *e = w->first; s != NULL && e != NULL; e = e->next, to++) {
        *to = (RmapWatched){ .id = e->id,
                             .name = text_copy(&texts, e->name),
                             .labels = labels,
                             .label_count = e->label_count,
                             .stats = e->stats_of(e->map) };
        labels_copy(labels, e->labels, e->label_count, &texts);
        labels += e->label_count;
        to->bytes = to->stats.metadata + to->stats.data;
        to->idle = idle_bytes(&to->stats);
        s->entries += to->stats.entries;
        s->bytes += to->bytes;
        s->idle += to->idle;
        s->passes += to->stats.clears;
    }
    pthread_mutex_unlock(&w->mutex);
    return s;
}

void rmap_snapshot_free(RmapSnapshot *s)
{
    RmapAllocator a;

    if (s == NULL)
        return;
    a = s->allocator;
    rmap_block_give(&a, s, s->size);
}
