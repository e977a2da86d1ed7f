#include "lsp/schedule.h"

enum {
    BUSY_MAX = 2,     /* analyses at once; the editor wants a core, too */
    WORKERS_MAX = 12, /* processes kept; each holds a parsed document, some 100 MB */
};

void schedule_publish(Schedule *schedule, const Doc *doc)
{
    size_t i;
    const json_t *entry;
    json_t *diagnostics = json_array();
    json_array_foreach(doc->findings, i, entry)
    {
        json_array_append(diagnostics, json_object_get(entry, "diagnostic"));
    }
    rpc_notify(schedule->rpc, "textDocument/publishDiagnostics",
               json_pack("{s:s,s:I,s:o}", "uri", doc->uri, "version",
                         (json_int_t)doc->version, "diagnostics", diagnostics));
}

static void set_findings(Schedule *schedule, Doc *doc, json_t *findings)
{
    json_decref(doc->findings);
    doc->findings = json_incref(findings);
    doc->findings_version = doc->version;
    schedule_publish(schedule, doc);
}

static void drop_worker(Doc *doc)
{
    worker_stop(doc->worker);
    doc->worker = NULL;
    doc->deadline = 0;
}

void schedule_doc(Doc *doc, int64_t now, int64_t wait)
{
    doc->due = doc->path && !doc->lost ? now + wait : 0;
    if (doc->worker)
        worker_hurry(doc->worker);
}

static bool is_busy(const Doc *doc)
{
    return doc->worker && worker_is_busy(doc->worker);
}

static unsigned count_busy(const Docs *docs)
{
    unsigned busy = 0;
    for (const Doc *doc = docs->first; doc; doc = doc->next)
        busy += is_busy(doc);
    return busy;
}

/* Makes room for one more worker: the idle one that was used longest ago goes. */
static void drop_oldest(Docs *docs)
{
    unsigned workers = 0;
    Doc *oldest = NULL;
    for (Doc *doc = docs->first; doc; doc = doc->next) {
        workers += doc->worker != NULL;
        if (doc->worker && !worker_is_busy(doc->worker) &&
            (!oldest || doc->last_used < oldest->last_used))
            oldest = doc;
    }
    if (workers >= WORKERS_MAX && oldest)
        drop_worker(oldest);
}

static void start(Schedule *schedule, Doc *doc, int64_t now)
{
    Err err = { 0 };
    doc->due = 0;
    if (!doc->worker) {
        drop_oldest(schedule->docs);
        WorkerSetup setup = schedule->setup;
        setup.uri = doc->uri;
        setup.path = doc->path;
        doc->worker = worker_start(&setup, &err);
    }
    if (!doc->worker) {
        rpc_log(schedule->rpc, LOG_ERROR, err.text);
        return;
    }
    doc->last_used = now;
    doc->deadline = now + (int64_t)schedule->setup.timeout * 1000;
    /* A worker that has gone is noticed by schedule_receive(). */
    worker_send(doc->worker, doc->version, doc->buffer.text);
}

static void expire(Schedule *schedule, Doc *doc)
{
    Err err = { 0 };
    err_set(&err, ERR_UNIT, "%s: the analysis took longer than %u s and was ended",
            doc->path, schedule->setup.timeout);
    drop_worker(doc);
    rpc_log(schedule->rpc, LOG_ERROR, err.text);
    set_findings(schedule, doc, NULL);
}

void schedule_turn(Schedule *schedule, int64_t now)
{
    for (Doc *doc = schedule->docs->first; doc; doc = doc->next)
        if (is_busy(doc) && doc->deadline <= now)
            expire(schedule, doc);
    for (Doc *doc = schedule->docs->first; doc; doc = doc->next)
        if (doc->due && doc->due <= now && !is_busy(doc) &&
            count_busy(schedule->docs) < BUSY_MAX)
            start(schedule, doc, now);
}

int schedule_wait(const Schedule *schedule, int64_t now)
{
    int64_t wait = -1;
    bool full = count_busy(schedule->docs) >= BUSY_MAX;
    for (const Doc *doc = schedule->docs->first; doc; doc = doc->next) {
        int64_t at = is_busy(doc) ? doc->deadline : full ? 0 : doc->due;
        if (!at)
            continue;
        int64_t left = at > now ? at - now : 0;
        if (wait < 0 || left < wait)
            wait = left;
    }
    return (int)wait;
}

static void take_result(Schedule *schedule, Doc *doc, const json_t *result)
{
    const char *error = json_string_value(json_object_get(result, "error"));
    if (error)
        rpc_log(schedule->rpc, LOG_ERROR, error);
    json_t *findings = json_object_get(result, "findings");
    json_int_t version = json_integer_value(json_object_get(result, "version"));
    if (findings && version == doc->version && !doc->lost)
        set_findings(schedule, doc, findings);
}

void schedule_receive(Schedule *schedule, Doc *doc)
{
    json_t *result;
    Err err = { 0 };
    WorkerState state;
    while ((state = worker_read(doc->worker, &result, &err)) == WORKER_RESULT) {
        take_result(schedule, doc, result);
        json_decref(result);
    }
    if (state == WORKER_DEAD) {
        drop_worker(doc);
        rpc_log(schedule->rpc, LOG_ERROR, err.text);
        set_findings(schedule, doc, NULL);
    }
}

void schedule_restart(Schedule *schedule, int64_t now)
{
    for (Doc *doc = schedule->docs->first; doc; doc = doc->next) {
        drop_worker(doc);
        schedule_doc(doc, now, 0);
    }
}
