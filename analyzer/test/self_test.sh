#!/bin/sh
# self: mapvet finds no error and no warning in itself and in its runtime, and can read all of both.
# Left out are the tests: those of the models misuse maps on purpose.
set -eu
floors=$(find "$SOURCE_DIR/analyzer" -mindepth 1 -maxdepth 1 -type d ! -name test ! -name fuzz ! -name bench)
# shellcheck disable=SC2086 # a word each
"$MAPVET" check -p "$BUILD_DIR" --no-db $floors "$SOURCE_DIR/rules" "$SOURCE_DIR/runtime-map/src" \
    > said 2>&1 || { status=$?; cat said; exit $status; }
# "135 units, 70 map operations, ...": a run that looked at nothing is no success.
tail -n 1 said | grep -qE '^[0-9]{2,} units, [0-9]{2,} map operations, ' || { cat said; exit 1; }
