#include "config.h"

#include <stdio.h>
#include <stdlib.h>

void config_open(Config *self, const char *const *lines)
{
    self->values = NULL;
    self->lines = lines;
    self->loads = 0;
}

void config_close(Config *self)
{
    settings_free(self->values);
    self->values = NULL;
}

static int config_load(Config *self)
{
    if (self->values == NULL)
        self->values = settings_make(0);
    if (self->values == NULL)
        return -1;
    for (const char *const *line = self->lines; line[0] != NULL; line += 2)
        settings_put(self->values, line[0], strtol(line[1], NULL, 10));
    self->loads++;
    return 0;
}

static void config_forget(Config *self)
{
    if (self->values != NULL)
        settings_clear(self->values);
}

int config_reload(Config *self, const char *const *lines)
{
    if (self->values == NULL)
        fprintf(stderr, "settings are read for the first time\n");
    config_forget(self);
    self->lines = lines;
    return config_load(self);
}

long config_get(Config *self, const char *name, long otherwise)
{
    long *value;

    if (self->values == NULL && config_load(self) != 0)
        return otherwise;
    value = settings_get(self->values, name);
    return value == NULL ? otherwise : *value;
}
