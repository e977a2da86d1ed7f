/*
 * How the time of a link grows: a generated program of n and of 4n functions.
 *
 * Usage: bench_link [FUNCTIONS]    (default 100000 for 4n; prints seconds of processor)
 *
 * Units have a hundred functions. A function calls up to three others: mostly earlier
 * ones of its unit, some of other units, some itself or a later one (recursion), and
 * one in thirty goes through a function pointer of a table that a setter fills. One in
 * five touches a map of its caller's or a global one; one in fifteen iterates and
 * calls. Parsing of sources is no part of it: units are given as bytes, as a warm run
 * has them.
 */
#include "check/run.h"
#include "ir/blob.h"
#include "ir/text.h"
#include "model/model.h"
#include "summary/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { UNIT_FUNCS = 100, SLOTS = 16 };

/* A small generator of its own, so that every machine links the same program. */
typedef struct Dice {
    uint64_t state;
} Dice;

static uint32_t roll(Dice *dice, uint32_t sides)
{
    dice->state =
        dice->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(dice->state >> 33) % sides;
}

static void add_call(StrBuf *out, Dice *dice, uint32_t self, uint32_t count)
{
    uint32_t first = self - self % UNIT_FUNCS, to;
    uint32_t kind = roll(dice, 100);
    if (kind < 70 && self > first)
        to = first + roll(dice, self - first);
    else if (kind < 95)
        to = roll(dice, self + 1);
    else
        to = self + roll(dice, count - self < 50 ? count - self : 50);
    strbuf_printf(out, "    call f%u(t, n)\n", to);
}

static void add_iteration(StrBuf *out, Dice *dice, uint32_t self, uint32_t count)
{
    strbuf_add(out, "    call g_hash_table_iter_init(&it, t)\n    goto b1\n"
                    "  b1: trip unknown\n"
                    "    call %1 = g_hash_table_iter_next(&it, &k, &v)\n"
                    "    if %1 != 0 then b2 else b3\n  b2:\n");
    add_call(out, dice, self, count);
    strbuf_add(out, "    goto b1\n  b3:\n");
}

static void add_map_event(StrBuf *out, Dice *dice)
{
    static const char *const events[] = {
        "    call g_hash_table_insert(t, n, n)\n",
        "    call g_hash_table_remove(t, n)\n",
        "    call g_hash_table_lookup(table, n)\n",
        "    call g_hash_table_remove_all(table)\n",
    };
    strbuf_add(out, events[roll(dice, 4)]);
}

static void add_function(StrBuf *out, Dice *dice, uint32_t self, uint32_t count)
{
    strbuf_printf(out,
                  "func f%u @1:%u:1-%u:9\n  param t: GHashTable*\n  param n: int\n"
                  "  var it: GHashTableIter record\n  var k: void*\n  var v: void*\n"
                  "  var %%1: int temp\n  b0:\n",
                  self, self + 1, self + 1);
    if (roll(dice, 30) == 0)
        strbuf_printf(out, "    call [ops.'Ops.run%u'](t, n)\n", roll(dice, SLOTS));
    if (roll(dice, 30) == 0)
        strbuf_printf(out, "    call set%u(fn:f%u)\n", roll(dice, SLOTS),
                      roll(dice, count));
    if (roll(dice, 5) == 0)
        add_map_event(out, dice);
    for (uint32_t calls = roll(dice, 4); calls; calls--)
        add_call(out, dice, self, count);
    if (roll(dice, 15) == 0)
        add_iteration(out, dice, self, count);
    strbuf_add(out, "    return\n");
}

static void add_setters(StrBuf *out)
{
    for (uint32_t i = 0; i < SLOTS; i++)
        strbuf_printf(out,
                      "func set%u @1:1:1-1:4\n  param f: function*\n  b0:\n"
                      "    copy ops.'Ops.run%u' = f\n    return\n",
                      i, i);
}

static Str make_unit(Arena *arena, Arena *scratch, Dice *dice, uint32_t unit,
                     uint32_t count)
{
    StrBuf text = strbuf_in(scratch), *bytes = ARENA_NEW(arena, StrBuf);
    Err err = { 0 };
    Intern *intern = intern_new();
    strbuf_printf(&text,
                  "unit \"src/u%u.c\"\nfile \"src/u%u.c\"\n"
                  "global table: GHashTable*\nglobal ops: Ops record\n",
                  unit, unit);
    if (unit == 0)
        add_setters(&text);
    for (uint32_t i = 0; i < UNIT_FUNCS; i++)
        add_function(&text, dice, unit * UNIT_FUNCS + i, count);
    Unit *parsed = text_parse(scratch, intern, strbuf_str(&text), "generated", &err);
    if (!parsed) {
        fprintf(stderr, "bench_link: %s\n", err.text);
        exit(2);
    }
    *bytes = strbuf_in(arena);
    blob_write(bytes, parsed);
    intern_free(intern);
    return strbuf_str(bytes);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* Seconds of the processor for the link alone. */
static double link(uint32_t count)
{
    Arena *arena = arena_new(), *scratch = arena_new();
    Intern *intern = intern_new();
    Err err = { 0 };
    Dice dice = { 20260101 };
    uint32_t units = count / UNIT_FUNCS;
    Str *blobs = ARENA_ARRAY(arena, Str, units);
    for (uint32_t i = 0; i < units; i++) {
        blobs[i] = make_unit(arena, scratch, &dice, i, count);
        arena_free(scratch);
        scratch = arena_new();
    }
    ModelSet *models = model_new(arena, intern);
    RuleChoice choice = rule_choice_default(arena);
    double before = seconds();
    Program *program = program_new(intern, models, NULL);
    bool ok = model_read_embedded(models, &err);
    for (uint32_t i = 0; ok && i < units; i++)
        ok = program_add(program, blobs[i], i, &err);
    if (!ok || !program_link(program, true, &err)) {
        fprintf(stderr, "bench_link: %s\n", err.text);
        exit(2);
    }
    check_program(program, &choice, NULL, arena, ARENA_ARRAY(arena, UnitCheck, units));
    double spent = seconds() - before;
    program_free(program);
    intern_free(intern);
    arena_free(scratch);
    arena_free(arena);
    return spent;
}

int main(int argc, char **argv)
{
    int64_t count = 100000;
    if (argc > 2 || (argc == 2 && !str_int(str_of(argv[1]), &count)) ||
        count < 4 * UNIT_FUNCS || count > 10000000) {
        fprintf(stderr, "usage: bench_link [FUNCTIONS], at least %d\n", 4 * UNIT_FUNCS);
        return 2;
    }
    double small = link((uint32_t)(count / 4)), large = link((uint32_t)count);
    printf("link %ld %.3f\nlink %ld %.3f\n", (long)(count / 4), small, (long)count,
           large);
    return 0;
}
