/* flat when there is no memory. */
#include "cmocka_all.h"
#include "flat_check.h"

#define BODY_HEADER   "rmap/flat.h"
#define BODY_CHECK(m) flat_check(&(m)->f)
#include "array_memory_body.h"
