#include "cli/units.h"

#include "base/file.h"
#include "drive/project.h"
#include "front/command.h"

#include <unistd.h>

/* What is known while the operands are read. */
typedef struct Chooser {
    Arena *arena;
    const Args *args;
    UnitChoice *out;
    Err *err;
    const char *database; /* compile_commands.json, or NULL */
    CommandList commands; /* of it */
} Chooser;

static void add(Chooser *c, Command command)
{
    for (uint32_t i = 0; i < c->out->commands.len; i++)
        if (strcmp(c->out->commands.items[i].file, command.file) == 0)
            return;
    vec_push(c->arena, &c->out->commands, command);
}

/* -p names the folder of compile_commands.json, or the file itself. */
static bool find_database(Chooser *c, const char *start)
{
    const char *build = args_text(c->args, OPT_BUILD);
    if (!build) {
        c->database = compdb_find(c->arena, start);
    } else {
        c->database = path_real(c->arena, build);
        if (!file_exists(c->database))
            c->database = path_join(c->arena, c->database, "compile_commands.json");
        if (!file_exists(c->database))
            return err_set(c->err, ERR_CONFIG,
                           "%s: no compile_commands.json; configure the build with "
                           "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or use bear",
                           build);
    }
    return !c->database || compdb_read(c->arena, c->database, &c->commands, c->err);
}

static bool add_with_flags(Chooser *c, const char *path)
{
    WordList words = { 0 };
    CommandList made = { 0 };
    for (uint32_t i = 0; i < c->args->rest.len; i++)
        vec_push(c->arena, &words, c->args->rest.items[i]);
    vec_push(c->arena, &words, path);
    if (!command_from_words(c->arena, path_working_folder(c->arena), words.items,
                            words.len, &made, c->err))
        return false;
    for (uint32_t i = 0; i < made.len; i++)
        add(c, made.items[i]);
    return true;
}

static bool add_file(Chooser *c, const char *path)
{
    const char *real = path_real(c->arena, path);
    if (c->args->has_rest)
        return add_with_flags(c, real);
    add(c, compdb_command(c->arena, c->database ? &c->commands : NULL, real));
    return true;
}

/* Preprocessed files lie beside their sources: they count only when named. */
static bool is_source(const char *path)
{
    const char *dot = strrchr(path_name(path), '.');
    return source_is_known(path) && (source_is_cxx(path) || strcmp(dot, ".c") == 0);
}

/* Every source below; hidden folders and links to folders are left alone. */
static bool add_tree(Chooser *c, const char *folder)
{
    PathList names = { 0 };
    if (!folder_list(c->arena, folder, "", &names, c->err))
        return false;
    for (uint32_t i = 0; i < names.len; i++) {
        const char *path = names.items[i];
        if (path_name(path)[0] == '.')
            continue;
        if (folder_exists(path)) {
            bool is_link = strcmp(path_real(c->arena, path), path) != 0;
            if (!is_link && !add_tree(c, path))
                return false;
        } else if (is_source(path) && !add_file(c, path)) {
            return false;
        }
    }
    return true;
}

/* The units of the database below the folder; it may be that of another project. */
static bool add_units_below(Chooser *c, const char *folder)
{
    uint32_t before = c->out->commands.len;
    for (uint32_t i = 0; c->database && i < c->commands.len; i++)
        if (path_below(folder, c->commands.items[i].file) != c->commands.items[i].file)
            add(c, c->commands.items[i]);
    return c->out->commands.len > before;
}

static bool add_folder(Chooser *c, const char *operand)
{
    const char *folder = path_real(c->arena, operand);
    uint32_t before = c->out->commands.len;
    if (!c->args->has_rest && add_units_below(c, folder))
        return true;
    if (!add_tree(c, folder))
        return false;
    return c->out->commands.len > before ||
           err_set(c->err, ERR_USAGE,
                   "%s: nothing to check: no C or C++ file lies below it", operand);
}

static bool add_operand(Chooser *c, const char *operand)
{
    if (folder_exists(operand))
        return add_folder(c, operand);
    if (!file_exists(operand))
        return err_set(c->err, ERR_USAGE, "%s: no such file or folder", operand);
    return add_file(c, operand);
}

/* Standard input stands for a file that does not exist, in the working folder. */
static bool add_input(Chooser *c)
{
    Str text;
    if (!file_read_fd(c->arena, STDIN_FILENO, &text, c->err))
        return false;
    const char *folder = path_working_folder(c->arena);
    const char *path = path_join(c->arena, folder, "stdin.c");
    c->out->is_input = true;
    c->out->input = (Unsaved){ path, text };
    c->out->root = project_root(c->arena, folder);
    return find_database(c, folder) && add_file(c, path);
}

static bool add_everything(Chooser *c)
{
    if (!find_database(c, path_working_folder(c->arena)))
        return false;
    if (!c->database)
        return err_set(
            c->err, ERR_CONFIG,
            "no compile_commands.json here, in a build folder or above; give "
            "its folder with -p, or name files to check");
    if (c->commands.len == 0)
        return err_set(c->err, ERR_CONFIG, "%s: names no C or C++ file", c->database);
    c->out->commands = c->commands;
    c->out->whole = true;
    c->out->root = args_has(c->args, OPT_BUILD)
                       ? project_root(c->arena, c->commands.items[0].file)
                       : project_root(c->arena, path_working_folder(c->arena));
    return true;
}

bool units_choose(Arena *arena, const Args *args, UnitChoice *out, Err *err)
{
    *out = (UnitChoice){ 0 };
    Chooser c = { .arena = arena, .args = args, .out = out, .err = err };
    if (args->operands.len == 0)
        return args->has_rest ? err_set(err, ERR_USAGE, "flags after -- need a file")
                              : add_everything(&c);
    const char *first = args->operands.items[0];
    if (strcmp(first, "-") == 0)
        return args->operands.len > 1
                   ? err_set(err, ERR_USAGE, "- stands alone, without other operands")
                   : add_input(&c);
    const char *folder = folder_exists(first) ? first : path_parent(arena, first);
    if (!args->has_rest && !find_database(&c, folder))
        return false;
    for (uint32_t i = 0; i < args->operands.len; i++)
        if (!add_operand(&c, args->operands.items[i]))
            return false;
    out->root = project_root(arena, first);
    return true;
}
