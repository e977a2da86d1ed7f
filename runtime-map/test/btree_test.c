/* The B-tree: what holds of ordered maps, and the shape of the tree. */
#include "cmocka_all.h"

#include "rmap/btree_core.h"

/* ---- the shape ---- */

typedef struct Shape {
    size_t entries, leaves, inners;
    unsigned depth; /* of the leaves; 0: not known yet */
} Shape;

static void check_node(const RmapBtreeType *t, RmapBtreeNode *node, unsigned depth,
                       Shape *shape)
{
    assert_in_range(node->count, 1, t->capacity);
    shape->entries += node->count;
    if (node->leaf) {
        shape->leaves++;
        if (shape->depth == 0)
            shape->depth = depth;
        assert_int_equal(depth, shape->depth);
        return;
    }
    shape->inners++;
    for (unsigned i = 0; i <= node->count; i++) {
        RmapBtreeNode *child = *rmap_btree_child(t, node, i);
        assert_ptr_equal(child->parent, node);
        assert_int_equal(child->at, i);
        check_node(t, child, depth + 1, shape);
    }
}

static void check_shape(const RmapBtreeType *t, const RmapBtree *b)
{
    Shape shape = { 0, 0, 0, 0 };

    if (b->root != NULL) {
        assert_null(b->root->parent);
        check_node(t, b->root, 1, &shape);
    }
    assert_int_equal(shape.entries, b->count);
    assert_int_equal(shape.leaves, b->leaves);
    assert_int_equal(shape.inners, b->inners);
}

#define ORDERED_HEADER      "rmap/btree.h"
#define ORDERED_GUARD(m)    (m)->b.guard
#define ORDERED_CHECK(t, m) check_shape(t, &(m)->b)
#define ORDERED_KEPT        1
#include "ordered_body.h"

/* Keys put in order, either way, fill their nodes. */
static void keys_in_order_fill_nodes(void **state)
{
    (void)state;
    for (int way = -1; way <= 1; way += 2) {
        ints *m = ints_make(0);
        ints_iter it;
        int expected = way < 0 ? -9999 : 0;
        for (int i = 0; i < 10000; i++)
            assert_true(ints_put(m, way * i, i));
        check_shape(&ints_type, &m->b);
        assert_true(ints_stats(m).slots < 10000 * 11 / 10);
        for (ints_iter_init(&it, m); ints_next(&it); expected++)
            assert_int_equal(*it.key, expected);
        assert_int_equal(expected, way < 0 ? 1 : 10000);
        ints_free(m);
    }
}

/* Nodes that deletion has thinned out are merged. */
static void deletion_gives_nodes_back(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int i = 0; i < 10000; i++)
        assert_true(ints_put(m, i * 7919 % 10000, i));
    for (int i = 0; i < 10000; i++)
        if (i % 10 != 0)
            assert_true(ints_delete(m, i * 7919 % 10000));
    check_shape(&ints_type, &m->b);
    assert_true(ints_stats(m).slots <= 2 * 1000 + 100);
    assert_true(ints_shrink(m));
    ints_free(m);
}

static size_t events[RMAP_EVENT_FREE + 1];

static void count_event(void *ctx, const RmapEvent *event)
{
    assert_ptr_equal(ctx, &events);
    assert_string_equal(event->type, "ints");
    assert_true(event->bytes > 0);
    events[event->kind]++;
}

static void observer_is_told(void **state)
{
    RmapObserver observer = { &events, count_event };
    RmapOptions options = { .observer = &observer };
    ints *m = ints_make_with(0, &options);

    (void)state;
    memset(events, 0, sizeof events);
    for (int i = 0; i < 2000; i++)
        assert_true(ints_put(m, i, i));
    assert_int_equal(events[RMAP_EVENT_GROW], ints_stats(m).growths);
    assert_in_range(events[RMAP_EVENT_GROW], 2, 3);
    ints_clear(m);
    ints_free(m);
    assert_int_equal(events[RMAP_EVENT_CLEAR], 1);
    assert_int_equal(events[RMAP_EVENT_FREE], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ORDERED_TESTS,
        cmocka_unit_test(keys_in_order_fill_nodes),
        cmocka_unit_test(deletion_gives_nodes_back),
        cmocka_unit_test(observer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
