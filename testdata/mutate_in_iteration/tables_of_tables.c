/* Each level has a table of its own: what recursion does below is done to others. */
#include "systemd-hashmap.h"

typedef struct Command Command;
struct Command {
    Command *parent;
    Set *subcommands;
};

extern const struct hash_ops command_ops;

int command_add(Command *parent, Command *command)
{
    int r = set_ensure_put(&parent->subcommands, &command_ops, command);
    if (r <= 0)
        return r;
    command->parent = parent;
    return 0;
}

void command_free(Command *command)
{
    Command *sub;

    SET_FOREACH(sub, command->subcommands) {
        command_free(sub);
        set_remove(command->subcommands, sub);
    }
    set_free(command->subcommands);
    free(command);
}
