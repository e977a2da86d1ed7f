#include "drive/project.h"

static bool is_root(Arena *arena, const char *folder)
{
    /* .git is a file in a worktree and a folder elsewhere. */
    const char *git = path_join(arena, folder, ".git");
    return file_exists(path_join(arena, folder, ".mapvet.yaml")) ||
           folder_exists(path_join(arena, folder, ".mapvet")) || folder_exists(git) ||
           file_exists(git);
}

const char *project_root(Arena *arena, const char *source)
{
    const char *real = path_real(arena, source);
    const char *start = folder_exists(real) ? real : path_parent(arena, real);
    for (const char *at = start;; at = path_parent(arena, at)) {
        if (is_root(arena, at))
            return at;
        if (strcmp(at, "/") == 0)
            return start;
    }
}

const char *project_database(Arena *arena, const char *root, const char *option,
                             const char *environment)
{
    if (option)
        return path_real(arena, option);
    if (environment)
        return path_real(arena, environment);
    return path_join(arena, root, ".mapvet/findings.db");
}
