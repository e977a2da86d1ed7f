/* Elements are freed one after the other, and stay linked in the map. */
#include <stdlib.h>
#include <uthash.h>

void close_all(void);

typedef struct Context {
    int id;
    UT_hash_handle hh;
} Context;

static Context *contexts, *others;

int contexts_end(void)
{
    Context *e;
    int count = 0;

    for (e = contexts; e != NULL; e = e->hh.next) {
        count++;
        free(e); // want freed-entry "freed while 'contexts' still holds it"
    }
    close_all();
    return count;
}

/* The table goes as well; it does not look at its elements. */
int others_end(void)
{
    Context *e, *next;
    int count = 0;

    HASH_ITER(hh, others, e, next) {
        count++;
        HASH_DEL(others, e);
        free(e);
    }
    close_all();
    return count;
}
