/* dense over random operations. */
#define BODY_HEADER "rmap/dense.h"
#include "array_body.h"
