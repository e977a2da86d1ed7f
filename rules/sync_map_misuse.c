/*
 * # sync-map-misuse
 *
 * A map that threads share without a lock is made for keys that are written once and
 * read often. Written again and again under one key, it makes a new entry and leaves
 * the old one behind each time; emptied by an iteration that deletes every entry, it
 * keeps the table that it has grown, and does for each entry what a clear does once. An
 * ordinary map with a lock is smaller and faster there.
 *
 * ## Bad
 * ```c
 * #include "smap.h"
 *
 * void count(smap *last, const int *numbers, int n)
 * {
 *     for (int i = 0; i < n; i++)
 *         smap_store(last, "last", numbers[i]); // want sync-map-misuse
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "smap.h"
 *
 * void count(smap *last, const int *numbers, int n)
 * {
 *     int newest = 0;
 *     for (int i = 0; i < n; i++)
 *         newest = numbers[i];
 *     smap_store(last, "last", newest);
 * }
 * ```
 *
 * ## When it is silent
 * On maps whose library does not say that they are for reading mostly; when the loop
 * reads the map as well, or its keys are other ones each time; when only some of the
 * entries are deleted.
 */
#include "check/rule.h"

static bool is_sync(const MapEvent *ev)
{
    return ev->law && ev->law->read_mostly;
}

/* Written once more under the key of the turn before, and never looked at. */
static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = rule_map(cx, ev->map);
    if (!is_sync(ev) || ev->loop == NO_LOOP || ev->maybe ||
        (map && (map->tested || map->test_count)) ||
        !rule_key_repeats(cx, ev->key, ev->loop) ||
        !rule_wrote_like(cx, ev->map, ev->key))
        return;
    Report *report = rule_report(
        cx, ev->span, ev->map, ev->name,
        "'%s' is made for keys that are written once and read often; this loop writes "
        "one key again and again, and reads none",
        ev->name);
    if (!report)
        return;
    report_advice(report, "store what is left in the end, or use an ordinary map with "
                          "a lock");
    report_step(report, ev->span, 0, "every turn writes a key that was written before");
    report_words(report, "write write");
}

/* The iteration over the map whose entry is deleted on each of its turns. */
static const IterFact *emptied_by(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->iters.len; i++) {
        const IterFact *it = &state->iters.items[i];
        bool current = ev->iter == it->it || (ev->key && ev->key == it->key);
        if (it->map == ev->map && it->open && current && it->loop == ev->loop)
            return it;
    }
    return NULL;
}

static void on_delete(RuleCtx *cx, const MapEvent *ev)
{
    if (!is_sync(ev) || ev->loop == NO_LOOP || ev->maybe)
        return;
    const IterFact *it = emptied_by(cx, ev);
    if (!it || !rule_each_turn(cx, ev->loop, ev->span))
        return;
    const char *clear = rule_function(cx, ev->law, EV_CLEAR);
    Report *report = rule_report(
        cx, ev->span, ev->map, it->name,
        "'%s' is emptied by an iteration that deletes every entry: it keeps the table "
        "that it has grown",
        it->name);
    if (!report)
        return;
    report_advice(report, "%s",
                  clear
                      ? rule_text(cx, "call %s(), or put a new map in its place", clear)
                      : "put a new map in its place");
    report_step(report, it->begin, 0, "the iteration over '%s' begins here", it->name);
    report_step(report, ev->span, 0, "each turn deletes its entry");
    report_words(report, "iter delete");
}

const Rule rule_sync_map_misuse = {
    .id = "sync-map-misuse",
    .title = "a map for many readers is used for writing, or emptied entry by entry",
    .severity = SEV_NOTE,
    .on_request = true,
    .on = { [EV_WRITE] = on_write, [EV_DELETE] = on_delete },
};
