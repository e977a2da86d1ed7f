#include "summary/linked.h"

typedef VEC(BindTerm) TermList;

static void note_calls(Arena *arena, const Unit *unit, const Func *fn, TermList *out)
{
    for (uint32_t b = 0; b < fn->blocks.len; b++) {
        const Block *block = &fn->blocks.items[b];
        for (uint32_t e = 0; e < block->events.len; e++) {
            Operand callee = block->events.items[e].callee;
            if (callee.kind == OPND_PLACE)
                vec_push(arena, out,
                         bind_place(unit, fn, &fn->places.items[callee.place]));
        }
    }
}

void pointers_bind(Program *program)
{
    Arena *arena = program->arena;
    BindPart part = { 0 };
    for (FuncId f = 0; f < program->funcs.len; f++) {
        LinkedFunc *func = &program->funcs.items[f];
        const Blob *blob = program->units.items[func->unit].blob;
        Arena *scratch = arena_new();
        TermList pointers = { 0 };
        Func fn;
        if (func->same == f && blob_body(blob, scratch, func->index, &fn)) {
            bind_read_func(arena, blob->unit, &fn, &part);
            note_calls(arena, blob->unit, &fn, &pointers);
        }
        func->pointers = pointers.items;
        func->pointer_count = pointers.len;
        arena_free(scratch);
    }
    program->bind = bind_new(arena, program->intern);
    bind_add(program->bind, &part);
    bind_solve(program->bind, program->models);
}
