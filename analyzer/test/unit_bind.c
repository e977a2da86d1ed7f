/* What function pointers and maps may be: who reaches which node, over several units.
 */
#include "engine.h"

#include "summary/bind.h"

static Bind *bound(const World *w, const char *const *units, unsigned count)
{
    Bind *bind = bind_new(w->arena, w->intern);
    for (unsigned i = 0; i < count; i++)
        bind_add(bind, bind_read(w->arena, unit_read(w, units[i])));
    bind_solve(bind, w->models);
    return bind;
}

static Bind *bound_one(const World *w, const char *unit)
{
    return bound(w, &unit, 1);
}

static BindTerm field(const World *w, const char *name)
{
    return (BindTerm){ BIND_FIELD, intern_text(w->intern, name), 0 };
}

static BindTerm global(const World *w, const char *name)
{
    return (BindTerm){ BIND_GLOBAL, intern_text(w->intern, name), 0 };
}

/* The functions at a node, in order, with blanks between. */
static const char *names_at(const World *w, const Bind *bind, BindTerm node)
{
    Targets targets = bind_functions(bind, node);
    StrBuf out = strbuf_in(w->arena);
    for (uint32_t i = 0; i < targets.count; i++)
        strbuf_printf(&out, "%s%s", i ? " " : "", sym_text(w->intern, targets.func[i]));
    return strbuf_cstr(&out);
}

static void a_setter_stores_what_its_callers_pass(void **state)
{
    const World *w = *state;
    const Bind *bind = bound_one(
        w, "func set\nparam b: Bus*\nparam f: function*\nb0:\ncopy b->'Bus.on' = f\n"
           "return\nfunc main\nvar b: Bus record\nb0:\ncall set(&b, fn:one)\n"
           "call set(&b, fn:two)\nreturn\n");
    assert_string_equal(names_at(w, bind, field(w, "Bus.on")), "one two");
    assert_string_equal(names_at(w, bind, field(w, "Bus.off")), "");
}

static void units_are_put_together_in_any_order(void **state)
{
    const World *w = *state;
    static const char *const ab[] = {
        "global hook: function*\nfunc set\nparam f: function*\nb0:\ncopy hook = f\n"
        "return\n",
        "func start\nb0:\ncall set(fn:one)\nreturn\n"
    };
    static const char *const ba[] = {
        "func start\nb0:\ncall set(fn:one)\nreturn\n",
        "global hook: function*\nfunc set\nparam f: function*\nb0:\ncopy hook = f\n"
        "return\n"
    };
    assert_string_equal(names_at(w, bound(w, ab, 2), global(w, "hook")), "one");
    assert_string_equal(names_at(w, bound(w, ba, 2), global(w, "hook")), "one");
}

static void results_and_pointers_to_pointers_carry_functions(void **state)
{
    const World *w = *state;
    const Bind *bind =
        bound_one(w, "global a: function*\nglobal b: function*\n"
                     "func pick value\nb0:\nreturn fn:one\n"
                     "func give\nparam to: function**\nb0:\ncopy *to = fn:two\nreturn\n"
                     "func main\nb0:\ncall a = pick()\ncall give(&b)\nreturn\n");
    assert_string_equal(names_at(w, bind, global(w, "a")), "one");
    assert_string_equal(names_at(w, bind, global(w, "b")), "two");
}

/* set is only reached through a table: the second round of links finds what it stores.
 */
static void calls_through_pointers_are_linked(void **state)
{
    const World *w = *state;
    const Bind *bind = bound_one(
        w, "global hook: function*\nglobal ops: Ops record\n"
           "func set\nparam f: function*\nb0:\ncopy hook = f\nreturn\n"
           "func main\nb0:\ncopy ops.'Ops.set' = fn:set\ncall [ops.'Ops.set'](fn:one)\n"
           "return\n");
    assert_string_equal(names_at(w, bind, global(w, "hook")), "one");
}

/* A field of a global is its own, unless somebody writes through a pointer. */
static void fields_of_globals_are_told_apart(void **state)
{
    const World *w = *state;
    const char *tables = "global a: Ops record\nglobal b: Ops record\n"
                         "func main\nparam o: Ops*\nb0:\ncopy a.'Ops.f' = fn:one\n"
                         "copy b.'Ops.f' = fn:two\n";
    Sym f = intern_text(w->intern, "Ops.f"), a = intern_text(w->intern, "a");
    BindTerm in_a = { BIND_MEMBER, f, a };
    const Bind *apart = bound_one(w, arena_printf(w->arena, "%sreturn\n", tables));
    assert_string_equal(names_at(w, apart, in_a), "one");
    assert_string_equal(names_at(w, apart, field(w, "Ops.f")), "one two");
    const Bind *mixed = bound_one(
        w, arena_printf(w->arena, "%scopy o->'Ops.f' = fn:three\nreturn\n", tables));
    assert_string_equal(names_at(w, mixed, in_a), "one three");
}

static void more_than_can_be_told_apart_is_opaque(void **state)
{
    const World *w = *state;
    StrBuf eight = strbuf_in(w->arena);
    strbuf_add(&eight, "global hook: function*\nglobal copy: function*\nfunc f\nb0:\n");
    for (int i = 0; i < TARGETS_MAX; i++)
        strbuf_printf(&eight, "copy hook = fn:f%d\n", i);
    strbuf_add(&eight, "copy copy = hook\n");
    const char *text = strbuf_cstr(&eight);
    const Bind *all = bound_one(w, arena_printf(w->arena, "%sreturn\n", text));
    assert_int_equal(bind_functions(all, global(w, "copy")).count, TARGETS_MAX);
    const Bind *more =
        bound_one(w, arena_printf(w->arena, "%scopy hook = fn:more\nreturn\n", text));
    assert_int_equal(bind_functions(more, global(w, "hook")).count, 0);
    assert_int_equal(bind_functions(more, global(w, "copy")).count, 0);
}

#define CACHE                                                                          \
    "global lru: Ops record const\nfunc set\nparam c: Cache*\nparam o: Ops*\nb0:\n"    \
    "copy c->'Cache.ops' = &lru\n"

static void addresses_are_certain_or_nothing(void **state)
{
    const World *w = *state;
    BindTerm ops = field(w, "Cache.ops");
    Bind *sure = bound_one(w, CACHE "return\n");
    Bind *open = bound_one(w, CACHE "copy c->'Cache.ops' = o\nreturn\n");
    Targets one = bind_addresses(sure, ops);
    assert_int_equal(one.count, 1);
    assert_string_equal(sym_text(w->intern, one.func[0]), "lru");
    assert_int_equal(bind_addresses(open, ops).count, 0);
}

#define MAKER                                                                          \
    "global m: Map*\nfunc wrap value\nparam d: function*\nvar t: Map*\nb0:\n"          \
    "call t = make_full(d)\nreturn t\nfunc init\nb0:\ncall m = wrap(fn:gone)\n"

/* A map that is always made in one way, and one that is not. */
static void maps_remember_how_they_were_made(void **state)
{
    const World *w = *state;
    BoundMap map = { 0 };
    Bind *one = bound_one(w, MAKER "return\n");
    assert_true(bind_map(one, global(w, "m"), &map));
    assert_string_equal(sym_text(w->intern, map.destroy_val), "gone");
    assert_non_null(map.law);
    Bind *two = bound_one(w, MAKER "call m = make()\nreturn\n");
    assert_false(bind_map(two, global(w, "m"), &map));
    Bind *outside = bound_one(w, MAKER "call m = elsewhere()\nreturn\n");
    assert_false(bind_map(outside, global(w, "m"), &map));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(a_setter_stores_what_its_callers_pass),
        WORLD_TEST(units_are_put_together_in_any_order),
        WORLD_TEST(results_and_pointers_to_pointers_carry_functions),
        WORLD_TEST(calls_through_pointers_are_linked),
        WORLD_TEST(fields_of_globals_are_told_apart),
        WORLD_TEST(more_than_can_be_told_apart_is_opaque),
        WORLD_TEST(addresses_are_certain_or_nothing),
        WORLD_TEST(maps_remember_how_they_were_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
