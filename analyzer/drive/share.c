#include "drive/share.h"

#include "base/file.h"
#include "base/intern.h"
#include "front/clang_header.h"
#include "front/command.h"
#include "front/leading.h"

/* Making a header costs about what parsing it in one unit does. */
enum {
    FIRST_MIN = 4,  /* units that share their first include */
    SPLIT_MIN = 12, /* units that go on to a longer beginning of their own: what they
                       save is what the further includes bring */
    USERS_MIN = 3,  /* units that a header is made for */
    PIECE_MAX = 64 * 1024, /* bytes of a file: includes stand at its top */
};

/* Units that begin alike. */
typedef struct Group {
    const char *text; /* how they begin, as a header */
    const char *path; /* of the precompiled file */
    uint32_t model;   /* a unit of the group */
    uint32_t users;
    SharedHeader *header; /* once opened in this process */
} Group;

/* How a unit begins: its options, and its first directives. */
typedef struct Beginning {
    const char *options; /* NULL: it cannot be read, or is not wanted */
    VEC(const char *) lines;
} Beginning;

/* The options with the first 1, 2, 3 ... directives: how many units begin so, and the
 * group of those for which it is the longest that is shared. */
typedef struct Stem {
    uint32_t users;
    uint32_t group; /* index + 1; 0: none yet */
} Stem;

struct SharePlan {
    Arena *arena;
    const char *root;
    const CommandList *commands;
    const char *folder;
    VEC(Group) groups;
    uint32_t *group_of; /* per unit: index + 1; 0: none */
};

/* ---- how a unit begins ---- */

static const char *options_text(Arena *arena, const Command *command)
{
    StrBuf all = strbuf_in(arena);
    strbuf_printf(&all, "%s\n%d\n", command->directory, source_is_cxx(command->file));
    for (uint32_t i = 0; i < command->args.len; i++)
        strbuf_printf(&all, "%s\n", command->args.items[i]);
    return strbuf_cstr(&all);
}

/* The file that a name between quotes means, NULL when that takes a compiler's own
 * folders: beside the source first, then by -iquote and -I. */
static const char *quoted_file(Arena *arena, const Command *command, const char *name)
{
    const char *path = path_join(arena, path_parent(arena, command->file), name);
    if (file_exists(path))
        return path;
    static const char *const options[] = { "-iquote", "-I" };
    for (unsigned o = 0; o < ARRAY_LEN(options); o++)
        for (uint32_t i = 0; i < command->args.len; i++) {
            const char *word = command->args.items[i];
            size_t length = strlen(options[o]);
            if (strncmp(word, options[o], length) != 0)
                continue;
            const char *folder = word[length] ? word + length
                                 : i + 1 < command->args.len
                                     ? command->args.items[i + 1]
                                     : ".";
            path = path_join(arena, path_join(arena, command->directory, folder), name);
            if (file_exists(path))
                return path;
        }
    return NULL;
}

static const char *line_of(Arena *arena, const Command *command, Leading leading)
{
    const char *text = arena_strndup(arena, leading.text.p, leading.text.n);
    if (!leading.is_include)
        return text;
    const char *file =
        text[0] == '<'
            ? NULL
            : quoted_file(arena, command,
                          arena_strndup(arena, text + 1, leading.text.n - 2));
    return file ? arena_printf(arena, "#include \"%s\"", path_real(arena, file))
                : arena_printf(arena, "#include %s", text);
}

static Beginning read_beginning(Arena *arena, const Command *command)
{
    Beginning beginning = { 0 };
    Arena *scratch = arena_new();
    Str text;
    Err err = { 0 };
    if (file_read(scratch, command->file, &text, &err)) {
        beginning.options = options_text(arena, command);
        text.n = text.n < PIECE_MAX ? text.n : PIECE_MAX;
        LeadingList list = leading_directives(scratch, text);
        for (uint32_t i = 0; i < list.len; i++)
            vec_push(arena, &beginning.lines, line_of(arena, command, list.items[i]));
    }
    arena_free(scratch);
    return beginning;
}

/* ---- who begins alike ---- */

typedef struct Stems {
    Arena *arena;
    Intern *texts;
    VEC(Stem) by_text; /* by Sym */
} Stems;

/* The stem that the lines so far, `text`, are. */
static Stem *stem(Stems *stems, const StrBuf *text)
{
    Sym sym = intern_str(stems->texts, strbuf_str(text));
    while (stems->by_text.len <= sym)
        vec_push(stems->arena, &stems->by_text, ((Stem){ 0 }));
    return &stems->by_text.items[sym];
}

/* A number for the options, then lines as a header has them. */
static StrBuf options_in(Stems *stems, const Beginning *beginning)
{
    StrBuf text = strbuf_in(stems->arena);
    strbuf_printf(&text, "%u\n", intern_text(stems->texts, beginning->options));
    return text;
}

static void count_stems(Stems *stems, const Beginning *beginning)
{
    StrBuf text = options_in(stems, beginning);
    for (uint32_t i = 0; i < beginning->lines.len; i++) {
        strbuf_printf(&text, "%s\n", beginning->lines.items[i]);
        stem(stems, &text)->users++;
    }
}

static bool is_include(const char *line)
{
    return strncmp(line, "#include", 8) == 0;
}

/* The longest beginning that enough units share; NULL when there is none. `*header`
 * receives it as a header. */
static Stem *longest_shared(Stems *stems, const Beginning *beginning,
                            const char **header)
{
    StrBuf text = options_in(stems, beginning);
    Stem *longest = NULL;
    size_t options = text.length, end = options;
    for (uint32_t i = 0; i < beginning->lines.len; i++) {
        strbuf_printf(&text, "%s\n", beginning->lines.items[i]);
        Stem *next = stem(stems, &text);
        if (next->users < (longest ? SPLIT_MIN : FIRST_MIN))
            break;
        if (!is_include(beginning->lines.items[i]))
            continue;
        longest = next;
        end = text.length;
    }
    if (longest)
        *header = arena_strndup(stems->arena, text.text + options, end - options);
    return longest;
}

static void join_group(SharePlan *plan, Stems *stems, uint32_t unit,
                       const Beginning *beginning)
{
    const char *header = NULL;
    Stem *shared = longest_shared(stems, beginning, &header);
    if (!shared)
        return;
    if (shared->group == 0) {
        Group group = { .text = header,
                        .path = arena_printf(plan->arena, "%s/%u.pch", plan->folder,
                                             plan->groups.len),
                        .model = unit };
        vec_push(plan->arena, &plan->groups, group);
        shared->group = plan->groups.len;
    }
    plan->group_of[unit] = shared->group;
    plan->groups.items[shared->group - 1].users++;
}

/* Too few may be left where most went on to longer beginnings. */
static void drop_small(SharePlan *plan)
{
    for (uint32_t i = 0; i < plan->commands->len; i++)
        if (plan->group_of[i] &&
            plan->groups.items[plan->group_of[i] - 1].users < USERS_MIN)
            plan->group_of[i] = 0;
}

SharePlan *share_plan(Arena *arena, const char *root, const char *temporary,
                      const CommandList *commands, const bool *wanted)
{
    Err err = { 0 };
    const char *folder =
        commands->len < FIRST_MIN ? NULL : folder_temporary(arena, temporary, &err);
    if (!folder)
        return NULL;
    SharePlan *plan = ARENA_NEW(arena, SharePlan);
    *plan = (SharePlan){ .arena = arena,
                         .root = root,
                         .commands = commands,
                         .folder = folder,
                         .group_of = ARENA_ARRAY(arena, uint32_t, commands->len) };
    Stems stems = { .arena = arena, .texts = intern_new() };
    Beginning *beginnings = ARENA_ARRAY(arena, Beginning, commands->len);
    for (uint32_t i = 0; i < commands->len; i++) {
        if (!wanted || wanted[i])
            beginnings[i] = read_beginning(arena, &commands->items[i]);
        if (beginnings[i].options)
            count_stems(&stems, &beginnings[i]);
    }
    for (uint32_t i = 0; i < commands->len; i++)
        if (beginnings[i].options)
            join_group(plan, &stems, i, &beginnings[i]);
    drop_small(plan);
    intern_free(stems.texts);
    return plan;
}

/* ---- in a worker ---- */

/* Whoever takes the lock makes the header; it appears whole or not at all. */
static void make(const SharePlan *plan, const Group *group)
{
    Err err = { 0 };
    Arena *scratch = arena_new();
    const Command *model = &plan->commands->items[group->model];
    FrontRequest request = { .arena = scratch, .root = plan->root, .command = *model };
    const char *part = arena_printf(scratch, "%s.part", group->path);
    /* Beside the source in name only: nothing is written there. */
    request.command.file =
        path_join(scratch, path_parent(scratch, model->file), ".mapvet-shared.h");
    bool made = file_claim(arena_printf(scratch, "%s.lock", group->path)) &&
                shared_header_make(&request, source_is_cxx(model->file),
                                   str_of(group->text), part, &err) &&
                file_rename(arena_printf(scratch, "%s.names", part),
                            arena_printf(scratch, "%s.names", group->path), &err) &&
                file_rename(part, group->path, &err);
    (void)made; /* without a header units are parsed as they stand */
    arena_free(scratch);
}

const SharedHeader *share_header(SharePlan *plan, uint32_t unit)
{
    Err err = { 0 };
    if (!plan || !plan->group_of[unit])
        return NULL;
    Group *group = &plan->groups.items[plan->group_of[unit] - 1];
    if (!group->header && !file_exists(group->path))
        make(plan, group);
    if (!group->header)
        group->header = shared_header_open(plan->arena, group->path, &err);
    return group->header;
}

void share_end(SharePlan *plan)
{
    if (!plan)
        return;
    for (uint32_t i = 0; i < plan->groups.len; i++)
        shared_header_close(plan->groups.items[i].header);
    folder_remove(plan->folder);
}
