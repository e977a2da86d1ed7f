/* What changed between two snapshots and why, the dump, and the alarm. */
#include "rmap/watch.h"

#include "block.h"

#include <stdlib.h>
#include <string.h>

/* ---- drift ---- */

static ptrdiff_t difference(size_t after, size_t before)
{
    return (ptrdiff_t)(after - before);
}

static size_t positive(ptrdiff_t n)
{
    return n > 0 ? (size_t)n : 0;
}

static RmapDriftKind kind_of(ptrdiff_t bytes, size_t surge, size_t decay)
{
    if (surge == 0 && decay == 0)
        return bytes < 0 ? RMAP_DRIFT_FALL : RMAP_DRIFT_NONE;
    return surge >= decay ? RMAP_DRIFT_SURGE : RMAP_DRIFT_DECAY;
}

/* New room is idle too until it is filled, so of what became idle only that counts as
 * decay which is not the surge's; and only where entries went or memory was retired,
 * for a map that is as full as before has lost nothing. */
static RmapDriftRow row_of(const RmapWatched *before, const RmapWatched *after)
{
    static const RmapWatched none = { 0 };
    const RmapWatched *b = before == NULL ? &none : before;
    const RmapWatched *a = after == NULL ? &none : after;
    RmapDriftRow row = { .map = after == NULL ? before : after,
                         .bytes = difference(a->bytes, b->bytes),
                         .entries = difference(a->stats.entries, b->stats.entries),
                         .idle = difference(a->idle, b->idle),
                         .growths = difference(a->stats.growths, b->stats.growths),
                         .clears = difference(a->stats.clears, b->stats.clears) };

    row.surge = positive(row.bytes);
    if (row.entries < 0 || row.clears > 0 || a->stats.retired > b->stats.retired)
        row.decay = positive(row.idle - (ptrdiff_t)row.surge);
    row.kind = kind_of(row.bytes, row.surge, row.decay);
    return row;
}

static int by_drift(const void *a, const void *b)
{
    const RmapDriftRow *x = a;
    const RmapDriftRow *y = b;
    size_t drift_x = x->surge + x->decay;
    size_t drift_y = y->surge + y->decay;

    if (drift_x != drift_y)
        return drift_x < drift_y ? 1 : -1;
    return x->map->id < y->map->id ? -1 : 1;
}

RmapDrift *rmap_drift_between(const RmapSnapshot *before, const RmapSnapshot *after)
{
    const RmapAllocator *a = &after->allocator;
    size_t most = before->count + after->count;
    RmapDrift *d = rmap_block_take(a, sizeof *d);
    size_t i = 0;
    size_t j = 0;

    if (d == NULL)
        return NULL;
    *d = (RmapDrift){ .most = most, .allocator = *a };
    d->rows = most == 0 ? NULL : rmap_block_take(a, most * sizeof *d->rows);
    if (d->rows == NULL && most > 0) {
        rmap_block_give(a, d, sizeof *d);
        return NULL;
    }
    while (i < before->count || j < after->count) { /* both are in the order of ids */
        const RmapWatched *b = i < before->count ? &before->maps[i] : NULL;
        const RmapWatched *m = j < after->count ? &after->maps[j] : NULL;
        if (b != NULL && m != NULL && b->id != m->id) {
            if (b->id < m->id)
                m = NULL;
            else
                b = NULL;
        }
        i += b != NULL;
        j += m != NULL;
        d->rows[d->count] = row_of(b, m);
        d->surge += d->rows[d->count].surge;
        d->decay += d->rows[d->count].decay;
        d->bytes += d->rows[d->count++].bytes;
    }
    d->kind = kind_of(d->bytes, d->surge, d->decay);
    if (d->count > 1)
        qsort(d->rows, d->count, sizeof *d->rows, by_drift);
    return d;
}

void rmap_drift_free(RmapDrift *d)
{
    RmapAllocator a;

    if (d == NULL)
        return;
    a = d->allocator;
    rmap_block_give(&a, d->rows, d->most * sizeof *d->rows);
    rmap_block_give(&a, d, sizeof *d);
}

/* ---- reports ---- */

static const char *kind_text(RmapDriftKind kind)
{
    switch (kind) {
    case RMAP_DRIFT_NONE:
        return "no drift";
    case RMAP_DRIFT_SURGE:
        return "allocation surge";
    case RMAP_DRIFT_DECAY:
        return "reclaim decay";
    case RMAP_DRIFT_FALL:
        return "memory given back";
    }
    return "";
}

/* A map by its name and labels: sessions{region="eu"}. */
static void write_name(const RmapWatched *map, RmapSink *sink)
{
    rmap_sink_text(sink, map->name);
    for (size_t i = 0; i < map->label_count; i++) {
        rmap_sink_format(sink, "%s%s=\"", i == 0 ? "{" : ",", map->labels[i].name);
        rmap_sink_json(sink, map->labels[i].value);
        rmap_sink_text(sink, i + 1 == map->label_count ? "\"}" : "\"");
    }
}

bool rmap_drift_write(const RmapDrift *d, RmapSink *sink)
{
    size_t sum = d->surge + d->decay;

    rmap_sink_format(sink, "%s: %+td bytes, %zu taken, %zu become idle\n",
                     kind_text(d->kind), d->bytes, d->surge, d->decay);
    for (size_t i = 0; i < d->count; i++) {
        const RmapDriftRow *row = &d->rows[i];
        if (row->kind == RMAP_DRIFT_NONE)
            continue;
        rmap_sink_text(sink, "  ");
        write_name(row->map, sink);
        rmap_sink_format(sink, ": %s", kind_text(row->kind));
        if (row->surge + row->decay > 0)
            rmap_sink_format(sink, ", %.0f %% of it",
                             100 * (double)(row->surge + row->decay) / (double)sum);
        rmap_sink_format(sink,
                         " (bytes %+td, entries %+td, idle %+td, growths %+td, clears "
                         "%+td)\n",
                         row->bytes, row->entries, row->idle, row->growths,
                         row->clears);
    }
    return !sink->failed;
}

static int by_bytes(const void *a, const void *b)
{
    const RmapWatched *const *x = a;
    const RmapWatched *const *y = b;

    if ((*x)->bytes != (*y)->bytes)
        return (*x)->bytes < (*y)->bytes ? 1 : -1;
    return (*x)->id < (*y)->id ? -1 : 1;
}

bool rmap_snapshot_dump(const RmapSnapshot *s, size_t top, RmapSink *sink)
{
    size_t size = (s->count == 0 ? 1 : s->count) * sizeof(const RmapWatched *);
    const RmapWatched **maps = rmap_block_take(&s->allocator, size);

    if (maps == NULL)
        return false;
    for (size_t i = 0; i < s->count; i++)
        maps[i] = &s->maps[i];
    qsort(maps, s->count, sizeof *maps, by_bytes);
    rmap_sink_format(sink, "%zu maps: %zu entries, %zu bytes, %zu of them idle\n",
                     s->count, s->entries, s->bytes, s->idle);
    for (size_t i = 0; i < s->count && i < top; i++) {
        rmap_sink_text(sink, "  ");
        write_name(maps[i], sink);
        rmap_sink_format(sink, ": %zu entries, %zu bytes, %zu idle, %zu growths\n",
                         maps[i]->stats.entries, maps[i]->bytes, maps[i]->idle,
                         maps[i]->stats.growths);
    }
    rmap_block_give(&s->allocator, (void *)maps, size);
    return !sink->failed;
}

/* ---- alarm ---- */

bool rmap_alarm_check(RmapAlarm *alarm, size_t bytes, size_t passes)
{
    double factor = alarm->factor > 1 ? alarm->factor : 1.5;
    size_t needed = alarm->passes > 0 ? alarm->passes : 2;
    bool raised = alarm->begun && passes - alarm->low_passes >= needed &&
                  (double)bytes > factor * (double)alarm->low_bytes;

    if (raised || !alarm->begun || bytes < alarm->low_bytes) {
        alarm->begun = bytes > 0; /* nothing grows to any multiple of nothing */
        alarm->low_bytes = bytes;
        alarm->low_passes = passes;
    }
    return raised;
}

bool rmap_alarm_watch(RmapAlarm *alarm, const RmapSnapshot *s, size_t top,
                      RmapSink *sink)
{
    size_t was = alarm->low_bytes;

    if (!rmap_alarm_check(alarm, s->bytes, s->passes))
        return false;
    rmap_sink_format(sink, "leak alarm: %zu bytes, %zu when they were fewest\n",
                     s->bytes, was);
    (void)rmap_snapshot_dump(s, top, sink);
    return true;
}
