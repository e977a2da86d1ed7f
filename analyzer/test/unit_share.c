/* Shared headers: which units share one, and that a unit means the same with it. */
#include "drive/share.h"
#include "front/leading.h"
#include "lowered.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

static void check_leading(const char *text, const char *expected)
{
    Arena *arena = arena_new();
    StrBuf out = strbuf_in(arena);
    LeadingList list = leading_directives(arena, str_of(text));
    for (uint32_t i = 0; i < list.len; i++)
        strbuf_printf(&out, "%.*s;", (int)list.items[i].text.n, list.items[i].text.p);
    assert_string_equal(strbuf_cstr(&out), expected);
    arena_free(arena);
}

static void beginnings_end_where_meaning_depends_on_the_file(void **state)
{
    (void)state;
    check_leading("", "");
    check_leading("#include <a.h>\n#include \"b.h\"\nint x;\n#include <c.h>\n",
                  "<a.h>;\"b.h\";");
    check_leading("/* one\n two */ // three\n # include <a.h> /* why */\r\n"
                  "\n#include <b/c.h> // so\n",
                  "<a.h>;<b/c.h>;");
    check_leading("#define A 1\n # define B\n#include <a.h>\n",
                  "#define A 1;# define B;<a.h>;");
    check_leading("#define A \\\n1\n#include <a.h>\n", "");
    check_leading("#undef A\n#include <a.h>\n", "");
    check_leading("#include <a.h>\n#if A\n#include <b.h>\n#endif\n", "<a.h>;");
    check_leading("#include NAME\n#include <a.h>\n", "");
    check_leading("#include <a.h> int x;\n#include <b.h>\n", "");
    check_leading("#include <a.h\n", "");
    check_leading("/* #include <a.h>", "");
    check_leading("#include <a.h> /* goes\n on */\n#include <b.h>\n", "");
}

/* ---- a project of units that begin alike ---- */

static const char common[] =
    "#pragma once\n"
    "typedef struct { int a; struct { int deep; } in; } Nameless;\n"
    "typedef struct tag Known;\n"
    "struct tag { Known *next; Nameless n; };\n"
    "struct law { int i; } __attribute__((annotate(\"map: law lawful; nil "
    "read:crash\")));\n"
    "void law_clear(struct law *) __attribute__((annotate(\"map: clear map:0\")));\n"
    "static inline void drop(Known **p) { *p = 0; }\n"
    "static inline int depth(Known *k) { return k ? 1 + depth(k->next) : 0; }\n"
    "#define AUTO __attribute__((cleanup(drop)))\n";

static const char unit_text[] =
    "#include \"common.h\"\n"
    "#include <stddef.h>\n"
    "static Nameless kept;\n"
    "int use(struct tag *t, struct law *l)\n"
    "{ AUTO Known *own = t; law_clear(l); kept.in.deep = t->n.a; return depth(own); "
    "}\n";

typedef struct Project {
    Arena *arena;
    const char *folder;
    CommandList commands;
} Project;

static void add_unit(Project *p, const char *name, const char *text)
{
    Err err = { 0 };
    const char *path = path_join(p->arena, p->folder, name);
    assert_true(file_write(path, str_of(text), &err));
    Command command = { .file = path, .directory = p->folder };
    vec_push(p->arena, &command.args, "-DX");
    vec_push(p->arena, &p->commands, command);
}

static Project make_project(void)
{
    Err err = { 0 };
    Project p = { .arena = arena_new() };
    p.folder = folder_temporary(p.arena, "/tmp", &err);
    assert_non_null(p.folder);
    assert_true(
        file_write(path_join(p.arena, p.folder, "common.h"), str_of(common), &err));
    for (unsigned i = 0; i < 6; i++)
        add_unit(&p, arena_printf(p.arena, "same%u.c", i), unit_text);
    add_unit(&p, "macro.c", "#define DEPTH 1\n#include \"common.h\"\nint y;\n");
    add_unit(&p, "other.c", "#include <stddef.h>\nint z;\n");
    return p;
}

static void end_project(Project *p)
{
    folder_remove(p->folder);
    arena_free(p->arena);
}

static void only_units_that_begin_alike_share(void **state)
{
    (void)state;
    Project p = make_project();
    SharePlan *plan = share_plan(p.arena, p.folder, "/tmp", &p.commands, NULL);
    assert_non_null(plan);
    assert_non_null(share_header(plan, 0));
    assert_non_null(share_header(plan, 5));
    assert_ptr_equal(share_header(plan, 0), share_header(plan, 5));
    assert_null(share_header(plan, 6));
    assert_null(share_header(plan, 7));
    share_end(plan);
    end_project(&p);
}

static void options_keep_units_apart(void **state)
{
    (void)state;
    Project p = make_project();
    for (unsigned i = 0; i < 3; i++)
        p.commands.items[i].args.items[0] = "-DY";
    SharePlan *plan = share_plan(p.arena, p.folder, "/tmp", &p.commands, NULL);
    for (uint32_t i = 0; i < p.commands.len; i++)
        assert_null(share_header(plan, i));
    share_end(plan);
    end_project(&p);
}

static const char *unit_as_text(const Project *p, Intern *intern, uint32_t unit,
                                const SharedHeader *header, Lowered *out)
{
    Err err = { 0 };
    FrontRequest request = { .arena = p->arena,
                             .intern = intern,
                             .root = p->folder,
                             .command = p->commands.items[unit] };
    request.command.header = header;
    assert_true(front_clang.lower(&request, out, &err));
    assert_false(out->has_errors);
    StrBuf text = strbuf_in(p->arena);
    text_print(&text, out->unit);
    return strbuf_cstr(&text);
}

static void a_unit_means_the_same_with_a_shared_header(void **state)
{
    (void)state;
    Project p = make_project();
    Intern *intern = intern_new();
    SharePlan *plan = share_plan(p.arena, p.folder, "/tmp", &p.commands, NULL);
    const SharedHeader *header = share_header(plan, 2);
    assert_non_null(header);
    Lowered alone, shared;
    const char *text_alone = unit_as_text(&p, intern, 2, NULL, &alone);
    const char *text_shared = unit_as_text(&p, intern, 2, header, &shared);
    assert_non_null(strstr(text_alone, "drop@common.h"));
    assert_non_null(strstr(text_alone, "lawful"));
    assert_string_equal(text_shared, text_alone);
    assert_int_equal(shared.inputs.len, alone.inputs.len);
    for (uint32_t i = 0; i < alone.inputs.len; i++)
        assert_string_equal(shared.inputs.items[i], alone.inputs.items[i]);
    share_end(plan);
    intern_free(intern);
    end_project(&p);
}

static void a_header_that_does_not_bear_sharing_is_read_as_it_stands(void **state)
{
    (void)state;
    Err err = { 0 };
    Project p = make_project();
    /* Without a guard it cannot be read twice. */
    assert_true(file_write(path_join(p.arena, p.folder, "common.h"),
                           str_of(strchr(common, '\n') + 1), &err));
    Intern *intern = intern_new();
    SharePlan *plan = share_plan(p.arena, p.folder, "/tmp", &p.commands, NULL);
    Lowered lowered;
    const char *text = unit_as_text(&p, intern, 1, share_header(plan, 1), &lowered);
    assert_non_null(strstr(text, "drop@common.h"));
    share_end(plan);
    intern_free(intern);
    end_project(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beginnings_end_where_meaning_depends_on_the_file),
        cmocka_unit_test(only_units_that_begin_alike_share),
        cmocka_unit_test(options_keep_units_apart),
        cmocka_unit_test(a_unit_means_the_same_with_a_shared_header),
        cmocka_unit_test(a_header_that_does_not_bear_sharing_is_read_as_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
