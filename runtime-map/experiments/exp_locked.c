/* A lock that the build switches off: C14. */
/* needs: rmap/locked.h */
#define LOCKED_TIMES with_lock
#include "locked_body.h"

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);
    size_t n = 1000, turns = sized(&e, 2000000, 2000);
    LockedTimes with = with_lock(n, turns), without = without_lock(n, turns);

    claim(&e, "C14", "SafeMap chosen by a build switch: RW lock or none");
    figure(&e, "with the lock: read %.1f ns, write %.1f ns, %zu bytes of map and lock",
           with.read, with.write, with.size);
    figure(&e, "RMAP_SINGLE_THREADED: read %.1f ns, write %.1f ns, %zu bytes",
           without.read, without.write, without.size);
    verdict(
        &e, without.size < with.size && without.read < with.read ? HOLDS : FAILS,
        "one switch takes the lock out of the source as it is, and %.1f ns off a read, "
        "%.1f off a write",
        with.read - without.read, with.write - without.write);
    return experiment_end(&e);
}
