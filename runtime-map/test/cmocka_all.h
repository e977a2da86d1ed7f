#ifndef RMAP_TEST_CMOCKA_ALL_H
#define RMAP_TEST_CMOCKA_ALL_H

/* cmocka.h wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
