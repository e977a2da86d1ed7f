/* A user's own model, read from a folder: the words that no shipped model uses. */
// models: user
#include <stddef.h>

typedef struct Shelf Shelf;
typedef struct Walk {
    Shelf *shelf;
    size_t at;
} Walk;

enum shelf_action { SHELF_FIND, SHELF_ENTER, SHELF_REMOVE };

Shelf *shelf_make(size_t room);
void shelf_open(Shelf **shelf);
void shelf_free(Shelf **shelf);
void shelf_wipe(Shelf *shelf);
void *shelf_find(Shelf *shelf, int key, enum shelf_action action);
int shelf_put(Shelf *shelf, int key, void *value);
void shelf_walk(Walk *walk, Shelf *shelf);
void shelf_walk_fast(Walk *walk, Shelf *shelf);
int shelf_step(Walk *walk, int *key);
void shelf_stop(Walk *walk);
void shelf_fatal(const char *why);

/* ---- two kinds of iteration, a verb that depends on an argument ---- */

void slow_walk(Shelf *shelf)
{
    Walk walk;
    int key;

    shelf_walk(&walk, shelf);
    while (shelf_step(&walk, &key)) {
        shelf_put(shelf, key + 1, NULL);
        shelf_find(shelf, key, SHELF_REMOVE);
    }
    shelf_stop(&walk);
}

void fast_walk(Shelf *shelf)
{
    Walk walk;
    int key;

    shelf_walk_fast(&walk, shelf);
    while (shelf_step(&walk, &key))
        shelf_find(shelf, key, SHELF_REMOVE); // want mutate-in-iteration "'shelf'"
    shelf_stop(&walk);
}

void fast_walk_reads(Shelf *shelf)
{
    Walk walk;
    int key;

    shelf_walk_fast(&walk, shelf);
    while (shelf_step(&walk, &key))
        shelf_find(shelf, key + 1, SHELF_FIND);
    shelf_stop(&walk);
}

void fast_walk_enters(Shelf *shelf)
{
    Walk walk;
    int key;

    shelf_walk_fast(&walk, shelf);
    while (shelf_step(&walk, &key))
        shelf_find(shelf, key + 1, SHELF_ENTER); // want mutate-in-iteration "'shelf'"
    shelf_stop(&walk);
}

void wiping_walk(Shelf *shelf)
{
    Walk walk;

    shelf_walk(&walk, shelf);
    while (shelf_step(&walk, NULL))
        shelf_wipe(shelf); // want clear-in-iteration "'shelf'"
}

/* ---- makers and freers that take the address of the pointer ---- */

void opened(void)
{
    Shelf *shelf = NULL;

    shelf_open(&shelf);
    shelf_wipe(shelf);
    shelf_free(&shelf);
    shelf_free(&shelf);
    shelf_wipe(shelf); // want nil-map-clear "'shelf'"
}

void freed_in_walk(Shelf *shelf)
{
    Walk walk;

    shelf_walk(&walk, shelf);
    while (shelf_step(&walk, NULL))
        shelf_free(&shelf); // want clear-in-iteration "'shelf'"
}

/* ---- nil, and what does not come back ---- */

void nil_shelf(int on)
{
    Shelf *shelf = on ? shelf_make(100) : NULL;

    if (shelf_find(shelf, 1, SHELF_FIND) == NULL && on)
        shelf_put(shelf, 1, NULL);
    shelf_find(shelf, 2, SHELF_ENTER); // want nil-map-write "'shelf'"
    shelf_free(&shelf);
}

void fatal_shelf(Shelf *shelf)
{
    if (shelf == NULL)
        shelf_fatal("no shelf");
    shelf_wipe(shelf);
}

/* ---- room ---- */

Shelf *filled(void)
{
    Shelf *shelf = shelf_make(0); // want missing-prealloc "64"

    for (int i = 0; i < 64; i++)
        shelf_put(shelf, i, NULL);
    return shelf;
}
