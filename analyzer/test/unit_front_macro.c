/*
 * Macros with a shape become calls of their own names, wherever they stand.
 */
#include "test/lowered.h"

static const char library[] =
    "struct link { void *next; };\n"
    "struct node { int id; struct link ln; };\n"
    "void lib_put(void *, void *); int lib_has(void *, int); int lib_more(void *);\n"
    "#define LIB_PUT_BY(l, head, field, item) do { \\\n"
    "  if (!(head)) (head) = (item); lib_put(&(item)->l, &(item)->field); } while (0)\n"
    "#define LIB_PUT(head, field, item) LIB_PUT_BY(ln, head, field, item)\n"
    "#define LIB_HAS(head, id) (lib_has((head), (id)))\n"
    "#define LIB_EACH(head, it) for ((it) = (head); (it); (it) = (void "
    "*)(it)->ln.next)\n"
    "#define LIB_WITH(head, v, code) { while (lib_more(head)) { (v) = 1; code; } }\n"
    "#define LIB_AT(head, i) ((head)[i].id)\n"
    "#define MY_PUT(set, x) LIB_PUT((set)->head, id, (x))\n"
    "#define MY_BOTH(set, x) { MY_PUT(set, x); lib_more(set); }\n"
    "struct set { struct node *head; };\n";

typedef struct MacroCase {
    const char *name;
    const char *code;
    const char *ir; /* what must occur in it */
    const char *not_ir;
} MacroCase;

/* head by its address, the member by name, loops, code as an argument, a place */
static const MacroShapes *shapes(Arena *arena, Intern *intern)
{
    const struct {
        const char *name, *next;
        uint32_t address, member;
        int8_t code;
        bool is_place;
    } rows[] = {
        { "LIB_PUT", NULL, 1, 2, -1, false },
        { "LIB_HAS", NULL, 1, 0, -1, false },
        { "LIB_EACH", "LIB_EACH turn", 3, 0, -1, false },
        { "LIB_WITH", "LIB_WITH turn", 2, 0, 2, false },
        { "LIB_AT", NULL, 0, 0, -1, true },
        { "link.next", "link.next turn", 3, 0, -1, false },
    };
    MacroShapes *out = ARENA_NEW(arena, MacroShapes);
    for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
        MacroShape shape = { .name = intern_text(intern, rows[i].name),
                             .address = rows[i].address,
                             .member = rows[i].member,
                             .code = rows[i].code,
                             .is_place = rows[i].is_place };
        if (rows[i].next)
            shape.next = intern_text(intern, rows[i].next);
        vec_push(arena, &out->items, shape);
    }
    return out;
}

static const MacroCase cases[] = {
    { "a call", "void f(struct node *n) { struct node *h = 0; LIB_PUT(h, id, n); }",
      "call LIB_PUT(&h, &n->id, n)\nreturn", "lib_put" },
    { "a member of a member",
      "void f(struct set *s, struct node *n) { LIB_PUT(s->head, ln.next, n); }",
      "call LIB_PUT(&s->head, &n->ln.next, n)\nreturn", "lib_put" },
    { "a wrapper", "void f(struct set *s, struct node *n) { MY_PUT(s, n); }",
      "call LIB_PUT(&s->head, &n->id, n)\nreturn", "lib_put" },
    { "a wrapper of a wrapper",
      "void f(struct set *s, struct node *n) { MY_BOTH(s + 1, n); }",
      "call LIB_PUT(&s->[1].head, &n->id, n)\ncompute %1", "lib_put" },
    { "a value", "int f(struct node *h) { return 2 + LIB_HAS(h, 3); }",
      "call %1 = LIB_HAS(&h, 3)", "lib_has" },
    { "a condition", "int g(void); void f(struct node *h) { if (!LIB_HAS(h, 3)) g(); }",
      "call %1 = LIB_HAS(&h, 3)\nif %1 != 0", "lib_has" },
    { "a call in an argument", "void f(struct node *h) { LIB_HAS(h, LIB_HAS(h, 1)); }",
      "call %1 = LIB_HAS(&h, 1)\ncall LIB_HAS(&h, %1)", "lib_has" },
    { "macros in an argument",
      "#define BOTH(a, b) ((a) + (b))\n"
      "void f(struct node *h, int x) { LIB_HAS(h, BOTH(x, 1)); LIB_HAS(h, x + BOTH(x, "
      "2)); }",
      "compute %1 = x + 1\ncall LIB_HAS(&h, %1)\ncompute %2 = x + 2\n"
      "compute %3 = x + %2\ncall LIB_HAS(&h, %3)",
      "lib_has" },
    { "a loop",
      "int g(void *); void f(struct set *s) { struct node *n;"
      " LIB_EACH(s->head, n) { if (n->id) continue; g(n); } }",
      "call LIB_EACH(&s->head, &n)\ngoto b1\nb1: trip unknown\n"
      "call %1 = LIB_EACH turn(&s->head, &n)\nif %1 != 0 then b2 else b4\n"
      "b2:\nif n->id != 0 then b1 else b3\nb3:\ncall g(n)\ngoto b1\n",
      "ln.next" },
    { "code as an argument",
      "int g(int); void f(struct node *h) { int v; LIB_WITH(h, v, { g(v); g(2); }) }",
      "call %1 = LIB_WITH turn(h, &v, ?)\nif %1 != 0 then b2 else b3\nb2:\n"
      "call g(v)\ncall g(2)\ngoto b1\n",
      "lib_more" },
    { "a place read", "int f(struct node *h) { return LIB_AT(h, 2); }",
      "call %1 = LIB_AT(h, 2)\nreturn *%1", "h[2]" },
    { "a place written", "void f(struct node *h) { LIB_AT(h, 2) = 3; }",
      "call %1 = LIB_AT(h, 2)\ncopy *%1 = 3", "h[2]" },
    { "a place's address", "int *f(struct node *h) { return &LIB_AT(h, 2); }",
      "call %1 = LIB_AT(h, 2)\nreturn %1", "h[2]" },
    { "a walk",
      "void f(struct set *s) { struct node *n;"
      " for (n = s->head; n && n->id; n = (struct node *)n->ln.next) n->id = 1; }",
      "call link.next(&s->head, &n)\ngoto b1\nb1: trip unknown\n"
      "call %1 = link.next turn(&s->head, &n)\nif %1 != 0 then b2 else b5\n",
      "copy n = " },
    { "no walk: another variable steps",
      "void f(struct set *s, struct node *m) { struct node *n;"
      " for (n = s->head; n; n = m->ln.next) n->id = 1; }",
      "copy n = m->ln.next", "link.next(" },
    { "no shape", "#define OTHER(h) lib_more(h)\nvoid f(void *h) { OTHER(h); }",
      "call lib_more(h)", "OTHER" },
};

static void run_case(void **state)
{
    const MacroCase *c = *state;
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    Lowered lowered;
    Err err = { 0 };
    Unsaved text = { .path = "/test/a.c",
                     .text = str_of(arena_printf(arena, "%s%s\n", library, c->code)) };
    FrontRequest request = {
        .arena = arena,
        .intern = intern,
        .root = "/test",
        .command = { .file = "/test/a.c", .directory = "/" },
        .unsaved = &text,
        .unsaved_count = 1,
        .macros = shapes(arena, intern),
    };
    assert_true(front_clang.lower(&request, &lowered, &err));
    assert_false(lowered.has_errors);
    const char *ir = shown(arena, lowered.unit);
    if (!strstr(ir, c->ir) || strstr(ir, c->not_ir))
        fail_msg("'%s' and no '%s' in:\n%s", c->ir, c->not_ir, ir);
    intern_free(intern);
    arena_free(arena);
}

int main(void)
{
    struct CMUnitTest tests[ARRAY_LEN(cases)];
    MacroCase copies[ARRAY_LEN(cases)];
    memcpy(copies, cases, sizeof cases);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++)
        tests[i] = (struct CMUnitTest){ .name = cases[i].name,
                                        .test_func = run_case,
                                        .initial_state = &copies[i] };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
