# What the scripts that drive mapvet share; sourced, from an empty directory.
#
# MAPVET is the program. Every script that sources this file works in a project of its
# own: the directory has a .git, so nothing above it is looked at.
set -u
export NO_COLOR=1
unset MAPVET_DB
test_name=$(basename "$0" .sh)
mkdir -p .git

fail() {
    echo "$test_name: $*" >&2
    exit 1
}

# expect STATUS COMMAND...: the command ends with that status; its output goes to the files
# out and err.
expect() {
    wanted=$1
    shift
    status=0
    "$@" > out 2> err || status=$?
    [ "$status" = "$wanted" ] ||
        fail "'$*' ended with $status, not $wanted: $(head -20 out err)"
}

# says TEXT: the line stands on standard error, whole, and is the only one of its kind.
says() {
    [ "$(grep -cxF -e "mapvet: $1" err)" = 1 ] || fail "no line 'mapvet: $1' in: $(cat err)"
}

# refuses STATUS TEXT COMMAND...: the command fails with that one line and nothing else.
refuses() {
    wanted=$1
    text=$2
    shift 2
    expect "$wanted" "$@"
    [ "$(cat err)" = "mapvet: $text" ] || fail "'$*' said: $(cat err) instead of: $text"
    [ ! -s out ] || fail "'$*' printed: $(cat out)"
}

# shows FILE TEXT: the file holds the text.
shows() {
    grep -qF -e "$2" "$1" || fail "no '$2' in $1: $(cat "$1")"
}

# lacks FILE TEXT: it does not.
lacks() {
    if grep -qF -e "$2" "$1"; then
        fail "'$2' in $1: $(cat "$1")"
    fi
}

# write_header: the few functions of GLib that the sources below need.
write_header() {
    cat > ghash.h << 'END'
typedef struct GHashTable GHashTable;
typedef struct { void *a[6]; } GHashTableIter;
GHashTable *g_hash_table_new(void *, void *);
void g_hash_table_destroy(GHashTable *);
void g_hash_table_remove_all(GHashTable *);
int g_hash_table_remove(GHashTable *, const void *);
void g_hash_table_iter_init(GHashTableIter *, GHashTable *);
int g_hash_table_iter_next(GHashTableIter *, void **, void **);
END
}

# write_bug FILE NAME: a function that clears the map it iterates over, on line 7.
write_bug() {
    [ -f ghash.h ] || write_header
    cat > "$1" << END
#include "ghash.h"
void $2(GHashTable *map)
{
    GHashTableIter it;
    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, 0, 0))
        g_hash_table_remove_all(map);
}
END
}

# write_clean FILE NAME: the same without the fault.
write_clean() {
    [ -f ghash.h ] || write_header
    cat > "$1" << END
#include "ghash.h"
void $2(GHashTable *map)
{
    g_hash_table_remove_all(map);
}
END
}

# sql DATABASE SELECT: asks the file behind mapvet's back.
sql() {
    python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
    print("|".join(map(str, row)))' "$1" "$2"
}
