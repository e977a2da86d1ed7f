#include "cli/command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

bool cli_print(Str text, Err *err)
{
    if (text.n == 0)
        return true;
    if (fwrite(text.p, 1, text.n, stdout) == text.n && fflush(stdout) == 0)
        return true;
    return err_set(err, ERR_FILE, "standard output: %s", strerror(errno));
}

void cli_warn(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fputs("mapvet: ", stderr);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
}

int64_t cli_now(void)
{
    return (int64_t)time(NULL);
}

int64_t cli_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
