/* Near miss: the function that frees the object has many paths, and asks for one part
 * twice; whatever it finds, it frees both maps. */
#include <glib.h>
#include <stdlib.h>

typedef struct Header {
    int count;
} Header;

typedef struct Slice {
    Header *header;
    int **blocks;
    char *head, *ids, *sequences, *qualities, *names, *keys;
    GHashTable *pair[2];
} Slice;

void block_free(void *block);
int more_wanted(void);

static void slice_free(Slice *slice)
{
    if (!slice)
        return;
    if (slice->head)
        block_free(slice->head);
    if (slice->blocks) {
        if (slice->header) {
            for (int i = 0; i < slice->header->count; i++) {
                if (i > 0 && slice->blocks[i] == slice->blocks[0])
                    continue;
                block_free(slice->blocks[i]);
            }
        }
        free(slice->blocks);
    }
    if (slice->ids)
        free(slice->ids);
    if (slice->header)
        block_free(slice->header);
    if (slice->sequences)
        block_free(slice->sequences);
    if (slice->qualities)
        block_free(slice->qualities);
    if (slice->names)
        block_free(slice->names);
    if (slice->keys)
        free(slice->keys);
    if (slice->pair[0])
        g_hash_table_destroy(slice->pair[0]);
    if (slice->pair[1])
        g_hash_table_destroy(slice->pair[1]);
    free(slice);
}

Slice *slice_new(void)
{
    Slice *slice = calloc(1, sizeof *slice);
    if (!slice)
        return NULL;
    if (!(slice->header = malloc(sizeof *slice->header)))
        goto fail;
    slice->head = NULL;
    slice->blocks = NULL;
    slice->ids = NULL;
    if (!(slice->keys = malloc(64)))
        goto fail;
    slice->pair[0] = g_hash_table_new(NULL, NULL);
    if (more_wanted())
        goto fail;
    slice->pair[1] = g_hash_table_new(NULL, NULL);
    return slice;
fail:
    if (slice)
        slice_free(slice);
    return NULL;
}
