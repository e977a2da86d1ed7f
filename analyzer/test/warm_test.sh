#!/bin/bash
# A second run reads what has changed, and nothing else; what it finds is what a first run
# would find.
. "$SOURCE_DIR/analyzer/test/expect.sh"

write_bug a.c first
write_bug b.c second
cat > drop.c << END
#include "ghash.h"
#include "size.h"
void drop(GHashTable *t) { if (SIZE > 1) g_hash_table_remove_all(t); }
END
cat > walk.c << END
#include "ghash.h"
void drop(GHashTable *);
void walk(GHashTable *t)
{
    GHashTableIter it;
    g_hash_table_iter_init(&it, t);
    while (g_hash_table_iter_next(&it, 0, 0))
        drop(t);
}
END
printf '#define SIZE 2\n' > size.h
commands() {
    echo "["
    for u in "$@"; do
        [ "$u" = "$1" ] || echo ","
        echo "{\"directory\": \"$PWD\", \"file\": \"$u\", \"arguments\": [\"cc\", \"-c\", \"$u\"]}"
    done
    echo "]"
}
commands a.c b.c drop.c walk.c > compile_commands.json

# same STATUS: the warm run ends and prints like one without a store, and stores the same.
same() {
    expect $1 "$MAPVET" check --no-db --format json
    cp out cold
    expect $1 "$MAPVET" check --format json
    cmp out cold || fail "warm is not cold: $(diff out cold)"
    [ "$(sql .mapvet/findings.db 'SELECT count(*) FROM open_findings')" = "$(wc -l < cold)" ] ||
        fail "stored: $(sql .mapvet/findings.db 'SELECT * FROM open_findings')"
}
# rows: the units whose findings the last run stored.
rows() {
    sql .mapvet/findings.db "SELECT path FROM unit JOIN file ON file.id = file_id
        WHERE run_id = (SELECT max(id) FROM run) ORDER BY path"
}

same 1
[ "$(rows | wc -l)" = 4 ] || fail "cold: $(rows)"
shows out "walk.c"

# Nothing changed: no unit is stored again.
same 1
[ -z "$(rows)" ] || fail "warm: $(rows)"
[ "$(sql .mapvet/findings.db 'SELECT units FROM run ORDER BY id DESC LIMIT 1')" = 4 ] ||
    fail "units of a warm run"
touch a.c
same 1
[ -z "$(rows)" ] || fail "touched: $(rows)"

# A header changes one unit, and what is found in another that it calls.
printf '#define SIZE 1\n' > size.h
same 1
lacks out "walk.c"
[ "$(rows)" = "drop.c
walk.c" ] || fail "header: $(rows)"
printf '#define SIZE 3\n' > size.h
same 1
shows out "walk.c"

# Other rules, another set of units: nothing of the last run is taken for this one's.
expect 1 "$MAPVET" check --disable mutate-in-iteration --format json
expect 1 "$MAPVET" check walk.c drop.c --format json
shows out "walk.c"
expect 0 "$MAPVET" check walk.c --format json
same 1

# What was stored is damaged: it is read anew.
python3 - << END
import sqlite3
db = sqlite3.connect(".mapvet/findings.db")
db.execute("UPDATE ir SET unit = zeroblob(500), report = x'0102'")
db.commit()
END
same 1
write_clean a.c first
same 1
lacks out "a.c"
