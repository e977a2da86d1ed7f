/* A timeline of what happens to maps, by thread: A7. */
/* needs: rmap/trace.h */
#include "claim.h"
#include "page.h"
#include "rmap/hash.h"

#include "rmap/trace.h"

#include <pthread.h>
#include <stdio.h>

#define RMAP_NAME            hot
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            calm
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Job {
    RmapOptions options;
    size_t puts;
} Job;

static void *write_much(void *job)
{
    const Job *j = (const Job *)job;
    hot *m = hot_make_with(0, &j->options);

    for (size_t i = 0; i < j->puts; i++)
        hot_put(m, number(i), i);
    hot_free(m);
    return NULL;
}

/* As many puts, of a hundred keys. */
static void *write_again(void *job)
{
    const Job *j = (const Job *)job;
    calm *m = calm_make_with(100, &j->options);

    for (size_t i = 0; i < j->puts; i++)
        calm_put(m, i % 100, i);
    calm_free(m);
    return NULL;
}

/* Events of one kind of a map type: "name":"KIND" and "map":"TYPE in one line. */
static size_t count_of(const Page *page, const char *kind, const char *type)
{
    size_t count = 0;
    char name[64], map[64];

    snprintf(name, sizeof name, "\"name\":\"%s\"", kind);
    snprintf(map, sizeof map, "\"map\":\"%s", type);
    for (const char *line = page->text; line != NULL; line = strchr(line + 1, '\n')) {
        const char *end = strchr(line + 1, '\n');
        const char *is = strstr(line, name), *of = strstr(line, map);
        if (end == NULL)
            break;
        count += is != NULL && is < end && of != NULL && of < end;
    }
    return count;
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    static Page page;
    RmapTrace *t = rmap_trace_new(0, NULL);
    RmapSink sink = page_sink(&page);
    Job job;
    pthread_t one, two;
    size_t hot_growths, calm_growths, moved, calm_events;

    memset(&job, 0, sizeof job);
    job.options.observer = rmap_trace_observer(t);
    job.puts = sized(&e, 4000, 500);
    if (pthread_create(&one, NULL, write_much, &job) != 0)
        return 1;
    if (pthread_create(&two, NULL, write_again, &job) != 0)
        return 1;
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    rmap_trace_write(t, &sink);
    hot_growths = count_of(&page, "grow", "hot");
    calm_growths = count_of(&page, "grow", "calm");
    moved = count_of(&page, "evacuate", "hot");
    claim(
        &e, "A7",
        "A timeline of goroutine states against map assignments and evacuations shows "
        "write hot spots");
    figure(&e, "two threads put %zu times each, one of them always the same 100 keys",
           job.puts);
    figure(&e, "%zu events, %zu lost, %zu bytes of Chrome trace", rmap_trace_count(t),
           rmap_trace_lost(t), page.size);
    figure(&e,
           "growths: %zu of the one map, %zu of the other; writes that moved entries: "
           "%zu and %zu",
           hot_growths, calm_growths, moved, count_of(&page, "evacuate", "calm"));
    calm_events = count_of(&page, "make", "calm") + calm_growths +
                  count_of(&page, "evacuate", "calm") + count_of(&page, "free", "calm");
    verdict(
        &e,
        hot_growths < 3 || hot_growths < 3 * calm_growths ? FAILS
        : calm_events > job.puts / 100                    ? HOLDS
                                                          : PARTLY,
        "the trace shows where maps grow (%zu growths against %zu); of %zu puts that "
        "overwrite it shows %s (%zu events in all)",
        hot_growths, calm_growths, job.puts,
        calm_events > job.puts / 100 ? "some" : "none", calm_events);
    rmap_trace_free(t);
    return experiment_end(&e);
}
