/* Maps of maps: what they hold, who owns the inner maps, and what is left when memory
 * is short. */
#include "cmocka_all.h"
#include "failing_heap.h"
#include "panic_trap.h"

#include <stdio.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME            scores
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NESTED          games
#define RMAP_INNER           scores
#define RMAP_KEY             int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/nested.h"

/* Over another member, with keys that are owned, and sets within. */
#define RMAP_NAME            tags
#define RMAP_KEY             int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NESTED      labels
#define RMAP_INNER       tags
#define RMAP_INNER_SET   1
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#define RMAP_OVER        "rmap/flat.h"
#include "rmap/nested.h"

static void sets_over_flat(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    labels *m = labels_make_with(0, &options);
    labels_iter it;
    char text[16];
    bool was_there = true;
    size_t seen = 0;

    (void)state;
    for (int i = 0; i < 300; i++) {
        snprintf(text, sizeof text, "label %d", i % 30);
        assert_true(labels_add(m, text, i, &was_there));
        assert_false(was_there);
    }
    assert_true(labels_add(m, "label 7", 37, &was_there));
    assert_true(was_there);
    assert_true(labels_has(m, "label 7", 37) && !labels_has(m, "label 8", 37));
    assert_int_equal(labels_len(m), 30);
    assert_int_equal(labels_count(m), 300);
    assert_int_equal(labels_stats(m).entries, 300);
    /* Whether the texts of keys count is the member's affair. */
    assert_in_range(heap.bytes - labels_stats(m).metadata - labels_stats(m).data, 0,
                    260);
    for (labels_iter_init(&it, m); labels_next(&it); seen++)
        assert_int_equal(tags_len(it.inner), 10);
    assert_int_equal(seen, 30);
    assert_true(labels_delete(m, "label 7", 37));
    assert_true(labels_delete_inner(m, "label 9"));
    labels_clear(m);
    assert_int_equal(labels_stats(m).entries, 0);
    assert_int_equal(labels_stats(m).metadata + labels_stats(m).data, heap.bytes);
    heap.fail_every = 1;
    assert_false(labels_add(m, "a label", 1, NULL)); /* no memory for the text */
    assert_int_equal(labels_len(m), 0);
    heap.fail_every = 0;
    assert_true(labels_add(m, "a label", 1, NULL));
    labels_free(m);
    assert_int_equal(heap.blocks, 0);
}

static void nil_reads_as_empty(void **state)
{
    games_iter it;
    games_ref ref;

    (void)state;
    assert_int_equal(games_len(NULL), 0);
    assert_int_equal(games_count(NULL), 0);
    assert_int_equal(games_stats(NULL).metadata, 0);
    assert_null(games_get(NULL, 1, 2));
    assert_null(games_get_inner(NULL, 1));
    assert_false(games_delete(NULL, 1, 2));
    assert_false(games_delete_inner(NULL, 1));
    games_iter_init(&it, NULL);
    assert_false(games_next(&it));
    games_iter_end(&it);
    ref = games_borrow_inner(NULL, 1);
    assert_null(games_deref_inner(NULL, ref));
    games_shrink(NULL);
    games_free(NULL);
    assert_panics(games_put(NULL, 1, 2, 3), "assignment to entry in nil map");
    assert_panics(games_get_or_put(NULL, 1, 2, NULL), "assignment to entry in nil map");
    assert_panics(games_inner(NULL, 1), "assignment to entry in nil map");
    assert_panics(games_clear(NULL), "clear of nil map");
    assert_panics(games_clear_free(NULL), "clear of nil map");
}

static void inner_is_made_once(void **state)
{
    games *m = games_make(0);
    scores *first = games_inner(m, 7);
    bool found = true;

    (void)state;
    assert_non_null(first);
    for (int game = 100; game < 300; game++) /* the outer map grows */
        assert_non_null(games_inner(m, game));
    assert_ptr_equal(games_inner(m, 7), first);
    assert_ptr_equal(games_get_inner(m, 7), first);
    assert_null(games_get_inner(m, 8));
    assert_true(games_put(m, 7, 1, 10));
    assert_int_equal(*scores_get(first, 1), 10);
    assert_true(scores_put(first, 2, 20));
    assert_int_equal(*games_get(m, 7, 2), 20);
    *games_get_or_put(m, 7, 3, &found) = 30;
    assert_false(found);
    assert_int_equal(*games_get_or_put(m, 7, 3, &found), 30);
    assert_true(found);
    assert_int_equal(games_len(m), 201);
    assert_int_equal(games_count(m), 3);
    assert_true(games_delete(m, 7, 1));
    assert_false(games_delete(m, 7, 1));
    assert_false(games_delete(m, 9, 1));
    assert_int_equal(games_count(m), 2);
    games_free(m);
}

/* Rounds of filling and clearing ask for memory in the first alone. (One bucket each:
 * overflow buckets go with clear.) */
static void clear_keeps_the_inner_maps(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    games *m = games_make_with(0, &options);
    size_t calls = 0;

    (void)state;
    games_set_inner_hint(m, 8);
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < 1000; i++)
            assert_true(games_put(m, round + i % 6, i % 8, i));
        assert_int_equal(games_len(m), 6);
        assert_int_equal(games_count(m), 24);
        if (round == 0)
            calls = heap.calls;
        heap.fail_every = 1;
        games_clear(m);
        heap.fail_every = 0;
        assert_int_equal(games_len(m), 0);
        assert_int_equal(games_count(m), 0);
        assert_null(games_get_inner(m, 3));
    }
    assert_int_equal(heap.calls, calls);
    games_clear_free(m);
    assert_int_equal(heap.blocks, 4); /* two of the outer map, itself, the list */
    games_free(m);
    assert_int_equal(heap.blocks, 0);
}

static void shrink_frees_what_is_kept(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    games *m = games_make_with(0, &options);
    size_t blocks;

    (void)state;
    for (int game = 0; game < 8; game++)
        assert_non_null(games_inner(m, game));
    blocks = heap.blocks;
    games_clear(m);
    assert_int_equal(heap.blocks, blocks);
    assert_non_null(games_inner(m, 99));
    games_shrink(m);
    assert_int_equal(heap.blocks, blocks - 7);
    assert_int_equal(games_len(m), 1);
    assert_true(games_delete_inner(m, 99));
    assert_false(games_delete_inner(m, 99));
    assert_int_equal(heap.blocks, blocks - 8);
    games_free(m);
    assert_int_equal(heap.blocks, 0);
}

static void borrowed_inner_maps_die(void **state)
{
    games *m = games_make(0);
    games_ref ref, other;

    (void)state;
    assert_non_null(games_inner(m, 1));
    assert_non_null(games_inner(m, 2));
    ref = games_borrow_inner(m, 1);
    other = games_borrow_inner(m, 2);
    for (int game = 10; game < 100; game++)
        assert_non_null(games_inner(m, game));
    assert_ptr_equal(games_deref_inner(m, ref), games_get_inner(m, 1));
    assert_true(games_delete_inner(m, 2));
    assert_ptr_equal(games_deref_inner(m, ref), games_get_inner(m, 1));
    assert_panics(games_deref_inner(m, other),
                  "use of a borrowed pointer after a delete");
    games_clear(m);
    assert_panics(games_deref_inner(m, ref), "use of a borrowed pointer after clear");
    for (int game = 0; game < 100; game++) /* now of other keys, with other numbers */
        assert_non_null(games_inner(m, game));
    assert_panics(games_deref_inner(m, ref), "use of a borrowed pointer after clear");
    ref = games_borrow_inner(m, 500);
    assert_null(games_deref_inner(m, ref));
    games_free(m);
}

static void iteration_gives_each_inner_map(void **state)
{
    games *m = games_make(0);
    games_iter it;
    size_t seen = 0;

    (void)state;
    for (int game = 0; game < 50; game++)
        assert_true(games_put(m, game, game, -game));
    for (games_iter_init(&it, m); games_next(&it); seen++) {
        assert_int_equal(*scores_get(it.inner, *it.key), -*it.key);
        if (*it.key % 2 == 0)
            assert_true(games_delete_inner(m, *it.key));
    }
    games_iter_end(&it);
    assert_int_equal(seen, 50);
    assert_int_equal(games_len(m), 25);
    games_iter_init(&it, m);
    assert_true(games_next(&it));
    games_clear(m);
    assert_true(games_put(m, 1, 1, 1));
    assert_panics(games_next(&it), "iteration goes on after its map was cleared");
    games_free(m);
}

/* ---- against a plain array ---- */

enum { GAMES = 40, PLAYERS = 30 };

typedef struct World {
    games *m;
    long expected[GAMES][PLAYERS]; /* 0: absent */
    bool inner[GAMES];
    bool failed; /* some call was out of memory */
} World;

static void world_check(const World *w)
{
    size_t len = 0;
    size_t count = 0;

    for (int game = 0; game < GAMES; game++) {
        len += w->inner[game];
        assert_int_equal(games_get_inner(w->m, game) != NULL, w->inner[game]);
        for (int player = 0; player < PLAYERS; player++) {
            const long *v = games_get(w->m, game, player);
            count += w->expected[game][player] != 0;
            assert_int_equal(v == NULL ? 0 : *v, w->expected[game][player]);
        }
    }
    assert_int_equal(games_len(w->m), len);
    assert_int_equal(games_count(w->m), count);
}

static void world_put(World *w, int game, int player, long value)
{
    long *v = NULL;
    bool ok;

    if (value % 2 == 0) {
        ok = games_put(w->m, game, player, value);
    } else {
        v = games_get_or_put(w->m, game, player, NULL);
        ok = v != NULL;
        if (ok)
            *v = value;
    }
    w->failed |= !ok;
    if (!ok)
        return;
    w->expected[game][player] = value;
    w->inner[game] = true;
}

static void world_step(World *w, unsigned random, long value)
{
    int game = (int)(random >> 4) % GAMES;
    int player = (int)(random >> 10) % PLAYERS;

    switch (random % 16) {
    case 0:
        assert_int_equal(games_delete_inner(w->m, game), w->inner[game]);
        w->inner[game] = false;
        memset(w->expected[game], 0, sizeof w->expected[game]);
        break;
    case 1:
        if (games_inner(w->m, game) != NULL)
            w->inner[game] = true;
        else
            w->failed = true;
        break;
    case 2:
        if (random >> 20 & 7)
            break;
        (random >> 23 & 1 ? games_clear : games_clear_free)(w->m);
        memset(w->inner, 0, sizeof w->inner);
        memset(w->expected, 0, sizeof w->expected);
        break;
    case 3:
    case 4:
    case 5:
        assert_int_equal(games_delete(w->m, game, player),
                         w->expected[game][player] != 0);
        w->expected[game][player] = 0;
        break;
    default:
        world_put(w, game, player, value);
    }
}

static void world_run(World *w, unsigned seed, long steps, long check_every)
{
    for (long i = 1; i <= steps; i++) {
        seed = seed * 1664525u + 1013904223u;
        world_step(w, seed >> 4, i);
        if (i % check_every == 0)
            world_check(w);
    }
}

static void random_against_an_array(void **state)
{
    (void)state;
    for (unsigned seed = 0; seed < 10; seed++) {
        World w = { .m = games_make(seed % 3 * 10) };
        world_run(&w, seed, 4000, 50);
        assert_false(w.failed);
        games_free(w.m);
    }
}

/* Each allocation of the run fails once. */
static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        FailingHeap heap = { .fail_at = n };
        RmapOptions options = failing_heap_options(&heap);
        World w = { .m = games_make_with(4, &options) };
        failed = heap.calls >= n;
        if (w.m != NULL) {
            world_run(&w, 3, 300, 10);
            assert_int_equal(w.failed, heap.calls >= n);
            failed = w.failed;
            games_free(w.m);
        }
        assert_int_equal(heap.blocks, 0);
    }
    assert_true(runs > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nil_reads_as_empty),
        cmocka_unit_test(sets_over_flat),
        cmocka_unit_test(inner_is_made_once),
        cmocka_unit_test(clear_keeps_the_inner_maps),
        cmocka_unit_test(shrink_frees_what_is_kept),
        cmocka_unit_test(borrowed_inner_maps_die),
        cmocka_unit_test(iteration_gives_each_inner_map),
        cmocka_unit_test(random_against_an_array),
        cmocka_unit_test(each_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
