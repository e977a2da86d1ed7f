/* Compile commands: what is found, what is read, and what never reaches the compiler.
 */
#include "front/compdb.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Folder {
    Arena *arena;
    const char *path; /* a fresh folder */
} Folder;

static int make_folder(void **state)
{
    Arena *arena = arena_new();
    Folder *f = ARENA_NEW(arena, Folder);
    char *name = arena_strdup(arena, "/tmp/mapvet-compdb-XXXXXX");
    f->arena = arena;
    f->path = path_real(arena, mkdtemp(name));
    *state = f;
    return 0;
}

static int drop_folder(void **state)
{
    Folder *f = *state;
    int status = system(arena_printf(f->arena, "rm -rf %s", f->path));
    arena_free(f->arena);
    return status;
}

static const char *put(Folder *f, const char *name, const char *text)
{
    Err err = { 0 };
    const char *path = path_join(f->arena, f->path, name);
    folder_make(path_parent(f->arena, path), &err);
    assert_true(file_write(path, str_of(text), &err));
    return path;
}

static const char *joined(Arena *arena, const Command *command)
{
    StrBuf out = strbuf_in(arena);
    for (uint32_t i = 0; i < command->args.len; i++) {
        strbuf_add_char(&out, '|');
        strbuf_add(&out, command->args.items[i]);
    }
    return strbuf_cstr(&out);
}

/* The options that pass, of words that end with an input. */
static const char *passing(Folder *f, const char *const *words, unsigned count)
{
    CommandList list = { 0 };
    Err err = { 0 };
    assert_true(command_from_words(f->arena, "/src", words, count, &list, &err));
    return joined(f->arena, &list.items[0]);
}

#define PASSING(f, ...)                                                                \
    passing(f, (const char *const[]){ "cc", __VA_ARGS__, "a.c" },                      \
            (unsigned)(sizeof((const char *const[]){ __VA_ARGS__ }) /                  \
                       sizeof(const char *)) +                                         \
                2)

static void options_that_matter_pass(void **state)
{
    Folder *f = *state;
    assert_string_equal(PASSING(f, "-Iinc", "-I", "inc2", "-DA=1", "-D", "B", "-UC"),
                        "|-Iinc|-I|inc2|-DA=1|-D|B|-UC");
    assert_string_equal(PASSING(f, "-isystem", "/x", "-include", "a.h", "-std=gnu99"),
                        "|-isystem|/x|-include|a.h|-std=gnu99");
    assert_string_equal(PASSING(f, "-x", "c++", "-m32", "--target=arm", "-pthread"),
                        "|-x|c++|-m32|--target=arm|-pthread");
}

static void options_that_write_load_or_run_are_dropped(void **state)
{
    Folder *f = *state;
    assert_string_equal(
        PASSING(f, "-c", "-o", "evil.c", "-MD", "-MF", "x.c", "-MT", "t.c"), "");
    assert_string_equal(PASSING(f, "-fplugin=x.so", "-Xclang", "-load", "-Xclang",
                                "x.c", "-load", "y.c", "-fpass-plugin=x.so"),
                        "");
    assert_string_equal(PASSING(f, "@words", "-wrapper", "gdb.c", "-B", "dir", "-Bdir",
                                "-specs=x", "--config", "x.c", "--config=x"),
                        "");
    assert_string_equal(PASSING(f, "-include-pch", "x.c", "-save-temps", "-emit-llvm",
                                "-S", "-E", "-ivfsoverlay", "x.c", "-mllvm", "x.c"),
                        "");
    assert_string_equal(PASSING(f, "-O2", "-g", "-Wall", "-Werror", "-fno-such-flag",
                                "-march=none", "-L.", "-lm", "-Wl,-z", "--param",
                                "x.c"),
                        "");
}

static void every_input_gets_a_command(void **state)
{
    Folder *f = *state;
    CommandList list = { 0 };
    Err err = { 0 };
    const char *const words[] = { "gcc", "-DX", "a.c",  "-o",   "out",
                                  "b.o", "--",  "-c.c", "d.cpp" };
    assert_true(
        command_from_words(f->arena, "/src", words, ARRAY_LEN(words), &list, &err));
    assert_int_equal(list.len, 3);
    assert_string_equal(list.items[0].file, "/src/a.c");
    assert_string_equal(list.items[1].file, "/src/-c.c");
    assert_string_equal(list.items[2].file, "/src/d.cpp");
    assert_string_equal(joined(f->arena, &list.items[2]), "|-DX");
    assert_string_equal(list.items[0].directory, "/src");
    assert_false(command_from_words(f->arena, "/src", words, 2, &list, &err));
    assert_int_equal(err.code, ERR_USAGE);
}

/* ---- compile_commands.json ---- */

static bool read_text(Folder *f, const char *text, CommandList *out, Err *err)
{
    return compdb_read(f->arena, put(f, "compile_commands.json", text), out, err);
}

static void both_forms_of_an_entry_are_read(void **state)
{
    Folder *f = *state;
    CommandList list = { 0 };
    Err err = { 0 };
    assert_true(read_text(
        f,
        "[{\"directory\":\"/src\",\"file\":\"a.c\","
        "  \"command\":\"cc -DA='x y' -DB=\\\\\\\"q\\\\\\\" \\\"-DC=1 2\\\" -c a.c\"},"
        " {\"directory\":\"sub\",\"file\":\"../"
        "b.c\",\"arguments\":[\"cc\",\"-I\",\".\"]},"
        " {\"directory\":\"/src\",\"file\":\"a.c\",\"arguments\":[\"cc\",\"-DTWICE\"]},"
        " {\"directory\":\"/src\",\"file\":\"a.s\",\"arguments\":[\"cc\"]}]",
        &list, &err));
    assert_int_equal(list.len, 2);
    assert_string_equal(list.items[0].file, "/src/a.c");
    assert_string_equal(joined(f->arena, &list.items[0]), "|-DA=x y|-DB=\"q\"|-DC=1 2");
    assert_string_equal(list.items[1].directory, path_join(f->arena, f->path, "sub"));
    assert_string_equal(list.items[1].file, path_join(f->arena, f->path, "b.c"));
}

static const struct {
    const char *text, *message; /* after the path */
} wrong[] = {
    { "", ":1:0: '[' or '{' expected near end of file" },
    { "[{]", ":1:3: string or '}' expected near ']'" },
    { "{}", ": is not a list of compile commands" },
    { "[1]", ": entry 1: is not an object" },
    { "[{\"directory\":\"/\",\"arguments\":[]}]",
      ": entry 1: \"file\" is missing or not a text" },
    { "[{\"file\":\"\",\"arguments\":[]}]",
      ": entry 1: \"file\" is missing or not a text" },
    { "[{\"file\":\"a.c\",\"arguments\":[]},{\"file\":[],\"arguments\":[]}]",
      ": entry 2: \"file\" is missing or not a text" },
    { "[{\"file\":\"a.c\",\"directory\":3,\"arguments\":[]}]",
      ": entry 1: \"directory\" is not a text" },
    { "[{\"file\":\"a.c\"}]",
      ": entry 1: needs \"arguments\" (a list of texts) or \"command\" (a text)" },
    { "[{\"file\":\"a.c\",\"arguments\":[\"cc\",1]}]",
      ": entry 1: \"arguments\" holds something that is not a text" },
    { "[{\"file\":\"a.c\",\"command\":{}}]",
      ": entry 1: needs \"arguments\" (a list of texts) or \"command\" (a text)" },
};

static void faults_name_file_and_entry(void **state)
{
    Folder *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        CommandList list = { 0 };
        Err err = { 0 };
        assert_false(read_text(f, wrong[i].text, &list, &err));
        assert_int_equal(err.code, ERR_CONFIG);
        assert_string_equal(err.text,
                            arena_printf(f->arena, "%s/compile_commands.json%s",
                                         f->path, wrong[i].message));
    }
    CommandList list = { 0 };
    Err err = { 0 };
    assert_false(compdb_read(f->arena, "/nowhere/compile_commands.json", &list, &err));
    assert_int_equal(err.code, ERR_FILE);
}

static void the_database_is_found_from_below(void **state)
{
    Folder *f = *state;
    put(f, "deep/a.c", "");
    const char *deep = path_join(f->arena, f->path, "deep");
    const char *build = put(f, "build-gcc/compile_commands.json", "[]");
    assert_string_equal(compdb_find(f->arena, deep), build);
    build = put(f, "build/compile_commands.json", "[]");
    assert_string_equal(compdb_find(f->arena, deep), build);
    const char *nearest = put(f, "deep/compile_commands.json", "[]");
    assert_string_equal(compdb_find(f->arena, deep), nearest);
}

/* ---- one file ---- */

static void a_file_takes_its_own_command_or_a_siblings(void **state)
{
    Folder *f = *state;
    CommandList list = { 0 };
    Err err = { 0 };
    assert_true(read_text(f,
                          "[{\"file\":\"x.cpp\",\"arguments\":[\"cc\",\"-DX\"]},"
                          " {\"file\":\"a.c\",\"arguments\":[\"cc\",\"-DA\"]}]",
                          &list, &err));
    const char *a = path_join(f->arena, f->path, "a.c");
    Command command = compdb_command(f->arena, &list, a);
    assert_string_equal(joined(f->arena, &command), "|-DA");
    command = compdb_command(f->arena, &list, path_join(f->arena, f->path, "a.h"));
    assert_string_equal(joined(f->arena, &command), "|-DA|-x|c-header");
    command = compdb_command(f->arena, &list, path_join(f->arena, f->path, "x.h"));
    assert_string_equal(joined(f->arena, &command), "|-DX|-x|c++-header");
    command = compdb_command(f->arena, &list, path_join(f->arena, f->path, "new.c"));
    assert_string_equal(joined(f->arena, &command), "|-DX");
    command = compdb_command(f->arena, NULL, "/nowhere/b.c");
    assert_string_equal(joined(f->arena, &command), "");
    assert_string_equal(command.directory, "/nowhere");
}

static void compile_flags_apply_below_their_folder(void **state)
{
    Folder *f = *state;
    put(f, "compile_flags.txt", "-Iinc\n\n  -D\nA=1  \n-fplugin=x.so\n-include\nx.h\n");
    put(f, "deep/a.c", "");
    Command command =
        compdb_command(f->arena, NULL, path_join(f->arena, f->path, "deep/a.c"));
    assert_string_equal(joined(f->arena, &command), "|-Iinc|-D|A=1|-include|x.h");
    assert_string_equal(command.directory, f->path);
}

/* What `cc @words a.c`, run in the folder, hands to the parser. */
static const char *with_response(Folder *f, const char *text)
{
    CommandList list = { 0 };
    Err err = { 0 };
    const char *const words[] = { "cc", "@words", "a.c" };
    put(f, "words", text);
    assert_true(command_from_words(f->arena, f->path, words, 3, &list, &err));
    assert_int_equal(list.len, 1);
    return joined(f->arena, &list.items[0]);
}

static void response_files_are_read(void **state)
{
    Folder *f = *state;
    assert_string_equal(with_response(f, "-DA=1 '-DB=x y'\n-I \"in c\"\n"),
                        "|-DA=1|-DB=x y|-I|in c");
    put(f, "deep/more", "-DC");
    assert_string_equal(with_response(f, "@deep/more -DA"), "|-DC|-DA");
    assert_string_equal(with_response(f, "-fplugin=x.so -o b.c -DA"), "|-DA");
}

static void response_files_cannot_trap_the_reader(void **state)
{
    Folder *f = *state;
    assert_string_equal(with_response(f, "-DA @words"),
                        "|-DA|-DA|-DA|-DA|-DA|-DA|-DA|-DA");
    /* 64 files in all, each with one word of its own */
    assert_int_equal(strlen(with_response(f, "@words @words @words -DA")), 64 * 4);
    assert_string_equal(with_response(f, "@/dev/zero @/dev/stdin @. @nowhere -DA"),
                        "|-DA");
    char *large = arena_alloc(f->arena, (2 << 20) + 1);
    memset(large, ' ', 2 << 20);
    memcpy(large, "-DB", 3);
    large[2 << 20] = '\0';
    assert_string_equal(with_response(f, large), "");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, drop_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(options_that_matter_pass),
        TEST(options_that_write_load_or_run_are_dropped),
        TEST(every_input_gets_a_command),
        TEST(response_files_are_read),
        TEST(response_files_cannot_trap_the_reader),
        TEST(both_forms_of_an_entry_are_read),
        TEST(faults_name_file_and_entry),
        TEST(the_database_is_found_from_below),
        TEST(a_file_takes_its_own_command_or_a_siblings),
        TEST(compile_flags_apply_below_their_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
