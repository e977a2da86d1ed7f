#!/bin/bash
# mapvet cc: the compiler's life is not changed, and what is found is said and stored.
set -euo pipefail
mkdir .git
unset MAPVET_DB
die() { echo "cc_test: $*" >&2; exit 1; }

# run STATUS COMMAND...: leaves what it prints in out and err.
run() {
    local want=$1 status=0
    shift
    "$@" > out 2> err || status=$?
    [ $status -eq "$want" ] || { cat out err; die "status $status, not $want: $*"; }
}
said() { grep -qF -- "$1" err || { cat err; die "not said: $1"; }; }
quiet() { [ ! -s err ] || { cat err; die "it was not quiet"; }; }
db() { sqlite3 "${2:-.mapvet/findings.db}" "$1"; }

# bad NAME: a source with one finding, and one warning of the compiler's own.
bad() {
    cat > "$1" << 'END'
typedef struct _GHashTable GHashTable;
void g_hash_table_remove_all(GHashTable *map);
void clear(void);
void clear(void)
{
    int unused;
    GHashTable *cache = 0;
    g_hash_table_remove_all(cache);
}
END
}
# fake SCRIPT: a "compiler" that is no compiler.
fake() { printf '#!/bin/sh\n%s\n' "$1" > fakecc; chmod +x fakecc; }

# ---- the compiler's output comes first, then the findings; the object is there ----
bad a.c
run 0 "$MAPVET" cc -- gcc -Wunused-variable -c a.c -o a.o
[ -f a.o ] || die "no object"
[ ! -s out ] || die "something on standard output"
finding='^a\.c:8:5: warning: .*\[nil-map-clear\]$'
grep -q "$finding" err || { cat err; die "no finding"; }
[ "$(grep -n -m1 "$finding" err | cut -d: -f1)" -gt "$(grep -n unused err | tail -n1 | cut -d: -f1)" ] ||
    die "a finding before the compiler's words"
[ "$(db 'select count(*) from open_findings')" = 1 ] || die "not stored"

# ---- mended: it is no longer open ----
grep -v remove_all a.c > b.c && mv b.c a.c
run 0 "$MAPVET" cc -- gcc -c a.c -o a.o
quiet
[ "$(db 'select count(*) from open_findings')" = 0 ] || die "still open"

# ---- paths are as the compiler prints them ----
mkdir sub build
bad sub/a.c
(cd build && run 0 "$MAPVET" cc -- gcc -c ../sub/a.c && grep -q "/sub/a.c:8:5: warning" err) ||
    die "no path for an editor in build/"
[ "$(db 'select path from open_findings')" = sub/a.c ] || die "stored under a wrong path"
rm -r .mapvet

# ---- exit status, output and input of the compiler are its own ----
fake 'echo to out; echo to err >&2; cat; exit 7'
run 7 "$MAPVET" cc -- ./fakecc -c sub/a.c < <(echo input)
[ "$(cat out err)" = "$(printf 'to out\ninput\nto err')" ] || die "output was changed"
[ ! -e .mapvet ] || die "stored although the compiler failed"
echo 'int x = ;' > broken.c
run 1 "$MAPVET" cc -- gcc -c broken.c
run 127 "$MAPVET" cc -- ./no-such-compiler -c sub/a.c
said "no-such-compiler"
run 126 "$MAPVET" cc -- ./broken.c -c sub/a.c
run 2 "$MAPVET" cc gcc
run 2 "$MAPVET" cc --

# ---- calls that compile nothing ----
cp sub/a.c conftest.c
mkdir -p CMakeFiles/CMakeScratch/x
cp sub/a.c CMakeFiles/CMakeScratch/x/t.c
gcc -c a.c -o a.o
printf 'int main(void) { return 0; }\n' > main.c
gcc -c main.c
for call in "-E sub/a.c -o a.i" "-MM sub/a.c" "--version" "main.o a.o -o prog" "-c conftest.c" \
    "-c CMakeFiles/CMakeScratch/x/t.c"; do
    # shellcheck disable=SC2086 # words
    run 0 "$MAPVET" cc -- gcc $call
    quiet
done
[ ! -e .mapvet ] || die "stored for a call that compiles nothing"

# ---- --fail-on ----
run 1 "$MAPVET" cc --no-db --fail-on warning -- gcc -c sub/a.c -o a.o
run 0 "$MAPVET" cc --no-db --fail-on error -- gcc -c sub/a.c -o a.o
said nil-map-clear
run 0 "$MAPVET" cc --no-db --fail-on note -- gcc -c a.c
run 0 "$MAPVET" cc --no-db --disable nil-map-clear -- gcc -c sub/a.c -o a.o
quiet
run 2 "$MAPVET" cc --fail-on nonsense -- gcc -c a.c
run 1 "$MAPVET" cc --db gone/x.db --fail-on warning -- gcc -c sub/a.c -o a.o
said nil-map-clear
said "there is no folder"
[ ! -e .mapvet ] || die "--no-db stored"

# ---- where the database is ----
MAPVET_DB=$PWD/env.db run 0 "$MAPVET" cc -- gcc -c sub/a.c -o a.o
MAPVET_DB=$PWD/env.db run 0 "$MAPVET" cc --db opt.db -- gcc -c sub/a.c -o a.o
for name in env opt; do
    [ "$(db 'select count(*) from open_findings' $name.db)" = 1 ] || die "$name.db"
done
[ ! -e .mapvet ] || die "the default database was made"

# ---- our own failure is a line, not the build's ----
echo "this is no database, and it is long enough to be looked at as one: $(seq 100)" > bad.db
rm -f a.o
run 0 "$MAPVET" cc --db bad.db -- gcc -c sub/a.c -o a.o
said bad.db
[ -f a.o ] || die "no object"
run 0 "$MAPVET" cc --enable no-such-rule -- gcc -c a.c
said no-such-rule

# ---- what gcc accepts and we cannot read is said to be so ----
echo 'int f(void) { int g(void) { return 1; } return g(); }' > nested.c
run 0 "$MAPVET" cc --no-db -- gcc -c nested.c
said "mapvet: checked only in part: nested.c:1:"
mkfifo slow.h
echo '#include "slow.h"' > slow.c
fake ':'
run 0 "$MAPVET" cc --no-db --timeout 1 -- ./fakecc -c slow.c
said "mapvet: not checked: slow.c"

# ---- so is the end of the checker, before it could speak ----
# shellcheck disable=SC2016
fake 'for p in $(cat /proc/$PPID/task/$PPID/children); do [ "$p" = $$ ] || kill -9 "$p"; done
sleep 0.2'
run 0 "$MAPVET" cc --no-db --fail-on note -- ./fakecc -c sub/a.c
said "the checker ended by signal 9"

# ---- signals reach the compiler, and its end is ours ----
# shellcheck disable=SC2016
fake 'trap "echo got it > caught; trap - TERM; kill -TERM \$\$" TERM; : > ready; while :; do sleep 0.1; done'
"$MAPVET" cc --no-db -- ./fakecc -c sub/a.c &
pid=$!
until [ -e ready ]; do sleep 0.05; done
kill -TERM $pid
status=0
wait $pid || status=$?
[ $status -eq 143 ] || die "status $status after SIGTERM"
[ -e caught ] || die "the compiler did not get the signal"

# ---- 16 at once lose nothing ----
for i in $(seq 16); do bad "p$i.c"; done
seq 16 | xargs -P 16 -I{} "$MAPVET" cc -- gcc -c p{}.c 2> err || { cat err; die "a build failed"; }
[ "$(db "select count(distinct path) from open_findings where path like 'p%.c'")" = 16 ] ||
    { cat err; die "findings were lost: $(db 'select path from open_findings' | tr '\n' ' ')"; }
[ "$(grep -c 'warning: clearing' err)" = 16 ] || { cat err; die "lines were lost"; }
echo PASS
