#ifndef RMAP_TELL_H
#define RMAP_TELL_H

/* Events to a map's observer: what the sources of the members share. */

#include "rmap/observe.h"

static inline void rmap_tell(const RmapObserver *observer, RmapEventKind kind,
                             const char *type, const void *map, const RmapStats *stats)
{
    RmapEvent event = { .kind = kind,
                        .type = type,
                        .map = map,
                        .entries = stats->entries,
                        .slots = stats->slots,
                        .bytes = stats->metadata + stats->data };

    if (observer != NULL)
        observer->event(observer->ctx, &event);
}

#endif
