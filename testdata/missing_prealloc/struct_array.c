#include "maps.h"

typedef struct {
    const char *name;
    int code;
} Code;

static const Code codes[] = {
    { "EPERM", 1 },   { "ENOENT", 2 },  { "ESRCH", 3 },   { "EINTR", 4 },   { "EIO", 5 },
    { "ENXIO", 6 },   { "E2BIG", 7 },   { "ENOEXEC", 8 }, { "EBADF", 9 },   { "ECHILD", 10 },
    { "EAGAIN", 11 }, { "ENOMEM", 12 }, { "EACCES", 13 }, { "EFAULT", 14 }, { "EBUSY", 16 },
    { "EEXIST", 17 }, { "EXDEV", 18 },  { "ENODEV", 19 },
};

counts *code_table(void)
{
    counts *m = counts_make(0); // want missing-prealloc

    for (const Code *c = codes; c < codes + sizeof codes / sizeof *codes; c++)
        counts_put(m, c->name, c->code);
    return m;
}
