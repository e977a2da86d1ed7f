// Watching, sweeping and the rest from C++.
#include "rmap/export.h"
#include "rmap/profile.h"
#include "rmap/trace.h"
#include "rmap/trim.h"

#define RMAP_NAME            ages
#define RMAP_KEY             int
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(static_cast<uint64_t>(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_OF ages
#include "rmap/watched.h"

#define RMAP_NAME                     sweeper
#define RMAP_OF                       ages
#define RMAP_OF_FLAT                  1
#define RMAP_EXPIRED(key, value, now) ((now) > *(value))
#include "rmap/sweep.h"

static bool count_bytes(void *ctx, const char *, size_t size)
{
    *static_cast<size_t *>(ctx) += size;
    return true;
}

int main()
{
    RmapProfile *profile = rmap_profile_new(1, nullptr);
    RmapTrace *trace = rmap_trace_new(0, nullptr);
    RmapOptions options = RmapOptions();
    options.allocator = rmap_profile_allocator(profile);
    options.observer = rmap_trace_observer(trace);
    ages *m = ages_make_with(0, &options);
    RmapWatch *watch = rmap_watch_new(nullptr);
    bool right = m != nullptr && watch != nullptr;
    size_t bytes = 0;
    RmapSink sink = { &bytes, count_bytes, false };
    sweeper s;

    for (int i = 0; right && i < 100; i++)
        right = ages_put(m, i, static_cast<uint64_t>(i));
    sweeper_init(&s, m);
    right = right && sweeper_run(&s, 50, 1000) == 50 && ages_len(m) == 50;
    right = right && ages_watch(watch, "ages", nullptr, 0, m) == 1;
    RmapSnapshot *snapshot = rmap_watch_snapshot(watch);
    right = right && snapshot != nullptr && snapshot->entries == 50 &&
            rmap_export_snapshot(snapshot, 0, &sink) && bytes > 100 &&
            rmap_profile_write(profile, &sink) && rmap_trace_write(trace, &sink) &&
            rmap_trace_count(trace) > 2 && rmap_trim_limit_of("5", 9) == 5;
    rmap_snapshot_free(snapshot);
    rmap_watch_free(watch);
    ages_free(m);
    rmap_trace_free(trace);
    rmap_profile_free(profile);
    return right ? 0 : 1;
}
