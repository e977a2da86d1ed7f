/* flat and its traps. */
#define BODY_HEADER "rmap/flat.h"
#include "array_debug_body.h"
