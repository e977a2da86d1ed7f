/* The ends of maps whose keys are the user's, in every member. */
#include "cmocka_all.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ENDING_MOST = 300 };

#define BODY(name) hmap_##name
#define MEMBER     "rmap/hmap.h"
#include "ending_body.h"
#undef BODY
#undef MEMBER

#define BODY(name) flat_##name
#define MEMBER     "rmap/flat.h"
#include "ending_body.h"
#undef BODY
#undef MEMBER

#define BODY(name) dense_##name
#define MEMBER     "rmap/dense.h"
#include "ending_body.h"
#undef BODY
#undef MEMBER

#define BODY(name) btree_##name
#define MEMBER     "rmap/btree.h"
#include "ending_body.h"
#undef BODY
#undef MEMBER

#define BODY(name) sorted_##name
#define MEMBER     "rmap/sorted.h"
#include "ending_body.h"
#undef BODY
#undef MEMBER

#define BODY(name)      cached_##name
#define MEMBER          "rmap/dense.h"
#define RMAP_CACHE_HASH 1
#include "ending_body.h"
#undef BODY
#undef MEMBER

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hmap_keys_are_freed_in_the_iteration),
        cmocka_unit_test(hmap_keys_are_freed_before_clear),
        cmocka_unit_test(flat_keys_are_freed_in_the_iteration),
        cmocka_unit_test(flat_keys_are_freed_before_clear),
        cmocka_unit_test(dense_keys_are_freed_in_the_iteration),
        cmocka_unit_test(dense_keys_are_freed_before_clear),
        cmocka_unit_test(cached_keys_are_freed_in_the_iteration),
        cmocka_unit_test(cached_keys_are_freed_before_clear),
        cmocka_unit_test(btree_keys_are_freed_in_the_iteration),
        cmocka_unit_test(btree_keys_are_freed_before_clear),
        cmocka_unit_test(sorted_keys_are_freed_in_the_iteration),
        cmocka_unit_test(sorted_keys_are_freed_before_clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
