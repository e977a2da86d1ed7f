/* Near miss: the getter gives NULL for an object without options, but this one has been
 * counted, and has some. */
#include <glib.h>

typedef struct Setting Setting;
typedef struct Options {
    GHashTable *by_name;
} Options;

Options *options_of(Setting *setting);

static GHashTable *setting_options(Setting *setting)
{
    Options *options = options_of(setting);

    return options ? options->by_name : NULL;
}

static guint setting_count(Setting *setting)
{
    GHashTable *options = setting_options(setting);

    return options ? g_hash_table_size(options) : 0;
}

gpointer first(Setting *setting, const char *name)
{
    guint count = setting_count(setting);

    if (count > 0) {
        GHashTable *options = setting_options(setting);
        return g_hash_table_lookup(options, name);
    }
    return NULL;
}
