/*
 * Files and paths: the only place of the analyzer that opens files.
 *
 * Paths are plain text; results live in the arena that is given.
 */
#ifndef MAPVET_BASE_FILE_H
#define MAPVET_BASE_FILE_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

typedef VEC(const char *) PathList;

/* Reads a whole file; a NUL follows the text. Folders and unreadable files are errors.
 */
bool file_read(Arena *arena, const char *path, Str *text, Err *err);
/* Reads everything from an open descriptor (standard input, a pipe). */
bool file_read_fd(Arena *arena, int fd, Str *text, Err *err);
/* Replaces the file in one step (written beside it, then renamed), or leaves it alone.
 */
bool file_write(const char *path, Str text, Err *err);
/* An ordinary file: no folder, pipe or device. */
bool file_exists(const char *path);
/* What changes when a file is written: its size, and when that was, in nanoseconds
 * since 1970. False when there is no such file. */
typedef struct FileStamp {
    int64_t size, time;
} FileStamp;
bool file_stamp(const char *path, FileStamp *stamp);
bool folder_exists(const char *path);
/* Makes the folder unless it is there. */
bool folder_make(const char *path, Err *err);
/* A new folder of this process's own below `parent`; NULL when none can be made. */
const char *folder_temporary(Arena *arena, const char *parent, Err *err);
/* Removes a folder and the files in it; what cannot be removed stays. */
void folder_remove(const char *path);
/* Makes the empty file; false when it was there before, or cannot be made. */
bool file_claim(const char *path);
bool file_rename(const char *from, const char *to, Err *err);
/* Names in a folder that end in `suffix`, as paths, sorted. */
bool folder_list(Arena *arena, const char *path, const char *suffix, PathList *out,
                 Err *err);

/* base/name without duplicate slashes; an absolute name stands alone. */
const char *path_join(Arena *arena, const char *base, const char *name);
/* Everything before the last slash ("." when there is none). */
const char *path_parent(Arena *arena, const char *path);
const char *path_name(const char *path);
/* Absolute, without "." and "..", links resolved where the file exists. */
const char *path_real(Arena *arena, const char *path);
/* `path` relative to `root` when it lies below it, else unchanged. */
const char *path_below(const char *root, const char *path);
/* How near two files lie: folders they share, then how few the other has beyond. */
typedef struct PathNearness {
    uint32_t shared, beyond;
} PathNearness;
PathNearness path_nearness(const char *from, const char *to);
/* Positive when `a` is nearer. */
int path_compare_nearness(PathNearness a, PathNearness b);
const char *path_working_folder(Arena *arena);

#endif
