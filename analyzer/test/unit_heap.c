/* The life of values on a path: what is dead, when its use is seen, what maps hold. */
#include "engine.h"

#include "flow/flow.h"

typedef struct Seen {
    uint32_t uses;     /* of something dead */
    uint32_t lives;    /* uses of what lives */
    uint32_t twice;    /* disposals of something dead */
    uint32_t dead_map; /* events on a map that is dead */
    uint32_t returns;
    uint32_t entries; /* held at the last return */
    uint32_t stuck;   /* ... of which the value is dead */
    uint32_t lost;    /* made here, in sight and alive at the last return */
} Seen;

static void count_at_return(Seen *seen, const Flow *flow, const State *state)
{
    seen->returns++;
    seen->entries = state->entries.len;
    seen->stuck = seen->lost = 0;
    for (uint32_t i = 0; i < state->entries.len; i++)
        seen->stuck += heap_dead(flow, state, state->entries.items[i].val) != NULL;
    for (uint32_t i = 0; i < state->heap.len; i++) {
        const HeapFact *fact = &state->heap.items[i];
        seen->lost += fact->made && !fact->escaped && !fact->dead;
    }
}

static void on_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Seen *seen = ctx;
    if (event->verb == EV_USE)
        seen->uses++;
    if (event->verb == EV_DISPOSE && heap_dead(flow, state, event->value))
        seen->twice++;
    if (event->law && heap_dead(flow, state, event->map))
        seen->dead_map++;
    if (event->verb == EV_RETURN)
        count_at_return(seen, flow, state);
}

static void on_use(void *ctx, Flow *flow, State *state, ValueId value, Span span,
                   const Chain *chain)
{
    (void)flow, (void)state, (void)value, (void)span, (void)chain;
    ((Seen *)ctx)->lives++;
}

static void on_leave(void *ctx, Flow *flow, State *state, ValueId value)
{
    (void)ctx, (void)flow, (void)state, (void)value;
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

static void on_expose(void *ctx, Flow *flow, const State *state, ValueId value)
{
    (void)ctx, (void)flow, (void)state, (void)value;
}

static void on_keep(void *ctx, Flow *flow, const State *state, ValueId value)
{
    (void)ctx, (void)flow, (void)state, (void)value;
}

static Seen run(const World *w, const char *code)
{
    Seen seen = { 0 };
    Flow flow;
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
    const char *head = "func f\nparam m: Map*\nparam p: Node*\nparam on: int\n"
                       "var q: Node*\nvar r: Node*\nvar it: It record\n";
    const Unit *unit = unit_read(w, arena_printf(w->arena, "%s%s", head, code));
    flow_run(&flow, unit, &unit->funcs.items[0], w->models, &client, w->arena);
    return seen;
}

static const struct {
    const char *name, *code;
    Seen seen;
} cases[] = {
    { "a field of what lives",
      "b0:\ncopy on = p->n\nreturn\n",
      { .returns = 1, .lives = 1 } },
    { "a field of what was freed",
      "b0:\ncall release(p)\ncopy on = p->n\nreturn\n",
      { .returns = 1, .uses = 1 } },
    { "a store through it",
      "b0:\ncall release(p)\ncopy p->n = 1\nreturn\n",
      { .returns = 1, .uses = 1 } },
    { "the pointer itself may be copied",
      "b0:\ncall release(p)\ncopy q = p\nreturn\n",
      { .returns = 1 } },
    { "through a copy",
      "b0:\ncopy q = p\ncall release(p)\ncopy q->n = 1\nreturn\n",
      { .returns = 1, .uses = 1 } },
    { "set anew",
      "b0:\ncall release(p)\ncall p = take()\ncopy p->n = 1\nreturn p\n",
      { .returns = 1, .lives = 1, .lost = 1 } },
    { "freed twice",
      "b0:\ncall release(p)\ncall release(p)\nreturn\n",
      { .returns = 1, .twice = 1 } },
    { "NULL may be freed twice",
      "b0:\ncopy p = 0\ncall release(p)\ncall release(p)\nreturn\n",
      { .returns = 1 } },
    { "what it points to lives on",
      "b0:\ncopy q = p->next\ncall release(p)\ncopy q->n = 1\nreturn\n",
      { .returns = 1, .lives = 2 } },
    { "a map used after its free",
      "b0:\ncall drop(m)\ncall put(m, 1, 2)\nreturn\n",
      { .returns = 1, .dead_map = 1, .entries = 1 } },
    { "somebody may have set the field anew",
      "b0:\ncall release(p->next)\ncall stranger()\ncopy p->next->n = 1\nreturn\n",
      { .returns = 1, .lives = 3 } },
    { "nobody can have set it anew",
      "b0:\ncall release(p->next)\ncall quiet()\ncopy p->next->n = 1\nreturn\n",
      { .returns = 1, .lives = 2, .uses = 1 } },
    { "nobody can have set the parameter anew",
      "b0:\ncall release(p)\ncall stranger()\ncopy p->n = 1\nreturn\n",
      { .returns = 1, .uses = 1 } },
    { "freed while a map holds it",
      "b0:\ncall put(m, 1, p)\ncall release(p)\nreturn\n",
      { .returns = 1, .entries = 1, .stuck = 1 } },
    { "removed, then freed",
      "b0:\ncall put(m, 1, p)\ncall del(m, 1)\ncall release(p)\nreturn\n",
      { .returns = 1 } },
    { "removed under another key, then freed",
      "b0:\ncall put(m, 1, p)\ncall del(m, 2)\ncall release(p)\nreturn\n",
      { .returns = 1, .entries = 1, .stuck = 1 } },
    { "removed under a key that may be the same",
      "b0:\ncall put(m, 1, p)\ncall del(m, on)\ncall release(p)\nreturn\n",
      { .returns = 1 } },
    { "found, then freed",
      "b0:\ncall q = get(m, 1)\ncall release(q)\nreturn\n",
      { .returns = 1, .entries = 1, .stuck = 1 } },
    { "a pointer into the map after a write of another key",
      "b0:\ncall q = at(m, 1)\ncall put(m, 2, 0)\ncopy q->n = 1\nreturn\n",
      { .returns = 1, .entries = 1, .uses = 1 } },
    { "a pointer into the map after another key is deleted",
      "b0:\ncall q = at(m, 1)\ncall del(m, 2)\ncopy q->n = 1\nreturn\n",
      { .returns = 1, .lives = 1 } },
    { "taken again after the write",
      "b0:\ncall q = at(m, 1)\ncall put(m, 2, 0)\ncall q = at(m, 1)\ncopy q->n = 1\n"
      "return\n",
      { .returns = 1, .entries = 1, .lives = 1 } },
    { "made and lost", "b0:\ncall q = take()\nreturn\n", { .returns = 1, .lost = 1 } },
    { "made and given away",
      "b0:\ncall q = take()\ncall stranger(q)\nreturn\n",
      { .returns = 1 } },
    { "freed on one of two paths",
      "b0:\nif on == 0 then b1 else b2\nb1:\ncall release(p)\ngoto b2\n"
      "b2:\nif on == 0 then b3 else b4\nb3:\nreturn\nb4:\ncopy p->n = 1\nreturn\n",
      { .returns = 2, .lives = 1 } },
};

static void values_live_and_die(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        Seen seen = run(*state, cases[i].code), want = cases[i].seen;
        if (memcmp(&seen, &want, sizeof seen) != 0)
            fail_msg("%s: %u uses, %u living, %u twice, %u on a dead map, %u returns, "
                     "%u entries, %u stuck, %u lost",
                     cases[i].name, seen.uses, seen.lives, seen.twice, seen.dead_map,
                     seen.returns, seen.entries, seen.stuck, seen.lost);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { WORLD_TEST(values_live_and_die) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
