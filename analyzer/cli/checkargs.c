#include "cli/checkargs.h"

CheckOptions checkargs_read(Arena *arena, const Args *args)
{
    CheckOptions options = { .models_folder = args_text(args, OPT_MODELS),
                             .possible = args_has(args, OPT_POSSIBLE) };
    for (uint32_t i = 0; i < args->values[OPT_ENABLE].len; i++)
        vec_push(arena, &options.enable, args->values[OPT_ENABLE].items[i]);
    for (uint32_t i = 0; i < args->values[OPT_DISABLE].len; i++)
        vec_push(arena, &options.disable, args->values[OPT_DISABLE].items[i]);
    return options;
}
