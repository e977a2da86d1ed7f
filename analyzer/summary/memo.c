#include "summary/memo.h"

#include "summary/bytes.h"

/* What a question about a function was told. */
typedef enum { ANSWER_NONE, ANSWER_PENDING, ANSWER_SUMMARY, ANSWERS } Answer;

/* A run as it stands in a memo. */
typedef struct KnownRun {
    Str bytes;                   /* all of it */
    Str questions, result;       /* its parts */
    const struct KnownRun *next; /* the next one of the function */
} KnownRun;

static const char magic[] = "mapvet runs 1\n";

/* ---- answers, as they are now ---- */

static Answer answer_of(const Program *program, FuncId target, Hash *hash)
{
    const LinkedFunc *func = target == NO_ID ? NULL : &program->funcs.items[target];
    *hash = (Hash){ 0 };
    if (func && func->version) {
        *hash = func->hash;
        return ANSWER_SUMMARY;
    }
    return func && func->listed ? ANSWER_PENDING : ANSWER_NONE;
}

static void add_name(StrBuf *out, const Program *program, Sym name)
{
    strbuf_add(out, sym_text(program->intern, name));
    strbuf_add_char(out, '\n');
}

static Hash hash_targets(const Program *program, Arena *arena, Targets targets)
{
    StrBuf text = strbuf_in(arena);
    for (uint32_t i = 0; i < targets.count; i++)
        add_name(&text, program, targets.func[i]);
    return hash_content(strbuf_str(&text));
}

static Hash hash_map(const Program *program, Arena *arena, BindTerm node)
{
    StrBuf text = strbuf_in(arena);
    BoundMap map;
    if (bind_map(program->bind, node, &map)) {
        const Sym names[] = { map.law ? map.law->library : 0,
                              map.law ? map.law->type[0] : 0, map.maker,
                              map.destroy_key, map.destroy_val };
        for (unsigned i = 0; i < ARRAY_LEN(names); i++)
            add_name(&text, program, names[i]);
    }
    return hash_content(strbuf_str(&text));
}

static Hash hash_passed(const Program *program, Arena *arena, Passed passed)
{
    StrBuf text = strbuf_in(arena);
    for (uint32_t i = 0; i < passed.count; i++) {
        add_name(&text, program, passed.node[i].a);
        add_name(&text, program, passed.node[i].b);
    }
    return hash_content(strbuf_str(&text));
}

static Hash hash_bound(const Program *program, Arena *arena, const BindAsk *ask)
{
    switch ((BindQuestion)ask->question) {
    case BIND_ASK_FUNCTIONS:
        return hash_targets(program, arena, bind_functions(program->bind, ask->node));
    case BIND_ASK_ADDRESSES:
        return hash_targets(program, arena, bind_addresses(program->bind, ask->node));
    case BIND_ASK_MAP:
        return hash_map(program, arena, ask->node);
    case BIND_ASK_PASSED:
        return hash_passed(program, arena, bind_passed(program->bind, ask->node));
    }
    return (Hash){ 0 };
}

/* ---- writing ---- */

static void pack_hash(PackOut *out, Hash hash)
{
    strbuf_add_n(&out->bytes, (const char *)&hash, sizeof hash);
}

static void pack_term(PackOut *out, BindTerm node)
{
    pack_number(out, node.kind);
    pack_text(out, node.a);
    if (node.kind == BIND_MEMBER)
        pack_text(out, node.b);
    else
        pack_number(out, node.b);
}

static Str pack_questions(const Program *program, Arena *arena)
{
    const FuncRun *run = &program->run;
    PackOut out = pack_out(arena, program->intern, program->files->paths.items);
    Hash hash;
    pack_number(&out, run->asks.len);
    for (uint32_t i = 0; i < run->asks.len; i++) {
        pack_text(&out, run->asks.items[i].name);
        pack_number(&out, answer_of(program, run->asks.items[i].target, &hash));
        pack_hash(&out, hash);
    }
    pack_number(&out, run->fact_asks.len);
    for (uint32_t i = 0; i < run->fact_asks.len; i++) {
        const FactAsk *ask = &run->fact_asks.items[i];
        pack_number(&out, ask->kind);
        pack_text(&out, ask->key);
        pack_hash(&out, lore_hash(program, ask));
    }
    pack_number(&out, run->bind_asks.len);
    for (uint32_t i = 0; i < run->bind_asks.len; i++) {
        pack_number(&out, run->bind_asks.items[i].question);
        pack_term(&out, run->bind_asks.items[i].node);
        pack_hash(&out, hash_bound(program, arena, &run->bind_asks.items[i]));
    }
    return strbuf_str(&out.bytes);
}

static Str pack_result(const Program *program, Arena *arena, Str summary, Str shown)
{
    const FuncRun *run = &program->run;
    PackOut out = pack_out(arena, program->intern, program->files->paths.items);
    pack_bytes(&out, summary);
    pack_bytes(&out, shown);
    pack_number(&out, run->facts.len);
    for (uint32_t i = 0; i < run->facts.len; i++)
        pack_fact(&out, &run->facts.items[i]);
    return strbuf_str(&out.bytes);
}

static void keep(Program *program, FuncId func, Str bytes)
{
    LinkedUnit *unit = &program->units.items[program->funcs.items[func].unit];
    vec_push(program->arena, &unit->runs, bytes);
}

void memo_note(Program *program, Str summary, Str shown)
{
    FuncId func = program->run.func;
    Arena *arena = program->run.arena;
    if (!program->keeps_runs)
        return;
    PackOut out = pack_out(arena, program->intern, NULL);
    pack_number(&out, program->funcs.items[func].index);
    pack_bytes(&out, pack_questions(program, arena));
    pack_bytes(&out, pack_result(program, arena, summary, shown));
    Str bytes = strbuf_str(&out.bytes);
    keep(program, func, (Str){ arena_copy(program->arena, bytes.p, bytes.n), bytes.n });
}

void program_memo(const Program *program, uint32_t unit, StrBuf *out)
{
    const LinkedUnit *linked = &program->units.items[unit];
    PackOut head = pack_out(out->arena, program->intern, NULL);
    strbuf_add_n(out, magic, sizeof magic);
    pack_hash(&head, program->notes);
    pack_hash(&head, linked->hash);
    pack_number(&head, linked->runs.len);
    strbuf_add_n(out, head.bytes.text, head.bytes.length);
    for (uint32_t i = 0; i < linked->runs.len; i++)
        strbuf_add_n(out, linked->runs.items[i].p, linked->runs.items[i].n);
}

/* ---- reading ---- */

static Hash unpack_hash(PackIn *in)
{
    Hash hash = { 0 };
    if (in->rest.n < sizeof hash)
        in->bad = true;
    if (in->bad)
        return hash;
    memcpy(&hash, in->rest.p, sizeof hash);
    in->rest = (Str){ in->rest.p + sizeof hash, in->rest.n - sizeof hash };
    return hash;
}

static void open_run(Program *program, const LinkedUnit *unit, PackIn *in)
{
    const char *begin = in->rest.p;
    uint32_t index = (uint32_t)unpack_number(in);
    KnownRun *run = ARENA_NEW(program->arena, KnownRun);
    run->questions = unpack_bytes(in);
    run->result = unpack_bytes(in);
    if (index >= unit->blob->unit->funcs.len)
        in->bad = true;
    if (in->bad)
        return;
    run->bytes = (Str){ begin, (size_t)(in->rest.p - begin) };
    LinkedFunc *func = &program->funcs.items[unit->first + index];
    run->next = func->known;
    func->known = run;
}

void memo_open(Program *program)
{
    for (uint32_t u = 0; u < program->units.len; u++) {
        const LinkedUnit *unit = &program->units.items[u];
        Str bytes = unit->memo;
        if (bytes.n < sizeof magic || memcmp(bytes.p, magic, sizeof magic) != 0)
            continue;
        bytes = (Str){ bytes.p + sizeof magic, bytes.n - sizeof magic };
        PackIn in = pack_in(program->arena, program->intern, program->files, bytes);
        Hash notes = unpack_hash(&in), hash = unpack_hash(&in);
        uint32_t count = unpack_count(&in);
        if (!hash_eq(notes, program->notes) || !hash_eq(hash, unit->hash))
            continue;
        for (uint32_t i = 0; i < count && !in.bad; i++)
            open_run(program, unit, &in);
    }
}

static bool functions_fit(Program *program, PackIn *in)
{
    FuncRun *run = &program->run;
    uint32_t unit = program->funcs.items[run->func].unit;
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        Ask ask = { .name = unpack_text(in) };
        Answer answer = (Answer)unpack_below(in, ANSWERS - 1);
        Hash hash = unpack_hash(in), now;
        ask.target = program_find(program, unit, ask.name);
        if (answer_of(program, ask.target, &now) != answer || !hash_eq(hash, now))
            return false;
        if (ask.target != NO_ID)
            ask.version = program->funcs.items[ask.target].version;
        vec_push(run->arena, &run->asks, ask);
    }
    return true;
}

static bool facts_fit(Program *program, PackIn *in)
{
    FuncRun *run = &program->run;
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        FactKind kind = (FactKind)unpack_below(in, FACT_COUNT - 1);
        Sym key = unpack_text(in);
        Hash hash = unpack_hash(in);
        program_facts(program, kind, key);
        if (!hash_eq(hash, lore_hash(program, &vec_last(&run->fact_asks))))
            return false;
    }
    return true;
}

static BindTerm unpack_term(PackIn *in)
{
    BindTerm node = { .kind = unpack_below(in, BIND_MAP) };
    node.a = unpack_text(in);
    node.b = node.kind == BIND_MEMBER ? unpack_text(in) : (uint32_t)unpack_number(in);
    return node;
}

static bool bound_fit(Program *program, PackIn *in)
{
    FuncRun *run = &program->run;
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        BindAsk ask = { .question = (uint8_t)unpack_below(in, BIND_ASK_PASSED) };
        ask.node = unpack_term(in);
        if (!hash_eq(unpack_hash(in), hash_bound(program, run->arena, &ask)))
            return false;
        vec_push(run->arena, &run->bind_asks, ask);
    }
    return true;
}

static bool read_result(Program *program, Str bytes, Str *summary, Str *shown)
{
    FuncRun *run = &program->run;
    PackIn in = pack_in(run->arena, program->intern, program->files, bytes);
    *summary = unpack_bytes(&in);
    *shown = unpack_bytes(&in);
    uint32_t count = unpack_count(&in);
    for (uint32_t i = 0; i < count && !in.bad; i++) {
        ProgramFact fact = unpack_fact(&in);
        vec_push(run->arena, &run->facts, fact);
    }
    return unpack_done(&in) && summary->n;
}

static void forget_questions(Program *program)
{
    FuncRun *run = &program->run;
    run->asks.len = run->fact_asks.len = run->bind_asks.len = run->facts.len = 0;
}

static bool fits(Program *program, const KnownRun *known, Str *summary, Str *shown)
{
    PackIn in =
        pack_in(program->run.arena, program->intern, program->files, known->questions);
    forget_questions(program);
    return functions_fit(program, &in) && facts_fit(program, &in) &&
           bound_fit(program, &in) && unpack_done(&in) &&
           read_result(program, known->result, summary, shown);
}

bool memo_find(Program *program, FuncId func, Str *summary, Str *shown)
{
    for (const KnownRun *known = program->funcs.items[func].known; known;
         known = known->next) {
        if (fits(program, known, summary, shown)) {
            if (program->keeps_runs)
                keep(program, func, known->bytes);
            return true;
        }
    }
    forget_questions(program);
    return false;
}

void memo_drop(Program *program)
{
    LinkedFunc *func = &program->funcs.items[program->run.func];
    func->known = NULL;
    if (program->keeps_runs)
        program->units.items[func->unit].runs.len--;
    forget_questions(program);
}
