/* Paths through functions of the text IR: what is nil, which iteration is dead, and
 * that no function costs more than the engine allows. */
#include "engine.h"

#include "flow/flow.h"

typedef struct Seen {
    uint32_t events, paths;
    uint32_t nil_writes; /* writes to a map proven nil */
    uint32_t dead_steps; /* advances of an iteration that a change has killed */
} Seen;

static void on_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Seen *seen = ctx;
    seen->events += event->law != NULL;
    if (event->verb == EV_WRITE && flow_nil(flow, state, event->map, event->map_at))
        seen->nil_writes++;
    const IterFact *iter = event->iter ? state_iter(state, event->iter) : NULL;
    if (event->verb == EV_NEXT && iter && iter->dead)
        seen->dead_steps++;
}

static void on_leave(void *ctx, Flow *flow, State *state, ValueId value)
{
    (void)flow, (void)state, (void)value;
    ((Seen *)ctx)->paths++;
}

static bool on_call(void *ctx, Flow *flow, State *state, const CallSite *call,
                    StateList *out)
{
    (void)ctx, (void)flow, (void)state, (void)call, (void)out;
    return false;
}

static bool on_call_value(void *ctx, Flow *flow, State *state, ValueId target,
                          const CallSite *call, StateList *out)
{
    (void)ctx, (void)flow, (void)state, (void)target, (void)call, (void)out;
    return false;
}

static bool on_passed(void *ctx, const Flow *flow, ValueId map, ValueId other)
{
    (void)ctx, (void)flow, (void)map, (void)other;
    return false;
}

static unsigned on_back_links(void *ctx, Sym field, bool keys, BackLink *out,
                              unsigned most)
{
    (void)ctx, (void)field, (void)keys, (void)out, (void)most;
    return 0;
}

static void on_made_with(void *ctx, Flow *flow, ValueId map, ValueId *destroy_key,
                         ValueId *destroy_val)
{
    (void)ctx, (void)flow, (void)map, (void)destroy_key, (void)destroy_val;
}

static void on_use(void *ctx, Flow *flow, State *state, ValueId value, Span span,
                   const Chain *chain)
{
    (void)ctx, (void)flow, (void)state, (void)value, (void)span, (void)chain;
}

static void on_expose(void *ctx, Flow *flow, const State *state, ValueId value)
{
    (void)ctx, (void)flow, (void)state, (void)value;
}

static void on_keep(void *ctx, Flow *flow, const State *state, ValueId value)
{
    (void)ctx, (void)flow, (void)state, (void)value;
}

/* Runs the function; its memory is the world's. */
static Seen run(const World *w, const char *function, Flow *flow)
{
    Seen seen = { 0 };
    FlowClient client = { .ctx = &seen,
                          .event = on_event,
                          .leave = on_leave,
                          .call = on_call,
                          .call_value = on_call_value,
                          .expose = on_expose,
                          .keep = on_keep,
                          .made_with = on_made_with,
                          .passed = on_passed,
                          .back_links = on_back_links,
                          .use = on_use };
    const Unit *unit = unit_read(w, function);
    flow_run(flow, unit, &unit->funcs.items[0], w->models, &client, w->arena);
    return seen;
}

#define HEAD "func f\nparam m: Map*\nparam on: int\nvar k: char*\nvar it: It record\n"

/* ---- nil ---- */

static const struct {
    const char *name, *code;
    uint32_t nil_writes;
} nil_cases[] = {
    { "an unknown parameter is not nil", "b0:\ncall put(m, \"a\", 1)\nreturn\n", 0 },
    { "nil where it was tested to be",
      "b0:\nif m == 0 then b1 else b2\nb1:\ncall put(m, \"a\", 1)\nreturn\n"
      "b2:\ncall put(m, \"a\", 1)\nreturn\n",
      1 },
    { "set to nil", "b0:\ncopy m = 0\ncall put(m, \"a\", 1)\nreturn\n", 1 },
    { "made where it was nil",
      "b0:\nif m == 0 then b1 else b2\nb1:\ncall m = make()\ngoto b2\n"
      "b2:\ncall put(m, \"a\", 1)\nreturn\n",
      0 },
    { "a flag that goes with it",
      "b0:\ncopy m = 0\nif on != 0 then b1 else b2\nb1:\ncall m = make()\ngoto b2\n"
      "b2:\nif on != 0 then b3 else b4\nb3:\ncall put(m, \"a\", 1)\ngoto b4\n"
      "b4:\nreturn\n",
      0 },
    { "another flag",
      "b0:\ncopy m = 0\nif on == 1 then b1 else b2\nb1:\ncall m = make()\ngoto b2\n"
      "b2:\nif on >= 1 then b3 else b4\nb3:\ncall put(m, \"a\", 1)\ngoto b4\n"
      "b4:\nreturn\n",
      1 },
    { "unknown after it was handed out",
      "b0:\ncopy m = 0\ncall fill(&m)\ncall put(m, \"a\", 1)\nreturn\n", 0 },
    { "not nil after a crash would have come",
      "b0:\nif m == 0 then b1 else b2\nb1:\ncall put(m, \"a\", 1)\n"
      "call put(m, \"b\", 1)\nreturn\nb2:\nreturn\n",
      1 },
};

static void nil_is_known_by_path(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(nil_cases); i++) {
        const World *w = *state;
        Flow flow;
        Seen seen =
            run(w, arena_printf(w->arena, "%s%s", HEAD, nil_cases[i].code), &flow);
        if (seen.nil_writes != nil_cases[i].nil_writes)
            fail_msg("%s: %u", nil_cases[i].name, seen.nil_writes);
    }
}

/* ---- iterations ---- */

#define LOOP(body)                                                                     \
    "b0:\ncall begin(&it, m)\ngoto b1\n"                                               \
    "b1:\ncall on = step(&it, &k, -)\nif on != 0 then b2 else b4\n" body               \
    "b4:\nreturn\n"

static const struct {
    const char *name, *code;
    bool dies;
} iter_cases[] = {
    { "nothing happens", LOOP("b2:\ngoto b1\nb3:\nreturn\n"), false },
    { "deleted and advanced", LOOP("b2:\ncall del(m, k)\ngoto b1\nb3:\nreturn\n"),
      true },
    { "deleted and left", LOOP("b2:\ncall del(m, k)\ngoto b4\nb3:\nreturn\n"), false },
    { "cleared on one way",
      LOOP("b2:\nif ? then b3 else b1\nb3:\ncall wipe(m)\ngoto b1\n"), true },
    { "begun again after the change",
      LOOP("b2:\ncall del(m, k)\ncall begin(&it, m)\ngoto b1\nb3:\nreturn\n"), false },
    { "an existing key is written",
      LOOP("b2:\ncall put(m, k, 1)\ngoto b1\nb3:\nreturn\n"), false },
    { "a new key is written",
      LOOP("b2:\ncall put(m, \"new\", 1)\ngoto b1\nb3:\nreturn\n"), true },
    { "another map is changed",
      LOOP("b2:\ncall k = make()\ncall wipe(k)\ngoto b1\nb3:\nreturn\n"), false },
};

static void iterations_die_and_come_back(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(iter_cases); i++) {
        const World *w = *state;
        Flow flow;
        Seen seen =
            run(w, arena_printf(w->arena, "%s%s", HEAD, iter_cases[i].code), &flow);
        if ((seen.dead_steps > 0) != iter_cases[i].dies)
            fail_msg("%s: %u", iter_cases[i].name, seen.dead_steps);
    }
}

/* ---- hostile functions ---- */

/* Branches that all stay possible, over variables that all stay alive. */
static const char *many_branches(const World *w, unsigned vars, unsigned branches)
{
    StrBuf text = strbuf_in(w->arena);
    strbuf_add(&text, HEAD);
    for (unsigned v = 0; v < vars; v++)
        strbuf_printf(&text, "var v%u: int\n", v);
    strbuf_add(&text, "b0:\n");
    for (unsigned v = 0; v < vars; v++)
        strbuf_printf(&text, "call v%u = unknown_function()\n", v);
    strbuf_add(&text, "goto b1\n");
    for (unsigned b = 0; b < branches; b++)
        strbuf_printf(&text,
                      "b%u:\nif v%u == %u then b%u else b%u\nb%u:\n"
                      "copy on = %u\ngoto b%u\n",
                      2 * b + 1, b % vars, b, 2 * b + 2, 2 * b + 3, 2 * b + 2, b,
                      2 * b + 3);
    strbuf_printf(&text, "b%u:\n", 2 * branches + 1);
    for (unsigned v = 0; v < vars; v++)
        strbuf_printf(&text, "use v%u\n", v);
    strbuf_add(&text, "call put(m, on, 1)\nreturn\n");
    return strbuf_cstr(&text);
}

static void memory_is_bounded(void **state)
{
    const World *w = *state;
    const char *text = many_branches(w, 500, 5000);
    size_t before = arena_used(w->arena);
    Flow flow;
    Seen seen = run(w, text, &flow);
    assert_true(flow.cut_short);
    assert_true(arena_used(w->arena) - before < 160u * 1024 * 1024);
    assert_int_equal(seen.nil_writes, 0);
}

/* Twenty thousand branches over few variables are run to the end. */
static void long_functions_end(void **state)
{
    const World *w = *state;
    Flow flow;
    Seen seen = run(w, many_branches(w, 1, 4000), &flow);
    assert_false(flow.cut_short);
    assert_in_range(seen.events, 1, STATES_MAX);
    assert_in_range(seen.paths, 1, STATES_MAX);
}

/* Doubling a sum sixty times makes one that nobody could walk. */
static void sums_of_sums_end(void **state)
{
    const World *w = *state;
    StrBuf text = strbuf_in(w->arena);
    strbuf_add(&text, HEAD "b0:\n");
    for (unsigned i = 0; i < 60; i++)
        strbuf_add(&text, "compute on = on + on\n");
    strbuf_add(&text, "if on == 7 then b1 else b2\nb1:\ncall put(m, on, 1)\nreturn\n"
                      "b2:\nreturn\n");
    Flow flow;
    Seen seen = run(w, strbuf_cstr(&text), &flow);
    assert_int_equal(seen.events, 1);
    assert_int_equal(seen.paths, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(nil_is_known_by_path), WORLD_TEST(iterations_die_and_come_back),
        WORLD_TEST(memory_is_bounded),    WORLD_TEST(long_functions_end),
        WORLD_TEST(sums_of_sums_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
