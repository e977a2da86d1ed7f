/* The getter gives NULL only to callers who broke its precondition. */
#include <glib.h>

void complain(const char *expr);

#define RETURN_VAL_UNLESS(expr, val)                                                   \
    do {                                                                               \
        if (__builtin_expect(!!(expr), 1)) {                                           \
        } else {                                                                       \
            complain(#expr);                                                           \
            return (val);                                                              \
        }                                                                              \
    } while (0)

typedef struct {
    int magic;
    GHashTable *options;
} Config;

static GHashTable *config_options(Config *config)
{
    RETURN_VAL_UNLESS(config->magic == 42, NULL);
    return config->options;
}

void config_reset(Config *config)
{
    g_hash_table_remove_all(config_options(config));
}

static GHashTable *config_options_if(Config *config, int on)
{
    if (config->magic != on)
        return NULL;
    return config->options;
}

void config_reset_if(Config *config)
{
    GHashTable *options = config_options_if(config, 7);

    g_hash_table_remove_all(options); // want nil-map-clear "'options'"
}
