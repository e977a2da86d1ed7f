#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

bool err_set(Err *err, ErrCode code, const char *fmt, ...)
{
    if (err->code != ERR_NONE)
        return false;
    va_list args;
    va_start(args, fmt);
    err->code = code;
    vsnprintf(err->text, sizeof err->text, fmt, args);
    va_end(args);
    return false;
}

int err_status(const Err *err)
{
    static const int status[] = {
#define ERROR(NAME, status) [ERR_##NAME] = status,
#include "base/errors.def"
#undef ERROR
    };
    return status[err->code];
}
