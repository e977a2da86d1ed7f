/* States: cells and facts, forks that share nothing, and the bound on states: equal
 * ones are one, a join only forgets. */
#include "flow/flow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { VARS = 6 };

typedef struct Lab {
    Arena *arena;
    Flow flow; /* enough of one for joins */
    ValueId addr[VARS], init[VARS];
} Lab;

static int lab_open(void **state)
{
    Arena *arena = arena_new();
    Lab *lab = ARENA_NEW(arena, Lab);
    lab->arena = arena;
    lab->flow = (Flow){ .arena = arena, .values = values_new(arena), .block = 3 };
    for (uint32_t i = 0; i < VARS; i++) {
        lab->addr[i] = value_of(lab->flow.values, (Value){ .kind = VAL_LOCAL, .a = i });
        lab->init[i] = value_init(lab->flow.values, lab->addr[i]);
    }
    *state = lab;
    return 0;
}

static int lab_close(void **state)
{
    arena_free(((Lab *)*state)->arena);
    return 0;
}

static ValueId number(Lab *lab, int64_t n)
{
    return value_int(lab->flow.values, n);
}

static void set(Lab *lab, State *s, unsigned var, ValueId value)
{
    state_set_cell(s, lab->arena, (Cell){ .addr = lab->addr[var], .value = value });
}

static ValueId get(Lab *lab, State *s, unsigned var)
{
    return flow_load(&lab->flow, s, lab->addr[var], NULL);
}

static bool is_nil(Lab *lab, State *s, unsigned var)
{
    ValueId at = lab->addr[var];
    return flow_nil(&lab->flow, s, get(lab, s, var), at) != NULL;
}

/* ---- cells and facts ---- */

static void cells_are_found_in_any_order(void **state)
{
    Lab *lab = *state;
    State *s = state_new(lab->arena, 0);
    static const unsigned order[VARS] = { 3, 0, 5, 1, 4, 2 };
    for (unsigned i = 0; i < VARS; i++)
        set(lab, s, order[i], number(lab, order[i] + 10));
    for (unsigned i = 0; i < VARS; i++) {
        assert_non_null(state_cell(s, lab->addr[i]));
        assert_int_equal(state_cell(s, lab->addr[i])->value, number(lab, i + 10));
    }
    set(lab, s, 3, number(lab, 99));
    assert_int_equal(s->cells.len, VARS);
    assert_int_equal(get(lab, s, 3), number(lab, 99));
    for (unsigned i = 1; i < VARS; i++)
        assert_true(s->cells.items[i - 1].addr < s->cells.items[i].addr);
}

static void an_unwritten_cell_is_what_it_was_at_entry(void **state)
{
    Lab *lab = *state;
    State *s = state_new(lab->arena, 0);
    assert_null(state_cell(s, lab->addr[0]));
    assert_int_equal(get(lab, s, 0), lab->init[0]);
    assert_false(is_nil(lab, s, 0));
}

static void facts_narrow_and_contradict(void **state)
{
    Lab *lab = *state;
    Flow *flow = &lab->flow;
    State *s = state_new(lab->arena, 0);
    ValueId x = lab->init[0];
    assert_int_equal(flow_test(flow, s, x, CMP_EQ, 0), -1);
    assert_true(flow_assume(flow, s, x, CMP_GE, 0, (Span){ 0 }));
    assert_true(flow_assume(flow, s, x, CMP_NE, 0, (Span){ 0 }));
    assert_int_equal(flow_test(flow, s, x, CMP_GT, 0), 1);
    assert_true(flow_assume(flow, s, x, CMP_LT, 2, (Span){ 0 }));
    assert_int_equal(flow_test(flow, s, x, CMP_EQ, 1), 1);
    assert_false(flow_assume(flow, s, x, CMP_EQ, 0, (Span){ 0 }));
    assert_false(flow_assume(flow, s, x, CMP_GT, 1, (Span){ 0 }));
    state_drop_fact(s, x);
    assert_null(state_fact(s, x));
    assert_int_equal(flow_test(flow, s, x, CMP_EQ, 0), -1);
}

static void no_number_is_beyond_the_ends(void **state)
{
    Lab *lab = *state;
    Flow *flow = &lab->flow;
    State *s = state_new(lab->arena, 0);
    ValueId x = lab->init[0], y = lab->init[1];
    assert_false(flow_assume(flow, s, x, CMP_LT, INT64_MIN, (Span){ 0 }));
    assert_false(flow_assume(flow, s, x, CMP_GT, INT64_MAX, (Span){ 0 }));
    assert_true(flow_assume(flow, s, x, CMP_NE, INT64_MIN, (Span){ 0 }));
    assert_true(flow_assume(flow, s, x, CMP_LE, INT64_MIN + 1, (Span){ 0 }));
    assert_int_equal(flow_test(flow, s, x, CMP_EQ, INT64_MIN + 1), 1);
    assert_true(flow_assume(flow, s, y, CMP_GE, INT64_MAX, (Span){ 0 }));
    assert_false(flow_assume(flow, s, y, CMP_NE, INT64_MAX, (Span){ 0 }));
}

/* ---- forks ---- */

static void forks_share_nothing(void **state)
{
    Lab *lab = *state;
    State *one = state_new(lab->arena, 3);
    set(lab, one, 0, number(lab, 1));
    flow_assume(&lab->flow, one, lab->init[1], CMP_EQ, 7, (Span){ 0 });
    state_map_add(one, lab->arena, lab->init[2])->tested = true;
    vec_push(lab->arena, &one->iters, ((IterFact){ .it = lab->addr[3], .open = true }));
    one->turns[2] = 1;
    one->effects = 5;
    State *two = state_fork(lab->arena, one);
    assert_true(state_eq(one, two));
    assert_true(state_same_shape(one, two));

    set(lab, two, 0, number(lab, 2));
    assert_int_equal(get(lab, one, 0), number(lab, 1));
    assert_false(state_eq(one, two));
    assert_true(state_same_shape(one, two));
    state_fact(two, lab->init[1])->hi = 9;
    assert_int_equal(flow_test(&lab->flow, one, lab->init[1], CMP_EQ, 7), 1);
    state_map(two, lab->init[2])->tested = false;
    assert_true(state_map(one, lab->init[2])->tested);
    assert_true(state_same_shape(one, two)); /* a map from outside is no reason */
    state_drop_iter(two, lab->addr[3]);
    assert_true(state_iter(one, lab->addr[3])->open);
    two->turns[2] = 0;
    assert_int_equal(one->turns[2], 1);
}

/* Each thing that the rules look at keeps two states apart. */
static void what_differs_is_another_shape(void **state)
{
    Lab *lab = *state;
    State *base = state_new(lab->arena, 1);
    state_map_add(base, lab->arena, lab->init[0])->made = true;
    vec_push(lab->arena, &base->iters, ((IterFact){ .it = lab->addr[1] }));
    State *s = state_fork(lab->arena, base);
    state_map(s, lab->init[0])->freed = true;
    assert_false(state_same_shape(base, s));
    assert_false(state_same_shape(s, base));
    s = state_fork(lab->arena, base);
    state_iter(s, lab->addr[1])->dead = true;
    assert_false(state_same_shape(base, s));
    s = state_fork(lab->arena, base);
    s->turns[0] = 1;
    assert_false(state_same_shape(base, s));
    s = state_fork(lab->arena, base);
    flow_zero(&lab->flow, s, lab->addr[2], (Span){ 0 });
    assert_false(state_same_shape(base, s));
    s = state_fork(lab->arena, base);
    s->effects = 1;
    assert_false(state_eq(base, s));
}

/* ---- the bound ---- */

static void equal_states_are_one(void **state)
{
    Lab *lab = *state;
    StateList list = { 0 };
    for (unsigned i = 0; i < 20; i++) {
        State *s = state_new(lab->arena, 0);
        set(lab, s, 0, number(lab, i % 3));
        vec_push(lab->arena, &list, s);
    }
    states_reduce(&lab->flow, &list, 8);
    assert_int_equal(list.len, 3);
    for (unsigned i = 0; i < 3; i++) /* in the order in which they came */
        assert_int_equal(get(lab, list.items[i], 0), number(lab, i));
    assert_false(lab->flow.cut_short);
}

static void states_of_other_shape_are_dropped(void **state)
{
    Lab *lab = *state;
    StateList list = { 0 };
    for (unsigned i = 0; i < VARS; i++) {
        State *s = state_new(lab->arena, 0);
        state_map_add(s, lab->arena, lab->init[i])->made = true;
        vec_push(lab->arena, &list, s);
    }
    states_reduce(&lab->flow, &list, 4);
    assert_int_equal(list.len, 4);
    assert_true(lab->flow.cut_short);
    assert_non_null(state_map(list.items[0], lab->init[0]));
}

/* What one path did to a map from outside may have been done after the join. */
static void a_join_keeps_what_was_done_to_maps(void **state)
{
    Lab *lab = *state;
    StateList list = { 0 };
    State *one = state_new(lab->arena, 0), *two = state_new(lab->arena, 0);
    state_map_add(one, lab->arena, lab->init[0])->emptied = true;
    MapFact *map = state_map_add(two, lab->arena, lab->init[1]);
    map->tested = map->empty = true;
    vec_push(lab->arena, &list, one);
    vec_push(lab->arena, &list, two);
    states_reduce(&lab->flow, &list, 1);
    assert_int_equal(list.len, 1);
    assert_true(state_map(list.items[0], lab->init[0])->emptied);
    assert_true(state_map(list.items[0], lab->init[1])->tested);
    assert_false(state_map(list.items[0], lab->init[1])->empty);
}

static void a_join_forgets_what_differs(void **state)
{
    Lab *lab = *state;
    StateList list = { 0 };
    State *one = state_new(lab->arena, 0), *two = state_new(lab->arena, 0);
    set(lab, one, 0, number(lab, 0)); /* NULL here, kept there */
    set(lab, one, 1, number(lab, 0)); /* NULL in both */
    set(lab, two, 1, number(lab, 0));
    set(lab, two, 2, number(lab, 0)); /* NULL there */
    flow_assume(&lab->flow, one, lab->init[3], CMP_EQ, 0, (Span){ 0 });
    flow_assume(&lab->flow, two, lab->init[3], CMP_EQ, 2, (Span){ 0 });
    flow_assume(&lab->flow, one, lab->init[4], CMP_EQ, 0, (Span){ 0 });
    one->effects = 1;
    two->effects = 2;
    vec_push(lab->arena, &list, one);
    vec_push(lab->arena, &list, two);
    states_reduce(&lab->flow, &list, 1);
    assert_int_equal(list.len, 1);
    State *s = list.items[0];
    assert_false(is_nil(lab, s, 0));
    assert_true(is_nil(lab, s, 1));
    assert_false(is_nil(lab, s, 2));
    assert_false(is_nil(lab, s, 3)); /* 0..2 */
    assert_int_equal(flow_test(&lab->flow, s, lab->init[3], CMP_LE, 2), 1);
    assert_int_equal(flow_test(&lab->flow, s, lab->init[3], CMP_GE, 0), 1);
    assert_false(is_nil(lab, s, 4)); /* known on one side only */
    assert_int_equal(s->effects, 3); /* no effect is lost */
    assert_false(lab->flow.cut_short);
}

static State *random_state(Lab *lab)
{
    State *s = state_new(lab->arena, 0);
    for (unsigned v = 0; v < VARS; v++) {
        unsigned kind = (unsigned)rand() % 5;
        if (kind == 0)
            set(lab, s, v, number(lab, 0));
        else if (kind == 1)
            set(lab, s, v, number(lab, rand() % 3));
        else if (kind == 2)
            set(lab, s, v, lab->init[(unsigned)rand() % VARS]);
        if (rand() % 3 == 0)
            flow_assume(&lab->flow, s, lab->init[v], CMP_EQ, rand() % 2, (Span){ 0 });
        else if (rand() % 3 == 0)
            flow_assume(&lab->flow, s, lab->init[v], CMP_LE, rand() % 2, (Span){ 0 });
    }
    return s;
}

/* A variable is nil after a join only if it was on every one of the paths, and a test
 * that the join can answer was answered alike by all. */
static void joins_invent_nothing(void **state)
{
    Lab *lab = *state;
    srand(11);
    for (unsigned round = 0; round < 2000; round++) {
        StateList list = { 0 }, before = { 0 };
        unsigned count = 2 + (unsigned)rand() % 4;
        for (unsigned i = 0; i < count; i++) {
            State *s = random_state(lab);
            vec_push(lab->arena, &list, s);
            vec_push(lab->arena, &before, state_fork(lab->arena, s));
        }
        states_reduce(&lab->flow, &list, 1);
        assert_int_equal(list.len, 1);
        for (unsigned v = 0; v < VARS; v++) {
            State *joined = list.items[0];
            ValueId value = get(lab, joined, v);
            int zero = flow_test(&lab->flow, joined, value, CMP_EQ, 0);
            for (unsigned i = 0; i < count; i++) {
                State *s = before.items[i];
                if (is_nil(lab, joined, v))
                    assert_true(is_nil(lab, s, v));
                if (zero != -1)
                    assert_int_equal(
                        flow_test(&lab->flow, s, get(lab, s, v), CMP_EQ, 0), zero);
            }
        }
    }
}

static void the_bound_is_kept(void **state)
{
    Lab *lab = *state;
    srand(13);
    for (unsigned round = 0; round < 200; round++) {
        StateList list = { 0 };
        uint32_t most = 1 + (uint32_t)rand() % 8;
        for (unsigned i = 0; i < 40; i++) {
            State *s = random_state(lab);
            if (rand() % 4 == 0)
                state_map_add(s, lab->arena, lab->init[rand() % VARS]);
            vec_push(lab->arena, &list, s);
        }
        states_reduce(&lab->flow, &list, most);
        assert_in_range(list.len, 1, most);
        for (uint32_t i = 0; i < list.len; i++)
            for (uint32_t j = 0; j < i; j++)
                assert_false(state_eq(list.items[i], list.items[j]));
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, lab_open, lab_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(cells_are_found_in_any_order),
        TEST(an_unwritten_cell_is_what_it_was_at_entry),
        TEST(facts_narrow_and_contradict),
        TEST(no_number_is_beyond_the_ends),
        TEST(forks_share_nothing),
        TEST(what_differs_is_another_shape),
        TEST(equal_states_are_one),
        TEST(states_of_other_shape_are_dropped),
        TEST(a_join_keeps_what_was_done_to_maps),
        TEST(a_join_forgets_what_differs),
        TEST(joins_invent_nothing),
        TEST(the_bound_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
