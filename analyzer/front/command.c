/*
 * Words of a compile command to the options that change what the source means.
 *
 * A list of what passes, not of what is stopped: a compile command comes from outside,
 * and compilers have many ways to write, load or run something. What only another
 * compiler knows, and what only changes the generated code, does not pass either.
 * -O is left out on purpose: with it glibc's headers replace memcpy() and others by
 * inline functions.
 */
#include "front/command.h"

#include "front/compdb.h"
#include "front/words.h"

/* Options with a value, glued to them or in the next word. */
static const char *const with_value[] = {
    "-I",           "-D",         "-U",           "-isystem",
    "-iquote",      "-idirafter", "-imacros",     "-include",
    "-isysroot",    "-iprefix",   "-iwithprefix", "-iwithprefixbefore",
    "-cxx-isystem",
};

/* Options with a value in the next word only. */
static const char *const with_next[] = { "-x", "-target", "--sysroot" };

/* Whole words. */
static const char *const alone[] = {
    "-ansi",
    "-pthread",
    "-nostdinc",
    "-nostdinc++",
    "-nostdlibinc",
    "-undef",
    "-trigraphs",
    "-m16",
    "-m32",
    "-m64",
    "-mx32",
    "-funsigned-char",
    "-fsigned-char",
    "-fno-signed-char",
    "-fno-unsigned-char",
    "-fshort-enums",
    "-fno-short-enums",
    "-fshort-wchar",
    "-fms-extensions",
    "-fno-ms-extensions",
    "-fgnu89-inline",
    "-fblocks",
    "-ffreestanding",
    "-fhosted",
    "-fno-builtin",
    "-fexceptions",
    "-fno-exceptions",
    "-frtti",
    "-fno-rtti",
    "-fchar8_t",
    "-fno-char8_t",
    "-fPIC",
    "-fpic",
    "-fPIE",
    "-fpie",
    "-fno-pic",
    "-fcoroutines",
    "-fdollars-in-identifiers",
};

/* Beginnings of words that carry their value. */
static const char *const beginnings[] = {
    "-std=",
    "--std=",
    "--target=",
    "--sysroot=",
    "-stdlib=",
    "-fno-builtin-",
    "-msse",
    "-mssse3",
    "-mavx",
    "-mno-sse",
    "-mno-avx",
    "-mbmi",
    "-maes",
    "-mpclmul",
    "-mpopcnt",
    "-mlzcnt",
    "-mfma",
    "-mf16c",
    "-fmacro-prefix-map=",
};

/* Dropped together with the next word, which else would look like an input. */
static const char *const dropped_with_next[] = {
    "-o",
    "-MF",
    "-MT",
    "-MQ",
    "-MJ",
    "-Xclang",
    "-Xlinker",
    "-Xassembler",
    "-Xpreprocessor",
    "-Xanalyzer",
    "-L",
    "-l",
    "-T",
    "-u",
    "-z",
    "-B",
    "-wrapper",
    "-specs",
    "--config",
    "-include-pch",
    "-load",
    "-plugin",
    "--param",
    "-aux-info",
    "-e",
    "-dumpbase",
    "-dumpdir",
    "-dumpbase-ext",
    "-framework",
    "-install_name",
    "-mllvm",
    "-mmlir",
    "-arch",
    "-ivfsoverlay",
    "-iframework",
    "-F",
    "-G",
    "-rpath",
    "-imultilib",
    "-serialize-diagnostics",
    "--serialize-diagnostics",
    "-fmodule-file",
    "-main-file-name",
};

static bool is_one_of(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, list[i]) == 0)
            return true;
    return false;
}

static bool begins_with_one_of(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(word, list[i], strlen(list[i])) == 0)
            return true;
    return false;
}

bool source_is_cxx(const char *path)
{
    static const char *const endings[] = { ".cc",  ".cpp", ".cxx", ".c++", ".C",
                                           ".hpp", ".hxx", ".hh",  ".h++", ".H" };
    const char *dot = strrchr(path_name(path), '.');
    return dot && is_one_of(dot, endings, ARRAY_LEN(endings));
}

bool source_is_known(const char *path)
{
    static const char *const endings[] = { ".c", ".i", ".ii" };
    const char *dot = strrchr(path_name(path), '.');
    return dot && (is_one_of(dot, endings, ARRAY_LEN(endings)) ||
                   (source_is_cxx(path) && strchr("hH", dot[1]) == NULL));
}

/* Appends what the option at words[i] means; gives the number of words it takes. */
static unsigned take_option(Arena *arena, const char *const *words, unsigned left,
                            Command *out)
{
    const char *word = words[0];
    bool glued = begins_with_one_of(word, with_value, ARRAY_LEN(with_value));
    bool next = is_one_of(word, with_value, ARRAY_LEN(with_value)) ||
                is_one_of(word, with_next, ARRAY_LEN(with_next));
    if (next) {
        if (left < 2)
            return 1;
        vec_push(arena, &out->args, word);
        vec_push(arena, &out->args, words[1]);
        return 2;
    }
    if (is_one_of(word, dropped_with_next, ARRAY_LEN(dropped_with_next)))
        return left < 2 ? 1 : 2;
    if ((glued && strcmp(word, "-include-pch") != 0) ||
        is_one_of(word, alone, ARRAY_LEN(alone)) ||
        begins_with_one_of(word, beginnings, ARRAY_LEN(beginnings)) ||
        (strncmp(word, "-x", 2) == 0 && word[2]))
        vec_push(arena, &out->args, word);
    return 1;
}

Command command_options(Arena *arena, const char *directory, const char *const *given,
                        unsigned given_count, PathList *inputs)
{
    Command out = { .directory = directory };
    WordList expanded = words_expand(arena, directory, given, given_count);
    const char *const *words = expanded.items;
    uint32_t count = expanded.len;
    bool options = true;
    for (uint32_t i = 0; i < count;) {
        const char *word = words[i];
        if (options && strcmp(word, "--") == 0) {
            options = false;
            i++;
        } else if (options && word[0] == '-' && word[1]) {
            i += take_option(arena, words + i, count - i, &out);
        } else {
            if (word[0] != '@' && source_is_known(word))
                vec_push(arena, inputs,
                         path_real(arena, path_join(arena, directory, word)));
            i++;
        }
    }
    return out;
}

bool command_from_words(Arena *arena, const char *directory, const char *const *words,
                        unsigned count, CommandList *out, Err *err)
{
    PathList inputs = { 0 };
    Command options = command_options(arena, directory, words, count, &inputs);
    if (inputs.len == 0)
        return err_set(err, ERR_USAGE,
                       "no C or C++ source among the words of the compiler command");
    for (uint32_t i = 0; i < inputs.len; i++) {
        options.file = inputs.items[i];
        vec_push(arena, out, options);
    }
    return true;
}
