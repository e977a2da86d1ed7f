/* The maps of the service. Keys that are text are borrowed: they outlive the maps. */
#ifndef TABLES_H
#define TABLES_H

#include <stdint.h>
#include <string.h>

/* name of a metric to its count */
#define RMAP_NAME            counters
#define RMAP_KEY             const char *
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

/* name of a tenant to his counters */
#define RMAP_NAME            tenants
#define RMAP_KEY             const char *
#define RMAP_VALUE           counters *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

typedef struct Session {
    const char *tenant;
    unsigned last_seen; /* seconds */
    unsigned requests;
} Session;

/* number of a session to the session */
#define RMAP_NAME            session_map
#define RMAP_KEY             uint32_t
#define RMAP_VALUE           Session
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* name of a setting to its number */
#define RMAP_NAME            settings
#define RMAP_KEY             const char *
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

#endif
