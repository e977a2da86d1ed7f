/* Values: equal descriptions are one number, constants fold, parts know their whole. */
#include "flow/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct Values {
    Arena *arena;
    ValueTable *table;
} Values;

static int values_open(void **state)
{
    Arena *arena = arena_new();
    Values *v = ARENA_NEW(arena, Values);
    *v = (Values){ arena, values_new(arena) };
    *state = v;
    return 0;
}

static int values_close(void **state)
{
    arena_free(((Values *)*state)->arena);
    return 0;
}

static ValueId local(ValueTable *t, uint32_t var)
{
    return value_of(t, (Value){ .kind = VAL_LOCAL, .a = var });
}

static void equal_descriptions_are_one_value(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId x = local(t, 0), y = local(t, 1);
    assert_int_not_equal(x, 0);
    assert_int_not_equal(x, y);
    assert_int_equal(local(t, 0), x);
    assert_int_equal(value_field(t, x, 7), value_field(t, x, 7));
    assert_int_not_equal(value_field(t, x, 7), value_field(t, x, 8));
    assert_int_not_equal(value_field(t, x, 7), value_field(t, y, 7));
    assert_int_not_equal(value_field(t, x, 7), value_init(t, x));
    assert_int_equal(value_int(t, -1), value_int(t, -1));
    assert_int_not_equal(value_int(t, INT64_MIN), value_int(t, 0));
    ValueId fresh = value_of(t, (Value){ .kind = VAL_FRESH, .a = 1, .number = 2 });
    assert_int_not_equal(
        fresh, value_of(t, (Value){ .kind = VAL_FRESH, .a = 1, .number = 3 }));
}

/* Numbers stay what they are while the table grows. */
static void many_values_stay_apart(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    enum { MANY = 20000 };
    uint32_t before = value_count(t);
    for (int i = 0; i < MANY; i++)
        value_int(t, i);
    assert_int_equal(value_count(t), before + MANY);
    for (int i = 0; i < MANY; i++) {
        int64_t number;
        assert_true(value_is_int(t, value_int(t, i), &number));
        assert_int_equal(number, i);
    }
    assert_int_equal(value_count(t), before + MANY);
}

static void constants_fold(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    static const struct {
        uint8_t op;
        int64_t a, b, is;
    } folds[] = {
        { '+', 2, 3, 5 },
        { '+', INT64_MAX, 1, INT64_MIN }, /* wraps, as the machine does */
        { '-', 2, 3, -1 },
        { '-', INT64_MIN, 1, INT64_MAX },
        { '*', -4, 3, -12 },
        { '*', INT64_MIN, -1, INT64_MIN },
        { '&', 6, 3, 2 },
        { '|', 6, 3, 7 },
        { '=', 3, 3, 1 },
        { '!', 3, 3, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(folds); i++)
        assert_int_equal(value_expr(t, folds[i].op, value_int(t, folds[i].a),
                                    value_int(t, folds[i].b)),
                         value_int(t, folds[i].is));
    /* A division is not folded: it may be by zero. */
    ValueId quotient = value_expr(t, '/', value_int(t, 1), value_int(t, 0));
    assert_int_equal(value_at(t, quotient).kind, VAL_EXPR);
}

static void sums_know_their_laws(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId x = value_init(t, local(t, 0)), y = value_init(t, local(t, 1));
    ValueId zero = value_int(t, 0);
    assert_int_equal(value_expr(t, '+', x, y), value_expr(t, '+', y, x));
    assert_int_not_equal(value_expr(t, '-', x, y), value_expr(t, '-', y, x));
    assert_int_not_equal(value_expr(t, '%', x, y), value_expr(t, '%', y, x));
    assert_int_equal(value_expr(t, '+', x, zero), x);
    assert_int_equal(value_expr(t, '-', x, zero), x);
    assert_int_not_equal(value_expr(t, '-', zero, x), x);
    assert_int_not_equal(value_expr(t, '+', x, y), value_expr(t, '*', x, y));
}

static void parts_are_below_their_whole(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId x = local(t, 0), y = local(t, 1), i = value_int(t, 3);
    ValueId part = value_field(t, value_elem(t, value_field(t, x, 1), i), 2);
    assert_true(value_below(t, part, x));
    assert_true(value_below(t, part, value_field(t, x, 1)));
    assert_false(value_below(t, part, part));
    assert_false(value_below(t, part, y));
    assert_false(value_below(t, x, part));
    /* Behind a pointer is another object. */
    assert_false(value_below(t, value_field(t, value_init(t, x), 1), x));
    assert_int_equal(value_elem(t, x, value_int(t, 0)), x);
    assert_int_not_equal(value_elem(t, x, i), x);
}

static void the_parts_of_a_whole_are_walked(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId x = local(t, 0), other = local(t, 1);
    ValueId a = value_field(t, x, 1), b = value_field(t, a, 2),
            c = value_field(t, a, 3);
    ValueId d = value_elem(t, x, value_int(t, 4));
    value_field(t, value_init(t, a), 5); /* behind a pointer */
    value_field(t, other, 1);
    unsigned count = 0;
    for (ValueId id = value_next_below(t, x, x); id; id = value_next_below(t, x, id)) {
        assert_true(id == a || id == b || id == c || id == d);
        count++;
    }
    assert_int_equal(count, 4);
    assert_true(value_next_below(t, a, a) == b || value_next_below(t, a, a) == c);
    assert_int_equal(value_next_below(t, b, b), 0);
    assert_false(value_has_unknown_element(t, x));
    value_elem(t, x, value_init(t, other));
    assert_true(value_has_unknown_element(t, x));
}

static void places_beside_each_other_are_found(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId x = local(t, 0), two = value_elem(t, x, value_int(t, 2)),
            three = value_elem(t, x, value_int(t, 3));
    ValueId in_two = value_field(t, value_field(t, two, 1), 2);
    uint32_t before = value_count(t);
    assert_int_equal(value_find_beside(t, in_two, two, three), 0); /* never named */
    assert_int_equal(value_count(t), before);
    ValueId in_three = value_field(t, value_field(t, three, 1), 2);
    assert_int_equal(value_find_beside(t, in_two, two, three), in_three);
    assert_int_equal(value_find_beside(t, two, two, three), three);
}

static void addresses_are_never_null(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId x = local(t, 0);
    assert_true(value_is_address(t, x));
    assert_true(value_is_address(t, value_field(t, value_init(t, x), 1)));
    assert_true(value_is_address(t, value_of(t, (Value){ .kind = VAL_STR, .a = 1 })));
    assert_false(value_is_address(t, value_init(t, x)));
    assert_false(value_is_address(t, value_int(t, 0)));
    assert_true(value_is_null(t, value_int(t, 0)));
    assert_false(value_is_null(t, value_int(t, 1)));
    assert_false(value_is_null(t, x));
}

/* A description too long to keep is a symbol, and still the same for the same thing. */
static void heavy_values_are_symbols(void **state)
{
    ValueTable *t = ((Values *)*state)->table;
    ValueId start = value_init(t, local(t, 0)), sum = start, list = start;
    for (unsigned i = 0; i < 1000; i++) {
        sum = value_expr(t, '+', sum, sum);
        list = value_init(t, value_field(t, list, 1));
        assert_in_range(value_at(t, sum).weight, 1, WEIGHT_MAX);
        assert_in_range(value_at(t, list).weight, 1, WEIGHT_MAX);
    }
    ValueId again = start;
    for (unsigned i = 0; i < 1000; i++)
        again = value_init(t, value_field(t, again, 1));
    assert_int_equal(again, list);
    assert_int_not_equal(list, value_init(t, value_field(t, list, 1)));
    ValueId near = value_init(t, value_field(t, start, 1));
    assert_int_equal(value_at(t, near).kind, VAL_INIT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, values_open, values_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(equal_descriptions_are_one_value),
        TEST(many_values_stay_apart),
        TEST(constants_fold),
        TEST(sums_know_their_laws),
        TEST(parts_are_below_their_whole),
        TEST(the_parts_of_a_whole_are_walked),
        TEST(places_beside_each_other_are_found),
        TEST(addresses_are_never_null),
        TEST(heavy_values_are_symbols),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
