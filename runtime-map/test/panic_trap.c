#include "panic_trap.h"

jmp_buf panic_jump;
const char *panic_message;
static int panic_expected;

void panic_expect(int expected)
{
    panic_expected = expected;
    if (expected)
        panic_message = NULL;
}

void panic_trap(const char *message, const char *map)
{
    panic_message = message;
    if (!panic_expected)
        fail_msg("panic of %s: %s", map, message);
    longjmp(panic_jump, 1);
}
