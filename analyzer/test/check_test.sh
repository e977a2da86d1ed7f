#!/bin/bash
# mapvet check: what it looks at, what it prints and how it ends.
. "$SOURCE_DIR/analyzer/test/expect.sh"
bug="error: 'map' is cleared while it is being iterated [clear-in-iteration]"

write_bug bug.c drop
write_clean clean.c wipe

# Status and last line, on standard output for people, on standard error for programs.
expect 0 "$MAPVET" check --no-db clean.c
[ "$(cat out)" = "1 unit, 1 map operation, 0 iterations, 0 findings; 0 functions unmodelled" ] ||
    fail "clean: $(cat out)"
[ ! -s err ] || fail "clean: $(cat err)"
expect 1 "$MAPVET" check --no-db bug.c
shows out "bug.c:7:9: $bug"
shows out "     7 |         g_hash_table_remove_all(map);"
shows out "       |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~"
[ "$(tail -1 out)" = "1 unit, 3 map operations, 1 iteration, 1 finding; 0 functions unmodelled" ] ||
    fail "bug: $(cat out)"
expect 1 "$MAPVET" check --no-db --format gcc bug.c clean.c
[ "$(head -1 out)" = "bug.c:7:9: $bug" ] || fail "gcc: $(cat out)"
lacks out unmodelled
shows err "2 units, 4 map operations, 1 iteration, 1 finding; 0 functions unmodelled"
expect 1 "$MAPVET" check --no-db --format json bug.c
python3 -c 'import json, sys
finding, = map(json.loads, open("out"))
assert finding["rule"] == "clear-in-iteration" and finding["line"] == 7, finding
assert finding["path"] == "bug.c" and len(finding["fingerprint"]) == 32, finding' ||
    fail "json"

# A folder without compile_commands.json: every source below, but hidden ones.
mkdir -p tree/deep tree/.hidden
write_bug tree/deep/one.c one
write_bug tree/.hidden/two.c two
sed -i 's|ghash.h|../../ghash.h|' tree/deep/one.c
ln -s .. tree/deep/up
expect 1 "$MAPVET" check --no-db --format gcc tree
[ "$(grep -c clear-in-iteration out)" = 1 ] || fail "tree: $(cat out)"
shows out "tree/deep/one.c:7:9:"
mkdir empty
refuses 2 "empty: nothing to check: no C or C++ file lies below it" "$MAPVET" check --no-db empty
mkfifo pipe.c
refuses 2 "pipe.c: no such file or folder" "$MAPVET" check --no-db pipe.c
refuses 2 "gone.c: no such file or folder" "$MAPVET" check --no-db clean.c gone.c

mkdir mixed
cp ghash.h mixed
write_bug mixed/plus.cpp plus
write_bug mixed/pre.i pre
write_bug mixed/head.hpp head
expect 1 "$MAPVET" check --no-db --format gcc mixed
shows out "mixed/plus.cpp:7:9: $bug"
shows err "1 unit, "

# Paths are for the reader's working folder; for programs, from the project's root.
(cd tree && "$MAPVET" check --no-db deep > ../out 2> ../err)
shows out "deep/one.c:7:9: $bug"
lacks out "tree/deep"
shows out "     7 |         g_hash_table_remove_all(map);"
(cd empty && "$MAPVET" check --no-db --format gcc ../tree > ../out 2> ../err)
shows out "$PWD/tree/deep/one.c:7:9: $bug"
(cd tree && "$MAPVET" check --no-db --format json deep > ../out 2> ../err)
shows out '"path":"tree/deep/one.c"'

# Flags after "--".
sed 's|"ghash.h"|HEADER|' bug.c > flags.c
expect 1 "$MAPVET" check --no-db flags.c -- '-DHEADER="ghash.h"'
shows out "flags.c:7:9: $bug"
refuses 2 "flags after -- need a file" "$MAPVET" check --no-db -- -DX

# Standard input; nothing is stored of it.
expect 1 "$MAPVET" check - < bug.c
shows out "stdin.c:7:9: $bug"
shows out "     7 |         g_hash_table_remove_all(map);"
[ ! -e .mapvet ] || fail "standard input was stored"
refuses 2 "- stands alone, without other operands" "$MAPVET" check - clean.c < bug.c
refuses 2 "--fix needs files, not standard input" "$MAPVET" check --fix - < bug.c

# Which rules, and from which severity on it fails.
expect 0 "$MAPVET" check --no-db --disable clear-in-iteration bug.c
expect 0 "$MAPVET" check --no-db --disable all bug.c
expect 1 "$MAPVET" check --no-db --disable all --enable clear-in-iteration bug.c
expect 0 "$MAPVET" check --no-db --disable all --enable nil-map-clear bug.c
unlocked=$SOURCE_DIR/testdata/unlocked_map/after_the_start.c # of a rule that wants to be asked
flags="-I$SOURCE_DIR/testdata/include -I$SOURCE_DIR/runtime-map/include"
# shellcheck disable=SC2086 # two words
expect 0 "$MAPVET" check --no-db "$unlocked" -- $flags
# shellcheck disable=SC2086
expect 1 "$MAPVET" check --no-db --enable unlocked-map "$unlocked" -- $flags
refuses 2 "unknown rule 'clear-in-iteraton'; did you mean 'clear-in-iteration'?" \
    "$MAPVET" check --no-db --disable clear-in-iteraton bug.c
refuses 2 "unknown rule 'xyzzy'; see 'mapvet rules'" "$MAPVET" check --no-db --enable xyzzy bug.c
sed 's/remove_all(map);/&  \/\/ mapvet:ignore clear-in-iteration/' bug.c > note.c
expect 0 "$MAPVET" check --no-db note.c
shows out "note.c:7:40: note: the suppression gives no reason [suppression]"
expect 1 "$MAPVET" check --no-db --fail-on note note.c
expect 0 "$MAPVET" check --no-db --fail-on note --disable suppression note.c
expect 0 "$MAPVET" check --no-db --fail-on error note.c
refuses 2 "--fail-on bad: must be error, warning or note" "$MAPVET" check --fail-on bad bug.c
refuses 2 "unknown format 'xml'; there are gcc, json, text" "$MAPVET" check --format xml bug.c
refuses 2 "--jobs 0: must be a number from 1 to 1024" "$MAPVET" check -j0 bug.c

# Suppressions with a reason say nothing; unused ones do.
sed 's/remove_all(map);/&  \/\/ mapvet:ignore clear-in-iteration -- known/' bug.c > quiet.c
expect 0 "$MAPVET" check --no-db --fail-on note quiet.c
lacks out quiet.c
sed 's/remove_all(map);/&  \/\/ mapvet:ignore -- known/' clean.c > unused.c
expect 1 "$MAPVET" check --no-db --fail-on note unused.c
shows out "unused.c:4:36: note: the suppression silences nothing [suppression]"

# The same output whatever the number of workers.
for i in 1 2 3 4 5 6 7; do
    write_bug "many$i.c" "drop$i"
done
expect 1 "$MAPVET" check --no-db -j1 many*.c
mv out one
expect 1 "$MAPVET" check --no-db -j4 many7.c many[1-6].c
cmp -s one out || fail "-j4 prints otherwise: $(diff one out)"

# A finding in a header is told once.
cat > shared.h << 'END'
#include "ghash.h"
static inline void shared(GHashTable *map)
{
    GHashTableIter it;
    g_hash_table_iter_init(&it, map);
    while (g_hash_table_iter_next(&it, 0, 0))
        g_hash_table_remove_all(map);
}
END
for i in 1 2; do
    printf '#include "shared.h"\nvoid user%s(GHashTable *m) { shared(m); }\n' $i > "user$i.c"
done
expect 1 "$MAPVET" check --no-db --format gcc user1.c user2.c
[ "$(grep -c '^shared.h:7:9: error' out)" = 1 ] || fail "header: $(cat out)"

# A source with an error: what was found is told, but also that it was seen in part.
cp bug.c broken.c
echo 'int x = ;' >> broken.c
expect 3 "$MAPVET" check --no-db broken.c clean.c
says "broken.c:9:9: error: expected expression"
shows out "2 units (1 in part)"
printf '#include "no_such.h"\n' > lost.c
expect 3 "$MAPVET" check --no-db lost.c
says "lost.c:1:10: error: 'no_such.h' file not found"

# An error in a header: the line names the unit that it was for.
printf 'int y = ;\n' > halfway.h
printf '#include "halfway.h"\nint z = ;\n' > user3.c
expect 3 "$MAPVET" check --no-db user3.c
says "user3.c: analysed in part: halfway.h:1:9: error: expected expression (and 1 more)"

# Bytes that are no UTF-8, in the source and in a file's name.
printf '// caf\xe9 \xff\n' > latin.c
cat bug.c >> latin.c
sed -i 's|remove_all(map);|& // \xe9|' latin.c
expect 1 "$MAPVET" check --no-db latin.c
shows out "latin.c:8:9: $bug"
python3 -c 'open("out", encoding="utf-8").read()' || fail "the text is no UTF-8"
cp bug.c "$(printf 'caf\xe9.c')"
expect 1 "$MAPVET" check --no-db --format json "$(printf 'caf\xe9.c')"
python3 -c 'import json; json.loads(open("out", encoding="utf-8").readline())' || fail "json"

# Colour on a terminal only, and never with NO_COLOR.
if command -v script > /dev/null; then
    unset NO_COLOR
    script -qec "$MAPVET check --no-db bug.c" /dev/null > colored
    NO_COLOR=1 script -qec "$MAPVET check --no-db bug.c" /dev/null > plain
    grep -q "$(printf '\033')" colored || fail "no colour on a terminal"
    if grep -q "$(printf '\033')" plain; then fail "colour in spite of NO_COLOR"; fi
    "$MAPVET" check --no-db bug.c > piped
    if grep -q "$(printf '\033')" piped; then fail "colour in a pipe"; fi
fi

# A full disk is no clean end.
expect 2 sh -c "$MAPVET check --no-db clean.c > /dev/full"
says "standard output: No space left on device"
