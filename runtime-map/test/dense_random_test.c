/* dense against a plain array, with iterations under way. */
#include "cmocka_all.h"
#include "dense_check.h"

#define BODY_HEADER   "rmap/dense.h"
#define BODY_CHECK(m) dense_check(&(m)->f)
#define BODY_NARROW   200 /* places, before they are counted in 64 bits */
#define BODY_GUARD(m) ((m)->f.guard)
#include "array_random_kinds.h"
