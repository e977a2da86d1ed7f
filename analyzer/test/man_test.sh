#!/bin/bash
# The manual page is well formed and knows every command and option, and no other.
. "$SOURCE_DIR/analyzer/test/expect.sh"
page=$SOURCE_DIR/analyzer/cli/man/mapvet.1

for file in "$SOURCE_DIR"/analyzer/cli/cmd_*.c; do
    name=$(basename "$file" .c)
    grep -q "^\.It Cm ${name#cmd_}\$" "$page" || fail "the page lacks the command ${name#cmd_}"
done
for name in $(sed -n 's/^\.It Cm //p' "$page"); do
    [ "$name" = help ] || [ -f "$SOURCE_DIR/analyzer/cli/cmd_$name.c" ] ||
        fail "the page has a command $name, the program has not"
done
sed -n 's/^OPTION([A-Z_]*, [^,]*, "\([a-z-]*\)".*/\1/p' "$SOURCE_DIR/analyzer/cli/options.def" | sort > has
sed -n 's/^\.It Fl //p' "$page" | tr ' ' '\n' | sed -n 's/^-\([a-z-]*\)$/\1/p' | sort > tells
[ -s has ] || fail "no options were found"
diff has tells || fail "the page and options.def differ"

command -v groff > /dev/null || exit 0
groff -man -mdoc -Tutf8 -ww "$page" > text 2> said || fail "groff: $(cat said)"
[ ! -s said ] || fail "groff: $(cat said)"
grep -q "Wrong usage, configuration or database" text || fail "the page is empty"
