/*
 * Arena: memory that dies together.
 *
 * A bump allocator with marks. Whoever allocates names the lifetime by naming the
 * arena (session, unit, scratch). Memory is zeroed and aligned for any type. Running
 * out of memory prints one line and aborts, so no caller checks.
 */
#ifndef MAPVET_BASE_ARENA_H
#define MAPVET_BASE_ARENA_H

#include "rmap/alloc.h"

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define PRINTF_LIKE(fmt, args)
#endif
#define ARRAY_LEN(a)  (sizeof(a) / sizeof *(a))
#define UNREACHABLE() (assert(0 && "unreachable"), abort())

typedef struct Arena Arena;

/* A point in an arena's life; arena_reset() frees everything allocated after it. */
typedef struct ArenaMark {
    void *chunk;
    size_t used;
} ArenaMark;

Arena *arena_new(void);
void arena_free(Arena *arena); /* NULL is fine */

/* Zeroed memory of `size` bytes; never NULL. Lives as long as the arena. */
void *arena_alloc(Arena *arena, size_t size);

/* A copy of `size` bytes; `from` may be NULL when size is 0. */
void *arena_copy(Arena *arena, const void *from, size_t size);

/* NUL-terminated copies. */
char *arena_strdup(Arena *arena, const char *text);
char *arena_strndup(Arena *arena, const char *text, size_t length);
char *arena_printf(Arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3);

ArenaMark arena_mark(const Arena *arena);
void arena_reset(Arena *arena, ArenaMark mark);

/* Bytes handed out so far, for statistics. */
size_t arena_used(const Arena *arena);

/* For a map that lives in the arena: nothing is given back before the arena is, and the
 * seed is fixed, so that a run is repeatable. */
RmapOptions arena_map_options(Arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n)                                                    \
    ((type *)arena_alloc((arena), sizeof(type) * (size_t)(n)))

#endif
