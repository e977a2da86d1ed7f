/*
 * A blob is the word below, a version, the unit without its functions, the index, and
 * the bodies one after the other.
 */
#include "ir/blob.h"

#define RMAP_NAME            symset
#define RMAP_KEY             Sym
#define RMAP_VALUE           bool
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

static const char magic[] = "mapvet ir\n";

/* ---- writing ---- */

typedef struct Callees {
    Arena *arena;
    symset *seen;
    VEC(Sym) names;
} Callees;

static void add_callee(Callees *callees, Operand operand)
{
    if (operand.kind != OPND_FUNC || symset_get(callees->seen, operand.sym))
        return;
    symset_put(callees->seen, operand.sym, true);
    vec_push(callees->arena, &callees->names, operand.sym);
}

static void find_callees(Callees *callees, const Func *fn)
{
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const Block *block = &fn->blocks.items[b];
        for (uint32_t e = 0; e < block->events.len; e++) {
            const Event *event = &block->events.items[e];
            add_callee(callees, event->callee);
            for (unsigned a = 0; a < event->arg_count; a++)
                add_callee(callees, event->args[a]);
        }
        add_callee(callees, block->term.cond.a); /* returned */
    }
}

static void pack_callees(PackOut *out, const Func *fn)
{
    RmapOptions options = arena_map_options(out->bytes.arena);
    Callees callees = { .arena = out->bytes.arena,
                        .seen = symset_make_with(0, &options) };
    find_callees(&callees, fn);
    pack_number(out, callees.names.len);
    for (uint32_t i = 0; i < callees.names.len; i++)
        pack_text(out, callees.names.items[i]);
}

static void pack_unit(PackOut *out, const Unit *unit)
{
    pack_text(out, unit->path);
    pack_number(out, unit->files.len - 1);
    for (uint32_t i = 1; i < unit->files.len; i++)
        pack_text(out, unit->files.items[i]);
    pack_number(out, unit->globals.len);
    for (uint32_t i = 0; i < unit->globals.len; i++)
        pack_var(out, &unit->globals.items[i]);
    pack_number(out, unit->annotations.len);
    for (uint32_t i = 0; i < unit->annotations.len; i++) {
        const Annotation *note = &unit->annotations.items[i];
        pack_text(out, note->target);
        pack_text(out, note->text);
        pack_span(out, note->span);
    }
    pack_number(out, unit->no_return.len);
    for (uint32_t i = 0; i < unit->no_return.len; i++)
        pack_text(out, unit->no_return.items[i]);
    pack_number(out, unit->records.len);
    for (uint32_t i = 0; i < unit->records.len; i++)
        pack_text(out, unit->records.items[i]);
}

void pack_fact(PackOut *out, const ProgramFact *fact)
{
    pack_number(out, fact->kind);
    pack_text(out, fact->key);
    pack_text(out, fact->value);
    pack_signed(out, fact->number);
    pack_span(out, fact->span);
}

static void pack_facts(PackOut *out, const Unit *unit)
{
    FactList facts = { 0 };
    facts_find(out->bytes.arena, unit, &facts);
    pack_number(out, facts.len);
    for (uint32_t i = 0; i < facts.len; i++) {
        pack_fact(out, &facts.items[i]);
    }
}

void blob_write(StrBuf *out, const Unit *unit)
{
    Arena *arena = arena_new();
    PackOut head = pack_out(arena, unit->intern, unit->files.items);
    StrBuf bodies = strbuf_in(arena);
    pack_unit(&head, unit);
    pack_facts(&head, unit);
    pack_number(&head, unit->funcs.len);
    for (uint32_t i = 0; i < unit->funcs.len; i++) {
        PackOut body = pack_out(arena, unit->intern, unit->files.items);
        pack_body(&body, unit, &unit->funcs.items[i]);
        pack_head(&head, &unit->funcs.items[i]);
        pack_callees(&head, &unit->funcs.items[i]);
        pack_number(&head, body.bytes.length);
        strbuf_add_n(&bodies, body.bytes.text, body.bytes.length);
    }
    PackOut whole = pack_out(arena, unit->intern, NULL);
    strbuf_add_n(out, magic, sizeof magic);
    pack_number(&whole, BLOB_VERSION);
    pack_bytes(&whole, strbuf_str(&head.bytes));
    pack_bytes(&whole, strbuf_str(&bodies));
    strbuf_add_n(out, whole.bytes.text, whole.bytes.length);
    arena_free(arena);
}

/* ---- reading ---- */

static void unpack_files(PackIn *in)
{
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        Sym path = unpack_text(in);
        in->bad = in->bad || path == 0;
        if (!in->bad)
            files_number(in->files, path);
    }
}

/* Whose names are all different; the empty one is none. */
static void unpack_global_vars(PackIn *in, Unit *unit)
{
    RmapOptions options = arena_map_options(in->arena);
    symset *seen = symset_make_with(0, &options);
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        Var var = unpack_var(in);
        in->bad = in->bad || symset_get(seen, var.name);
        symset_put(seen, var.name, true);
        vec_push(in->arena, &unit->globals, var);
    }
}

static void unpack_rest(PackIn *in, Unit *unit)
{
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        Annotation note = { .target = unpack_text(in) };
        note.text = unpack_text(in);
        note.span = unpack_span(in);
        vec_push(in->arena, &unit->annotations, note);
    }
    count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++)
        vec_push(in->arena, &unit->no_return, unpack_text(in));
    count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++)
        vec_push(in->arena, &unit->records, unpack_text(in));
}

ProgramFact unpack_fact(PackIn *in)
{
    ProgramFact fact = { .kind = (uint8_t)unpack_below(in, FACT_COUNT - 1) };
    fact.key = unpack_text(in);
    fact.value = unpack_text(in);
    fact.number = unpack_signed(in);
    fact.span = unpack_span(in);
    return fact;
}

static void unpack_facts(PackIn *in, FactList *out)
{
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        vec_push(in->arena, out, unpack_fact(in));
    }
}

static BlobFunc unpack_index_row(PackIn *in, Unit *unit, Str *bodies)
{
    BlobFunc row = { 0 };
    vec_push(in->arena, &unit->funcs, unpack_head(in));
    uint32_t callees = unpack_count(in);
    row.callees = ARENA_ARRAY(in->arena, Sym, callees);
    for (uint32_t i = 0; i < callees && !in->bad; i++)
        row.callees[row.callee_count++] = unpack_text(in);
    uint64_t size = unpack_number(in);
    if (size > bodies->n)
        in->bad = true;
    if (in->bad)
        return row;
    row.body = (Str){ bodies->p, (size_t)size };
    row.hash = hash_content(row.body);
    *bodies = (Str){ bodies->p + size, bodies->n - (size_t)size };
    return row;
}

static void read_head(Blob *blob, PackIn *in, Str bodies)
{
    Unit *unit = blob->unit;
    unit->path = unpack_text(in);
    unpack_files(in);
    unpack_global_vars(in, unit);
    unpack_rest(in, unit);
    unpack_facts(in, &blob->facts);
    uint32_t funcs = unpack_count(in);
    blob->funcs = ARENA_ARRAY(in->arena, BlobFunc, funcs);
    for (uint32_t i = 0; i < funcs && !in->bad; i++)
        blob->funcs[i] = unpack_index_row(in, unit, &bodies);
    if (bodies.n)
        in->bad = true;
}

Blob *blob_open(Arena *arena, Intern *intern, FileTable *files, Str bytes, Err *err)
{
    bool known = bytes.n >= sizeof magic && memcmp(bytes.p, magic, sizeof magic) == 0;
    if (known)
        bytes = (Str){ bytes.p + sizeof magic, bytes.n - sizeof magic };
    PackIn whole = pack_in(arena, intern, files, bytes);
    if (!known || unpack_number(&whole) != BLOB_VERSION) {
        err_set(err, ERR_DATABASE, "not an analysed unit of this version");
        return NULL;
    }
    PackIn head = pack_in(arena, intern, files, unpack_bytes(&whole));
    Str bodies = unpack_bytes(&whole);
    Blob *blob = ARENA_NEW(arena, Blob);
    *blob = (Blob){ .unit = ARENA_NEW(arena, Unit), .files = files };
    *blob->unit = (Unit){ .arena = arena, .intern = intern };
    read_head(blob, &head, bodies);
    if (!unpack_done(&whole) || !unpack_done(&head)) {
        err_set(err, ERR_DATABASE, "an analysed unit is damaged");
        return NULL;
    }
    blob->globals = global_table(arena, blob->unit);
    blob_refresh(blob);
    return blob;
}

void blob_refresh(Blob *blob)
{
    blob->unit->files.items = blob->files->paths.items;
    blob->unit->files.len = blob->unit->files.cap = blob->files->paths.len;
}

bool blob_body(const Blob *blob, Arena *arena, uint32_t func, Func *out)
{
    PackIn in = pack_in(arena, blob->unit->intern, blob->files, blob->funcs[func].body);
    *out = unpack_body(&in, blob->globals);
    return unpack_done(&in) && out->name == blob->unit->funcs.items[func].name;
}
