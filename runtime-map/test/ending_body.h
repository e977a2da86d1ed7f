/* How programs in C end a map whose keys they have allocated: they free each key in an
 * iteration, and then clear or free the map. Included for each member, with BODY and
 * MEMBER defined. */

#define RMAP_NAME            BODY(map)
#define RMAP_KEY             char *
#define RMAP_VALUE           size_t
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#define RMAP_LESS(a, b)      (strcmp(a, b) < 0)
#include MEMBER

static void BODY(fill)(BODY(map) * m, size_t count)
{
    char text[32];

    for (size_t i = 0; i < count; i++) {
        (void)snprintf(text, sizeof text, "%zu", i);
        assert_true(BODY(map_put)(m, strdup(text), i));
    }
}

/* Each key is met once, and none is looked at after that. */
static void BODY(free_keys)(const BODY(map) * m, size_t count)
{
    bool seen[ENDING_MOST] = { false };
    BODY(map_iter) it;

    BODY(map_iter_init)(&it, m);
    while (BODY(map_next)(&it)) {
        assert_false(seen[*it.value]);
        seen[*it.value] = true;
        free(*it.key);
    }
    for (size_t i = 0; i < count; i++)
        assert_true(seen[i]);
}

/* With every number of entries, so that some maps are in the midst of growing. */
static void BODY(keys_are_freed_in_the_iteration)(void **state)
{
    (void)state;
    for (size_t count = 0; count < ENDING_MOST; count++) {
        BODY(map) *m = BODY(map_make)(0);
        BODY(fill)(m, count);
        BODY(free_keys)(m, count);
        BODY(map_free)(m);
    }
}

/* And in maps that are almost empty, and are used again. */
static void BODY(keys_are_freed_before_clear)(void **state)
{
    BODY(map) *m = BODY(map_make)(1000);

    (void)state;
    for (size_t count = 0; count < ENDING_MOST; count = 2 * count + 1) {
        BODY(fill)(m, count);
        assert_int_equal(BODY(map_len)(m), count);
        BODY(free_keys)(m, count);
        BODY(map_clear)(m);
        assert_int_equal(BODY(map_len)(m), 0);
    }
    BODY(map_free)(m);
}
