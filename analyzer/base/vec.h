/*
 * VEC(T): a growable array in an arena, a plain struct with items, len and cap.
 *
 * The only container macros of the analyzer. Growing leaves the old items to the
 * arena. `vec_push` evaluates its vector once per use of the name, so give it a
 * variable, not an expression with effects.
 */
#ifndef MAPVET_BASE_VEC_H
#define MAPVET_BASE_VEC_H

#include "base/arena.h"

#include <string.h>

#define VEC(T)                                                                         \
    struct {                                                                           \
        T *items;                                                                      \
        uint32_t len, cap;                                                             \
    }

static inline void *vec_grow(Arena *arena, void *items, uint32_t len, uint32_t *cap,
                             size_t size)
{
    if (len < *cap)
        return items;
    *cap = *cap ? *cap * 2 : 8;
    void *grown = arena_alloc(arena, *cap * size);
    if (len)
        memcpy(grown, items, len * size);
    return grown;
}

#define vec_push(arena, v, item)                                                       \
    ((v)->items =                                                                      \
         vec_grow((arena), (v)->items, (v)->len, &(v)->cap, sizeof *(v)->items),       \
     (v)->items[(v)->len++] = (item))

#define vec_last(v) ((v)->items[(v)->len - 1])

#endif
