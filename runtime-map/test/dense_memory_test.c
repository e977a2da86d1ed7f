/* dense when there is no memory. */
#include "cmocka_all.h"
#include "dense_check.h"

#define BODY_HEADER   "rmap/dense.h"
#define BODY_CHECK(m) dense_check(&(m)->f)
#include "array_memory_body.h"
