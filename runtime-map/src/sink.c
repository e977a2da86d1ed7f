#include "rmap/sink.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool file_write(void *ctx, const char *bytes, size_t size)
{
    FILE *file = ctx;

    return fwrite(bytes, 1, size, file) == size;
}

RmapSink rmap_sink_file(FILE *file)
{
    RmapSink sink = { file, file_write, false };

    return sink;
}

void rmap_sink_bytes(RmapSink *sink, const char *bytes, size_t size)
{
    if (!sink->failed && size > 0)
        sink->failed = !sink->write(sink->ctx, bytes, size);
}

void rmap_sink_text(RmapSink *sink, const char *text)
{
    rmap_sink_bytes(sink, text, strlen(text));
}

void rmap_sink_format(RmapSink *sink, const char *format, ...)
{
    char small[256];
    char *large = NULL;
    va_list arguments;
    int size;

    va_start(arguments, format);
    size = vsnprintf(small, sizeof small, format, arguments);
    va_end(arguments);
    if (size < 0) {
        sink->failed = true;
        return;
    }
    if ((size_t)size < sizeof small) {
        rmap_sink_bytes(sink, small, (size_t)size);
        return;
    }
    large = malloc((size_t)size + 1);
    if (large == NULL) {
        sink->failed = true;
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(large, (size_t)size + 1, format, arguments);
    va_end(arguments);
    rmap_sink_bytes(sink, large, (size_t)size);
    free(large);
}

void rmap_sink_json(RmapSink *sink, const char *text)
{
    for (const char *p = text; *p != '\0';) {
        size_t size = rmap_utf8_size(p);
        if (size == 0) {
            rmap_sink_text(sink, RMAP_UTF8_REPLACEMENT);
            p++;
            continue;
        }
        if (*p == '"' || *p == '\\')
            rmap_sink_format(sink, "\\%c", *p);
        else if ((unsigned char)*p < 0x20 || *p == 0x7f)
            rmap_sink_format(sink, "\\u%04x", (unsigned)*p);
        else
            rmap_sink_bytes(sink, p, size);
        p += size;
    }
}
