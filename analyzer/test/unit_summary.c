/* What a call does to its caller: effects, guards, outcomes, callbacks, destroy
 * functions, recursion, and chains of calls of any depth. */
#include "engine.h"

#include "summary/program.h"

typedef struct Seen {
    const World *w;
    Program *program;
    const char *function; /* whose events count */
    uint32_t nil_writes, dead_steps, writes;
    uint32_t longest; /* chain of calls */
} Seen;

static void on_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Seen *seen = ctx;
    if (strcmp(sym_text(seen->w->intern, flow->fn->name), seen->function) != 0)
        return;
    if (event->chain && event->chain->length > seen->longest)
        seen->longest = event->chain->length;
    seen->writes += event->verb == EV_WRITE;
    if (event->verb == EV_WRITE && flow_nil(flow, state, event->map, event->map_at))
        seen->nil_writes++;
    const IterFact *iter = event->iter ? state_iter(state, event->iter) : NULL;
    if (event->verb == EV_NEXT && iter && iter->dead)
        seen->dead_steps++;
}

/* What an earlier run of the function showed is void. */
static void on_begin(void *ctx, FuncId func)
{
    Seen *seen = ctx;
    Sym name = program_func(seen->program, func)->name;
    if (strcmp(sym_text(seen->w->intern, name), seen->function) == 0)
        seen->nil_writes = seen->dead_steps = seen->writes = seen->longest = 0;
}

static void on_done(void *ctx, Flow *flow)
{
    (void)ctx, (void)flow;
}

/* Runs the unit as a program and tells what `function` did. */
static Seen check(const World *w, const char *functions, const char *function)
{
    Seen seen = { .w = w, .function = function };
    Watcher watcher = {
        .ctx = &seen, .begin = on_begin, .event = on_event, .done = on_done
    };
    Err err = { 0 };
    StrBuf blob = strbuf_in(w->arena);
    blob_write(&blob, unit_read(w, functions));
    seen.program = program_new(w->intern, w->models, NULL);
    assert_true(program_add(seen.program, strbuf_str(&blob), 0, &err));
    assert_true(program_link(seen.program, true, &err));
    program_run(seen.program, &watcher);
    program_free(seen.program);
    return seen;
}

#define F "func f\nparam m: Map*\nvar k: char*\nvar r: int\nvar it: It record\nb0:\n"
#define LOOP(call)                                                                     \
    F "call begin(&it, m)\ngoto b1\nb1:\ncall r = step(&it, &k, -)\n"                  \
      "if r != 0 then b2 else b3\nb2:\n" call "\ngoto b1\nb3:\nreturn\n"

static const struct {
    const char *name, *code;
    bool nil_write, dead_step;
} cases[] = {
    { "a callee writes to nil",
      "func g\nparam t: Map*\nb0:\ncall put(t, 1, 1)\nreturn\n" F "call g(0)\nreturn\n",
      true, false },
    { "a callee that tests first",
      "func g\nparam t: Map*\nb0:\nif t != 0 then b1 else b2\nb1:\n"
      "call put(t, 1, 1)\ngoto b2\nb2:\nreturn\n" F "call g(0)\nreturn\n",
      false, false },
    { "a callee that asks a flag",
      "func g\nparam t: Map*\nparam on: int\nb0:\nif on != 0 then b1 else b2\nb1:\n"
      "call put(t, 1, 1)\ngoto b2\nb2:\nreturn\n" F "call g(0, 0)\nreturn\n",
      false, false },
    { "the same flag, set",
      "func g\nparam t: Map*\nparam on: int\nb0:\nif on != 0 then b1 else b2\nb1:\n"
      "call put(t, 1, 1)\ngoto b2\nb2:\nreturn\n" F "call g(0, 1)\nreturn\n",
      true, false },
    { "a callee clears",
      "func g\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n" LOOP("call g(m)"), false,
      true },
    { "a callee clears another map",
      "func g\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n" LOOP(
          "call k = make()\ncall g(k)"),
      false, false },
    { "two calls deep",
      "func h\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n"
      "func g\nparam t: Map*\nb0:\ncall h(t)\nreturn\n" LOOP("call g(m)"),
      false, true },
    { "a new map is handed over",
      "func g value pointer\nvar t: Map*\nb0:\ncall t = make()\nreturn t\n" F
      "copy m = 0\ncall m = g()\ncall put(m, 1, 1)\nreturn\n",
      false, false },
    { "nil is handed over",
      "func g value pointer\nb0:\nreturn 0\n" F
      "call m = g()\ncall put(m, 1, 1)\nreturn\n",
      true, false },
    { "outcomes by what is returned",
      "func g value\nparam at: Map**\nb0:\nif ? then b1 else b2\nb1:\n"
      "call *at = make()\nreturn 1\nb2:\nreturn 0\n" F
      "copy m = 0\ncall r = g(&m)\nif r != 0 then b1 else b2\nb1:\n"
      "call put(m, 1, 1)\ngoto b2\nb2:\nreturn\n",
      false, false },
    { "the other outcome",
      "func g value\nparam at: Map**\nb0:\nif ? then b1 else b2\nb1:\n"
      "call *at = make()\nreturn 1\nb2:\nreturn 0\n" F
      "copy m = 0\ncall r = g(&m)\nif r == 0 then b1 else b2\nb1:\n"
      "call put(m, 1, 1)\ngoto b2\nb2:\nreturn\n",
      true, false },
    { "a callback",
      "func g\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n"
      "func h\nparam cb: void*\nparam t: Map*\nb0:\n"
      "call [cb](t)\nreturn\n" LOOP("call h(fn:g, m)"),
      false, true },
    { "a destroy function",
      "global all: Map*\nfunc gone\nparam v: void*\nb0:\ncall wipe(all)\nreturn\n"
      "func f\nvar t: Map*\nvar k: char*\nvar r: int\nvar it: It record\nb0:\n"
      "call t = make_full(fn:gone)\ncall begin(&it, all)\ngoto b1\n"
      "b1:\ncall r = step(&it, &k, -)\nif r != 0 then b2 else b3\n"
      "b2:\ncall del(t, 1)\ngoto b1\nb3:\nreturn\n",
      false, true },
    { "recursion ends",
      "func g\nparam t: Map*\nb0:\nif ? then b1 else b2\nb1:\ncall g(t)\ngoto b2\n"
      "b2:\ncall put(t, 1, 1)\nreturn\n" F "call g(0)\nreturn\n",
      true, false },
};

static void calls_do_what_their_callees_do(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Seen seen = check(*state, cases[i].code, "f");
        if ((seen.nil_writes > 0) != cases[i].nil_write ||
            (seen.dead_steps > 0) != cases[i].dead_step)
            fail_msg("%s: %u nil writes, %u dead steps", cases[i].name, seen.nil_writes,
                     seen.dead_steps);
    }
}

/* f0 writes, each f calls the one before; callers far up are told no more. */
static void chains_of_calls_are_bounded(void **state)
{
    enum { DEPTH = 100000 };
    const World *w = *state;
    StrBuf text = strbuf_in(w->arena);
    for (unsigned i = DEPTH; i-- > 0;)
        strbuf_printf(&text,
                      i ? "func f%u\nparam t: Map*\nb0:\ncall f%u(t)\nreturn\n"
                        : "func f%u\nparam t: Map*\nb0:\ncall put(t, %u, 1)\n"
                          "return\n",
                      i, i ? i - 1 : 0);
    size_t before = arena_used(w->arena);
    Seen seen = check(w, strbuf_cstr(&text), "f10");
    assert_int_equal(seen.longest, 10);
    assert_int_equal(seen.writes, 1);
    assert_true(arena_used(w->arena) - before < (size_t)DEPTH * 12 * 1024);
    seen = check(w, strbuf_cstr(&text), "f90000");
    assert_int_equal(seen.writes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(calls_do_what_their_callees_do),
        WORLD_TEST(chains_of_calls_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
