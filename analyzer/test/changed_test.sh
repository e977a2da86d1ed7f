#!/bin/bash
# One unit of a program changes, in many ways: what a run with a store finds then, which
# runs only the functions that would be told something new, is what a run without one
# finds. The program has what makes functions depend on others: calls down and in a ring,
# pointers to functions in globals and tables, maps that owners hold, lazily made globals,
# functions of a header.
. "$SOURCE_DIR/analyzer/test/expect.sh"
command -v python3 > /dev/null || exit 0

write_header
cat >> ghash.h << 'END'
int g_hash_table_insert(GHashTable *, void *, void *);
void *g_hash_table_lookup(GHashTable *, const void *);
unsigned g_hash_table_size(GHashTable *);
void *malloc(unsigned long);
void free(void *);
typedef struct Ops { void (*change)(GHashTable *, int); } Ops;
typedef struct Owner { GHashTable *map; const Ops *ops; int count; } Owner;
extern GHashTable *all;
extern void (*hook)(GHashTable *, int);
static inline void forget(GHashTable *t) { g_hash_table_remove_all(t); }
END
cat > edit.py << 'END'
import json, os, random, sys

UNITS = 6
BODIES = [
    "g_hash_table_remove_all(t);", "g_hash_table_remove(t, k);",
    "g_hash_table_lookup(t, k);", "g_hash_table_insert(t, k, k);",
    "forget(t);", "if (n) forget(t);", "(void)n;", "if (hook) hook(t, n);",
    "step%d(t, n - 1);", "if (n > 0) ring%d(t, n - 1);", "all = t;",
    "if (!all) all = g_hash_table_new(0, 0);", "g_hash_table_insert(all, k, k);",
    "hook = step%d;", "table%d.change(t, n);", "own%d(t)->ops->change(t, n);",
    "g_hash_table_destroy(all); all = 0;",
    "Owner *o = own%d(t); g_hash_table_destroy(o->map); free(o);",
    "Owner *o = own%d(t); free(o);",
    "GHashTable *m = g_hash_table_new(0, 0); g_hash_table_insert(m, k, k); step%d(m, n);",
]


def body(dice):
    chosen = dice.choice(BODIES)
    return "{ %s }" % (chosen.replace("%d", str(dice.randrange(UNITS))))


def unit(number, seed):
    dice = random.Random(seed)
    lines = ['#include "ghash.h"']
    for u in range(UNITS):
        lines += [f"void ring{u}(GHashTable *, int); void step{u}(GHashTable *, int);",
                  f"extern const Ops table{u}; Owner *own{u}(GHashTable *);"]
    if number == 0:
        lines += ["GHashTable *all;", "void (*hook)(GHashTable *, int);"]
    lines += [
        f"static void local(GHashTable *t, int n) {{ char *k = \"k\"; {body(dice)} (void)k; }}",
        f"void step{number}(GHashTable *t, int n) {{ char *k = \"k\"; {body(dice)} local(t, n); (void)k; }}",
        f"void ring{number}(GHashTable *t, int n) {{ char *k = \"k\"; {body(dice)}"
        f" if (n > 0) ring{(number + 1) % UNITS}(t, n - 1); (void)k; }}",
        f"const Ops table{number} = {{ {dice.choice(['step', 'ring'])}{dice.randrange(UNITS)} }};",
        f"Owner *own{number}(GHashTable *t) {{ Owner *o = malloc(sizeof *o);"
        f" o->map = {dice.choice(['t', 'g_hash_table_new(0, 0)', '0'])}; o->ops = &table{dice.randrange(UNITS)};"
        f" return o; }}",
        f"void walk{number}(GHashTable *t, Owner *o) {{",
        "    GHashTableIter it; void *k, *v; int n = 3;",
        "    g_hash_table_iter_init(&it, t);",
        "    while (g_hash_table_iter_next(&it, &k, &v)) {",
        f"        {body(dice)}",
        f"        {body(dice)}",
        "    }",
        "    o->ops->change(t, n);",
        "}",
    ]
    return "\n".join(lines) + "\n"


def main(seed, turn):
    dice = random.Random(seed)
    for number in range(UNITS):
        with open(f"u{number}.c", "w") as out:
            out.write(unit(number, dice.random()))
    for _ in range(turn):
        number, how = dice.randrange(UNITS), dice.random()
        text = unit(number, dice.random())
        if how < 0.15:  # other lines, the same code
            text = "\n\n" + open(f"u{number}.c").read()
        elif how < 0.25:  # nothing that counts
            text = open(f"u{number}.c").read() + "static int unused __attribute__((unused));\n"
        with open(f"u{number}.c", "w") as out:
            out.write(text)
    with open("compile_commands.json", "w") as out:
        json.dump([{"directory": os.getcwd(), "file": f"u{n}.c", "arguments": ["cc", "-c", f"u{n}.c"]}
                   for n in range(UNITS)], out)


main(int(sys.argv[1]), int(sys.argv[2]))
END

found=0
for seed in 1 2; do
    rm -rf .mapvet
    for turn in 0 1 2 3 4 5 6 7; do
        python3 edit.py $seed $turn || fail "edit.py"
        "$MAPVET" check --no-db --format json > cold 2> err || [ $? = 1 ] || fail "cold: $(cat err)"
        "$MAPVET" check --format json > warm 2> err || [ $? = 1 ] || fail "warm: $(cat err)"
        cmp -s cold warm || fail "seed $seed, turn $turn: $(diff cold warm)"
        found=$((found + $(wc -l < warm)))
    done
    [ "$(sql .mapvet/findings.db "SELECT count(*) FROM ir WHERE memo IS NULL")" = 0 ] ||
        fail "units without a memo"
done
[ $found -gt 50 ] || fail "$found findings are too few to tell anything"
