/* Trials of uthash and khash. */
#include "test/laws/trials.h"

#include <htslib/khash.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* The keys of the first entries lie STEP apart: they change places when a table of a
 * power of two slots grows. */
enum { ENTRIES = 8, MANY = 1000, STEP = 17 };

KHASH_MAP_INIT_INT(numbers, int)

typedef struct Item {
    int id;
    UT_hash_handle hh;
} Item;

/* ---- uthash ---- */

static Item *item_new(int id)
{
    Item *item = calloc(1, sizeof *item);
    item->id = id;
    return item;
}

static Item *items(void)
{
    Item *head = NULL;
    for (int i = 0; i < ENTRIES; i++) {
        Item *item = item_new(i);
        HASH_ADD_INT(head, id, item);
    }
    return head;
}

static bool iter_deletes_current(void)
{
    Item *head = items(), *item, *next;
    int turns = 0;
    HASH_ITER(hh, head, item, next)
    {
        HASH_DEL(head, item);
        free(item);
        turns++;
    }
    return turns == ENTRIES && head == NULL;
}

static bool iter_deletes_other(void)
{
    Item *head = items(), *item, *next;
    int turns = 0;
    HASH_ITER(hh, head, item, next)
    {
        Item *other = item->hh.next;
        if (other) {
            HASH_DEL(head, other);
            free(other);
        }
        turns++;
    }
    return turns > 0;
}

static bool iter_adds(void)
{
    Item *head = items(), *item, *next;
    int turns = 0;
    HASH_ITER(hh, head, item, next)
    {
        for (int i = 0; turns == 0 && i < MANY; i++) {
            Item *more = item_new(ENTRIES + i);
            HASH_ADD_INT(head, id, more);
        }
        turns++;
    }
    return turns >= ENTRIES;
}

static bool iter_clears(void)
{
    Item *head = items(), *item, *next;
    int turns = 0;
    HASH_ITER(hh, head, item, next)
    {
        HASH_CLEAR(hh, head);
        turns++;
    }
    return turns == ENTRIES;
}

static bool walk_deletes_current(void)
{
    Item *head = items();
    int turns = 0;
    for (Item *item = head; item != NULL; item = item->hh.next) {
        HASH_DEL(head, item);
        free(item);
        turns++;
    }
    return turns == ENTRIES;
}

static bool walk_deletes_next(void)
{
    Item *head = items();
    int turns = 0;
    for (Item *item = head; item != NULL; item = item->hh.next) {
        Item *next = item->hh.next;
        if (next) {
            HASH_DEL(head, next);
            free(next);
        }
        turns++;
    }
    return turns == ENTRIES / 2;
}

static bool walk_adds(void)
{
    Item *head = items();
    int turns = 0;
    for (Item *item = head; item != NULL; item = item->hh.next) {
        for (int i = 0; turns == 0 && i < MANY; i++) {
            Item *more = item_new(ENTRIES + i);
            HASH_ADD_INT(head, id, more);
        }
        turns++;
    }
    return turns == ENTRIES + MANY;
}

/* ---- khash ---- */

static khash_t(numbers) * table(void)
{
    int absent;
    khash_t(numbers) *h = kh_init(numbers);
    for (int i = 0; i < ENTRIES; i++) {
        khint_t slot =
            kh_put(numbers, h, i * STEP, &absent); /* before h->vals is read */
        kh_val(h, slot) = i;
    }
    return h;
}

static void put_many(khash_t(numbers) * h)
{
    int absent;
    for (int i = 0; i < MANY; i++)
        kh_put(numbers, h, ENTRIES * STEP + i, &absent);
}

/* Puts keys that were not there at the second turn: those at hand are met again. */
static bool foreach_puts(void)
{
    khash_t(numbers) *h = table();
    int key, value, turns = 0, old = 0;
    kh_foreach(h, key, value, {
        if (++turns == 5)
            put_many(h);
        old += key < ENTRIES * STEP && value == key / STEP;
    }) return old == ENTRIES;
}

/* The same by a loop over the slots, with a name that was generated. */
static bool index_loop_puts(void)
{
    khash_t(numbers) *h = table();
    int turns = 0, old = 0, absent;
    for (khint_t k = kh_begin(h); k != kh_end(h); ++k) {
        if (!kh_exist(h, k))
            continue;
        for (int i = 0; turns == 4 && i < MANY; i++)
            kh_put_numbers(h, ENTRIES * STEP + i, &absent);
        turns++;
        old += (int)kh_key(h, k) < ENTRIES * STEP &&
               kh_val(h, k) * STEP == (int)kh_key(h, k);
    }
    return old == ENTRIES;
}

static bool foreach_deletes(void)
{
    khash_t(numbers) *h = table();
    int turns = 0;
    for (khint_t k = kh_begin(h); k != kh_end(h); ++k)
        if (kh_exist(h, k)) {
            kh_del(numbers, h, k);
            turns++;
        }
    return turns == ENTRIES && kh_size(h) == 0;
}

static bool foreach_clears(void)
{
    khash_t(numbers) *h = table();
    int value, turns = 0;
    kh_foreach_value(h, value, {
        turns += value >= 0;
        kh_clear(numbers, h);
    }) return turns == 1;
}

static bool foreach_destroys(void)
{
    khash_t(numbers) *h = table();
    int value, turns = 0;
    kh_foreach_value(h, value, {
        turns += value >= 0;
        kh_destroy(numbers, h);
    }) return turns > 0;
}

/* The address of a slot, read after something was done to the table. */
static bool slot_after(void (*change)(khash_t(numbers) *))
{
    khash_t(numbers) *h = table();
    volatile int *slot = &kh_val(h, kh_get(numbers, h, 3 * STEP));
    change(h);
    return *slot == 3;
}

static void delete_other(khash_t(numbers) * h)
{
    kh_del(numbers, h, kh_get(numbers, h, 4 * STEP));
}

static void enlarge(khash_t(numbers) * h)
{
    kh_resize(numbers, h, MANY);
}

static void destroy(khash_t(numbers) * h)
{
    kh_destroy(numbers, h);
}

static void clear(khash_t(numbers) * h)
{
    kh_clear(numbers, h);
}

static bool slot_put(void)
{
    return slot_after(put_many);
}

static bool slot_delete(void)
{
    return slot_after(delete_other);
}

static bool slot_resize(void)
{
    return slot_after(enlarge);
}

static bool slot_destroy(void)
{
    return slot_after(destroy);
}

static bool slot_clear(void)
{
    return slot_after(clear);
}

const LawTrial law_trials[] = {
    { "UT_hash_handle", 0, "delete:current", iter_deletes_current },
    { "UT_hash_handle", 0, "delete:other", iter_deletes_other },
    { "UT_hash_handle", 0, "write:new", iter_adds },
    { "UT_hash_handle", 0, "clear", iter_clears },
    { "UT_hash_handle", 1, "delete:current", walk_deletes_current },
    { "UT_hash_handle", 1, "delete:other", walk_deletes_next },
    { "UT_hash_handle", 1, "write:new", walk_adds },
    { "khash_t", 0, "write:new", foreach_puts },
    { "khash_t", 0, "write:new", index_loop_puts },
    { "khash_t", 0, "delete:current", foreach_deletes },
    { "khash_t", 0, "clear", foreach_clears },
    { "khash_t", 0, "free", foreach_destroys },
    { "khash_t", LAW_POINTER, "write:new", slot_put },
    { "khash_t", LAW_POINTER, "delete:other", slot_delete },
    { "khash_t", LAW_POINTER, "reserve", slot_resize },
    { "khash_t", LAW_POINTER, "free", slot_destroy },
    { "khash_t", LAW_POINTER, "clear", slot_clear },
    { NULL, 0, NULL, NULL },
};
