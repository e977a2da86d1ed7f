/* A locked map of a program without threads: the lock is compiled out, the traps are
 * not. */
#define RMAP_SINGLE_THREADED 1
#include "locked_body.h"

_Static_assert(sizeof(RmapLock) == sizeof(RmapHolders), "there is no lock");

int main(void)
{
    return run_locked_tests();
}
