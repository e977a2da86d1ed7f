/* The keys are the cases of the switch: twenty at most, however long the loop. */
#include "maps.h"

counts *by_class(const int *status, int n)
{
    counts *m = counts_make(0); // known-miss missing-prealloc
    for (int i = 0; i < n; i++) {
        const char *name;
        switch (status[i]) {
        case 200: name = "ok"; break;
        case 201: name = "created"; break;
        case 202: name = "accepted"; break;
        case 204: name = "no content"; break;
        case 206: name = "partial"; break;
        case 301: name = "moved"; break;
        case 302: name = "found"; break;
        case 303: name = "see other"; break;
        case 304: name = "not modified"; break;
        case 307: name = "temporary"; break;
        case 308: name = "permanent"; break;
        case 400: name = "bad request"; break;
        case 401: name = "unauthorized"; break;
        case 403: name = "forbidden"; break;
        case 404: name = "not found"; break;
        case 409: name = "conflict"; break;
        case 410: name = "gone"; break;
        case 429: name = "too many"; break;
        case 500: name = "error"; break;
        case 503: name = "unavailable"; break;
        default: continue;
        }
        counts_put(m, name, i);
    }
    return m;
}
