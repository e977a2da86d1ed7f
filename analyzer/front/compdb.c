/*
 * compile_commands.json is looked up, read and made safe here. The format is clang's
 * "JSON Compilation Database".
 */
#include "front/compdb.h"

#include "base/file.h"
#include "front/arena_map.h"
#include "front/command.h"
#include "front/words.h"

#include <jansson.h>

#define RMAP_NAME            path_set
#define RMAP_KEY             const char *
#define RMAP_VALUE           bool
#define RMAP_HASH(key, seed) rmap_hash_string((key), (seed))
#define RMAP_EQUAL(a, b)     (strcmp((a), (b)) == 0)
#define RMAP_HASH_AVALANCHES 1
#include "rmap/hmap.h"

/* ---- finding ---- */

static const char *in_folder(Arena *arena, const char *folder, const char *name)
{
    const char *path =
        path_join(arena, path_join(arena, folder, name), "compile_commands.json");
    return file_exists(path) ? path : NULL;
}

static const char *in_build_folders(Arena *arena, const char *folder)
{
    static const char *const names[] = { ".", "build", "_build", "out", "builddir" };
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const char *path = in_folder(arena, folder, names[i]);
        if (path)
            return path;
    }
    PathList entries = { 0 };
    Err ignored = { 0 };
    folder_list(arena, folder, "", &entries, &ignored);
    for (uint32_t i = 0; i < entries.len; i++) {
        const char *name = path_name(entries.items[i]);
        const char *path =
            strncmp(name, "build-", 6) == 0 ? in_folder(arena, folder, name) : NULL;
        if (path)
            return path;
    }
    return NULL;
}

const char *compdb_find(Arena *arena, const char *folder)
{
    folder = path_real(arena, folder);
    for (;;) {
        const char *path = in_build_folders(arena, folder);
        if (path)
            return path_real(arena, path);
        if (strcmp(folder, "/") == 0)
            return NULL;
        folder = path_parent(arena, folder);
    }
}

/* ---- reading ---- */

typedef struct Reading {
    Arena *arena;
    const char *path;
    const char *folder; /* of the database */
    size_t entry;       /* from 1 */
    path_set *seen;
    Err *err;
} Reading;

static bool wrong(const Reading *r, const char *what)
{
    return err_set(r->err, ERR_CONFIG, "%s: entry %zu: %s", r->path, r->entry, what);
}

static bool read_arguments(const Reading *r, const json_t *entry, WordList *out)
{
    const json_t *list = json_object_get(entry, "arguments");
    const json_t *text = json_object_get(entry, "command");
    if (!list && json_is_string(text)) {
        *out = words_split(r->arena,
                           (Str){ json_string_value(text), json_string_length(text) });
        return true;
    }
    if (!json_is_array(list))
        return wrong(r,
                     "needs \"arguments\" (a list of texts) or \"command\" (a text)");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *word = json_array_get(list, i);
        if (!json_is_string(word))
            return wrong(r, "\"arguments\" holds something that is not a text");
        vec_push(r->arena, out, arena_strdup(r->arena, json_string_value(word)));
    }
    return true;
}

static bool read_entry(const Reading *r, const json_t *entry, CommandList *out)
{
    const json_t *file = json_object_get(entry, "file");
    const json_t *directory = json_object_get(entry, "directory");
    if (!json_is_object(entry))
        return wrong(r, "is not an object");
    if (!json_is_string(file) || json_string_length(file) == 0)
        return wrong(r, "\"file\" is missing or not a text");
    if (directory && !json_is_string(directory))
        return wrong(r, "\"directory\" is not a text");
    WordList words = { 0 };
    if (!read_arguments(r, entry, &words))
        return false;
    if (!source_is_known(json_string_value(file)))
        return true;
    const char *folder = r->folder;
    if (directory)
        folder = path_join(r->arena, folder, json_string_value(directory));
    folder = path_real(r->arena, folder);
    PathList inputs = { 0 };
    Command command =
        command_options(r->arena, folder, words.items, words.len, &inputs);
    command.file =
        path_real(r->arena, path_join(r->arena, folder, json_string_value(file)));
    bool found;
    path_set_get_or_put(r->seen, command.file, &found);
    if (!found) /* of a file that is built twice the first command counts */
        vec_push(r->arena, out, command);
    return true;
}

static bool read_entries(Reading *r, const json_t *root, CommandList *out)
{
    if (!json_is_array(root))
        return err_set(r->err, ERR_CONFIG, "%s: is not a list of compile commands",
                       r->path);
    for (size_t i = 0; i < json_array_size(root); i++) {
        r->entry = i + 1;
        if (!read_entry(r, json_array_get(root, i), out))
            return false;
    }
    return true;
}

bool compdb_read(Arena *arena, const char *path, CommandList *out, Err *err)
{
    Str text;
    if (!file_read(arena, path, &text, err))
        return false;
    json_error_t why;
    json_t *root = json_loadb(text.p, text.n, 0, &why);
    if (!root)
        return err_set(err, ERR_CONFIG, "%s:%d:%d: %s", path, why.line, why.column,
                       why.text);
    RmapOptions options = arena_map(arena);
    Reading reading = { .arena = arena,
                        .path = path,
                        .folder = path_parent(arena, path_real(arena, path)),
                        .seen = path_set_make_with(0, &options),
                        .err = err };
    bool ok = read_entries(&reading, root, out);
    json_decref(root);
    return ok;
}

/* ---- one file ---- */

static const Command *find_file(const CommandList *list, const char *file)
{
    for (uint32_t i = 0; i < list->len; i++)
        if (strcmp(list->items[i].file, file) == 0)
            return &list->items[i];
    return NULL;
}

/* The length of the name without its ending. */
static size_t stem(const char *path)
{
    const char *name = path_name(path);
    const char *dot = strrchr(name, '.');
    return dot ? (size_t)(dot - name) : strlen(name);
}

/* a.c for a.h, else any source of the same folder. */
static const Command *find_sibling(Arena *arena, const CommandList *list,
                                   const char *file)
{
    const Command *near = NULL;
    const char *folder = path_parent(arena, file);
    for (uint32_t i = 0; i < list->len; i++) {
        const char *other = list->items[i].file;
        if (strcmp(path_parent(arena, other), folder) != 0)
            continue;
        if (stem(other) == stem(file) &&
            strncmp(path_name(other), path_name(file), stem(file)) == 0)
            return &list->items[i];
        near = near ? near : &list->items[i];
    }
    return near;
}

static Command copy_for(Arena *arena, const Command *from, const char *file)
{
    Command command = { .file = file, .directory = from->directory };
    for (uint32_t i = 0; i < from->args.len; i++)
        vec_push(arena, &command.args, from->args.items[i]);
    return command;
}

/* A header is not compiled by itself: its language is that of who includes it. */
static void add_header_language(Arena *arena, Command *command, bool is_cxx)
{
    if (source_is_known(command->file))
        return;
    vec_push(arena, &command->args, "-x");
    vec_push(arena, &command->args, is_cxx ? "c++-header" : "c-header");
}

/* compile_flags.txt: one word a line, meant from its folder. */
static bool read_flags_file(Arena *arena, const char *file, Command *out)
{
    const char *folder = path_parent(arena, file);
    for (;; folder = path_parent(arena, folder)) {
        const char *path = path_join(arena, folder, "compile_flags.txt");
        Err ignored = { 0 };
        Str text, line;
        if (file_exists(path) && file_read(arena, path, &text, &ignored)) {
            WordList words = { 0 };
            while (str_split(&text, '\n', &line)) {
                line = str_trim(line);
                if (line.n)
                    vec_push(arena, &words, arena_strndup(arena, line.p, line.n));
            }
            PathList inputs = { 0 };
            *out = command_options(arena, folder, words.items, words.len, &inputs);
            out->file = file;
            return true;
        }
        if (strcmp(folder, "/") == 0 || strcmp(folder, ".") == 0)
            return false;
    }
}

Command compdb_command(Arena *arena, const CommandList *list, const char *file)
{
    file = path_real(arena, file);
    const Command *known = list ? find_file(list, file) : NULL;
    if (known)
        return *known;
    Command command = { .file = file, .directory = path_parent(arena, file) };
    bool is_cxx = source_is_cxx(file);
    const Command *sibling = list ? find_sibling(arena, list, file) : NULL;
    if (sibling) {
        command = copy_for(arena, sibling, file);
        is_cxx = is_cxx || source_is_cxx(sibling->file);
    } else {
        read_flags_file(arena, file, &command);
    }
    add_header_language(arena, &command, is_cxx);
    return command;
}
