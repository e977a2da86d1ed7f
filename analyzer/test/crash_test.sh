#!/bin/bash
# A worker that dies or hangs loses one unit, not the run. A header that is a pipe without a
# writer holds a worker for as long as it takes.
. "$SOURCE_DIR/analyzer/test/expect.sh"

write_bug a.c first
write_bug b.c second
mkfifo slow.h
printf '#include "slow.h"\n' > stuck.c

# A time limit ends it.
expect 3 "$MAPVET" check -j1 --timeout 2 --format gcc a.c stuck.c b.c
says "stuck.c: given up after 2 s; --timeout sets the limit"
shows out "a.c:7:9: error"
shows out "b.c:7:9: error"
shows err "3 units (1 not analysed)"
[ "$(sql .mapvet/findings.db "SELECT path || ': ' || failure FROM failed_units")" = \
    "stuck.c: stuck.c: given up after 2 s; --timeout sets the limit" ] || fail "failed_units"
[ "$(sql .mapvet/findings.db "SELECT count(*) FROM open_findings")" = 2 ] || fail "stored"

# What takes longer than a second shows how far it is, on a terminal only.
if command -v script > /dev/null; then
    lacks err "2 of 3 units"
    script -qec "$MAPVET check --no-db --timeout 4 a.c stuck.c b.c 2>&1 >/dev/null" /dev/null > seen
    shows seen "2 of 3 units"
    script -qec "$MAPVET check --no-db a.c 2>&1 >/dev/null" /dev/null > seen
    lacks seen " of 1 units"
fi

# stuck_worker PID: the worker of that run that is left when the others are done. The writer
# of ready.h waits for a reader: from then on the worker is at stuck.c.
stuck_worker() {
    echo > ready.h
    for try in $(seq 300); do
        workers=$(pgrep -P "$1")
        if [ "$(echo "$workers" | wc -l)" = 1 ]; then
            echo "$workers"
            return
        fi
        sleep 0.1
    done
}

# A death by a signal is told with the number.
mkfifo ready.h
printf '#include "ready.h"\n#include "slow.h"\n' > stuck.c
for jobs in 1 2; do
    "$MAPVET" check -j$jobs --format gcc a.c b.c stuck.c > out 2> err &
    run=$!
    worker=$(stuck_worker $run)
    [ -n "$worker" ] || fail "no worker is stuck"
    kill -KILL $worker
    status=0
    wait $run || status=$?
    [ $status = 3 ] || fail "-j$jobs ended with $status: $(cat err)"
    says "stuck.c: analysis crashed (signal 9)"
    shows out "a.c:7:9: error"
    shows out "b.c:7:9: error"
done
printf '#include "slow.h"\n' > stuck.c

# A parent that dies leaves no worker behind: an idle one sees it at once, a stuck one has
# its time limit.
"$MAPVET" check -j2 --timeout 3 --no-db a.c b.c stuck.c > out 2> err &
run=$!
for try in $(seq 100); do
    workers=$(pgrep -P $run)
    [ -n "$workers" ] && break
    sleep 0.1
done
[ -n "$workers" ] || fail "no workers"
kill -KILL $run
wait $run 2> /dev/null
for try in $(seq 100); do
    left=""
    for worker in $workers; do
        grep -q '^State:[[:space:]]*[^Z]' /proc/$worker/status 2> /dev/null && left="$left $worker"
    done
    [ -z "$left" ] && break
    sleep 0.1
done
[ -z "$left" ] || fail "workers are left:$left"

# A function that kills the process that links loses its unit, and nothing else. Every run of
# a function sets the clock, so the killer counts: a reader sets it twice a unit, and only
# the link comes to ten.
command -v cc > /dev/null || exit 0
cat > killer.c << END
#include <signal.h>
unsigned alarm(unsigned seconds)
{
    static int calls;
    if (++calls == 10)
        raise(SIGKILL);
    (void)seconds;
    return 0;
}
END
cc -shared -fPIC -o killer.so killer.c
for i in 1 2 3 4 5 6 7 8; do
    printf '#include "ghash.h"\nvoid wide%d(GHashTable *m) { g_hash_table_remove_all(m); }\n' $i
done | sed '1n;/include/d' > wide.c
status=0
LD_PRELOAD=$PWD/killer.so ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 \
    "$MAPVET" check --no-db -j1 --format gcc a.c b.c wide.c > out 2> err || status=$?
[ $status = 3 ] || fail "the link ended with $status: $(cat err)"
says "wide.c: analysis crashed (signal 9)"
shows out "a.c:7:9: error"
shows out "b.c:7:9: error"
shows err "3 units (1 not analysed)"
