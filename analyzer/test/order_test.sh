#!/bin/bash
# What is found depends neither on the number of processes nor on the order of the compile
# commands, also where a cycle of calls runs through several units.
. "$SOURCE_DIR/analyzer/test/expect.sh"

cat > ghash.h << END
typedef struct GHashTable GHashTable;
typedef struct { void *a[6]; } GHashTableIter;
void g_hash_table_remove_all(GHashTable *);
int g_hash_table_remove(GHashTable *, const void *);
void *g_hash_table_lookup(GHashTable *, const void *);
void g_hash_table_iter_init(GHashTableIter *, GHashTable *);
int g_hash_table_iter_next(GHashTableIter *, void **, void **);
static inline void forget(GHashTable *t) { g_hash_table_remove_all(t); }
END

# A ring: each unit has a function that calls the next one's, and walks a map meanwhile. In
# one of them the map is changed; a header's function is in all of them.
units=7
for i in $(seq 0 $((units - 1))); do
    next=$(((i + 1) % units))
    cat > u$i.c << END
#include "ghash.h"
void ring$next(GHashTable *t, int n);
static void change(GHashTable *t, const char *k)
{
    $([ $i = 3 ] && echo "g_hash_table_remove(t, k)" || echo "g_hash_table_lookup(t, k)");
}
void ring$i(GHashTable *t, int n)
{
    if (n > 0)
        ring$next(t, n - 1);
    change(t, "key");
}
void walk$i(GHashTable *t)
{
    GHashTableIter it;
    void *k;
    g_hash_table_iter_init(&it, t);
    while (g_hash_table_iter_next(&it, &k, 0))
        ring$next(t, 9);
}
void wipe$i(GHashTable *t)
{
    GHashTableIter it;
    g_hash_table_iter_init(&it, t);
    while (g_hash_table_iter_next(&it, 0, 0))
        forget(t);
}
END
done

# commands UNIT...: the compile database, in this order.
commands() {
    echo "["
    for u in "$@"; do
        [ "$u" = "$1" ] || echo ","
        echo "{\"directory\": \"$PWD\", \"file\": \"$u\", \"arguments\": [\"cc\", \"-c\", \"$u\"]}"
    done
    echo "]"
}

commands u*.c > compile_commands.json
expect 1 "$MAPVET" check --no-db -j1 --format json
cp out first
[ "$(grep -c clear-in-iteration first)" = $units ] || fail "wipes: $(cat first)"
[ "$(grep -c mutate-in-iteration first)" -ge 3 ] || fail "ring: $(cat first)"
for order in "u6.c u5.c u4.c u3.c u2.c u1.c u0.c" "u3.c u0.c u6.c u1.c u5.c u2.c u4.c"; do
    commands $order > compile_commands.json
    for jobs in 1 4; do
        expect 1 "$MAPVET" check --no-db -j$jobs --format json
        cmp out first || fail "-j$jobs $order: $(diff out first)"
    done
done
