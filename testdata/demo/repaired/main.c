/* A short day of the service, with a summary at its end. */
#include "config.h"
#include "metrics.h"
#include "sessions.h"

#include <stdio.h>

static const Request day[] = {
    { 10, 1, "acme", "/login", 200 },   { 12, 2, "nova", "/login", 200 },
    { 15, 1, "acme", "/items", 200 },   { 31, 3, "acme", "/login", 403 },
    { 44, 2, "nova", "/items", 500 },   { 70, 1, "acme", "/items", 304 },
    { 95, 4, "guest", "/items", 200 },  { 99, 2, "nova", "/items/7", 200 },
    { 160, 5, "guest", "/login", 200 }, { 230, 5, "guest", "/items", 404 },
};
enum { REQUESTS = sizeof day / sizeof day[0] };

static const char *const morning[] = { "idle", "60", "sweep", "50", NULL };
static const char *const evening[] = { "idle", "30", NULL };

typedef struct Service {
    Config config;
    Metrics metrics;
    Sessions sessions;
    unsigned swept_at;
} Service;

static int service_open(Service *self)
{
    config_open(&self->config, morning);
    self->swept_at = 0;
    if (config_reload(&self->config, morning) != 0 || metrics_open(&self->metrics) != 0)
        return -1;
    return sessions_open(&self->sessions,
                         (unsigned)config_get(&self->config, "idle", 300));
}

static void service_close(Service *self)
{
    sessions_close(&self->sessions);
    metrics_close(&self->metrics);
    config_close(&self->config);
}

static void service_handle(Service *self, const Request *request)
{
    unsigned every = (unsigned)config_get(&self->config, "sweep", 100);

    sessions_touch(&self->sessions, request);
    metrics_count(&self->metrics, request);
    if (request->at - self->swept_at >= every) {
        sessions_sweep(&self->sessions, request->at);
        self->swept_at = request->at;
    }
}

static void service_report(const Service *self)
{
    static const char *const names[] = { "acme", "guest", "nova" };

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        printf("%-6s %ld requests, %ld ok\n", names[i],
               metrics_read(&self->metrics, names[i], "requests"),
               metrics_read(&self->metrics, names[i], "ok"));
    printf("replay /items: %ld\n", metrics_read(&self->metrics, "replay", "/items"));
    printf("sessions: %zu open, %u expired\n", session_map_len(self->sessions.by_id),
           self->sessions.expired);
}

int main(void)
{
    Service service;

    if (service_open(&service) != 0) {
        fprintf(stderr, "out of memory\n");
        return 1;
    }
    for (size_t i = 0; i < REQUESTS; i++) {
        service_handle(&service, &day[i]);
        if (i == REQUESTS / 2 && config_reload(&service.config, evening) != 0)
            return 1;
    }
    metrics_replay(&service.metrics, day, REQUESTS);
    service_report(&service);
    service_close(&service);
    return 0;
}
