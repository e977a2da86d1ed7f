/* A conditional expression hands NULL on; it is no guard that says the map may be missing. */
#include <glib.h>

GHashTable *read_identifiers(const char *text);

typedef struct {
    GHashTable *identifiers;
} Drive;

void drive_update(Drive *drive, const char *text)
{
    GHashTable *identifiers = read_identifiers(text);

    drive->identifiers = identifiers != NULL ? g_hash_table_ref(identifiers) : NULL;
    g_hash_table_unref(identifiers);
}

void drive_replace(Drive *drive, const char *text)
{
    GHashTable *identifiers = read_identifiers(text);
    gboolean missing = identifiers == NULL;

    if (!missing)
        drive->identifiers = g_hash_table_ref(identifiers);
    g_hash_table_unref(identifiers); // want nil-map-clear "'identifiers'"
}
