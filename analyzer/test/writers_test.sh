#!/bin/bash
# Sixteen checks at once, into one database that is not there yet: nothing is lost.
. "$SOURCE_DIR/analyzer/test/expect.sh"
db=.mapvet/findings.db

for i in $(seq 16); do
    write_bug "u$i.c" "f$i"
done
for round in 1 2 3; do
    [ $round = 2 ] || rm -rf .mapvet
    pids=""
    for i in $(seq 16); do
        "$MAPVET" check "u$i.c" > "out$i" 2> "err$i" &
        pids="$pids $!"
    done
    i=0
    for pid in $pids; do
        i=$((i + 1))
        status=0
        wait "$pid" || status=$?
        [ $status = 1 ] || fail "round $round: writer $i ended with $status: $(cat err$i)"
    done
    [ "$(sql $db "SELECT count(*) FROM open_findings")" = 16 ] || fail "round $round: findings"
    [ "$(sql $db "SELECT count(DISTINCT file_id) FROM unit")" = 16 ] || fail "round $round: units"
    [ "$(sql $db "PRAGMA integrity_check")" = ok ] || fail "round $round: integrity"
done
# Round 2 wrote over round 1, round 3 began anew.
[ "$(sql $db "SELECT count(*) FROM run WHERE finished IS NOT NULL")" = 16 ] || fail "runs"
