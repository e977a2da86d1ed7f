#!/bin/bash
# The database behind mapvet check and mapvet query: where it is, what it keeps, and every
# way in which it cannot be used.
. "$SOURCE_DIR/analyzer/test/expect.sh"
open="SELECT path || ' ' || rule FROM open_findings"
db=.mapvet/findings.db

write_bug a.c drop
write_clean b.c wipe

# Where: the project's root, also from a folder below; MAPVET_DB; --db before all.
mkdir sub
cd sub
expect 1 "$MAPVET" check ../a.c
cd ..
[ -f $db ] || fail "no database in the root"
[ "$(cat .mapvet/.gitignore)" = "*" ] || fail "no .gitignore"
MAPVET_DB=env.db expect 1 "$MAPVET" check a.c
[ -f env.db ] || fail "MAPVET_DB is not used"
MAPVET_DB=env2.db expect 1 "$MAPVET" check --db option.db a.c
[ -f option.db ] && [ ! -e env2.db ] || fail "--db does not win over MAPVET_DB"
MAPVET_DB=env2.db expect 1 "$MAPVET" check --no-db a.c
[ ! -e env2.db ] || fail "--no-db stores"

# What is stored follows the source.
[ "$(sql $db "$open")" = "a.c clear-in-iteration" ] || fail "stored: $(sql $db "$open")"
expect 1 "$MAPVET" check a.c b.c
[ "$(sql $db "$open")" = "a.c clear-in-iteration" ] || fail "stored twice"
[ "$(sql $db "SELECT count(*) FROM new_findings")" = 0 ] || fail "new without a change"
[ "$(sql $db "SELECT count(*) FROM unit WHERE length(input_hash) = 32")" = 2 ] || fail "hashes"
[ "$(sql $db "SELECT count(*) FROM step")" = 3 ] || fail "steps"
sql $db "SELECT input_hash FROM unit ORDER BY id" > before
echo "// changed" >> ghash.h
echo 'int x = ;' >> a.c
expect 3 "$MAPVET" check a.c b.c
[ "$(sql $db "$open")" = "a.c clear-in-iteration" ] || fail "a failed unit lost its finding"
[ "$(sql $db "SELECT path || ' ' || failure FROM failed_units")" = \
    "a.c a.c:9:9: error: expected expression" ] || fail "failed_units"
sql $db "SELECT input_hash FROM unit ORDER BY id" > after
[ "$(head -1 before)" = "$(head -1 after)" ] || fail "a failed unit got a new hash"
[ "$(tail -1 before)" != "$(tail -1 after)" ] || fail "a changed header left the hash alone"
write_bug a.c drop
expect 0 "$MAPVET" check --disable clear-in-iteration a.c
[ "$(sql $db "$open")" = "a.c clear-in-iteration" ] || fail "switched off is not fixed"
write_clean a.c drop
expect 0 "$MAPVET" check a.c
[ "$(sql $db "$open")" = "" ] || fail "fixed, but open"
[ "$(sql $db "SELECT path FROM fixed_findings")" = a.c ] || fail "fixed_findings"
sed -i 's/remove_all(map);/&  \/\/ mapvet:ignore clear-in-iteration -- on purpose/' a.c
write_bug a.c drop
sed -i 's/remove_all(map);/&  \/\/ mapvet:ignore clear-in-iteration -- on purpose/' a.c
expect 0 "$MAPVET" check a.c
[ "$(sql $db "SELECT path || reason FROM suppressed_findings")" = "a.con purpose" ] ||
    fail "suppressed_findings"

# Questions.
write_bug a.c drop
expect 1 "$MAPVET" check a.c
expect 0 "$MAPVET" query hot_files
[ "$(cat out)" = "path  findings  errors  warnings  notes
a.c          1       1         0      0" ] || fail "hot_files: $(cat out)"
expect 0 "$MAPVET" query --format json "SELECT rule, line, NULL AS none, 0.5 AS half FROM open_findings"
[ "$(cat out)" = '{"rule":"clear-in-iteration","line":7,"none":null,"half":0.5}' ] ||
    fail "json: $(cat out)"
expect 0 "$MAPVET" query --format csv "SELECT 'a \"b\", c' AS x, 1 AS y UNION ALL SELECT 'z', 2"
[ "$(cat out)" = "$(printf 'x,y\r\n"a ""b"", c",1\r\nz,2\r')" ] || fail "csv: $(cat out)"
expect 0 "$MAPVET" query
for view in open_findings new_findings fixed_findings hot_files findings_by_rule; do
    shows out "$view"
done
expect 0 "$MAPVET" query new_findings --format csv
shows out "fingerprint,rule,severity"
cp $db asked.db
before=$(md5sum < asked.db)
for hostile in "DELETE FROM finding" "PRAGMA writable_schema=1" "ATTACH 'stolen.db' AS s" \
    "VACUUM INTO 'stolen.db'" "CREATE TABLE x(y)" "DROP VIEW hot_files"; do
    refuses 2 "only a SELECT is answered; the database stays as it is" \
        "$MAPVET" query --db asked.db "$hostile"
done
refuses 2 "one statement at a time: ' DELETE FROM run' is left over" \
    "$MAPVET" query --db asked.db "SELECT 1; DELETE FROM run"
[ "$(md5sum < asked.db)" = "$before" ] && [ ! -e stolen.db ] || fail "a question wrote"
refuses 2 "no view 'hot_file'; did you mean 'hot_files'?" "$MAPVET" query hot_file
refuses 2 "near \"SELEKT\": syntax error" "$MAPVET" query "SELEKT 1"
refuses 2 "$PWD/no.db: no database; 'mapvet check' makes one" "$MAPVET" query --db no.db runs

# unusable FILE TEXT: neither check nor query uses the file; it stays as it is.
unusable() {
    before=$(md5sum < "$1")
    refuses 2 "$PWD/$1: $2" "$MAPVET" check --db "$1" a.c
    refuses 2 "$PWD/$1: $2" "$MAPVET" query --db "$1" runs
    [ "$(md5sum < "$1")" = "$before" ] || fail "$1 was changed"
}
seq 200 > text.db
unusable text.db "not a database; choose another file with --db"
python3 -c 'import sqlite3; sqlite3.connect("other.db").execute("CREATE TABLE t(x)")'
unusable other.db "a database, but not one of mapvet; choose another file with --db"
cp asked.db newer.db
python3 -c 'import sqlite3; sqlite3.connect("newer.db").execute("PRAGMA user_version = 999")'
unusable newer.db "made by a newer mapvet (schema 999, this one knows 4); update mapvet, or choose another file with --db"
head -c 5000 asked.db > torn.db
unusable torn.db "the database is damaged; move it away, and the next check makes a new one"

# Folders that are none.
refuses 2 "$PWD/no/such.db: there is no folder $PWD/no" "$MAPVET" check --db no/such.db a.c
mkdir -p other/.git
cp a.c ghash.h other
echo x > other/.mapvet
refuses 2 "$PWD/other/.mapvet: File exists; choose a database with --db, or use --no-db" \
    "$MAPVET" check other/a.c
expect 1 "$MAPVET" check --no-db other/a.c

# A folder, then a file, that may not be written. Root may write anywhere, so somebody else
# is asked to.
as=""
if [ "$(id -u)" = 0 ]; then
    as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    chmod 755 . "$(dirname "$PWD")" 2> /dev/null
fi
mkdir -p locked/.git
cp a.c ghash.h locked
chmod 555 locked
if $as sh -c "cd '$PWD/locked' && '$MAPVET' --version" > /dev/null 2>&1; then
    refuses 2 "$PWD/locked/.mapvet: Permission denied; choose a database with --db, or use --no-db" \
        $as "$MAPVET" check locked/a.c
    expect 1 $as "$MAPVET" check --no-db locked/a.c
    chmod 755 locked
    expect 1 "$MAPVET" check locked/a.c
    chmod -R a-w locked
    refuses 2 "$PWD/locked/$db: cannot be opened for writing; choose another file with --db, or use --no-db" \
        $as "$MAPVET" check locked/a.c
    rm -f locked/$db-*
    expect 0 $as "$MAPVET" query --db locked/$db "$open"
    shows out "a.c clear-in-iteration"
    chmod -R u+w locked
else
    fail "cannot run the program as somebody else; is the build folder readable?"
fi

# A database that fails on the way, as on a full disk: what is found is told all the same.
expect 1 "$MAPVET" check --db full.db a.c
sql full.db "CREATE TRIGGER full BEFORE UPDATE ON unit BEGIN SELECT RAISE(ABORT, 'no room'); END"
sql full.db "CREATE TRIGGER full2 BEFORE INSERT ON unit BEGIN SELECT RAISE(ABORT, 'no room'); END"
expect 2 "$MAPVET" check --db full.db a.c b.c
shows out "error: 'map' is cleared while it is being iterated [clear-in-iteration]"
shows out "2 units, "
says "$PWD/full.db: no room; nothing more was stored"
