#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#endif

enum { CHUNK_SIZE = 64 * 1024, ALIGN = 16 };

typedef struct Chunk {
    struct Chunk *prev;
    size_t size; /* bytes in data */
    size_t used;
    size_t below; /* bytes used in the chunks before; keeps data aligned */
    unsigned char data[];
} Chunk;

struct Arena {
    Chunk *top;
};

static void *must(void *memory)
{
    if (!memory) {
        fputs("mapvet: out of memory\n", stderr);
        abort();
    }
    return memory;
}

static Chunk *chunk_new(Chunk *prev, size_t size)
{
    Chunk *chunk = must(malloc(sizeof *chunk + size));
    chunk->prev = prev;
    chunk->size = size;
    chunk->used = 0;
    chunk->below = prev ? prev->below + prev->used : 0;
    return chunk;
}

Arena *arena_new(void)
{
    Arena *arena = must(malloc(sizeof *arena));
    arena->top = chunk_new(NULL, CHUNK_SIZE);
    return arena;
}

void arena_free(Arena *arena)
{
    if (!arena)
        return;
    for (Chunk *chunk = arena->top, *prev; chunk; chunk = prev) {
        prev = chunk->prev;
        free(chunk);
    }
    free(arena);
}

/* A hash table that was dropped with its memory may have left some of it poisoned. */
static void unpoison(void *memory, size_t size)
{
#ifdef ARENA_ASAN
    __asan_unpoison_memory_region(memory, size);
#else
    (void)memory, (void)size;
#endif
}

/* Memory that still holds whatever it held. */
static void *take(Arena *arena, size_t size)
{
    Chunk *chunk = arena->top;
    if (size > SIZE_MAX - CHUNK_SIZE)
        must(NULL);
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (size > chunk->size - chunk->used) {
        chunk = chunk_new(chunk, size > CHUNK_SIZE ? size : CHUNK_SIZE);
        arena->top = chunk;
    }
    void *memory = chunk->data + chunk->used;
    chunk->used += size;
    unpoison(memory, size);
    return memory;
}

void *arena_alloc(Arena *arena, size_t size)
{
    void *memory = take(arena, size);
    return size ? memset(memory, 0, size) : memory;
}

void *arena_copy(Arena *arena, const void *from, size_t size)
{
    void *memory = take(arena, size);
    if (size)
        memcpy(memory, from, size);
    return memory;
}

char *arena_strndup(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(Arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *arena_printf(Arena *arena, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    size_t size = n < 0 ? 1 : (size_t)n + 1;
    char *text = arena_alloc(arena, size);
    vsnprintf(text, size, fmt, again);
    va_end(again);
    va_end(args);
    return text;
}

ArenaMark arena_mark(const Arena *arena)
{
    return (ArenaMark){ .chunk = arena->top, .used = arena->top->used };
}

void arena_reset(Arena *arena, ArenaMark mark)
{
    while (arena->top != mark.chunk) {
        Chunk *chunk = arena->top;
        arena->top = chunk->prev;
        free(chunk);
    }
    arena->top->used = mark.used;
}

size_t arena_used(const Arena *arena)
{
    return arena->top->below + arena->top->used;
}

static void *map_alloc(void *ctx, size_t size)
{
    return arena_alloc(ctx, size);
}

static void map_free(void *ctx, void *block, size_t size)
{
    (void)ctx;
    (void)block;
    (void)size;
}

RmapOptions arena_map_options(Arena *arena)
{
    return (RmapOptions){
        .allocator = { .ctx = arena, .alloc = map_alloc, .free = map_free },
        .fixed_seed = true,
        .seed = 1,
    };
}
