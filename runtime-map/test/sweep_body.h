/* The sweeper's test over one kind of map: included by sweep_test.c, which has defined
 * ages, sweeper and TEST. */

enum { TEST(COUNT) = 1000 };

/* Every expired entry goes and no other, in passes of any size of step. */
static void TEST(removes_what_expired)(void **state)
{
    (void)state;
    for (size_t most = 1; most < 2000; most = most * 3 + 1) {
        TEST(ages) *m = TEST(ages_make)(0);
        TEST(sweeper) s;
        size_t removed = 0;
        size_t calls = 0;
        for (int key = 0; key < TEST(COUNT); key++)
            assert_true(TEST(ages_put)(m, key, (uint64_t)key % 10));
        TEST(sweeper_init)(&s, m);
        while (s.passes == 0) {
            size_t before = s.looked;
            removed += TEST(sweeper_run)(&s, 100, most);
            assert_in_range(s.looked - before, 0, most + 60);
            calls++;
        }
        assert_true(calls > TEST(COUNT) / (most + 60));
        assert_int_equal(s.looked, TEST(COUNT));
        assert_int_equal(removed, TEST(COUNT) / 2);
        assert_int_equal(s.expired, removed);
        assert_int_equal(TEST(ages_len)(m), TEST(COUNT) / 2);
        for (int key = 0; key < TEST(COUNT); key++)
            assert_int_equal(TEST(ages_get)(m, key) != NULL, key % 10 >= 5);
        TEST(sweeper_end)(&s);
        TEST(ages_free)(m);
    }
}

/* What is put, deleted and overwritten between calls does no harm: a reference says
 * what must be left after a pass that nothing has disturbed. */
static void TEST(lives_with_changes)(void **state)
{
    TEST(ages) *m = TEST(ages_make)(0);
    uint64_t expected[TEST(COUNT)] = { 0 }; /* when it was put; 0: not there */
    uint64_t random = 1;
    TEST(sweeper) s;

    (void)state;
    TEST(sweeper_init)(&s, m);
    for (uint64_t now = 1; now < 20000; now++) {
        uint64_t r = rmap_hash_mix(++random);
        int key = (int)(r % TEST(COUNT));
        if (r >> 32 & 1) {
            assert_true(TEST(ages_put)(m, key, now));
            expected[key] = now;
        } else if (r >> 33 & 1) {
            (void)TEST(ages_delete)(m, key);
            expected[key] = 0;
        }
        (void)TEST(sweeper_run)(&s, now, 3);
        if (now % 5000 == 0) {
            TEST(sweeper_end)(&s);
            TEST(ages_clear)(m);
            memset(expected, 0, sizeof expected);
        }
        if (now % 1000 != 0)
            continue;
        TEST(sweeper_end)(&s);
        for (size_t passes = s.passes; s.passes == passes;)
            (void)TEST(sweeper_run)(&s, now, 100);
        for (int k = 0; k < TEST(COUNT); k++) {
            const uint64_t *at = TEST(ages_get)(m, k);
            bool lives = expected[k] != 0 && now - expected[k] <= 95;
            assert_int_equal(at != NULL, lives);
            assert_true(at == NULL || *at == expected[k]);
        }
    }
    assert_true(s.expired > 1000 && s.passes > 20);
    TEST(sweeper_end)(&s);
    TEST(ages_free)(m);
}

static void TEST(nothing_to_do)(void **state)
{
    TEST(ages) *m = TEST(ages_make)(0);
    TEST(sweeper) s;

    (void)state;
    TEST(sweeper_init)(&s, NULL);
    assert_int_equal(TEST(sweeper_run)(&s, 1, 10), 0);
    assert_int_equal(s.passes, 0);
    TEST(sweeper_end)(&s);
    TEST(sweeper_init)(&s, m);
    assert_int_equal(TEST(sweeper_run)(&s, 1, 0), 0);
    assert_int_equal(s.passes, 0);
    assert_int_equal(TEST(sweeper_run)(&s, 1, 10), 0);
    assert_int_equal(s.passes, 1);
    TEST(sweeper_end)(&s);
    TEST(sweeper_end)(&s);
    TEST(ages_free)(m);
}
