/*
 * The files of frozen maps. A file is written under another name beside its own and
 * then renamed, each step down to the disk, so that a reader, or a machine that starts
 * again after a crash, finds a whole file, old or new.
 */
#include "frozen_internal.h"

#include "block.h"
#include "seed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FROZEN_NAME_MORE = 32 }; /* what a temporary name has more, with its NUL */

/* ---- reading ---- */

/* Maps the file of a descriptor, which may be closed then; NULL with the error set. */
static void *frozen_map(int file, const char *path, size_t *size, RmapFrozenError *err)
{
    struct stat about;
    void *bytes;

    if (fstat(file, &about) != 0) {
        rmap_frozen_fail_system(err, path, "fstat");
        return NULL;
    }
    if (!S_ISREG(about.st_mode) || about.st_size == 0) {
        rmap_frozen_fail(err, RMAP_FROZEN_NOT_OURS, path,
                         "is %s, no frozen map: is it the right file?",
                         S_ISREG(about.st_mode) ? "empty" : "no regular file");
        return NULL;
    }
    if ((uint64_t)about.st_size > PTRDIFF_MAX) {
        rmap_frozen_fail(err, RMAP_FROZEN_TOO_LARGE, path,
                         "has more bytes than this machine has addresses");
        return NULL;
    }
    *size = (size_t)about.st_size;
    bytes = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
    if (bytes == MAP_FAILED) {
        rmap_frozen_fail_system(err, path, "mmap");
        return NULL;
    }
    return bytes;
}

RmapFrozen *rmap_frozen_open(const RmapFrozenType *t, const char *path, unsigned how,
                             const RmapOptions *opt, RmapFrozenError *err)
{
    /* Not to wait for the other end of a pipe that is there by mistake. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    size_t size = 0;
    void *bytes;
    RmapFrozen *f;

    if (file < 0) {
        rmap_frozen_fail_system(err, path, "open");
        return NULL;
    }
    bytes = frozen_map(file, path, &size, err);
    close(file);
    if (bytes == NULL)
        return NULL;
    f = rmap_frozen_open_bytes(t, bytes, size, path, how, opt, err);
    if (f == NULL)
        munmap(bytes, size);
    else
        f->mapped = true;
    return f;
}

void rmap_frozen_free(const RmapFrozenType *t, RmapFrozen *f)
{
    void *bytes;
    size_t size;
    bool mapped;

    if (f == NULL)
        return;
    memcpy(&bytes, &f->bytes, sizeof bytes); /* it came from mmap */
    size = f->size;
    mapped = f->mapped;
    rmap_frozen_close(t, f);
    if (mapped)
        munmap(bytes, size);
}

/* ---- writing ---- */

static bool frozen_write_all(int file, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(file, bytes, size);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
        }
    }
    return true;
}

/* Creates a file that was not there, named after `path`; its name is left in `name`.
 * -1 with errno when it cannot. */
static int frozen_create_beside(const char *path, char *name, size_t size)
{
    for (unsigned tries = 0; tries < 100; tries++) {
        uint64_t number = rmap_seed_draw(name) + tries;
        int file;
        snprintf(name, size, "%s.%016llx.new", path, (unsigned long long)number);
        file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file >= 0 || errno != EEXIST)
            return file;
    }
    return -1;
}

/* Makes the change of name last: writes the folder of `path` to the disk. File systems
 * that cannot do that say EINVAL. */
static bool frozen_sync_folder(const char *path, char *name)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    int folder;
    bool ok;

    memcpy(name, length == 0 ? "." : path, length == 0 ? 1 : length);
    name[length == 0 ? 1 : length] = '\0';
    folder = open(name, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (folder < 0)
        return errno == EACCES; /* a folder may be written and not be read */
    ok = fsync(folder) == 0 || errno == EINVAL;
    close(folder);
    return ok;
}

/* Fills and closes the new file; false with the error set. */
static bool frozen_fill_file(int file, const char *path, const void *image, size_t size,
                             RmapFrozenError *err)
{
    const char *failed = NULL;
    int system;

    if (!frozen_write_all(file, image, size))
        failed = "write";
    else if (fsync(file) != 0)
        failed = "fsync";
    system = errno;
    if (close(file) != 0 && failed == NULL) {
        failed = "close";
        system = errno;
    }
    errno = system;
    return failed == NULL || rmap_frozen_fail_system(err, path, failed);
}

/* Puts the image where `path` says, under a name of `room` bytes first. */
static bool frozen_put_file(const char *path, char *name, size_t room,
                            const void *image, size_t size, RmapFrozenError *err)
{
    int file = frozen_create_beside(path, name, room);

    if (file < 0)
        return rmap_frozen_fail_system(err, path, "create");
    if (!frozen_fill_file(file, path, image, size, err)) {
        unlink(name);
        return false;
    }
    if (rename(name, path) != 0) {
        rmap_frozen_fail_system(err, path, "rename");
        unlink(name);
        return false;
    }
    if (!frozen_sync_folder(path, name))
        return rmap_frozen_fail_system(err, path, "fsync of its folder");
    if (err != NULL)
        memset(err, 0, sizeof *err);
    return true;
}

bool rmap_frozen_write(const RmapFrozenType *t, const char *path, const void *keys,
                       const void *vals, size_t n, const RmapOptions *opt,
                       RmapFrozenError *err)
{
    static const RmapAllocator standard = { NULL, NULL, NULL };
    const RmapAllocator *a = opt == NULL ? &standard : &opt->allocator;
    size_t room = strlen(path) + FROZEN_NAME_MORE;
    size_t size = 0;
    char *name = rmap_block_take(a, room);
    void *image;
    bool ok = false;

    if (name == NULL)
        return rmap_frozen_fail(err, RMAP_FROZEN_NO_MEMORY, path, "out of memory");
    image = rmap_frozen_image(t, keys, vals, n, opt, &size, err);
    if (image != NULL)
        ok = frozen_put_file(path, name, room, image, size, err);
    rmap_block_give(a, image, size);
    rmap_block_give(a, name, room);
    return ok;
}
