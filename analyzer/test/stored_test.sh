#!/bin/bash
# The launcher sees one unit, and through the database what the others do.
. "$SOURCE_DIR/analyzer/test/expect.sh"

write_header
cat > drop.c << END
#include "ghash.h"
void drop(GHashTable *t) { g_hash_table_remove_all(t); }
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
command -v cc > /dev/null || exit 0
"$MAPVET" cc -- cc -c walk.c 2> err || fail "cc: $(cat err)"
lacks err "walk.c:8"
"$MAPVET" cc -- cc -c drop.c 2> err || fail "cc: $(cat err)"
"$MAPVET" cc -- cc -c walk.c 2> err || fail "cc: $(cat err)"
shows err "walk.c:8:9: error: 't' is cleared while it is being iterated"
shows err "drop.c:2:28: note: drop() clears it"

# What another unit does now counts, once it was looked at; without the database nothing is
# known of it.
sed -i 's/{ .*/{ (void)t; }/' drop.c
"$MAPVET" cc -- cc -c walk.c 2> err || fail "cc: $(cat err)"
shows err "walk.c:8"
"$MAPVET" cc --no-db -- cc -c walk.c 2> err || fail "cc: $(cat err)"
lacks err "walk.c:8"
"$MAPVET" cc -- cc -c drop.c 2> err || fail "cc: $(cat err)"
"$MAPVET" cc -- cc -c walk.c 2> err || fail "cc: $(cat err)"
lacks err "walk.c:8"
