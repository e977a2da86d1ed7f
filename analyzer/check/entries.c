#include "check/report.h"

EntryLore rule_entries(RuleCtx *cx, ValueId map)
{
    const FlowClient *client = cx->flow->client;
    ValueId owner;
    Sym home = entry_home(cx->flow, cx->state, map, &owner);
    return home && client->entries ? client->entries(client->ctx, home)
                                   : (EntryLore){ 0 };
}

bool rule_same_home(RuleCtx *cx, ValueId map, ValueId other)
{
    ValueId owner;
    Sym home = entry_home(cx->flow, cx->state, map, &owner);
    return map == other ||
           (home && home == entry_home(cx->flow, cx->state, other, &owner));
}
