/* The locked map of exp_locked.c as a program without threads compiles it. No map goes
 * from one file to the other. */
#define RMAP_SINGLE_THREADED 1
#define LOCKED_TIMES         without_lock
#include "locked_body.h"
