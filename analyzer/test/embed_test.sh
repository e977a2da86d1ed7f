#!/bin/sh
# embed: the tables it writes compile and hold what the files hold; wrong input stops the build.
set -eu
embed=$BUILD_DIR/embed

fail() {
    echo "embed_test: $*" >&2
    exit 1
}

# refuses TEXT COMMAND...: the command fails and says TEXT.
refuses() {
    text=$1
    shift
    "$@" > said 2>&1 && fail "accepted: $*"
    grep -qF "$text" said || fail "'$*' said: $(cat said)"
}

cat > tables.h << 'END'
typedef struct Thing { int value; } Thing;
extern const Thing *const thing_table[];
extern const char *const page_table[];
extern const char *const names[];
extern const char *const texts[];
extern const char whole[];
END
printf '/*\n * # one\n *\n * say "hi" \\n %%d\n */\nint one;\n' > one.c
printf '/*\n * # two\n */\n' > two.c
printf 'law "x"\n\tcaf\303\251\n' > glib.model
: > empty.model
"$embed" table table.c tables.h Thing thing_table thing_a thing_b
"$embed" pages pages.c tables.h page_table one.c two.c
"$embed" texts texts.c tables.h names texts glib.model empty.model
"$embed" text whole.c tables.h whole glib.model
cat > main.c << 'END'
#include "tables.h"
#include <stdio.h>
#include <string.h>
const Thing thing_a = { 1 }, thing_b = { 2 };
int main(void)
{
    if (thing_table[0]->value != 1 || thing_table[1]->value != 2 || thing_table[2])
        return puts("table");
    if (strcmp(page_table[0], "# one\n\nsay \"hi\" \\n %d\n") != 0)
        return puts(page_table[0]);
    if (strcmp(page_table[1], "# two\n") != 0 || page_table[2])
        return puts("pages");
    if (strcmp(names[0], "glib") != 0 || strcmp(names[1], "empty") != 0 || names[2])
        return puts("names");
    if (strcmp(texts[0], "law \"x\"\n\tcaf\303\251\n") != 0 || strcmp(texts[1], "") != 0)
        return puts("texts");
    return texts[2] != 0 || strcmp(whole, texts[0]) != 0;
}
END
rm one.c two.c
gcc -std=c11 -Wall -Wextra -Wpedantic -Wconversion -Werror -o main ./*.c
./main || fail "a table holds something else than its file"

printf 'int no_page;\n' > rule.c
refuses "the first line must be '/*'" "$embed" pages out.c tables.h page_table rule.c
printf '/*\n * # open\n' > rule.c
refuses "does not end" "$embed" pages out.c tables.h page_table rule.c
printf '/*\nno frame\n */\n' > rule.c
refuses "must start with ' * '" "$embed" pages out.c tables.h page_table rule.c
printf 'a\0b' > nul.model
refuses "NUL byte" "$embed" texts out.c tables.h names texts nul.model
refuses "No such file" "$embed" text out.c tables.h whole nowhere
refuses "unknown mode" "$embed" tabel out.c tables.h whole glib.model
refuses "usage" "$embed"
