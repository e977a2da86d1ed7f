#include "cli/checkargs.h"

CheckOptions checkargs_read(Arena *arena, const Args *args)
{
    CheckOptions options = { .possible = args_has(args, OPT_POSSIBLE) };
    for (uint32_t i = 0; i < args->values[OPT_MODELS].len; i++)
        vec_push(arena, &options.models, args->values[OPT_MODELS].items[i]);
    for (uint32_t i = 0; i < args->values[OPT_ENABLE].len; i++)
        vec_push(arena, &options.enable, args->values[OPT_ENABLE].items[i]);
    for (uint32_t i = 0; i < args->values[OPT_DISABLE].len; i++)
        vec_push(arena, &options.disable, args->values[OPT_DISABLE].items[i]);
    return options;
}
