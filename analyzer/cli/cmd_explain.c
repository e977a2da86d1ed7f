#include "check/rule.h"
#include "cli/command.h"

static void fail_unknown(const char *id, Err *err)
{
    const char *best = NULL;
    unsigned distance = 0;
    for (unsigned i = 0; rule_table[i]; i++)
        if (str_nearer(str_of(id), str_of(rule_table[i]->id), &distance))
            best = rule_table[i]->id;
    if (best)
        err_set(err, ERR_USAGE, "unknown rule '%.80s'; did you mean '%s'?", id, best);
    else
        err_set(err, ERR_USAGE, "unknown rule '%.80s'; see 'mapvet rules'", id);
}

static int explain_run(Cli *cli, const Args *args, Err *err)
{
    if (args->operands.len != 1) {
        err_set(err, ERR_USAGE, "explain needs one rule; see 'mapvet rules'");
        return EXIT_USAGE;
    }
    const char *id = args->operands.items[0];
    for (unsigned i = 0; rule_table[i]; i++) {
        if (strcmp(rule_table[i]->id, id) != 0)
            continue;
        StrBuf out = strbuf_in(cli->arena);
        strbuf_add(&out, rule_pages[i]);
        if (rule_table[i]->on_request)
            strbuf_printf(&out, "\nIt is off unless switched on, with --enable %s.\n",
                          id);
        cli_print(strbuf_str(&out), err);
        return EXIT_CLEAN;
    }
    fail_unknown(id, err);
    return EXIT_USAGE;
}

static const OptionId explain_options[] = { OPT_NONE };

const Subcommand command_explain = {
    .name = "explain",
    .summary = "show the page of a rule",
    .synopsis = "RULE",
    .about =
        "The page says what the rule finds, shows a bad and a good example, and why.",
    .options = explain_options,
    .run = explain_run,
};
