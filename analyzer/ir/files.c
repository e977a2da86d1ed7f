#include "ir/files.h"

#define RMAP_NAME            filenumbers
#define RMAP_KEY             Sym
#define RMAP_VALUE           uint32_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

FileTable *files_new(Arena *arena)
{
    RmapOptions options = arena_map_options(arena);
    FileTable *files = ARENA_NEW(arena, FileTable);
    files->arena = arena;
    files->numbers = filenumbers_make_with(64, &options);
    vec_push(arena, &files->paths, 0);
    return files;
}

uint32_t files_find(const FileTable *files, Sym path)
{
    const uint32_t *number = filenumbers_get(files->numbers, path);
    return number ? *number : 0;
}

uint32_t files_number(FileTable *files, Sym path)
{
    uint32_t number = files_find(files, path);
    if (number)
        return number;
    number = files->paths.len;
    vec_push(files->arena, &files->paths, path);
    filenumbers_put(files->numbers, path, number);
    return number;
}
