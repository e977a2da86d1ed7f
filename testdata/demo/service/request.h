/* One request, as the service sees it. */
#ifndef REQUEST_H
#define REQUEST_H

#include <stdint.h>

typedef struct Request {
    unsigned at; /* seconds */
    uint32_t session;
    const char *tenant;
    const char *path;
    int status;
} Request;

#endif
