/* The shape of functions: order, loops, what loops assign, and that none of it grows
 * faster than the function. */
#include "engine.h"

#include "ir/cfg.h"

#include <stdlib.h>

static Cfg cfg_of(const World *w, const char *blocks, const Func **fn)
{
    const Unit *unit = unit_read(w, arena_printf(w->arena, "func f\n%s", blocks));
    *fn = func_named(w, unit, "f");
    return cfg_build(w->arena, *fn);
}

static uint32_t loop_of(const Cfg *cfg, BlockId head)
{
    uint32_t loop = cfg->loop[head];
    assert_int_not_equal(loop, NO_LOOP);
    assert_int_equal(cfg->loops.items[loop].head, head);
    return loop;
}

static void straight_code_has_no_loop(void **state)
{
    const Func *fn;
    Cfg cfg = cfg_of(*state,
                     "b0:\nif ? then b2 else b1\nb1:\ngoto b3\nb2:\ngoto b3\n"
                     "b3:\nreturn\nb4:\ngoto b3\n",
                     &fn);
    assert_int_equal(cfg.reachable, 4);
    assert_int_equal(cfg.loops.len, 1);
    assert_int_equal(cfg.order[0], 0);
    assert_int_equal(cfg.order[1], 2); /* where the condition holds comes first */
    assert_int_equal(cfg.order[3], 3);
    assert_int_equal(cfg.rank[4], NO_ID); /* nobody goes there */
    for (BlockId b = 0; b < 5; b++)
        assert_int_equal(cfg.loop[b], NO_LOOP);
    assert_true(cfg_inside(&cfg, 4, NO_LOOP));
}

/* b1 is the head, b2 the body, b3 follows. */
#define ONE_LOOP "b0:\ngoto b1\nb1:\nif ? then b2 else b3\nb2:\ngoto b1\nb3:\nreturn\n"

static void a_loop_is_what_reaches_its_back_edge(void **state)
{
    const Func *fn;
    Cfg cfg = cfg_of(*state, ONE_LOOP, &fn);
    uint32_t loop = loop_of(&cfg, 1);
    assert_true(cfg_inside(&cfg, 1, loop));
    assert_true(cfg_inside(&cfg, 2, loop));
    assert_false(cfg_inside(&cfg, 0, loop));
    assert_false(cfg_inside(&cfg, 3, loop));
    assert_true(cfg_is_back(&cfg, 2, 1));
    assert_false(cfg_is_back(&cfg, 1, 2));
    assert_true(cfg.rank[2] < cfg.rank[3]); /* the body before what follows */
}

static void a_block_that_goes_to_itself_is_a_loop(void **state)
{
    const Func *fn;
    Cfg cfg =
        cfg_of(*state, "b0:\ngoto b1\nb1:\nif ? then b1 else b2\nb2:\nreturn\n", &fn);
    uint32_t loop = loop_of(&cfg, 1);
    assert_true(cfg_inside(&cfg, 1, loop));
    assert_false(cfg_inside(&cfg, 2, loop));
    assert_int_equal(cfg.loops.len, 2);
}

/* Three deep, with a second inner loop beside the first, and a way out of all. */
static void loops_nest(void **state)
{
    const Func *fn;
    Cfg cfg = cfg_of(*state,
                     "b0:\ngoto b1\n"
                     "b1:\nif ? then b2 else b9\n"
                     "b2:\nif ? then b3 else b5\n"
                     "b3:\nif ? then b4 else b2\n"
                     "b4:\nif ? then b3 else b9\n"
                     "b5:\ngoto b6\n"
                     "b6:\nif ? then b7 else b8\n"
                     "b7:\ngoto b6\n"
                     "b8:\ngoto b1\n"
                     "b9:\nreturn\n",
                     &fn);
    uint32_t outer = loop_of(&cfg, 1), middle = loop_of(&cfg, 2),
             inner = loop_of(&cfg, 3), beside = loop_of(&cfg, 6);
    assert_int_equal(cfg.loops.len, 5);
    assert_int_equal(cfg.loops.items[inner].parent, middle);
    assert_int_equal(cfg.loops.items[middle].parent, outer);
    assert_int_equal(cfg.loops.items[beside].parent, outer);
    assert_int_equal(cfg.loops.items[outer].parent, NO_LOOP);
    assert_true(loop_inside(&cfg, inner, outer));
    assert_true(loop_inside(&cfg, inner, inner));
    assert_false(loop_inside(&cfg, outer, inner));
    assert_false(loop_inside(&cfg, beside, middle));
    assert_true(cfg_inside(&cfg, 4, inner) && cfg_inside(&cfg, 4, outer));
    assert_int_equal(cfg.loop[5], outer);
    assert_int_equal(cfg.loop[9], NO_LOOP);
}

/* Two blocks that jump to each other, each entered from outside: whatever is taken for
 * the loop, the parents must end and both blocks be in one. */
static void irreducible_graphs_get_a_loop(void **state)
{
    const Func *fn;
    Cfg cfg = cfg_of(*state,
                     "b0:\nif ? then b1 else b2\n"
                     "b1:\nif ? then b2 else b3\n"
                     "b2:\nif ? then b1 else b3\n"
                     "b3:\nif ? then b1 else b4\n"
                     "b4:\nreturn\n",
                     &fn);
    assert_int_equal(cfg.reachable, 5);
    assert_true(cfg.loops.len >= 2);
    assert_int_not_equal(cfg.loop[1], NO_LOOP);
    assert_int_not_equal(cfg.loop[2], NO_LOOP);
    for (uint32_t i = 1; i < cfg.loops.len; i++)
        assert_true(loop_inside(&cfg, i, NO_LOOP) && loop_inside(&cfg, i, i));
}

/* Random graphs: each reachable block has one rank, an edge to a smaller rank ends in a
 * loop that holds both of its ends, and the parents of loops end. */
static void random_graphs_keep_the_laws(void **state)
{
    const World *w = *state;
    srand(7);
    for (unsigned round = 0; round < 300; round++) {
        unsigned count = 2 + (unsigned)rand() % 12;
        StrBuf text = strbuf_in(w->arena);
        for (unsigned b = 0; b < count; b++)
            strbuf_printf(&text, "b%u:\nif ? then b%u else b%u\n", b,
                          (unsigned)rand() % count, (unsigned)rand() % count);
        const Func *fn;
        Cfg cfg = cfg_of(w, strbuf_cstr(&text), &fn);
        for (uint32_t r = 0; r < cfg.reachable; r++) {
            BlockId from = cfg.order[r];
            assert_int_equal(cfg.rank[from], r);
            for (unsigned t = 0; t < 2; t++) {
                BlockId to = fn->blocks.items[from].term.to[t];
                if (!cfg_is_back(&cfg, from, to))
                    continue;
                assert_int_not_equal(cfg.loop[to], NO_LOOP);
                assert_int_not_equal(cfg.loop[from], NO_LOOP);
            }
        }
        for (uint32_t i = 1; i < cfg.loops.len; i++) {
            uint32_t steps = 0;
            for (uint32_t l = i; l != NO_LOOP; l = cfg.loops.items[l].parent)
                assert_true(++steps < cfg.loops.len);
        }
    }
}

static bool has(const VarId *vars, uint32_t count, VarId var)
{
    for (uint32_t i = 0; i < count; i++)
        if (vars[i] == var)
            return true;
    return false;
}

/* Variables: 0 i, 1 sum, 2 other, 3 before, 4 j (through a temporary), 5 %1, 6 field */
static void loops_know_what_they_assign(void **state)
{
    const Func *fn;
    Cfg cfg = cfg_of(*state,
                     "var i: int\nvar sum: int\nvar other: int\nvar before: int\n"
                     "var j: int\nvar %1: int temp\nvar s: S record\n"
                     "b0:\ncopy before = 1\ngoto b1\n"
                     "b1:\nif i < 9 then b2 else b5\n"
                     "b2:\ncompute %1 = j + 1\ncopy j = %1\ncopy other = 3\n"
                     "copy s.f = 1\ngoto b3\n"
                     "b3:\nif ? then b4 else b1\n"
                     "b4:\ncompute sum = sum + i\ncompute i = i + 1\ngoto b3\n"
                     "b5:\ncopy before = 2\nreturn\n",
                     &fn);
    const Loop *outer = &cfg.loops.items[loop_of(&cfg, 1)];
    const Loop *inner = &cfg.loops.items[loop_of(&cfg, 3)];
    assert_true(has(inner->counted.items, inner->counted.len, 0));
    assert_true(has(inner->assigned.items, inner->assigned.len, 1));
    assert_false(has(inner->assigned.items, inner->assigned.len, 4));
    assert_int_equal(inner->assigned.len, 2);
    assert_true(has(outer->counted.items, outer->counted.len, 0)); /* inner's, too */
    assert_true(has(outer->counted.items, outer->counted.len, 4)); /* through %1 */
    assert_false(has(outer->counted.items, outer->counted.len, 2));
    assert_true(has(outer->assigned.items, outer->assigned.len, 2));
    assert_false(has(outer->assigned.items, outer->assigned.len, 3));
    assert_false(has(outer->counted.items, outer->counted.len, 5));   /* a temporary */
    assert_false(has(outer->assigned.items, outer->assigned.len, 6)); /* a part of it */
}

/* A hundred thousand blocks in a row, each with a loop: no recursion, no square. */
static void long_functions_are_ordered(void **state)
{
    const World *w = *state;
    enum { LOOPS = 50000 };
    StrBuf text = strbuf_in(w->arena);
    for (unsigned b = 0; b < 2 * LOOPS; b += 2)
        strbuf_printf(&text, "b%u:\nif ? then b%u else b%u\nb%u:\ngoto b%u\n", b, b + 1,
                      b + 2, b + 1, b);
    strbuf_printf(&text, "b%u:\nreturn\n", 2 * LOOPS);
    const Func *fn;
    Cfg cfg = cfg_of(w, strbuf_cstr(&text), &fn);
    assert_int_equal(cfg.reachable, 2 * LOOPS + 1);
    assert_int_equal(cfg.loops.len, LOOPS + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(straight_code_has_no_loop),
        WORLD_TEST(a_loop_is_what_reaches_its_back_edge),
        WORLD_TEST(a_block_that_goes_to_itself_is_a_loop),
        WORLD_TEST(loops_nest),
        WORLD_TEST(irreducible_graphs_get_a_loop),
        WORLD_TEST(random_graphs_keep_the_laws),
        WORLD_TEST(loops_know_what_they_assign),
        WORLD_TEST(long_functions_are_ordered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
