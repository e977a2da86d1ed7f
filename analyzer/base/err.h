/*
 * Err: the one error type, for what the world does wrong (files, flags, databases).
 *
 * A function that can fail takes an `Err *` last and returns false (or NULL) with the
 * error set; the first error wins. The message is one line: what, where, what to do.
 */
#ifndef MAPVET_BASE_ERR_H
#define MAPVET_BASE_ERR_H

#include "base/arena.h"

#include <stdbool.h>

typedef enum {
#define ERROR(NAME, status) ERR_##NAME,
#include "base/errors.def"
#undef ERROR
} ErrCode;

typedef struct Err {
    ErrCode code;
    char text[512]; /* cut when longer */
} Err;

/* Sets the error unless one is set already; always returns false. */
bool err_set(Err *err, ErrCode code, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The exit status that belongs to the code. */
int err_status(const Err *err);

#endif
