/* What snapshots tell of maps that grow: A8, B11. */
/* needs: rmap/watch.h rmap/watched.h rmap/flat.h */
#include "claim.h"
#include "rmap/hash.h"

#define RMAP_NAME            sessions
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_HASH_AVALANCHES 1
#include "rmap/flat.h"

#define RMAP_OF sessions
#include "rmap/watched.h"

#include <string.h>

static const char *kind_word(RmapDriftKind kind)
{
    switch (kind) {
    case RMAP_DRIFT_NONE:
        break;
    case RMAP_DRIFT_SURGE:
        return "allocation surge";
    case RMAP_DRIFT_DECAY:
        return "reclaim decay";
    case RMAP_DRIFT_FALL:
        return "gave back";
    }
    return "no drift";
}

static void put_range(sessions *m, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        sessions_put(m, number(i), i);
}

static void attribution(Experiment *e)
{
    size_t n = sized(e, 50000, 2000), right = 0;
    RmapWatch *w = rmap_watch_new(NULL);
    sessions *grows = sessions_make(0), *empties = sessions_make(0);
    sessions *rests = sessions_make(0);
    RmapSnapshot *before, *after;
    RmapDrift *drift;

    put_range(empties, 0, n);
    put_range(rests, 0, n);
    sessions_watch(w, "grows", NULL, 0, grows);
    sessions_watch(w, "empties", NULL, 0, empties);
    sessions_watch(w, "rests", NULL, 0, rests);
    before = rmap_watch_snapshot(w);
    put_range(grows, 0, n);
    for (size_t i = 0; i < n; i++)
        sessions_delete(empties, number(i));
    after = rmap_watch_snapshot(w);
    drift = rmap_drift_between(before, after);
    claim(e, "A8",
          "Drift in memory is attributed by differences between snapshots: allocation "
          "surge or reclaim decay");
    for (size_t i = 0; drift != NULL && i < drift->count; i++) {
        const RmapDriftRow *row = &drift->rows[i];
        figure(e, "%s: %+td bytes, %+td idle, %+td entries: %s", row->map->name,
               row->bytes, row->idle, row->entries, kind_word(row->kind));
        right += strcmp(row->map->name, "grows") == 0 && row->kind == RMAP_DRIFT_SURGE;
        right +=
            strcmp(row->map->name, "empties") == 0 && row->kind == RMAP_DRIFT_DECAY;
        right += strcmp(row->map->name, "rests") == 0 && row->kind == RMAP_DRIFT_NONE;
    }
    figure(e, "whole: %s", drift == NULL ? "none" : kind_word(drift->kind));
    verdict(
        e,
        right >= 2   ? HOLDS
        : right == 1 ? PARTLY
                     : FAILS,
        "a map that was filled and one that was emptied without giving back are told "
        "apart: %zu causes named rightly",
        right);
    rmap_drift_free(drift);
    rmap_snapshot_free(before);
    rmap_snapshot_free(after);
    rmap_watch_free(w);
    sessions_free(grows);
    sessions_free(empties);
    sessions_free(rests);
}

/* How often the alarm rises in 40 rounds. In each, `come` keys come and `go` of the
 * oldest leave, and a pass is reported when there is one. */
static size_t alarms(size_t come, size_t go, bool passes)
{
    RmapWatch *w = rmap_watch_new(NULL);
    RmapAlarm alarm;
    sessions *m = sessions_make(0);
    size_t raised = 0, first = 0, next = 0;

    memset(&alarm, 0, sizeof alarm);
    sessions_watch(w, "sessions", NULL, 0, m);
    put_range(m, 0, next = 10 * come);
    for (int round = 0; round < 40; round++) {
        RmapSnapshot *s;
        put_range(m, next, next + come);
        next += come;
        for (size_t i = 0; i < go; i++)
            sessions_delete(m, number(first++));
        if (passes)
            rmap_watch_pass(w);
        s = rmap_watch_snapshot(w);
        raised += s != NULL && rmap_alarm_check(&alarm, s->bytes, s->passes);
        rmap_snapshot_free(s);
    }
    rmap_watch_free(w);
    sessions_free(m);
    return raised;
}

static void alarm_rule(Experiment *e)
{
    size_t come = sized(e, 2000, 100);
    size_t leak = alarms(come, come / 10, true), steady = alarms(come, come, true);
    size_t filling = alarms(come, 0, false), load = alarms(come, come / 3, true);

    claim(e, "B11",
          "Leak alarm: bytes allocated grew over 1.5 times while at least two "
          "collections "
          "passed; then dump");
    figure(
        e,
        "40 rounds, nine tenths of what comes are never taken away: raised %zu times",
        leak);
    figure(e, "as many leave as come: raised %zu times", steady);
    figure(e, "filled, and nothing has tried to reclaim: raised %zu times", filling);
    figure(e,
           "a third leaves each round, the rest is load that grows: raised %zu times",
           load);
    verdict(
        e,
        leak == 0 || steady > 0 || filling > 0 ? FAILS
        : load > 0                             ? PARTLY
                                               : HOLDS,
        "it finds the leak and is silent on steady use; growth of honest load it %s",
        load > 0 ? "cannot tell from a leak" : "lets pass");
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    attribution(&e);
    alarm_rule(&e);
    return experiment_end(&e);
}
