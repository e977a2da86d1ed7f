#!/bin/bash
# A check that is killed at any moment leaves a database that opens, is sound, and holds
# every unit it ever finished; the next check completes it.
. "$SOURCE_DIR/analyzer/test/expect.sh"
rounds=${MAPVET_KILL_ROUNDS:-25}
db=.mapvet/findings.db

for i in $(seq 40); do
    write_bug "u$i.c" "f$i"
done

# How long a whole run takes, in milliseconds, says when to kill it.
start=$(date +%s%N)
expect 1 "$MAPVET" check --db whole.db -j2 u*.c
length=$((($(date +%s%N) - start) / 1000000))

# What is stored: "units findings", "0 0" before there are tables, or what is wrong.
stored() {
    python3 - $db << 'END'
import os, sqlite3, sys
if not os.path.exists(sys.argv[1]):
    print("0 0")
    sys.exit()
db = sqlite3.connect(sys.argv[1])
verdict = db.execute("PRAGMA integrity_check").fetchall()
orphans = db.execute("PRAGMA foreign_key_check").fetchall()
if verdict != [("ok",)] or orphans:
    print("damaged:", verdict, orphans)
elif not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'unit'").fetchall():
    print("0 0")
else:
    print(*db.execute("SELECT (SELECT count(*) FROM unit), "
                      "(SELECT count(*) FROM open_findings)").fetchone())
END
}

killed=0
partial=0
# Chance may want more rounds until a kill falls between two units, or enough runs last
# long enough to be killed.
for round in $(seq $((rounds * 6))); do
    [ $round -gt $rounds ] && [ $partial -gt 0 ] && [ $killed -ge $((rounds / 2)) ] && break
    [ $((round % 5)) != 0 ] && rm -rf .mapvet # also while the database is made
    for i in $(seq 40); do echo "/* round $round */" >> "u$i.c"; done # a warm run would be over at once
    before=$(stored | cut -d' ' -f1)
    delay=$((RANDOM % (length + 1)))
    # Units are stored one after the other when all are linked: late in a run.
    [ $((round % 2)) = 0 ] && delay=$((length * 3 / 4 + delay / 3))
    "$MAPVET" check -j2 u*.c > out 2> err &
    run=$!
    sleep $((delay / 1000)).$(printf %03d $((delay % 1000)))
    if kill -KILL $run 2> /dev/null; then killed=$((killed + 1)); fi
    wait $run 2> /dev/null
    verdict=$(stored)
    units=${verdict% *}
    [ "$verdict" = "$units $units" ] || fail "round $round: $verdict"
    [ "$units" -ge "$before" ] || fail "round $round: $before units became $units"
    [ "$units" -gt 0 ] && [ "$units" -lt 40 ] && partial=$((partial + 1))
done
[ $killed -ge $((rounds / 2)) ] || fail "only $killed of $rounds runs were killed"
[ $partial -ge 1 ] || fail "no run was killed half way: nothing was shown"
expect 1 "$MAPVET" check -j2 u*.c
[ "$(stored)" = "40 40" ] || fail "the next check is incomplete"
echo "kill_test: $killed of $rounds killed, $partial half way"
