/*
 * What a function stored where it stays: whoever hands it such a thing is no longer its
 * only holder.
 */
#include "summary/apply.h"
#include "summary/collect.h"

bool paths_add(Path *paths, uint8_t *count, unsigned most, const Path *path)
{
    bool is_global = path->root == PATH_GLOBAL;
    unsigned globals = 0;
    for (unsigned i = 0; i < *count; i++) {
        if (path_eq(&paths[i], path))
            return false;
        globals += paths[i].root == PATH_GLOBAL;
    }
    if (*count == most || (is_global && globals >= most / 2))
        return !is_global;
    paths[(*count)++] = *path;
    return false;
}

void held_keep(void *ctx, Flow *flow, const State *state, ValueId value)
{
    Collect *collect = ctx;
    Summary *summary = collect->summary;
    Path path;
    if (collect->cut)
        return;
    if (collect->watcher->keep)
        collect->watcher->keep(collect->watcher->ctx, flow, state, value);
    if (!path_of_value(flow, value, &path))
        return;
    if (paths_add(summary->held, &summary->held_count, HELD_MAX, &path))
        summary->held_more = true;
}

void held_sharing(const Flow *flow, const State *state, ValueId id, ValueId at,
                  Desc *desc)
{
    const MapFact *map = desc->kind == DESC_MAP ? state_map(state, id) : NULL;
    if (!map)
        return;
    bool returned = at && id == flow->returned;
    bool elsewhere = map->holder && map->holder != at;
    desc->shared = desc->shared || returned || elsewhere;
}

void held_apply(const Apply *apply, State *state)
{
    const Summary *summary = apply->summary;
    for (unsigned i = 0; i < summary->held_count; i++) {
        ValueId value = path_value(apply->flow, state, &summary->held[i], apply->call);
        if (value)
            keep_value(apply->flow, state, value);
    }
    bool all = summary->held_more || summary->cut_short;
    for (uint32_t a = 0; all && a < apply->call->count; a++)
        keep_value(apply->flow, state, apply->call->args[a]);
}
