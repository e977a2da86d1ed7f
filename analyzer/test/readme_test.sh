#!/bin/sh
# readme: what the README shows as mapvet's output is mapvet's output.
# MAPVET_UPDATE=1 writes it instead.
set -eu
dir=$PWD
cd "$SOURCE_DIR"
command=$(sed -n '/^<!-- demo:/,/^```$/s/^\$ mapvet //p' README.md)
[ -n "$command" ] || { echo "readme_test: README.md shows no command"; exit 1; }
# shellcheck disable=SC2086 # the words of the command
"$MAPVET" $command > "$dir/said" 2> "$dir/errors" || [ $? -eq 1 ] || { cat "$dir/errors"; exit 1; }
sed -i '$d' "$dir/said" # the closing counts change with the engine
sed -i '$d' "$dir/said"
grep -q '\[clear-in-iteration\]' "$dir/said" || { echo "readme_test: nothing was found"; exit 1; }
awk -v said="$dir/said" '
    /^<!-- demo:/ { shown = 1 }
    shown && /^```$/ { while ((getline line < said) > 0) print line; shown = 0; skip = 0 }
    !skip { print }
    shown && /^\$ / { skip = 1 }' README.md > "$dir/fresh"
cmp -s README.md "$dir/fresh" && exit 0
if [ "${MAPVET_UPDATE:-}" = 1 ]; then
    cp "$dir/fresh" README.md
else
    diff -u README.md "$dir/fresh"
fi
