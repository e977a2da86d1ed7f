/*
 * The real uthash and khash are driven through what their models say of iterations and
 * pointers. A trial that the model forbids must end in a fault of memory, seen by
 * AddressSanitizer, or go astray, seen by what it counted; one that the model allows
 * must do neither. Each trial runs in a process of its own.
 */
#include "model/model.h"

#include <htslib/khash.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uthash.h>

#include <cmocka.h>

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

/* ---- what the models say ---- */

enum { POINTER = -1 };

typedef struct Trial {
    const char *name, *type;
    int kind; /* of iteration, or POINTER */
    Verb verb;
    EntrySet entry;
    bool (*run)(void); /* did all go as it should? */
} Trial;

static const Trial trials[] = {
    { "HASH_ITER, delete current", "UT_hash_handle", 0, EV_DELETE, ENTRY_CURRENT,
      iter_deletes_current },
    { "HASH_ITER, delete other", "UT_hash_handle", 0, EV_DELETE, ENTRY_OTHER,
      iter_deletes_other },
    { "HASH_ITER, add", "UT_hash_handle", 0, EV_WRITE, ENTRY_NEW, iter_adds },
    { "HASH_ITER, clear", "UT_hash_handle", 0, EV_CLEAR, ENTRY_ANY, iter_clears },
    { "hh.next, delete current", "UT_hash_handle", 1, EV_DELETE, ENTRY_CURRENT,
      walk_deletes_current },
    { "hh.next, add", "UT_hash_handle", 1, EV_WRITE, ENTRY_NEW, walk_adds },
    { "kh_foreach, put", "khash_t", 0, EV_WRITE, ENTRY_NEW, foreach_puts },
    { "kh_foreach, delete", "khash_t", 0, EV_DELETE, ENTRY_CURRENT, foreach_deletes },
    { "kh_foreach, clear", "khash_t", 0, EV_CLEAR, ENTRY_ANY, foreach_clears },
    { "kh_foreach, destroy", "khash_t", 0, EV_FREE, ENTRY_ANY, foreach_destroys },
    { "&kh_val, put", "khash_t", POINTER, EV_WRITE, ENTRY_NEW, slot_put },
    { "&kh_val, delete", "khash_t", POINTER, EV_DELETE, ENTRY_OTHER, slot_delete },
    { "&kh_val, resize", "khash_t", POINTER, EV_RESERVE, ENTRY_ANY, slot_resize },
    { "&kh_val, destroy", "khash_t", POINTER, EV_FREE, ENTRY_ANY, slot_destroy },
    { "&kh_val, clear", "khash_t", POINTER, EV_CLEAR, ENTRY_ANY, slot_clear },
};

static bool goes_well(bool (*run)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        _exit(run() ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void laws_are_as_told(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    ModelSet *models = model_new(arena, intern);
    Err err = { 0 };
    assert_true(model_read_embedded(models, &err));
    for (size_t i = 0; i < ARRAY_LEN(trials); i++) {
        const Trial *trial = &trials[i];
        const MapLaw *law = model_law(models, intern_text(intern, trial->type));
        assert_non_null(law);
        const uint8_t *dies = trial->kind == POINTER ? law->pointer.dies
                                                     : law->iterator[trial->kind].dies;
        bool allowed = (dies[trial->verb] & trial->entry) == 0;
        if (goes_well(trial->run) != allowed)
            fail_msg("%s: the model says that it is %s", trial->name,
                     allowed ? "lawful" : "wrong");
    }
    intern_free(intern);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(laws_are_as_told) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
