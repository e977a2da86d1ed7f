/* The test of an object's type asks; it complains of nothing, and what follows it is not
 * ruled out: the result FALSE has a lawful reason, and then the table is there. */
#include <glib.h>

typedef struct Instance {
    struct Class *klass;
} Instance;

struct Class {
    int type;
};

int connection_type(void);
gboolean is_a(Instance *object, int type);
gboolean collect(Instance *a, Instance *b, GHashTable *into);

#define IS_CONNECTION(object)                                                          \
    (__extension__({                                                                   \
        Instance *one = (object);                                                      \
        int type = connection_type();                                                  \
        gboolean right;                                                                \
        if (!one)                                                                      \
            right = FALSE;                                                             \
        else if (one->klass && one->klass->type == type)                               \
            right = TRUE;                                                              \
        else                                                                           \
            right = is_a(one, type);                                                   \
        right;                                                                         \
    }))

gboolean differ(Instance *a, Instance *b, GHashTable **diffs)
{
    GHashTable *found;
    gboolean any;

    g_return_val_if_fail(IS_CONNECTION(a), FALSE);
    g_return_val_if_fail(!b || IS_CONNECTION(b), FALSE);

    if (a == b)
        return TRUE;
    found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    any = collect(a, b, found);
    *diffs = found;
    return any;
}

guint changes(Instance *a, Instance *b)
{
    GHashTable *diffs = NULL;
    guint count;

    if (differ(a, b, &diffs)) {
        if (diffs)
            g_hash_table_unref(diffs);
        return 0;
    }
    count = g_hash_table_size(diffs);
    g_hash_table_unref(diffs);
    return count;
}
