#!/bin/bash
# A worker that dies or hangs loses one unit, not the run. A header that is a pipe without a
# writer holds a worker for as long as it takes.
. "$SOURCE_DIR/analyzer/test/expect.sh"

write_bug a.c first
write_bug b.c second
mkfifo slow.h
printf '#include "slow.h"\n' > stuck.c

# wait_for_child PID: the pid of a worker that works on stuck.c.
wait_for_worker() {
    for try in $(seq 100); do
        for child in $(pgrep -P "$1"); do
            if ls -l "/proc/$child/fd" 2> /dev/null | grep -q 'slow.h$' ||
                grep -q . "/proc/$child/task/"*"/wchan" 2> /dev/null && sleep 0.3; then
                echo "$child"
                return
            fi
        done
        sleep 0.1
    done
}
