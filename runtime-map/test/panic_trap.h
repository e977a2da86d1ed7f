#ifndef RMAP_TEST_PANIC_TRAP_H
#define RMAP_TEST_PANIC_TRAP_H

/*
 * A panic handler for tests, which comes back: #define RMAP_PANIC panic_trap, then
 * assert_panics(statement, "message"). A panic outside assert_panics fails the test.
 */
#include "cmocka_all.h"

/* gcc fears for locals of the functions that it inlines next to setjmp, which are dead
 * by the time of the longjmp. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

extern jmp_buf panic_jump;
extern const char *panic_message; /* NULL until the handler is called */

void panic_trap(const char *message, const char *map);

/* Begins to expect a panic, or is done with it. */
void panic_expect(int expected);

#define assert_panics(statement, text)                                                 \
    do {                                                                               \
        panic_expect(1);                                                               \
        if (setjmp(panic_jump) == 0) {                                                 \
            statement;                                                                 \
        }                                                                              \
        panic_expect(0);                                                               \
        assert_non_null(panic_message);                                                \
        assert_string_equal(panic_message, text);                                      \
    } while (0)

#endif
