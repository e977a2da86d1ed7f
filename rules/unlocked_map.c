/*
 * # unlocked-map
 *
 * Threads share a map, and a lock beside it guards the accesses to it; here is one that
 * does without. While this code looks, another thread may be moving the entries. A
 * write under a lock that is held for reading is the same fault: others read at that
 * time.
 *
 * ## Bad
 * ```c
 * #include "maps.h"
 * #include <pthread.h>
 *
 * static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
 * static ids *jobs;
 *
 * void job_add(int number)
 * {
 *     pthread_mutex_lock(&lock);
 *     ids_put(jobs, number, 1);
 *     pthread_mutex_unlock(&lock);
 * }
 *
 * void job_done(int number)
 * {
 *     pthread_mutex_lock(&lock);
 *     ids_delete(jobs, number);
 *     pthread_mutex_unlock(&lock);
 * }
 *
 * static void *reporter(void *count)
 * {
 *     *(size_t *)count = ids_len(jobs); // want unlocked-map "'lock'"
 *     return NULL;
 * }
 *
 * int report(pthread_t *thread, size_t *count)
 * {
 *     return pthread_create(thread, NULL, reporter, count);
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "maps.h"
 * #include <pthread.h>
 *
 * static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
 * static ids *jobs;
 *
 * void job_add(int number)
 * {
 *     pthread_mutex_lock(&lock);
 *     ids_put(jobs, number, 1);
 *     pthread_mutex_unlock(&lock);
 * }
 *
 * void job_done(int number)
 * {
 *     pthread_mutex_lock(&lock);
 *     ids_delete(jobs, number);
 *     pthread_mutex_unlock(&lock);
 * }
 *
 * static void *reporter(void *count)
 * {
 *     pthread_mutex_lock(&lock);
 *     *(size_t *)count = ids_len(jobs);
 *     pthread_mutex_unlock(&lock);
 *     return NULL;
 * }
 *
 * int report(pthread_t *thread, size_t *count)
 * {
 *     return pthread_create(thread, NULL, reporter, count);
 * }
 * ```
 *
 * ## When it is silent
 * When no thread is seen to use the map; when nobody holds a lock at two places at
 * least, more than do without; when nobody changes the map; when another lock is held;
 * before the first thread is begun and after it has been waited for; on maps that the
 * function has made; when a caller may hold the lock: only what runs as a thread, what
 * an event loop calls, and what follows the start of a thread in the same function is
 * judged.
 */
#include "check/rule.h"

static void on_access(RuleCtx *cx, const MapEvent *ev)
{
    Unguarded found;
    if (!rule_unguarded(cx, ev, &found))
        return;
    const char *does = verb_phrase((Verb)ev->verb);
    Report *report =
        found.only_for_reading
            ? rule_report(cx, ev->span, ev->map, ev->name,
                          "this %s '%s' under '%s', which is held for reading only: "
                          "others may read at the same time",
                          does, ev->name, found.lock)
            : rule_report(cx, ev->span, ev->map, ev->name,
                          "'%s' is used here without '%s', which guards %u other "
                          "accesses, while another thread may change it",
                          ev->name, found.lock, found.count);
    if (!report)
        return;
    report_advice(report,
                  found.only_for_reading ? "take '%s' for writing"
                                         : "hold '%s' for as long as the map is used",
                  found.lock);
    report_step(report, found.guarded, 0, "here '%s' is held", found.lock);
    report_after(report, ev, "uses it without");
    report_words(report, found.only_for_reading ? "lock write" : "unlock use");
}

const Rule rule_unlocked_map = {
    .id = "unlocked-map",
    .title = "a map is used without the lock that guards it elsewhere",
    .severity = SEV_WARNING,
    .on_request = true,
    .on = { [EV_READ] = on_access,
            [EV_WRITE] = on_access,
            [EV_DELETE] = on_access,
            [EV_CLEAR] = on_access,
            [EV_ITER] = on_access,
            [EV_LEN] = on_access },
};
