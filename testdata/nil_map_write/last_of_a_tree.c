/* Near miss: the registry goes with its last entry. The children that are released
 * after that were in it, too, so they cannot be last ones. */
#include <glib.h>

typedef struct Type {
    gint references;
    char *name;
    struct Type *element;
} Type;

static GHashTable *types;

static void type_unref(Type *type);

static void element_free(Type *type)
{
    type_unref(type->element);
    g_free(type);
}

static void type_unref(Type *type)
{
    if (!g_atomic_int_dec_and_test(&type->references))
        return;
    g_hash_table_remove(types, type->name);
    if (g_hash_table_size(types) == 0) {
        g_hash_table_unref(types);
        types = NULL;
    }
    if (type->element)
        element_free(type);
}

void type_drop(Type *type)
{
    type_unref(type);
}
