/*
 * # use-after-free-map
 *
 * A map is used, or freed a second time, after it was freed. The pointer still holds
 * the address, so the program reads memory that may belong to somebody else by now: it
 * finds entries that are none, writes over foreign data, or crashes much later.
 *
 * Most often the map is freed in one function and used in another: a field or global
 * is freed without being set to NULL, and a function that runs afterwards (a handler, a
 * second cleanup) looks into it, sure that it exists.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     GHashTable *jobs;
 *     GHashTable *owners;
 * } Queue;
 *
 * static void job_forget(Queue *queue, const char *name)
 * {
 *     g_hash_table_remove(queue->jobs, name);
 * }
 *
 * void queue_close(Queue *queue, const char *last)
 * {
 *     g_hash_table_destroy(queue->jobs); // want use-after-free-map "'queue->jobs'"
 *     g_hash_table_destroy(queue->owners);
 *     job_forget(queue, last);
 * }
 * ```
 *
 * ## Good
 * Free it last:
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     GHashTable *jobs;
 * } Queue;
 *
 * void queue_close(Queue *queue, const char *last)
 * {
 *     g_hash_table_remove(queue->jobs, last);
 *     g_hash_table_destroy(queue->jobs);
 *     queue->jobs = NULL;
 * }
 * ```
 *
 * or set the pointer to NULL with the free, and ask before each use:
 * ```c
 * #include <glib.h>
 *
 * static GHashTable *cache;
 *
 * void cache_drop(void)
 * {
 *     g_clear_pointer(&cache, g_hash_table_destroy);
 * }
 *
 * void cache_close(void)
 * {
 *     cache_drop();
 *     if (cache)
 *         g_hash_table_remove_all(cache);
 * }
 * ```
 *
 * ## When it is silent
 * When one of several references is dropped; when a function that mapvet does not know
 * is called in between, which may have made the map anew; when the free happens only on
 * another path.
 */
#include "check/rule.h"

/* Freed under an open iteration: clear-in-iteration says it. */
static bool is_iterated(RuleCtx *cx, ValueId map)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->iters.len; i++)
        if (state->iters.items[i].map == map && state->iters.items[i].open)
            return true;
    return false;
}

/* One free, one finding, however often the map is used afterwards. */
static bool said(RuleCtx *cx, Span at)
{
    typedef VEC(Span) Spans;
    Spans *spans = rule_memory(cx, sizeof *spans);
    for (uint32_t i = 0; i < spans->len; i++)
        if (span_compare(spans->items[i], at) == 0)
            return true;
    vec_push(rule_arena(cx), spans, at);
    return false;
}

static void on_map(RuleCtx *cx, const MapEvent *ev)
{
    const HeapFact *dead = rule_dead(cx, ev->map);
    /* What a destroy function does with its map is destroy-reenters-map's. */
    if (!dead || dead->borrowed || ev->assumes || rule_flow(cx)->teardown ||
        is_iterated(cx, ev->map) || said(cx, dead->death.span))
        return;
    bool again = ev->verb == EV_FREE;
    Report *report = rule_report(cx, dead->death.span, ev->map, ev->name,
                                 again ? "'%s' is freed here, and once more afterwards"
                                       : "'%s' is used after it is freed here",
                                 ev->name);
    if (!report)
        return;
    report_advice(report,
                  again ? "free '%s' in one place, and set it to NULL there"
                        : "free '%s' after its last use, or set it to NULL and test it",
                  ev->name);
    report_death(report, dead, ev->name);
    report_after(report, ev, again ? "frees it again" : "uses it");
    report_words(report, again ? "free free" : "free use");
}

const Rule rule_use_after_free_map = {
    .id = "use-after-free-map",
    .title = "a map is used, or freed again, after its free",
    .severity = SEV_ERROR,
    .on = { [EV_READ] = on_map,
            [EV_WRITE] = on_map,
            [EV_DELETE] = on_map,
            [EV_CLEAR] = on_map,
            [EV_FREE] = on_map,
            [EV_RESERVE] = on_map,
            [EV_LEN] = on_map,
            [EV_ITER] = on_map,
            [EV_BORROW] = on_map },
};
