/* dense and its traps. */
#define BODY_HEADER "rmap/dense.h"
#include "array_debug_body.h"
