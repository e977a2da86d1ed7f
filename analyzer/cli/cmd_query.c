/*
 * mapvet query: a view of the database, or a SELECT, as a table, JSON or CSV.
 */
#include "base/file.h"
#include "cli/command.h"
#include "drive/project.h"
#include "output/table.h"
#include "store/store.h"

typedef struct Answer {
    Arena *arena;
    Table table;
} Answer;

static bool take_row(void *ctx, unsigned columns, const char *const *names,
                     const TableCell *cells)
{
    Answer *answer = ctx;
    Arena *arena = answer->arena;
    if (!answer->table.names) {
        const char **copy = ARENA_ARRAY(arena, const char *, columns + 1);
        for (unsigned i = 0; i < columns; i++)
            copy[i] = arena_strdup(arena, names[i]);
        answer->table.names = copy;
        answer->table.columns = columns;
    }
    if (!cells)
        return true;
    TableCell *row = arena_copy(arena, cells, columns * sizeof *cells);
    for (unsigned i = 0; i < columns; i++)
        if (row[i].kind == CELL_TEXT)
            row[i].text.p = arena_strndup(arena, row[i].text.p, row[i].text.n);
    vec_push(arena, &answer->table.rows, row);
    return true;
}

static bool list_views(Cli *cli, Store *store, Err *err)
{
    PathList views = { 0 };
    StrBuf out = strbuf_in(cli->arena);
    if (!store_views(store, cli->arena, &views, err))
        return false;
    for (uint32_t i = 0; i < views.len; i++)
        strbuf_printf(&out, "%s\n", views.items[i]);
    return cli_print(strbuf_str(&out), err);
}

static bool answer(Cli *cli, Store *store, const char *question, TableForm form,
                   Err *err)
{
    Answer answer = { .arena = cli->arena };
    StrBuf out = strbuf_in(cli->arena);
    if (!store_query(store, question, take_row, &answer, err))
        return false;
    table_print(&out, form, &answer.table);
    return cli_print(strbuf_str(&out), err);
}

static int query_run(Cli *cli, const Args *args, Err *err)
{
    const char *format = args_text(args, OPT_FORMAT);
    TableForm form = TABLE_PLAIN;
    if (format && !table_form_find(str_of(format), &form)) {
        err_set(err, ERR_USAGE, "unknown format '%.80s'; there are table, json, csv",
                format);
        return EXIT_USAGE;
    }
    if (args->operands.len > 1) {
        err_set(err, ERR_USAGE, "one question at a time; quote the SQL as one word");
        return EXIT_USAGE;
    }
    const char *root = project_root(cli->arena, path_working_folder(cli->arena));
    Store *store = store_open_read(
        project_database(cli->arena, root, args_text(args, OPT_DB), cli->database),
        err);
    if (!store)
        return EXIT_USAGE;
    if (args->operands.len)
        answer(cli, store, args->operands.items[0], form, err);
    else
        list_views(cli, store, err);
    store_close(store);
    return EXIT_CLEAN;
}

static const OptionId query_options[] = { OPT_DB, OPT_FORMAT, OPT_NONE };

const Subcommand command_query = {
    .name = "query",
    .summary = "ask the database of findings",
    .synopsis = "[--db FILE] [--format table|json|csv] [VIEW | SQL]",
    .about =
        "Without a question the views are listed. SQL is one SELECT; nothing else is "
        "done,\nand nothing is ever written.",
    .options = query_options,
    .run = query_run,
};
