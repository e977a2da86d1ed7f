/* flat over random operations. */
#define BODY_HEADER "rmap/flat.h"
#include "array_body.h"
