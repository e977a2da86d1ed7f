/*
 * The facts of a program: a list for each kind and key.
 *
 * Lists change only between rounds, so that every run of a round is told the same,
 * whatever ran before it. A list has the number of the round that last changed it.
 */
#include "summary/linked.h"

typedef struct LoreList {
    VEC(ProgramFact) facts;
    Hash hash;
    uint32_t version;
} LoreList;

/* A kind, and a key. */
#define RMAP_NAME            loremap
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           LoreList *
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

typedef struct Lore {
    loremap *lists;
    VEC(LoreList *) all; /* in the order they were made */
    uint32_t round;
} Lore;

static uint64_t list_key(unsigned kind, Sym key)
{
    return (uint64_t)kind << 32 | key;
}

static void add(Program *program, const ProgramFact *fact)
{
    Lore *lore = program->lore;
    uint64_t key = list_key(fact->kind, fact->key);
    LoreList **found = loremap_get(lore->lists, key);
    LoreList *list = found ? *found : NULL;
    if (!list) {
        list = ARENA_NEW(program->arena, LoreList);
        loremap_put(lore->lists, key, list);
        vec_push(program->arena, &lore->all, list);
    }
    vec_push(program->arena, &list->facts, *fact);
}

static Hash hash_list(const Program *program, const LoreList *list)
{
    Arena *arena = arena_new();
    PackOut out = pack_out(arena, program->intern, program->files->paths.items);
    for (uint32_t i = 0; i < list->facts.len; i++) {
        const ProgramFact *fact = &list->facts.items[i];
        pack_text(&out, fact->value);
        pack_signed(&out, fact->number);
        pack_span(&out, fact->span);
    }
    Hash hash = hash_content(strbuf_str(&out.bytes));
    arena_free(arena);
    return hash;
}

static bool anything_contributed(const Program *program)
{
    for (uint32_t i = 0; i < program->order_count; i++)
        if (program->funcs.items[program->order[i]].fact_count)
            return true;
    return false;
}

static void add_all(Program *program)
{
    for (uint32_t u = 0; u < program->units.len; u++) {
        const FactList *facts = &program->units.items[u].blob->facts;
        for (uint32_t i = 0; i < facts->len; i++)
            add(program, &facts->items[i]);
    }
    for (uint32_t o = 0; o < program->order_count; o++) {
        const LinkedFunc *func = &program->funcs.items[program->order[o]];
        for (uint32_t i = 0; i < func->fact_count; i++)
            add(program, &func->facts[i]);
    }
}

void lore_join(Program *program)
{
    Lore *lore = program->lore;
    if (!lore) {
        RmapOptions options = arena_map_options(program->arena);
        lore = program->lore = ARENA_NEW(program->arena, Lore);
        lore->lists = loremap_make_with(64, &options);
    } else if (!anything_contributed(program)) {
        return;
    }
    lore->round++;
    for (uint32_t i = 0; i < lore->all.len; i++)
        lore->all.items[i]->facts.len = 0;
    add_all(program);
    for (uint32_t i = 0; i < lore->all.len; i++) {
        LoreList *list = lore->all.items[i];
        Hash hash = hash_list(program, list);
        if (list->version == 0 || !hash_eq(hash, list->hash))
            list->version = lore->round;
        list->hash = hash;
    }
}

static const LoreList *find(const Program *program, unsigned kind, Sym key)
{
    LoreList **found = loremap_get(program->lore->lists, list_key(kind, key));
    return found ? *found : NULL;
}

Facts program_facts(Program *program, FactKind kind, Sym key)
{
    const LoreList *list = find(program, kind, key);
    FuncRun *run = &program->run;
    FactAsk ask = { .key = key,
                    .kind = (uint8_t)kind,
                    .version = list ? list->version : 0 };
    bool asked = run->func == NO_ID;
    for (uint32_t i = 0; !asked && i < run->fact_asks.len; i++)
        asked = run->fact_asks.items[i].key == key &&
                run->fact_asks.items[i].kind == ask.kind;
    if (!asked)
        vec_push(run->arena, &run->fact_asks, ask);
    return list ? (Facts){ list->facts.items, list->facts.len } : (Facts){ 0 };
}

bool lore_changed(const Program *program, const FactAsk *ask)
{
    const LoreList *list = find(program, ask->kind, ask->key);
    return (list ? list->version : 0) != ask->version;
}

Hash lore_hash(const Program *program, const FactAsk *ask)
{
    const LoreList *list = find(program, ask->kind, ask->key);
    return list ? list->hash : (Hash){ 0 };
}

void program_contribute(Program *program, ProgramFact fact)
{
    FuncRun *run = &program->run;
    for (uint32_t i = 0; i < run->facts.len; i++) {
        const ProgramFact *old = &run->facts.items[i];
        if (old->kind == fact.kind && old->key == fact.key &&
            old->value == fact.value && old->number == fact.number)
            return;
    }
    if (run->func != NO_ID)
        vec_push(run->arena, &run->facts, fact);
}
