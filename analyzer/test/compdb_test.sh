#!/bin/bash
# mapvet check with compile_commands.json: found, missing, malformed.
. "$SOURCE_DIR/analyzer/test/expect.sh"

refuses 2 "no compile_commands.json here, in a build folder or above; give its folder with -p, or name files to check" \
    "$MAPVET" check
refuses 2 "nowhere: no compile_commands.json; configure the build with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or use bear" \
    "$MAPVET" check -p nowhere

mkdir -p src/sub build elsewhere
write_header
mv ghash.h src
write_bug src/one.c one
write_bug src/sub/two.c two
write_bug src/three.c three
rm ghash.h
cat > build/compile_commands.json << END
[{"directory": "$PWD/build", "file": "../src/one.c",
  "command": "cc -I../src -o one.o -c ../src/one.c"},
 {"directory": "$PWD/build", "file": "$PWD/src/sub/two.c",
  "arguments": ["cc", "-I$PWD/src", "-c", "$PWD/src/sub/two.c"]}]
END
expect 1 "$MAPVET" check --format gcc
[ "$(cut -d' ' -f1 out | grep ':7:9:' | sort -u | tr '\n' ' ')" = "src/one.c:7:9: src/sub/two.c:7:9: " ] ||
    fail "all units: $(cat out)"
cd elsewhere
expect 1 "$MAPVET" check -p ../build --format gcc --no-db
shows out "src/one.c:7:9: error"
expect 1 "$MAPVET" check -p ../build/compile_commands.json --format gcc --no-db
shows out "src/one.c:7:9: error"
cd ..
[ -f .mapvet/findings.db ] || fail "the database is not in the project's root"
expect 1 "$MAPVET" check --no-db --format gcc src/sub
shows out "src/sub/two.c:7:9:"
lacks out "src/one.c"
# A file that is no unit is checked all the same.
expect 1 "$MAPVET" check --no-db --format gcc src/three.c
shows out "src/three.c:7:9:"

# What is gone from the project is gone from the database.
sql .mapvet/findings.db "SELECT count(*) FROM open_findings" > count
[ "$(cat count)" = 2 ] || fail "stored: $(cat count)"
rm src/sub/two.c
python3 - << 'END'
import json
units = json.load(open("build/compile_commands.json"))
json.dump(units[:1], open("build/compile_commands.json", "w"))
END
expect 1 "$MAPVET" check
[ "$(sql .mapvet/findings.db "SELECT path FROM open_findings")" = src/one.c ] || fail "gone"
[ "$(sql .mapvet/findings.db "SELECT path FROM fixed_findings")" = src/sub/two.c ] || fail "fixed"

# A file of the build that is not there is a unit that was not analysed.
cat > build/compile_commands.json << END
[{"directory": "$PWD", "file": "src/gone.c", "command": "cc -c src/gone.c"}]
END
expect 3 "$MAPVET" check --no-db
[ "$(grep -c '^mapvet: src/gone.c' err)" = 1 ] || fail "gone: $(cat err)"

# malformed TEXT WHAT: the file holds TEXT, and the line says WHAT.
malformed() {
    printf '%s' "$1" > build/compile_commands.json
    refuses 2 "$PWD/build/compile_commands.json$2" "$MAPVET" check --no-db
}
malformed '' ":1:0: '[' or '{' expected near end of file"
malformed '[{"file": "a.c", ' ":1:17: string or '}' expected near end of file"
malformed '{"file": "a.c"}' ": is not a list of compile commands"
malformed '[7]' ": entry 1: is not an object"
malformed '[{"file": "a.c", "command": "cc"}, {"directory": "/"}]' \
    ": entry 2: \"file\" is missing or not a text"
malformed '[{"file": "a.c", "directory": "/"}]' \
    ": entry 1: needs \"arguments\" (a list of texts) or \"command\" (a text)"
malformed '[{"file": "a.c", "arguments": [1]}]' \
    ": entry 1: \"arguments\" holds something that is not a text"
malformed '[]' ": names no C or C++ file"
printf '[{"file": "caf\xe9.c", "command": "cc"}]' > build/compile_commands.json
expect 2 "$MAPVET" check --no-db
[ "$(wc -l < err)" = 1 ] || fail "bad UTF-8: $(cat err)"
shows err "unable to decode byte 0xe9"
rm build/compile_commands.json
mkdir build/compile_commands.json
expect 2 "$MAPVET" check -p build/compile_commands.json
