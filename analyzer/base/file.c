#define _XOPEN_SOURCE 700
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read_fd(Arena *arena, int fd, Str *text, Err *err)
{
    StrBuf buf = strbuf_in(arena);
    char block[16384];
    for (;;) {
        ssize_t n = read(fd, block, sizeof block);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, ERR_FILE, "cannot read: %s", strerror(errno));
        if (n == 0)
            break;
        strbuf_add_n(&buf, block, (size_t)n);
    }
    *text = (Str){ strbuf_cstr(&buf), buf.length };
    return true;
}

static bool read_opened(Arena *arena, int fd, const char *path, Str *text, Err *err)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
    if (S_ISDIR(st.st_mode))
        return err_set(err, ERR_FILE, "%s: is a folder, not a file", path);
    if (!S_ISREG(st.st_mode)) /* a device or a pipe may never end */
        return err_set(err, ERR_FILE, "%s: is no ordinary file", path);
    Err inner = { 0 };
    if (st.st_size <= 0) { /* as in /proc, where sizes are not told */
        if (!file_read_fd(arena, fd, text, &inner))
            return err_set(err, ERR_FILE, "%s: %s", path, inner.text);
        return true;
    }
    size_t size = (size_t)st.st_size, have = 0;
    char *bytes = arena_alloc(arena, size + 1);
    while (have < size) {
        ssize_t n = read(fd, bytes + have, size - have);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
        if (n == 0)
            break;
        have += (size_t)n;
    }
    *text = (Str){ bytes, have };
    return true;
}

bool file_read(Arena *arena, const char *path, Str *text, Err *err)
{
    /* Opening a pipe that nobody writes to would wait. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
    bool ok = read_opened(arena, fd, path, text, err);
    close(fd);
    return ok;
}

static bool write_all(int fd, Str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text.p += n;
        text.n -= (size_t)n;
    }
    return fsync(fd) == 0;
}

bool file_write(const char *path, Str text, Err *err)
{
    char temporary[PATH_MAX];
    int n = snprintf(temporary, sizeof temporary, "%s.XXXXXX", path);
    if (n < 0 || (size_t)n >= sizeof temporary)
        return err_set(err, ERR_FILE, "%s: path too long", path);
    int fd = mkstemp(temporary);
    if (fd < 0)
        return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
    struct stat st;
    mode_t mode = stat(path, &st) == 0 ? st.st_mode & 07777 : 0644;
    bool ok = write_all(fd, text) && fchmod(fd, mode) == 0;
    ok = close(fd) == 0 && ok && rename(temporary, path) == 0;
    if (ok)
        return true;
    err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
    unlink(temporary);
    return false;
}

bool file_stamp(const char *path, FileStamp *stamp)
{
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
        return false;
    *stamp = (FileStamp){ info.st_size, (int64_t)info.st_mtim.tv_sec * 1000000000 +
                                            info.st_mtim.tv_nsec };
    return true;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool folder_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool folder_make(const char *path, Err *err)
{
    if (mkdir(path, 0777) == 0 || (errno == EEXIST && folder_exists(path)))
        return true;
    return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
}

const char *folder_temporary(Arena *arena, const char *parent, Err *err)
{
    char *path = arena_strdup(arena, path_join(arena, parent, "mapvet.XXXXXX"));
    if (mkdtemp(path))
        return path;
    err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
    return NULL;
}

void folder_remove(const char *path)
{
    Arena *arena = arena_new();
    PathList files = { 0 };
    Err err = { 0 };
    if (folder_list(arena, path, "", &files, &err))
        for (uint32_t i = 0; i < files.len; i++)
            unlink(files.items[i]);
    rmdir(path);
    arena_free(arena);
}

bool file_claim(const char *path)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

bool file_rename(const char *from, const char *to, Err *err)
{
    if (rename(from, to) == 0)
        return true;
    return err_set(err, ERR_FILE, "%s: %s", to, strerror(errno));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool folder_list(Arena *arena, const char *path, const char *suffix, PathList *out,
                 Err *err)
{
    DIR *dir = opendir(path);
    if (!dir)
        return err_set(err, ERR_FILE, "%s: %s", path, strerror(errno));
    size_t tail = strlen(suffix);
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t n = strlen(entry->d_name);
        if (n > tail && strcmp(entry->d_name + n - tail, suffix) == 0)
            vec_push(arena, out, path_join(arena, path, entry->d_name));
    }
    closedir(dir);
    if (out->len)
        qsort(out->items, out->len, sizeof *out->items, by_text);
    return true;
}

const char *path_join(Arena *arena, const char *base, const char *name)
{
    size_t n = strlen(base);
    if (name[0] == '/' || n == 0)
        return arena_strdup(arena, name);
    return arena_printf(arena, base[n - 1] == '/' ? "%s%s" : "%s/%s", base, name);
}

const char *path_parent(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_strndup(arena, path, (size_t)(slash - path));
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Folds "." and ".." by text alone, for paths whose file does not exist. */
static const char *fold(Arena *arena, const char *absolute)
{
    StrBuf buf = strbuf_in(arena);
    Str rest = str_of(absolute), piece;
    while (str_split(&rest, '/', &piece)) {
        if (piece.n == 0 || str_is(piece, "."))
            continue;
        if (str_is(piece, "..")) {
            while (buf.length && buf.text[--buf.length] != '/')
                ;
            continue;
        }
        strbuf_add_char(&buf, '/');
        strbuf_add_n(&buf, piece.p, piece.n);
    }
    return buf.length ? strbuf_cstr(&buf) : "/";
}

const char *path_real(Arena *arena, const char *path)
{
    char *resolved = realpath(path, NULL);
    if (resolved) {
        const char *copy = arena_strdup(arena, resolved);
        free(resolved);
        return copy;
    }
    return fold(arena, path_join(arena, path_working_folder(arena), path));
}

const char *path_below(const char *root, const char *path)
{
    size_t n = strlen(root);
    while (n > 1 && root[n - 1] == '/')
        n--;
    if (strncmp(root, path, n) == 0 && path[n] == '/' && path[n + 1])
        return path + n + 1;
    return path;
}

PathNearness path_nearness(const char *from, const char *to)
{
    PathNearness near = { 0 };
    bool apart = false;
    for (; *to; to++) {
        apart = apart || *from != *to;
        if (*to == '/') {
            near.shared += !apart;
            near.beyond += apart;
        }
        from += !apart;
    }
    return near;
}

int path_compare_nearness(PathNearness a, PathNearness b)
{
    if (a.shared != b.shared)
        return a.shared > b.shared ? 1 : -1;
    return a.beyond == b.beyond ? 0 : a.beyond < b.beyond ? 1 : -1;
}

const char *path_working_folder(Arena *arena)
{
    char folder[PATH_MAX];
    return getcwd(folder, sizeof folder) ? arena_strdup(arena, folder) : "/";
}
