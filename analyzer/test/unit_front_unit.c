/* What a lowered unit says besides its events: types, places in the text, messages. */
#include "lowered.h"

#include "base/file.h"

typedef struct Lowering {
    Arena *arena;
    Intern *intern;
    Lowered out;
} Lowering;

static int open_arenas(void **state)
{
    Arena *arena = arena_new();
    Lowering *l = ARENA_NEW(arena, Lowering);
    l->arena = arena;
    l->intern = intern_new();
    *state = l;
    return 0;
}

static int close_arenas(void **state)
{
    Lowering *l = *state;
    intern_free(l->intern);
    arena_free(l->arena);
    return 0;
}

static const Unit *lower_whole(Lowering *l, const char *code)
{
    Err err = { 0 };
    assert_true(lower_text(l->arena, l->intern, code, &l->out, &err));
    return l->out.unit;
}

static const Unit *lower(Lowering *l, const char *code)
{
    const Unit *unit = lower_whole(l, code);
    assert_false(l->out.has_errors);
    return unit;
}

/* The same with "a.h" beside it. */
static const Unit *lower_with_header(Lowering *l, const char *code, const char *header)
{
    Unsaved files[] = { { "/test/a.c", str_of(code) },
                        { "/test/a.h", str_of(header) } };
    FrontRequest request = { .arena = l->arena,
                             .intern = l->intern,
                             .root = "/test",
                             .command = { .file = "/test/a.c", .directory = "/" },
                             .unsaved = files,
                             .unsaved_count = 2 };
    Err err = { 0 };
    assert_true(front_clang.lower(&request, &l->out, &err));
    assert_false(l->out.has_errors);
    return l->out.unit;
}

static const Var *local_named(const Unit *unit, const char *name)
{
    const Func *fn = &unit->funcs.items[0];
    for (uint32_t i = 0; i < fn->vars.len; i++)
        if (strcmp(sym_text(unit->intern, fn->vars.items[i].name), name) == 0)
            return &fn->vars.items[i];
    fail_msg("no variable %s", name);
    return NULL;
}

static void assert_type(const Unit *unit, const char *name, const char *type,
                        unsigned pointers)
{
    const Var *var = local_named(unit, name);
    assert_string_equal(sym_text(unit->intern, var->type), type);
    assert_int_equal(var->pointers, pointers);
}

static void types_have_the_name_that_users_write(void **state)
{
    const Unit *unit =
        lower(*state, "typedef struct _Table Table; typedef Table Alias;\n"
                      "typedef struct tag *tag_t; typedef struct { int a; } anon;\n"
                      "void f(Table *a, struct _Table *b, const Alias **c, tag_t d,\n"
                      "       anon *e, unsigned long g, struct tag *h[4], void *k,\n"
                      "       void (*m)(int)) { __typeof__(*a) *n = a;\n"
                      "       struct tag *o[4]; anon p; enum { X } q; }");
    assert_type(unit, "a", "Table", 1);
    assert_type(unit, "b", "Table", 1);
    assert_type(unit, "c", "Table", 2);
    assert_type(unit, "d", "tag", 1);
    assert_type(unit, "e", "anon", 1);
    assert_type(unit, "g", "unsigned long", 0);
    assert_type(unit, "h", "tag", 2);
    assert_type(unit, "k", "void", 1);
    assert_type(unit, "m", "function", 1);
    assert_type(unit, "n", "Table", 1);
    assert_type(unit, "o", "tag", 2);
    assert_true(local_named(unit, "o")->is_array);
    assert_int_equal(local_named(unit, "o")->length, 4);
    assert_true(local_named(unit, "p")->is_record);
    assert_false(local_named(unit, "e")->is_record);
}

static Span event_span(const Unit *unit, uint32_t i)
{
    return unit->funcs.items[0].blocks.items[0].events.items[i].span;
}

static void assert_span(Span span, unsigned line, unsigned col, unsigned end_line,
                        unsigned end_col)
{
    assert_int_equal(span.file, 1);
    assert_int_equal(span.line, line);
    assert_int_equal(span.col, col);
    assert_int_equal(span.end_line, end_line);
    assert_int_equal(span.end_col, end_col);
}

static void spans_cover_what_the_user_wrote(void **state)
{
    const Unit *unit = lower(*state, "void g(int);\n"
                                     "#define G(x) g(x)\n"
                                     "#define BOTH(x, y) (x, y)\n"
                                     "void f(int a) {\n"
                                     "    g(a);\n"
                                     "    G(a +\n"
                                     "      1);\n"
                                     "    BOTH(g(1), g(2));\n"
                                     "}\n");
    assert_span(unit->funcs.items[0].span, 4, 6, 4, 7);
    assert_span(unit->funcs.items[0].body, 4, 15, 9, 2);
    assert_span(event_span(unit, 0), 5, 5, 5, 9);
    assert_span(event_span(unit, 1), 6, 7, 7, 8);   /* a + 1: the user's own token */
    assert_span(event_span(unit, 2), 6, 5, 7, 9);   /* g(...): the macro call */
    assert_span(event_span(unit, 3), 8, 10, 8, 14); /* an argument stands for itself */
}

static void annotations_reach_the_unit(void **state)
{
    const Unit *unit = lower(
        *state,
        "struct __attribute__((annotate(\"map: law kind; nil read:ok\"))) m {\n"
        "    int n; };\n"
        "__attribute__((annotate(\"map: clear map:0\"))) void m_clear(struct m *);\n"
        "__attribute__((annotate(\"other\"))) void not_ours(void);\n"
        "__attribute__((annotate(\"map: unused\"))) void unused(void);\n"
        "void f(struct m *m) { m_clear(m); m_clear(m); not_ours(); }\n");
    assert_int_equal(unit->annotations.len, 2);
    const Annotation *a = unit->annotations.items;
    assert_string_equal(sym_text(unit->intern, a[0].target), "m");
    assert_string_equal(sym_text(unit->intern, a[0].text), "law kind; nil read:ok");
    assert_string_equal(sym_text(unit->intern, a[1].target), "m_clear");
    assert_string_equal(sym_text(unit->intern, a[1].text), "clear map:0");
    assert_int_equal(a[1].span.line, 3);
}

static void functions_that_do_not_return_are_listed(void **state)
{
    const Unit *unit = lower(
        *state, "_Noreturn void a(void); void b(void) __attribute__((noreturn));\n"
                "void c(void); void f(int n) { c(); n ? a() : b(); }");
    assert_int_equal(unit->no_return.len, 2);
    assert_string_equal(sym_text(unit->intern, unit->no_return.items[0]), "a");
    assert_string_equal(sym_text(unit->intern, unit->no_return.items[1]), "b");
}

static void globals_are_described(void **state)
{
    const Unit *unit = lower(*state, "static int *a; int b[3]; extern const int c;\n"
                                     "int f(void) { static int d; return c + d; }");
    assert_int_equal(unit->globals.len, 4);
    const Var *v = unit->globals.items;
    assert_string_equal(sym_text(unit->intern, v[0].name), "a@a.c");
    assert_true(v[0].is_static);
    assert_int_equal(v[1].length, 3);
    assert_false(v[1].is_static);
    assert_true(v[2].is_const);
    assert_string_equal(sym_text(unit->intern, v[3].name), "f.d@a.c");
    assert_true(v[3].is_static);
}

/* The field that the function's n-th copy writes to, and its last selector. */
static const char *field_written(const Unit *unit, uint32_t n)
{
    const Func *fn = &unit->funcs.items[0];
    const Place *place = &fn->places.items[fn->blocks.items[0].events.items[n].dst];
    return sym_text(unit->intern, place->sel[place->count - 1].field);
}

static void fields_carry_their_record(void **state)
{
    const Unit *unit = lower_with_header(
        *state,
        "#include \"a.h\"\n"
        "struct own { int c; struct { int d; } in; union { int e; int f; }; };\n"
        "static struct { int g; } x;\n"
        "void f(T *t, U *u, struct own *o) { t->a = 1; u->b = 1; o->c = 1;\n"
        "  o->in.d = 1; o->f = 1; x.g = 1; }\n",
        "typedef struct s T; struct s { int a; }; typedef struct { int b; } U;\n");
    static const char *const fields[] = { "s.a",       "U.b",       "own@a.c.c",
                                          "own@a.c.d", "own@a.c.e", "@a.c.g" };
    for (uint32_t i = 0; i < ARRAY_LEN(fields); i++)
        assert_string_equal(field_written(unit, i), fields[i]);
    assert_string_equal(field_shown("own@a.c.c").p, "c");
}

static void errors_leave_a_partial_unit(void **state)
{
    Lowering *l = *state;
    const Unit *unit = lower_whole(l, "void g(int);\n"
                                      "void f(int a) { g(a); undeclared = 1; g(1); }\n"
                                      "int h(void) { return 1; }\n");
    assert_true(l->out.has_errors);
    assert_true(l->out.diagnostics.len >= 1);
    const Diagnostic *d = &l->out.diagnostics.items[0];
    assert_true(d->is_error);
    assert_int_equal(d->span.file, 1);
    assert_int_equal(d->span.line, 2);
    assert_true(strlen(d->text) > 0);
    assert_int_equal(unit->funcs.len, 2);
}

/* p->gone.map is no part of p that could be told apart, and surely not p itself. */
static void members_in_error_are_no_places(void **state)
{
    Lowering *l = *state;
    const Unit *unit =
        lower_whole(l, "struct owner { struct missing gone; };\n"
                       "void *make(void);\n"
                       "void f(struct owner *p) { p->gone.map = make(); }\n");
    assert_true(l->out.has_errors);
    StrBuf out = strbuf_in(l->arena);
    text_print_func(&out, unit, unit_find(unit, intern_text(l->intern, "f")));
    const char *text = strbuf_str(&out).p;
    assert_non_null(strstr(text, "unknown &p "));
    assert_null(strstr(text, "p = make()"));
}

static void warnings_are_not_asked_for(void **state)
{
    Lowering *l = *state;
    lower(l, "int f(void) { int unused; if (unused = 1) ; }");
    assert_int_equal(l->out.diagnostics.len, 0);
}

/* A build with gcc goes through with these. */
static void what_gcc_only_warns_of_is_no_error(void **state)
{
    Lowering *l = *state;
    lower(l, "int f(void) { char *p = 5; g(p); static x; return p + x; }\n"
             "void v(int **q) { long *n = q; return n; }\n");
    assert_int_equal(l->out.diagnostics.len, 0);
}

static void all_errors_are_listed(void **state)
{
    Lowering *l = *state;
    StrBuf text = strbuf_in(l->arena);
    for (int i = 0; i < 60; i++)
        strbuf_printf(&text, "int f%d(void) { return nosuch%d; }\n", i, i);
    lower_whole(l, strbuf_cstr(&text));
    assert_int_equal(l->out.diagnostics.len, 60);
}

static void a_missing_file_is_one_line(void **state)
{
    Lowering *l = *state;
    Err err = { 0 };
    FrontRequest request = { .arena = l->arena,
                             .intern = l->intern,
                             .root = "/nowhere",
                             .command = { .file = "/nowhere/a.c", .directory = "/" } };
    assert_false(front_clang.lower(&request, &l->out, &err));
    assert_int_equal(err.code, ERR_UNIT);
    assert_string_equal(err.text, "a.c:1: no such file");
}

/* Headers: functions that are called come along, all files that were read are named. */
static void headers_give_what_is_called(void **state)
{
    Lowering *l = *state;
    const Unit *unit =
        lower_with_header(l,
                          "#include \"a.h\"\n#include <stddef.h>\n" /* libclang's own */
                          "size_t f(void) { return used(); }\n",
                          "static inline int deep(void) { return 2; }\n"
                          "static inline int used(void) { return deep(); }\n"
                          "static inline int unused(void) { return 1; }\n");
    assert_int_equal(unit->funcs.len, 3);
    assert_string_equal(sym_text(l->intern, unit->funcs.items[1].name), "used@a.h");
    assert_true(unit->funcs.items[1].is_inline_header);
    assert_string_equal(sym_text(l->intern, unit->funcs.items[2].name), "deep@a.h");
    bool header = false, stddef = false;
    for (uint32_t i = 0; i < l->out.inputs.len; i++) {
        header |= strcmp(l->out.inputs.items[i], "/test/a.h") == 0;
        stddef |= strcmp(path_name(l->out.inputs.items[i]), "stddef.h") == 0;
    }
    assert_true(header && stddef);
}

/* ---- hostile input ---- */

static const char *repeated(Arena *arena, const char *before, const char *what,
                            unsigned times, const char *after)
{
    StrBuf buf = strbuf_in(arena);
    strbuf_add(&buf, before);
    for (unsigned i = 0; i < times; i++)
        strbuf_add(&buf, what);
    strbuf_add(&buf, after);
    return strbuf_cstr(&buf);
}

static bool has_unknown(const Unit *unit)
{
    const Func *fn = &unit->funcs.items[0];
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        for (uint32_t k = 0; k < fn->blocks.items[i].events.len; k++)
            if (fn->blocks.items[i].events.items[k].verb == EV_UNKNOWN)
                return true;
    return false;
}

static void deep_nesting_becomes_unknown(void **state)
{
    Lowering *l = *state;
    const Unit *unit =
        lower(l, repeated(l->arena, "int f(int a) { return ", "a + ", 3000, "a; }"));
    assert_true(has_unknown(unit));
    unit =
        lower(l, repeated(l->arena, "int f(int a) { return ", "a || ", 3000, "a; }"));
    assert_true(has_unknown(unit));
    lower_whole(l, repeated(l->arena, "int f(int a) { return ", "(", 100000, "a; }"));
    assert_true(l->out.has_errors);
    lower_whole(l, repeated(l->arena, "void f(int a) { ", "{", 100000, ""));
    assert_true(l->out.has_errors);
}

static void long_chains_are_followed(void **state)
{
    Lowering *l = *state;
    const Unit *unit = lower(l, repeated(l->arena, "int g(int); void f(int a) {",
                                         "if (a == 1) g(1); else ", 1000, "g(2); }"));
    assert_false(has_unknown(unit));
    assert_true(unit->funcs.items[0].blocks.len > 2000);
    StrBuf cases = strbuf_in(l->arena);
    for (int i = 0; i < 1000; i++)
        strbuf_printf(&cases, "case %d: ", i);
    unit = lower(l, repeated(l->arena, "int g(int); void f(int a) { switch (a) { ",
                             strbuf_cstr(&cases), 1, "g(1); } }"));
    assert_false(has_unknown(unit));
}

static void bytes_that_are_no_utf8_break_nothing(void **state)
{
    Lowering *l = *state;
    const Unit *unit = lower_whole(l, "void g(const char *);\nvoid f(void) { "
                                      "g(\"a\xff\xfe\"); /* \x80 */ g(\"b\"); }\n");
    assert_int_equal(unit->funcs.len, 1);
    assert_int_equal(unit->funcs.items[0].blocks.items[0].events.len, 2);
    lower_whole(l, "void \xc3\x28(void) { }\n\x00");
}

/* ---- open documents ---- */

static void a_document_is_lowered_again_after_an_edit(void **state)
{
    Lowering *l = *state;
    Unsaved text = { "/test/a.c", str_of("void g(int);\nvoid f(void) { g(1); }\n") };
    FrontRequest request = { .arena = l->arena,
                             .intern = l->intern,
                             .root = "/test",
                             .command = { .file = "/test/a.c", .directory = "/" },
                             .unsaved = &text,
                             .unsaved_count = 1 };
    Err err = { 0 };
    ClangDoc *doc = clang_doc_open(&request, &err);
    assert_non_null(doc);
    assert_true(clang_doc_lower(doc, &request, &l->out, &err));
    assert_string_equal(shown(l->arena, l->out.unit),
                        "func f\nb0:\ncall g(1)\nreturn\n");
    text.text = str_of("void g(int);\nvoid f(void) { g(2); }\n");
    assert_true(clang_doc_lower(doc, &request, &l->out, &err));
    assert_string_equal(shown(l->arena, l->out.unit),
                        "func f\nb0:\ncall g(2)\nreturn\n");
    text.text = str_of("void g(int);\nvoid f(void) { g(; }\n");
    assert_true(clang_doc_lower(doc, &request, &l->out, &err));
    assert_true(l->out.has_errors);
    clang_doc_close(doc);
    clang_doc_close(NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_arenas, close_arenas)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(types_have_the_name_that_users_write),
        TEST(spans_cover_what_the_user_wrote),
        TEST(annotations_reach_the_unit),
        TEST(functions_that_do_not_return_are_listed),
        TEST(globals_are_described),
        TEST(fields_carry_their_record),
        TEST(errors_leave_a_partial_unit),
        TEST(members_in_error_are_no_places),
        TEST(warnings_are_not_asked_for),
        TEST(what_gcc_only_warns_of_is_no_error),
        TEST(all_errors_are_listed),
        TEST(a_missing_file_is_one_line),
        TEST(headers_give_what_is_called),
        TEST(deep_nesting_becomes_unknown),
        TEST(long_chains_are_followed),
        TEST(bytes_that_are_no_utf8_break_nothing),
        TEST(a_document_is_lowered_again_after_an_edit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
