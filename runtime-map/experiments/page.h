#ifndef EXPERIMENT_PAGE_H
#define EXPERIMENT_PAGE_H

/* What a report wrote, in memory. */
#include "rmap/sink.h"

#include <string.h>

typedef struct Page {
    char text[1 << 20];
    size_t size;
} Page;

static inline bool page_write(void *ctx, const char *bytes, size_t size)
{
    Page *page = (Page *)ctx;

    if (page->size + size >= sizeof page->text)
        return false;
    memcpy(page->text + page->size, bytes, size);
    page->size += size;
    page->text[page->size] = '\0';
    return true;
}

/* An empty page to write to. */
static inline RmapSink page_sink(Page *page)
{
    RmapSink sink = { page, page_write, false };

    page->size = 0;
    page->text[0] = '\0';
    return sink;
}

#endif
