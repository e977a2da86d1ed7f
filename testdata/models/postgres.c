/* Every row of rules/models/postgres.model at work: what each function does to the map, seen
 * through what the rules then say. */
#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

/* ---- under a scan ---- */

void every_free(HTAB *table)
{
    HASH_SEQ_STATUS status;

    hash_seq_init(&status, table);
    while (hash_seq_search(&status) != NULL)
        hash_destroy(table); // want clear-in-iteration "'table'"
}

/* "caller may delete the returned element before continuing the scan" */
void removes_the_current(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL)
        if (!entry->used)
            hash_search(table, &entry->id, HASH_REMOVE, NULL);
}

/* It may go unseen, and does no harm. */
void enters(HTAB *table, unsigned id)
{
    HASH_SEQ_STATUS status;

    hash_seq_init(&status, table);
    while (hash_seq_search(&status) != NULL) {
        hash_search(table, &id, HASH_ENTER, NULL);
        hash_search(table, &id, HASH_FIND, NULL);
    }
}

void leaves_with_a_term(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL)
        if (entry->used) {
            hash_seq_term(&status);
            break;
        }
}

/* ---- entries ---- */

int reads_then_removes(HTAB *table, unsigned id)
{
    Entry *entry = hash_search(table, &id, HASH_FIND, NULL);
    int used = entry ? entry->used : 0;

    hash_search(table, &id, HASH_REMOVE, NULL);
    return used;
}

int enters_others(HTAB *table, unsigned id, unsigned other)
{
    Entry *entry = hash_search(table, &id, HASH_ENTER, NULL);

    hash_search(table, &other, HASH_ENTER, NULL);
    return entry->used;
}

/* ---- tables ---- */

void lost(const HASHCTL *info, unsigned id)
{
    HTAB *table = hash_create("lost", 32, info, HASH_ELEM | HASH_BLOBS); // want map-leak

    hash_search(table, &id, HASH_ENTER, NULL);
}

/* It goes with its memory context. */
void in_a_context(const HASHCTL *info, unsigned id)
{
    HTAB *table = hash_create("found", 32, info, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);

    hash_search(table, &id, HASH_ENTER, NULL);
}

void in_a_context_by_a_variable(const HASHCTL *info, unsigned id)
{
    int flags = HASH_ELEM | HASH_BLOBS | HASH_CONTEXT;
    HTAB *table = hash_create("found", 32, info, flags);

    hash_search(table, &id, HASH_ENTER, NULL);
}

void destroyed(const HASHCTL *info, unsigned id)
{
    HTAB *table = hash_create("kept", 32, info, HASH_ELEM | HASH_BLOBS);

    hash_search(table, &id, HASH_ENTER, NULL);
    hash_destroy(table);
}

void used_after(HTAB *table)
{
    hash_destroy(table); // want use-after-free-map "'table'"
    hash_get_num_entries(table);
}

/* Whether it was there is told by hash_search() alone: both ways lead on. */
long answered_through_pointer(const HASHCTL *info, unsigned id)
{
    bool found = false;
    HTAB *table = hash_create("seen", 32, info, HASH_ELEM | HASH_BLOBS); // want map-leak "'table'"

    hash_search(table, &id, HASH_ENTER, &found);
    if (found)
        return 0;
    hash_destroy(table);
    return 1;
}
