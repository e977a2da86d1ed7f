/* Settings: a cache that is filled when it is first needed, and again on request. */
#ifndef CONFIG_H
#define CONFIG_H

#include "tables.h"

typedef struct Config {
    settings *values; /* NULL before the first load */
    const char *const *lines; /* name, number, name, number ..., NULL */
    unsigned loads;
} Config;

void config_open(Config *self, const char *const *lines);
void config_close(Config *self);
/* Reads the lines again. */
int config_reload(Config *self, const char *const *lines);
/* `otherwise` when there is no such setting. */
long config_get(Config *self, const char *name, long otherwise);

#endif
