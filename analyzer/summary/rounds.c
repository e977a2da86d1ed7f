/*
 * Running the functions of a program: group by group in order, and again where what a
 * function was told has changed. That a group settles before its callers are run spares
 * them most of their runs.
 *
 * Summaries are kept as bytes and read again by each caller: a program of a hundred
 * thousand functions keeps little more than what there is to say of them.
 */
#include "summary/bytes.h"
#include "summary/memo.h"
#include "summary/target.h"

#define RMAP_NAME            askedmap
#define RMAP_KEY             Sym
#define RMAP_VALUE           const Summary *
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* What another run of mapvet, or of this program, believes of it. */
static const Summary *summary_outside(const Program *program, uint32_t unit, Sym name,
                                      Arena *arena)
{
    const Outside *outside = program->outside;
    Str bytes;
    if (!outside || !outside->summary(outside->ctx, program->units.items[unit].path,
                                      sym_text(program->intern, name), &bytes))
        return NULL;
    PackIn in = pack_in(arena, program->intern, program->files, bytes);
    in.new_files = true;
    return unpack_summary(&in, program->models);
}

static const Summary *answer(void *ctx, Sym name)
{
    Program *program = ctx;
    FuncRun *run = &program->run;
    const Summary **known = askedmap_get(run->asked, name);
    if (known)
        return *known;
    uint32_t unit = program->funcs.items[run->func].unit;
    Ask ask = { .name = name, .target = program_find(program, unit, name) };
    const Summary *summary;
    if (ask.target == NO_ID) {
        summary = summary_outside(program, unit, name, run->arena);
    } else {
        ask.version = program->funcs.items[ask.target].version;
        summary = program_summary(program, ask.target, run->arena);
    }
    askedmap_put(run->asked, name, summary);
    vec_push(run->arena, &run->asks, ask);
    return summary;
}

/* A cycle is cut here; there is another round, for this function was told nothing. */
static bool is_pending(void *ctx, Sym name)
{
    const Program *program = ctx;
    uint32_t unit = program->funcs.items[program->run.func].unit;
    FuncId target = program_find(program, unit, name);
    return target != NO_ID && program->funcs.items[target].listed &&
           program->funcs.items[target].version == 0;
}

static bool is_outdated(const Program *program, const LinkedFunc *func)
{
    for (uint32_t i = 0; i < func->ask_count; i++) {
        const Ask *ask = &func->asks[i];
        if (ask->target != NO_ID &&
            program->funcs.items[ask->target].version != ask->version)
            return true;
    }
    for (uint32_t i = 0; i < func->fact_ask_count; i++)
        if (lore_changed(program, &func->fact_asks[i]))
            return true;
    return false;
}

/* A cycle that does not settle is left as it is. */
static void accept_rest(Program *program, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        LinkedFunc *func = &program->funcs.items[program->order[i]];
        for (uint32_t a = 0; a < func->ask_count; a++) {
            Ask *ask = &func->asks[a];
            if (ask->target != NO_ID &&
                program->funcs.items[ask->target].group == func->group)
                ask->version = program->funcs.items[ask->target].version;
        }
    }
}

static void keep_run(Program *program, LinkedFunc *func, Str summary)
{
    FuncRun *run = &program->run;
    Arena *arena = program->arena;
    Hash hash = hash_content(summary);
    if (func->version == 0 || !hash_eq(hash, func->hash)) {
        func->version++;
        func->hash = hash;
        func->summary = (Str){ arena_copy(arena, summary.p, summary.n), summary.n };
    }
    func->asks =
        arena_copy(arena, run->asks.items, run->asks.len * sizeof *run->asks.items);
    func->ask_count = run->asks.len;
    func->fact_asks = arena_copy(arena, run->fact_asks.items,
                                 run->fact_asks.len * sizeof *run->fact_asks.items);
    func->fact_ask_count = run->fact_asks.len;
    func->facts =
        arena_copy(arena, run->facts.items, run->facts.len * sizeof *run->facts.items);
    func->fact_count = run->facts.len;
}

static Facts told_facts(void *ctx, FactKind kind, Sym key)
{
    return program_facts(ctx, kind, key);
}

static void contribute(void *ctx, ProgramFact fact)
{
    program_contribute(ctx, fact);
}

static void asks_bind(void *ctx, BindQuestion question, BindTerm node)
{
    FuncRun *run = &((Program *)ctx)->run;
    for (uint32_t i = 0; i < run->bind_asks.len; i++) {
        const BindAsk *old = &run->bind_asks.items[i];
        if (old->question == (uint8_t)question && old->node.kind == node.kind &&
            old->node.a == node.a && old->node.b == node.b)
            return;
    }
    vec_push(run->arena, &run->bind_asks, ((BindAsk){ (uint8_t)question, node }));
}

bool program_made_with(Program *program, const Flow *flow, ValueId map, BoundMap *made)
{
    BindTerm node = target_node(flow, map);
    if (program->run.func != NO_ID)
        asks_bind(program, BIND_ASK_MAP, node);
    return program->bind && bind_map(program->bind, node, made);
}

/* A run that would be told what an earlier one was is not made. */
static bool recall_run(Program *program, FuncId id, const Watcher *watcher)
{
    LinkedFunc *func = &program->funcs.items[id];
    Str summary, shown;
    if (!func->known || !watcher->take_shown ||
        !memo_find(program, id, &summary, &shown))
        return false;
    PackIn in = pack_in(program->run.arena, program->intern, program->files, shown);
    if (!watcher->take_shown(watcher->ctx, id, &in)) {
        memo_drop(program);
        return false;
    }
    keep_run(program, func, summary);
    return true;
}

static Str write_shown(const Program *program, const Watcher *watcher)
{
    PackOut out =
        pack_out(program->run.arena, program->intern, program->files->paths.items);
    if (watcher->keep_shown)
        watcher->keep_shown(watcher->ctx, &out);
    return strbuf_str(&out.bytes);
}

static void run_function(Program *program, FuncId id, const Watcher *watcher)
{
    LinkedFunc *func = &program->funcs.items[id];
    const Blob *blob = program->units.items[func->unit].blob;
    const ModelSet *models = program->units.items[func->unit].models;
    Arena *arena = arena_new();
    RmapOptions options = arena_map_options(arena);
    Func fn;
    program->run = (FuncRun){ .func = id,
                              .arena = arena,
                              .asked = askedmap_make_with(0, &options) };
    if (recall_run(program, id, watcher)) {
        program->run = (FuncRun){ .func = NO_ID };
        arena_free(arena);
        return;
    }
    watcher->begin(watcher->ctx, id);
    if (blob_body(blob, arena, func->index, &fn)) {
        Oracle oracle = { .ctx = program,
                          .summary = answer,
                          .pending = is_pending,
                          .bind = program->bind,
                          .asks_bind = asks_bind,
                          .facts = told_facts,
                          .contribute = contribute };
        PackOut out = pack_out(arena, program->intern, NULL);
        const Summary *summary =
            summarise(&oracle, blob->unit, &fn, models, watcher, arena);
        out.files = program->files->paths.items; /* which may have moved */
        pack_summary(&out, summary);
        if (program->keeps_runs)
            memo_note(program, strbuf_str(&out.bytes), write_shown(program, watcher));
        keep_run(program, func, strbuf_str(&out.bytes));
    }
    program->run = (FuncRun){ .func = NO_ID };
    arena_free(arena);
}

/* Runs what is new in a group, or was told what is so no more; what another one of the
 * group has told may be so no more in turn. False when there was nothing to run. */
static bool run_group(Program *program, uint32_t from, uint32_t to, unsigned passes,
                      const Watcher *watcher)
{
    bool any = false, changed = true;
    for (unsigned pass = 0; pass < passes && changed; pass++) {
        changed = false;
        for (uint32_t i = from; i < to; i++) {
            const LinkedFunc *func = &program->funcs.items[program->order[i]];
            if (func->version && !is_outdated(program, func))
                continue;
            any = changed = true;
            run_function(program, program->order[i], watcher);
        }
    }
    if (changed)
        accept_rest(program, from, to);
    return any;
}

void program_run(Program *program, const Watcher *watcher)
{
    bool changed = true;
    for (unsigned round = 0; round < ROUNDS_MAX && changed; round++) {
        uint32_t from = 0;
        lore_join(program);
        changed = false;
        for (uint32_t g = 0; g < program->group_count; g++) {
            uint32_t to = program->group_end[g];
            unsigned passes = round ? 2 : ROUNDS_MAX;
            changed = run_group(program, from, to, passes, watcher) || changed;
            from = to;
        }
    }
}
