#ifndef RMAP_TEST_FROZEN_ERROR_H
#define RMAP_TEST_FROZEN_ERROR_H

#include "cmocka_all.h"
#include "rmap/frozen_core.h"

#include <string.h>

/* An error is one line that names the file and says what to do. */
static inline void check_error(const RmapFrozenError *err, RmapFrozenFault fault)
{
    assert_int_equal(err->fault, fault);
    assert_null(strchr(err->text, '\n'));
    assert_non_null(strstr(err->text, ": "));
    assert_true(strlen(err->text) < sizeof err->text - 1);
}

#endif
