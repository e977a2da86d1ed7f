#ifndef RMAP_SINK_H
#define RMAP_SINK_H

/*
 * Where reports are written to: a file, a socket, a buffer of the user's. What is
 * written comes in pieces; after a piece that could not be written no more come, and
 * `failed` says so.
 */
#include "rmap/annotate.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RmapSink {
    void *ctx;
    bool (*write)(void *ctx, const char *bytes, size_t size); /* false: it failed */
    bool failed;
} RmapSink;

/* A sink that writes to `file`, which stays the caller's to flush and close. */
RmapSink rmap_sink_file(FILE *file);

/* Writes bytes, or a format's text of any length. */
void rmap_sink_bytes(RmapSink *sink, const char *bytes, size_t size);
void rmap_sink_text(RmapSink *sink, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void rmap_sink_format(RmapSink *sink, const char *format, ...);

/* Writes the content of a JSON string, without its quotes: escaped, and with U+FFFD in
 * place of what is not UTF-8. */
void rmap_sink_json(RmapSink *sink, const char *text);

#ifdef __cplusplus
}
#endif

#endif
