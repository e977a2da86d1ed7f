#include "metrics.h"

static const char *const known_tenants[] = {
    "acme",   "bolt",  "cargo",  "delta", "ember", "fjord", "gusto", "helix",
    "indigo", "jolt",  "kite",   "lumen", "mango", "nova",  "onyx",  "pixel",
    "quartz", "raven", "sierra", "tango", "umbra", "vista", "willow", "zephyr",
};

static int add_tenant(Metrics *self, const char *name)
{
    counters *fresh = counters_make(0);

    if (fresh == NULL)
        return -1;
    if (!tenants_put(self->by_tenant, name, fresh)) {
        counters_free(fresh);
        return -1;
    }
    return 0;
}

int metrics_open(Metrics *self)
{
    self->by_tenant = tenants_make(0); // want missing-prealloc "24"
    if (self->by_tenant == NULL)
        return -1;
    for (size_t i = 0; i < sizeof known_tenants / sizeof known_tenants[0]; i++)
        if (add_tenant(self, known_tenants[i]) != 0)
            return -1;
    return 0;
}

void metrics_close(Metrics *self)
{
    tenants_iter it;

    tenants_iter_init(&it, self->by_tenant);
    while (tenants_next(&it))
        counters_free(*it.value);
    tenants_free(self->by_tenant);
    self->by_tenant = NULL;
}

/* The counters of a tenant, made when he is new. */
static counters *counters_of(Metrics *self, const char *tenant)
{
    counters **slot = tenants_get(self->by_tenant, tenant);

    if (slot == NULL) {
        if (add_tenant(self, tenant) != 0)
            return NULL;
        slot = tenants_get(self->by_tenant, tenant);
    }
    return slot == NULL ? NULL : *slot;
}

static void bump(counters *m, const char *what)
{
    long *count = counters_get_or_put(m, what, NULL);

    if (count != NULL)
        ++*count;
}

static const char *class_of(int status)
{
    switch (status / 100) {
    case 2:
        return "ok";
    case 3:
        return "moved";
    case 4:
        return "refused";
    default:
        return "failed";
    }
}

void metrics_count(Metrics *self, const Request *request)
{
    counters *mine = counters_of(self, request->tenant);

    if (mine == NULL)
        return;
    bump(mine, "requests");
    bump(mine, class_of(request->status));
}

void metrics_replay(Metrics *self, const Request *log, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        counters *paths = counters_make(0);

        bump(paths, log[i].path);
        tenants_put(self->by_tenant, "replay", paths); // want unreused-inner-map "by_tenant'"
    }
}

long metrics_read(const Metrics *self, const char *tenant, const char *what)
{
    counters **mine = tenants_get(self->by_tenant, tenant);
    long *count = mine == NULL ? NULL : counters_get(*mine, what);

    return count == NULL ? 0 : *count;
}
