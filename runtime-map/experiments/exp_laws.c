/*
 * What a map does with what it may not be asked: B4, B5, B8, B13, C19. Panics come back
 * here by a handler.
 */
#include "claim.h"

#include <setjmp.h>
#include <string.h>

/* Of the panic that came last. */
static jmp_buf way_back;
static const char *last_message;

static void come_back(const char *message, const char *map)
{
    (void)map;
    last_message = message;
    longjmp(way_back, 1);
}

#define RMAP_PANIC come_back
#define RMAP_DEBUG 1
#include "intmap.h"

#undef RMAP_DEBUG
#define RMAP_NAME            plainmap
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME            textmap
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

#define RMAP_NAME            addressmap
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(uintptr_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef void Act(intmap *m);

static void act_clear(intmap *m)
{
    intmap_clear(m);
}

static void act_put(intmap *m)
{
    intmap_put(m, 1, 1);
}

/* The panic's message, or NULL when there was none. */
static const char *panic_of(Act *act, intmap *m)
{
    last_message = NULL;
    if (setjmp(way_back) == 0)
        act(m);
    return last_message;
}

static void nil_clear(Experiment *e)
{
    const char *message = panic_of(act_clear, NULL);

    claim(e, "B4", "clear on a nil map panics");
    figure(e, "clear of a nil map: %s", message == NULL ? "nothing happens" : message);
    verdict(e, message != NULL ? HOLDS : FAILS,
            "runtime-map %s it, stricter than Go's clear on purpose",
            message != NULL ? "forbids" : "allows");
}

static void nil_write(Experiment *e)
{
    const char *message = panic_of(act_put, NULL);

    claim(e, "B13", "var m map[K]V allocates at the first write");
    figure(e, "the first put to a nil map: %s", message == NULL ? "works" : message);
    verdict(e, message == NULL ? HOLDS : FAILS, "the write %s",
            message == NULL ? "allocates" : "panics");
}

/* How many turns a loop over 100 entries makes that clears in each. */
static size_t turns_of_clearing(void)
{
    plainmap *m = plainmap_make(0);
    plainmap_iter it;
    size_t turns = 0;

    for (uint64_t i = 0; i < 100; i++)
        plainmap_put(m, number(i), i);
    plainmap_iter_init(&it, m);
    while (plainmap_next(&it)) {
        turns++;
        plainmap_clear(m);
    }
    plainmap_free(m);
    return turns;
}

static void act_clear_in_loop(intmap *m)
{
    intmap_iter it;

    intmap_iter_init(&it, m);
    while (intmap_next(&it))
        intmap_clear(m);
}

static void clear_in_loop(Experiment *e)
{
    intmap *m = intmap_make(0);
    size_t turns = turns_of_clearing();
    const char *message;

    for (uint64_t i = 0; i < 100; i++)
        intmap_put(m, number(i), i);
    message = panic_of(act_clear_in_loop, m);
    claim(e, "B5", "clear of the map being ranged over is dangerous");
    figure(e, "100 entries, cleared in the loop: %zu turn(s), then the loop ends",
           turns);
    figure(e, "the same under RMAP_DEBUG: %s", message == NULL ? "no trap" : message);
    verdict(e,
            turns > 1         ? HOLDS
            : message != NULL ? PARTLY
                              : FAILS,
            "%s; RMAP_DEBUG %s it as a probable mistake",
            turns > 1 ? "entries are given that are gone"
                      : "no entry is given that is gone",
            message != NULL ? "traps" : "lets pass");
    intmap_free(m);
}

static void act_deref(intmap *m)
{
    intmap_ref ref = intmap_borrow(m, number(0));

    intmap_clear(m);
    intmap_deref(m, ref);
}

static void outlives(Experiment *e)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = intmap_make_with(0, &options);
    intmap_iter it;
    const char *message;

    intmap_put(m, number(0), 1);
    message = panic_of(act_deref, m);
    intmap_put(m, number(0), 1);
    intmap_iter_init(&it, m);
    intmap_next(&it);
    intmap_free(m);
    claim(e, "B8", "A closure that captures a map prolongs its life");
    figure(
        e,
        "freed while an iterator and a borrowed value are still held: %zu blocks are "
        "left",
        counter.blocks);
    figure(e, "a borrowed value used after clear: %s",
           message == NULL ? "goes unnoticed" : message);
    verdict(e, counter.blocks > 0 ? HOLDS : FAILS, "%s; what outlives the map %s",
            counter.blocks > 0 ? "the map is kept" : "in C nothing prolongs its life",
            message == NULL ? "dangles unseen" : "dangles, which RMAP_DEBUG traps");
}

static void equal_texts(Experiment *e)
{
    char here[] = "same", there[] = "same";
    textmap *by_text = textmap_make(0);
    addressmap *by_address = addressmap_make(0);
    bool text, address;

    textmap_put(by_text, here, 1);
    addressmap_put(by_address, here, 1);
    text = textmap_get(by_text, there) != NULL;
    address = addressmap_get(by_address, there) != NULL;
    claim(e, "C19", "Equal strings at different addresses are different keys");
    figure(e, "hashed by its text, the other copy is %s", text ? "found" : "not found");
    figure(e, "hashed by its address, the other copy is %s",
           address ? "found" : "not found");
    verdict(e,
            text && address   ? FAILS
            : text || address ? PARTLY
                              : HOLDS,
            "it is so for a map that hashes addresses, a fault that mapvet reports as "
            "address-key");
    textmap_free(by_text);
    addressmap_free(by_address);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    nil_clear(&e);
    nil_write(&e);
    clear_in_loop(&e);
    outlives(&e);
    equal_texts(&e);
    return experiment_end(&e);
}
