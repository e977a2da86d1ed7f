#include "summary/bytes.h"
#include "summary/memo.h"

#include <stdlib.h>

Program *program_new(Intern *intern, const ModelSet *models, const Outside *outside)
{
    Arena *arena = arena_new();
    Program *program = ARENA_NEW(arena, Program);
    *program = (Program){ .arena = arena,
                          .intern = intern,
                          .base = models,
                          .models = models,
                          .outside = outside,
                          .files = files_new(arena),
                          .run = { .func = NO_ID } };
    return program;
}

void program_free(Program *program)
{
    if (program)
        arena_free(program->arena);
}

bool program_add(Program *program, Str blob, uint32_t tag, Err *err)
{
    LinkedUnit unit = { .tag = tag, .hash = hash_content(blob) };
    unit.blob = blob_open(program->arena, program->intern, program->files, blob, err);
    if (!unit.blob)
        return false;
    unit.path = sym_text(program->intern, unit.blob->unit->path);
    vec_push(program->arena, &program->units, unit);
    return true;
}

/* One file may be compiled twice, in two ways. */
static int by_path(const void *a, const void *b)
{
    const LinkedUnit *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0)
        order = (x->hash.high > y->hash.high) - (x->hash.high < y->hash.high);
    return order;
}

static bool annotate(Program *program, Err *err)
{
    Arena *arena = program->arena;
    const Unit **units = ARENA_ARRAY(arena, const Unit *, program->units.len + 1);
    for (uint32_t u = 0; u < program->units.len; u++)
        units[u] = program->units.items[u].blob->unit;
    program->models = model_over_all(program->base, arena, units, program->units.len,
                                     program->intern, err);
    for (uint32_t u = 0; u < program->units.len; u++)
        program->units.items[u].models = model_for(program->models, arena, units[u]);
    return err->code == ERR_NONE;
}

/* What the units say to the models of all, and what else every run may depend on. */
static Hash hash_notes(const Program *program)
{
    Arena *arena = arena_new();
    PackOut out = pack_out(arena, program->intern, NULL);
    pack_number(&out, program->whole);
    for (uint32_t u = 0; u < program->units.len; u++) {
        const Unit *unit = program->units.items[u].blob->unit;
        for (uint32_t i = 0; i < unit->annotations.len; i++) {
            pack_text(&out, unit->annotations.items[i].target);
            pack_text(&out, unit->annotations.items[i].text);
        }
    }
    Hash hash = hash_content(strbuf_str(&out.bytes));
    arena_free(arena);
    return hash;
}

bool program_link(Program *program, bool whole, Err *err)
{
    program->whole = whole;
    if (program->units.len)
        qsort(program->units.items, program->units.len, sizeof *program->units.items,
              by_path);
    for (uint32_t u = 0; u < program->units.len; u++) {
        LinkedUnit *unit = &program->units.items[u];
        blob_refresh(unit->blob);
        unit->first = program->funcs.len;
        for (uint32_t f = 0; f < unit->blob->unit->funcs.len; f++)
            vec_push(program->arena, &program->funcs,
                     ((LinkedFunc){ .unit = u, .index = f }));
    }
    bool ok = annotate(program, err);
    names_bind(program);
    pointers_bind(program);
    callgraph_order(program);
    program->notes = hash_notes(program);
    memo_open(program);
    return ok;
}

void program_recall(Program *program, Str memo)
{
    vec_last(&program->units).memo = memo;
}

void program_keep_runs(Program *program)
{
    program->keeps_runs = true;
}

uint32_t program_unit_count(const Program *program)
{
    return program->units.len;
}

const Unit *program_unit(const Program *program, uint32_t unit)
{
    return program->units.items[unit].blob->unit;
}

uint32_t program_unit_tag(const Program *program, uint32_t unit)
{
    return program->units.items[unit].tag;
}

FuncId program_unit_first(const Program *program, uint32_t unit)
{
    return program->units.items[unit].first;
}

uint32_t program_func_count(const Program *program)
{
    return program->funcs.len;
}

uint32_t program_listed_count(const Program *program)
{
    return program->order_count;
}

uint32_t program_func_unit(const Program *program, FuncId func)
{
    return program->funcs.items[func].unit;
}

const Func *program_func(const Program *program, FuncId func)
{
    return linked_head(program, func);
}

bool program_body(const Program *program, FuncId func, Arena *arena, Func *out)
{
    const LinkedFunc *linked = &program->funcs.items[func];
    return blob_body(program->units.items[linked->unit].blob, arena, linked->index,
                     out);
}

const char *program_text(const Program *program, Sym sym)
{
    return sym_text(program->intern, sym);
}

const FileTable *program_files(const Program *program)
{
    return program->files;
}

const ModelSet *program_models(const Program *program)
{
    return program->models;
}

bool program_is_whole(const Program *program)
{
    return program->whole;
}

uint32_t program_find_unit(const Program *program, const char *path)
{
    uint32_t from = 0, to = program->units.len;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        int order = strcmp(program->units.items[middle].path, path);
        if (order == 0)
            return middle;
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NO_ID;
}

/* The function that stands for this one, or NULL when it is another program's. */
static const LinkedFunc *standing_for(const Program *program, FuncId func)
{
    FuncId same = program->funcs.items[func].same;
    return same == NO_ID ? NULL : &program->funcs.items[same];
}

bool program_func_ran(const Program *program, FuncId func)
{
    const LinkedFunc *linked = standing_for(program, func);
    return linked && linked->version > 0;
}

Str program_summary_bytes(const Program *program, FuncId func)
{
    const LinkedFunc *linked = standing_for(program, func);
    return linked && linked->version ? linked->summary : (Str){ "", 0 };
}

const Summary *program_summary(const Program *program, FuncId func, Arena *arena)
{
    Str bytes = program_summary_bytes(program, func);
    if (bytes.n == 0)
        return NULL;
    PackIn in = pack_in(arena, program->intern, program->files, bytes);
    return unpack_summary(&in, program->models);
}
