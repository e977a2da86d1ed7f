/* What happened, counted per tenant: a map of maps. */
#ifndef METRICS_H
#define METRICS_H

#include "request.h"
#include "tables.h"

#include <stddef.h>

typedef struct Metrics {
    tenants *by_tenant;
} Metrics;

int metrics_open(Metrics *self);
void metrics_close(Metrics *self);
/* Counts the request for its tenant. */
void metrics_count(Metrics *self, const Request *request);
/* Counts the paths of a log anew, under the name "replay". */
void metrics_replay(Metrics *self, const Request *log, size_t n);
/* 0 when nothing was counted. */
long metrics_read(const Metrics *self, const char *tenant, const char *what);

#endif
