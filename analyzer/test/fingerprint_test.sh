#!/bin/bash
# A finding keeps its fingerprint through six kinds of edits, and twins stay apart.
. "$SOURCE_DIR/analyzer/test/expect.sh"
write_header
cat > base.c << 'END'
#include "ghash.h"
struct server { GHashTable *users; };
static void local(GHashTable *map)
{
    GHashTableIter it;
    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, 0, 0))
        g_hash_table_remove_all(map);
}
static void member(struct server *server, GHashTable *spare)
{
    GHashTableIter it;
    g_hash_table_iter_init(&it, server->users);
    while (g_hash_table_iter_next(&it, 0, 0))
        g_hash_table_remove_all(server->users);
    local(spare);
}
void (*const all[])(struct server *, GHashTable *) = { member };
END

# prints FILE: the fingerprints of its findings, sorted.
prints() {
    expect 1 "$MAPVET" check --no-db --format json "$1"
    python3 -c 'import json
print(*sorted(json.loads(line)["fingerprint"] for line in open("out")))'
}
base=$(prints base.c)
[ "$(echo "$base" | wc -w)" = 2 ] || fail "not two findings: $(cat out)"
[ "$(echo "$base" | tr ' ' '\n' | sort -u | wc -l)" = 2 ] || fail "one fingerprint for two"

# same NAME: edited.c has the fingerprints of base.c, though it differs.
same() {
    cmp -s base.c edited.c && fail "$1: nothing was edited"
    [ "$(prints edited.c)" = "$base" ] || fail "$1: other fingerprints"
}
sed '1a\\n\n/* more */\n' base.c > edited.c && same "moved lines"
sed 's/^ \{4,\}/&&/' base.c > edited.c && same "other indentation"
sed -e 's/\bserver\b\( \*\|->\|[,)]\)/srv\1/g; s/struct srv/struct server/g' \
    -e 's/\bmap\b/table/g; s/\bit\b/cursor/g' base.c > edited.c && same "renamed locals"
sed -e 's/local(GHashTable \*map)/local(int flags, GHashTable *map)/; s/local(spare)/local(1, spare)/' \
    -e 's/(struct server \*server, GHashTable/(struct server *server, int n, GHashTable/' \
    -e 's/(struct server \*, GHashTable/(struct server *, int, GHashTable/' \
    base.c > edited.c && same "added parameter"
sed -e 's/\blocal\b/drop_local/; s/\bmember\b/drop_member/' base.c > edited.c && same "renamed functions"
cp base.c edited.c
echo >> edited.c
mkdir sub
mv edited.c sub/other.c
sed -i 's|ghash.h|../ghash.h|' sub/other.c
[ "$(prints sub/other.c)" = "$base" ] || fail "renamed file: other fingerprints"

# It changes with what is wrong: another field is another finding.
sed 's/users/guests/g' base.c > edited.c
[ "$(prints edited.c)" != "$base" ] || fail "another field, the same fingerprint"

# Twins: the same fault in two functions has two fingerprints, that stay when the functions
# change places.
write_bug one.c first
write_bug two.c second
tail -n +2 two.c > second
cat one.c second > twins.c
{ head -1 one.c && cat second && tail -n +2 one.c; } > swapped.c
# by_function FILE: "function fingerprint" lines, sorted.
by_function() {
    expect 1 "$MAPVET" check --no-db --format json "$1"
    python3 -c 'import json
print(*sorted(f["function"] + " " + f["fingerprint"] for f in map(json.loads, open("out"))))'
}
twins=$(by_function twins.c)
[ "$(echo "$twins" | tr ' ' '\n' | sort -u | wc -l)" = 4 ] || fail "twins: $twins"
[ "$(by_function swapped.c)" = "$twins" ] || fail "twins that change places: $(by_function swapped.c)"
