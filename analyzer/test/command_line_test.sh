#!/bin/bash
# The command line itself, and the commands that only tell.
. "$SOURCE_DIR/analyzer/test/expect.sh"

refuses 2 "no command; see mapvet --help" "$MAPVET"
refuses 2 "unknown command 'chekc'; did you mean 'check'?" "$MAPVET" chekc
refuses 2 "unknown command 'xy'; see mapvet --help" "$MAPVET" xy
refuses 2 "unknown option '--frob'; see --help" "$MAPVET" check --frob
refuses 2 "unknown option '-c'; a compiler's own words stand behind '--'" "$MAPVET" cc gcc -c x.c
refuses 2 "unknown command 'xyzzyx'; see mapvet --help" "$MAPVET" xyzzyx
refuses 2 "unknown option '--formt'; did you mean '--format'?" "$MAPVET" check --formt gcc x.c
refuses 2 "unknown option '-z'; see --help" "$MAPVET" check -z
refuses 2 "option '--format' needs a FORMAT" "$MAPVET" check --format
refuses 2 "option '--no-db' takes no value" "$MAPVET" check --no-db=1
expect 0 "$MAPVET" --version
grep -qE '^mapvet [0-9]+\.[0-9]+\.[0-9]+$' out || fail "version: $(cat out)"

# Every command is in the overview and has help; the overview names no other.
expect 0 "$MAPVET" --help
cp out overview
for file in "$SOURCE_DIR"/analyzer/cli/cmd_*.c; do
    name=$(basename "$file" .c)
    name=${name#cmd_}
    grep -qE "^  $name +[a-z]" overview || fail "$name is not in the overview"
    expect 0 "$MAPVET" help "$name"
    grep -qE "^usage: mapvet $name" out || fail "help $name: $(cat out)"
    cp out long
    expect 0 "$MAPVET" "$name" --help
    cmp -s out long || fail "help $name and $name --help differ"
done
refuses 2 "unknown command 'nosuch'; see mapvet --help" "$MAPVET" help nosuch

# Every rule is listed and has its page.
expect 0 "$MAPVET" rules
[ "$(wc -l < out)" = "$(ls "$SOURCE_DIR"/rules/*.c | wc -l)" ] || fail "rules: $(cat out)"
for id in $(cut -d' ' -f1 out); do
    expect 0 "$MAPVET" explain "$id"
    [ "$(head -1 out)" = "# $id" ] || fail "explain $id: $(head -3 out)"
done
refuses 2 "unknown rule 'nil-map-cleer'; did you mean 'nil-map-clear'?" \
    "$MAPVET" explain nil-map-cleer
refuses 2 "explain needs one rule; see 'mapvet rules'" "$MAPVET" explain

# Models: the shipped ones, and those of a folder.
expect 0 "$MAPVET" models
grep -qE '^glib +g_hash_table_insert +write$' out || fail "models: $(cat out)"
mkdir own
printf 'library own\nlang c\nmap Own\nfn own_clear clear map:0\n' > own/own.model
expect 0 "$MAPVET" models --models own
grep -qE '^own +own_clear +clear$' out || fail "models: $(tail -3 out)"
printf 'library own\nlang c\nmap Own\nfn own_clear claer map:0\n' > own/own.model
expect 2 "$MAPVET" models --models own
[ "$(wc -l < err)" = 1 ] || fail "a wrong model: $(cat err)"
shows err "own.model:4: "
shows err "'clear'"
write_clean clean.c wipe
cp err first
expect 2 "$MAPVET" check --no-db --models own clean.c
cmp -s err first || fail "check says otherwise: $(cat err)"
expect 2 "$MAPVET" check --no-db --models no_such_folder clean.c
shows err "no_such_folder: No such file or directory"

# A model of one's own is used.
cat > own/own.model << 'END'
library own
lang c
map Own
    iterator dies-on clear
fn own_iter iter it:0 map:1
fn own_next next it:0
fn own_clear clear map:0
END
cat > own.c << 'END'
typedef struct Own Own;
typedef struct { int i; } Iter;
void own_iter(Iter *, Own *);
int own_next(Iter *);
void own_clear(Own *);
void drop(Own *own)
{
    Iter it;
    own_iter(&it, own);
    while (own_next(&it))
        own_clear(own);
}
END
expect 0 "$MAPVET" check --no-db own.c
expect 1 "$MAPVET" check --no-db --models own own.c
shows out "own.c:11:9: error: 'own' is cleared while it is being iterated"
