/* The tenant does not change while the requests do. */
#include "maps.h"

typedef struct {
    const char *path;
    int status;
} Request;

void record(tenants *all, const char *tenant, const Request *requests, int n)
{
    for (int i = 0; i < n; i++) {
        counts *by_path = counts_make(8);
        counts_put(by_path, requests[i].path, requests[i].status);
        tenants_put(all, tenant, by_path); // want unreused-inner-map "'all'"
    }
}
