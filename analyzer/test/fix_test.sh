#!/bin/bash
# mapvet check --fix applies fixes, --fix-dry-run shows them.
. "$SOURCE_DIR/analyzer/test/expect.sh"

write_header
cat > fix.c << 'END'
#include "ghash.h"
/* café */ void first(void)
{
    GHashTable *map = 0;
    g_hash_table_remove_all(map);
}
void second(void)
{
    GHashTable *other = 0;
    /* café */ g_hash_table_remove_all(other);
}
void third(void)
{
    GHashTable *kept = 0;
    g_hash_table_remove_all(kept); // mapvet:ignore nil-map-clear -- a test of the library
}
END
cp fix.c before.c
sed -e 's/g_hash_table_remove_all(map)/if (map) &/' \
    -e 's/g_hash_table_remove_all(other)/if (other) &/' before.c > mended.c

expect 1 "$MAPVET" check fix.c
[ "$(grep -c '^  fix: ' out)" = 2 ] || fail "offers: $(cat out)"
[ "$(sql .mapvet/findings.db "SELECT count(*) FROM fix_edit")" -ge 2 ] || fail "not stored"

# A dry run is a patch, and writes nothing.
expect 1 "$MAPVET" check --fix-dry-run fix.c
cmp -s fix.c before.c || fail "a dry run writes"
cp out dry.patch
cp fix.c patched.c
patch -s patched.c dry.patch || fail "not a patch: $(cat dry.patch)"
cmp -s patched.c mended.c || fail "the patch does otherwise: $(diff patched.c mended.c)"

# Who asks for both may have meant the one that writes nothing.
refuses 2 "either --fix or --fix-dry-run, not both" "$MAPVET" check --fix --fix-dry-run fix.c
cmp -s fix.c before.c || fail "a dry run writes beside --fix"

# --fix writes, checks again, and tells what is left.
chmod 640 fix.c
expect 0 "$MAPVET" check --fix fix.c
says "2 fixes applied in 1 file"
cmp -s fix.c mended.c || fail "fixed otherwise: $(diff fix.c mended.c)"
[ "$(stat -c %a fix.c)" = 640 ] || fail "the mode has changed"
shows out "1 unit, 1 map operation, 0 iterations, 0 findings"
[ "$(sql .mapvet/findings.db "SELECT count(*) FROM fixed_findings")" = 2 ] || fail "fixed_findings"
expect 0 "$MAPVET" check --fix fix.c
[ ! -s err ] || fail "fixed twice: $(cat err)"

# A fix in a header that two units show is applied once.
cat > both.h << 'END'
#include "ghash.h"
static inline void both(void)
{
    GHashTable *map = 0;
    g_hash_table_remove_all(map);
}
END
for i in 1 2; do
    printf '#include "both.h"\nvoid user%s(void) { both(); }\n' $i > "user$i.c"
done
expect 0 "$MAPVET" check --no-db --fix user1.c user2.c
says "1 fix applied in 1 file"
[ "$(grep -c 'if (map) g_hash_table_remove_all(map);' both.h)" = 1 ] || fail "header: $(cat both.h)"
