#include "check/rule.h"
#include "cli/command.h"

static int rules_run(Cli *cli, const Args *args, Err *err)
{
    StrBuf out = strbuf_in(cli->arena);
    if (args->operands.len) {
        err_set(err, ERR_USAGE, "rules takes no operand; see 'mapvet explain RULE'");
        return EXIT_USAGE;
    }
    for (unsigned i = 0; rule_table[i]; i++)
        strbuf_printf(&out, "%-22s %-8s %s%s\n", rule_table[i]->id,
                      severity_word(rule_table[i]->severity), rule_table[i]->title,
                      rule_table[i]->on_request ? " (off unless --enable)" : "");
    cli_print(strbuf_str(&out), err);
    return EXIT_CLEAN;
}

static const OptionId rules_options[] = { OPT_NONE };

const Subcommand command_rules = {
    .name = "rules",
    .summary = "list the rules",
    .synopsis = "",
    .about = "Each line gives the id, the severity and what the rule says.",
    .options = rules_options,
    .run = rules_run,
};
