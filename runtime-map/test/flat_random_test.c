/* flat against a plain array, with iterations under way. */
#include "cmocka_all.h"
#include "flat_check.h"

#define BODY_HEADER   "rmap/flat.h"
#define BODY_CHECK(m) flat_check(&(m)->f)
#define BODY_GUARD(m) ((m)->f.guard)
#include "array_random_kinds.h"
