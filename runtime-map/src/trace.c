/* The event trace. The ring is copied before it is written, so that no map waits for a
 * file. */
#include "rmap/trace.h"

#include "block.h"
#include "rmap/hash.h"

#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* What sys/syscall.h needs is not everywhere installed for 32 bits. */
#if defined(__linux__) && __has_include(<asm/unistd.h>)
#include <sys/syscall.h>
#endif

/* The maps that are growing where the writer stands. */
#define RMAP_NAME            growing
#define RMAP_KEY             const void *
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(uintptr_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

enum { DEFAULT_EVENTS = 16384 };

typedef struct Record {
    RmapEvent event;
    uint64_t thread;
    uint64_t ns; /* since the trace was made */
} Record;

struct RmapTrace {
    RmapAllocator allocator;
    RmapObserver observer;
    uint64_t began;
    size_t room;
    pthread_mutex_t mutex; /* of the rest */
    size_t count;          /* events ever; the next one goes to count % room */
    Record ring[];
};

static uint64_t now(void)
{
    struct timespec t = { 0, 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
}

static uint64_t this_thread(void)
{
#if defined(SYS_gettid)
    return (uint64_t)syscall(SYS_gettid);
#else
    return rmap_hash_mix((uint64_t)(uintptr_t)pthread_self()) >> 33;
#endif
}

static void record(void *ctx, const RmapEvent *event)
{
    RmapTrace *t = ctx;
    Record r = { *event, this_thread(), 0 };

    pthread_mutex_lock(&t->mutex);
    r.ns = now() - t->began; /* with the lock, so that the ring is in order of time */
    t->ring[t->count++ % t->room] = r;
    pthread_mutex_unlock(&t->mutex);
}

/* ---- make and free ---- */

static size_t trace_size(size_t events)
{
    return sizeof(RmapTrace) + events * sizeof(Record);
}

RmapTrace *rmap_trace_new(size_t events, const RmapAllocator *a)
{
    static const RmapAllocator defaults = { NULL, NULL, NULL };
    size_t room = events == 0 ? DEFAULT_EVENTS : events;
    RmapTrace *t;

    if (a == NULL)
        a = &defaults;
    if (room > (PTRDIFF_MAX - sizeof *t) / sizeof(Record))
        return NULL;
    t = rmap_block_take(a, trace_size(room));
    if (t == NULL)
        return NULL;
    memset(t, 0, sizeof *t);
    if (pthread_mutex_init(&t->mutex, NULL) != 0) {
        rmap_block_give(a, t, trace_size(room));
        return NULL;
    }
    t->allocator = *a;
    t->observer = (RmapObserver){ t, record };
    t->room = room;
    t->began = now();
    return t;
}

void rmap_trace_free(RmapTrace *t)
{
    RmapAllocator a;

    if (t == NULL)
        return;
    pthread_mutex_destroy(&t->mutex);
    a = t->allocator;
    rmap_block_give(&a, t, trace_size(t->room));
}

const RmapObserver *rmap_trace_observer(RmapTrace *t)
{
    return &t->observer;
}

size_t rmap_trace_count(RmapTrace *t)
{
    size_t count;

    pthread_mutex_lock(&t->mutex);
    count = t->count;
    pthread_mutex_unlock(&t->mutex);
    return count;
}

size_t rmap_trace_lost(RmapTrace *t)
{
    size_t count = rmap_trace_count(t);

    return count > t->room ? count - t->room : 0;
}

/* ---- writing ---- */

static const char *kind_name(RmapEventKind kind)
{
    switch (kind) {
    case RMAP_EVENT_MAKE:
        return "make";
    case RMAP_EVENT_GROW:
        return "grow";
    case RMAP_EVENT_EVACUATE:
        return "evacuate";
    case RMAP_EVENT_GROWN:
        return "grown";
    case RMAP_EVENT_SHRINK:
        return "shrink";
    case RMAP_EVENT_CLEAR:
        return "clear";
    case RMAP_EVENT_FREE:
        return "free";
    }
    return "unknown";
}

/* What every trace event begins with; the times are microseconds. The caller adds its
 * members and the closing brace. */
static void write_begin(RmapSink *sink, const Record *r, const char *phase)
{
    rmap_sink_format(
        sink,
        "{\"ph\":\"%s\",\"pid\":%ld,\"tid\":%llu,\"ts\":%llu.%03llu,\"cat\":"
        "\"map\"",
        phase, (long)getpid(), (unsigned long long)r->thread,
        (unsigned long long)(r->ns / 1000), (unsigned long long)(r->ns % 1000));
}

static void write_map(RmapSink *sink, const Record *r)
{
    rmap_sink_json(sink, r->event.type);
    rmap_sink_format(sink, " 0x%llx", (unsigned long long)(uintptr_t)r->event.map);
}

/* A growth as a span of its own, that other growths may overlap. */
static void write_span(RmapSink *sink, const Record *r, const char *phase)
{
    write_begin(sink, r, phase);
    rmap_sink_text(sink, ",\"name\":\"growth of ");
    write_map(sink, r);
    rmap_sink_format(sink, "\",\"id\":\"0x%llx\"},\n",
                     (unsigned long long)(uintptr_t)r->event.map);
}

static void write_instant(RmapSink *sink, const Record *r)
{
    write_begin(sink, r, "i");
    rmap_sink_format(sink, ",\"name\":\"%s\",\"s\":\"t\",\"args\":{\"map\":\"",
                     kind_name(r->event.kind));
    write_map(sink, r);
    rmap_sink_format(sink, "\",\"entries\":%zu,\"slots\":%zu,\"bytes\":%zu}},\n",
                     r->event.entries, r->event.slots, r->event.bytes);
}

static void write_counter(RmapSink *sink, const Record *r)
{
    bool gone = r->event.kind == RMAP_EVENT_FREE;

    write_begin(sink, r, "C");
    rmap_sink_text(sink, ",\"name\":\"");
    write_map(sink, r);
    rmap_sink_format(sink, "\",\"args\":{\"entries\":%zu,\"bytes\":%zu}},\n",
                     gone ? 0 : r->event.entries, gone ? 0 : r->event.bytes);
}

/* One event. Spans are paired here, for the ring may have lost a beginning, a clear or
 * free in the midst of a growth ends it, and a member may grow twice before it is done.
 * False when out of memory. */
static bool write_record(RmapSink *sink, const Record *r, growing *open)
{
    bool ends = r->event.kind == RMAP_EVENT_GROW || r->event.kind == RMAP_EVENT_GROWN ||
                r->event.kind == RMAP_EVENT_CLEAR || r->event.kind == RMAP_EVENT_FREE;

    if (ends && growing_delete(open, r->event.map))
        write_span(sink, r, "e");
    if (r->event.kind == RMAP_EVENT_GROW) {
        if (!growing_add(open, r->event.map, NULL))
            return false;
        write_span(sink, r, "b");
    }
    write_instant(sink, r);
    write_counter(sink, r);
    return true;
}

/* The ring in the order of time; how many, and how many were lost. */
static Record *ring_copy(RmapTrace *t, size_t *count, size_t *lost)
{
    Record *copy = rmap_block_take(&t->allocator, t->room * sizeof *copy);

    if (copy == NULL)
        return NULL;
    pthread_mutex_lock(&t->mutex);
    *count = t->count < t->room ? t->count : t->room;
    *lost = t->count - *count;
    for (size_t i = 0; i < *count; i++)
        copy[i] = t->ring[(*lost + i) % t->room];
    pthread_mutex_unlock(&t->mutex);
    return copy;
}

bool rmap_trace_write(RmapTrace *t, RmapSink *sink)
{
    size_t count = 0;
    size_t lost = 0;
    RmapOptions options = { .allocator = t->allocator };
    growing *open = growing_make_with(0, &options);
    Record *records = open == NULL ? NULL : ring_copy(t, &count, &lost);
    bool whole = records != NULL;

    if (whole) {
        rmap_sink_text(sink, "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
        for (size_t i = 0; whole && i < count; i++)
            whole = write_record(sink, &records[i], open);
        rmap_sink_format(
            sink,
            "{\"ph\":\"M\",\"pid\":%ld,\"name\":\"process_name\",\"args\":{"
            "\"name\":\"maps\"}}\n],\"otherData\":{\"lost\":\"%zu\"}}\n",
            (long)getpid(), lost);
        rmap_block_give(&t->allocator, records, t->room * sizeof *records);
    }
    growing_free(open);
    return whole && !sink->failed;
}
