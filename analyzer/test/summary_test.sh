#!/bin/bash
# mapvet dump summary: what is believed of a function, with the reasons.
. "$SOURCE_DIR/analyzer/test/expect.sh"

write_header
cat > drop.c << END
#include "ghash.h"
void drop(GHashTable *table, int really)
{
    if (really)
        g_hash_table_remove_all(table);
}
END
cat > end.c << END
#include "ghash.h"
void drop(GHashTable *, int);
void end(GHashTable *sessions) { drop(sessions, 1); }
int sum(int a, int b) { return a + b; }
END
cat > compile_commands.json << END
[{"directory": "$PWD", "file": "end.c", "arguments": ["cc", "end.c"]},
 {"directory": "$PWD", "file": "drop.c", "arguments": ["cc", "drop.c"]}]
END
expect 0 "$MAPVET" dump summary drop
shows out "drop(table, really) at drop.c:2:6"
shows out "  - clears table, if really is not 0"
shows out "      drop.c:5:9 calls g_hash_table_remove_all()"
expect 0 "$MAPVET" dump summary end
shows out "  - clears sessions"
shows out "      end.c:3:34 calls drop(), drop.c:5:9 calls g_hash_table_remove_all()"
expect 0 "$MAPVET" dump summary end end.c
lacks out "clears"
shows out "is not looked at"
expect 0 "$MAPVET" dump summary sum
shows out "is not looked at"
refuses 2 "no function 'gone' is defined there" "$MAPVET" dump summary gone
refuses 2 "what to dump? mapvet dump ir FILE, mapvet dump summary FUNCTION" "$MAPVET" dump
