/* The default panic handler, and a handler that returns although it must not: both end
 * the process, which is therefore a child here. */
#include "cmocka_all.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RMAP_NAME            ages
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

static void returns(const char *message, const char *map)
{
    (void)message;
    (void)map;
}

#define RMAP_PANIC           returns
#define RMAP_NAME            returning
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* Runs `misuse` in a child and gives what that wrote to stderr; it must have aborted.
 */
static void run_to_death(void (*misuse)(void), char *text, size_t size)
{
    int ends[2];
    int status = 0;
    size_t length = 0;
    ssize_t n;

    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        signal(SIGABRT, SIG_DFL);
        if (dup2(ends[1], STDERR_FILENO) < 0)
            _exit(1);
        misuse();
        _exit(0);
    }
    close(ends[1]);
    while (length + 1 < size &&
           (n = read(ends[0], text + length, size - 1 - length)) > 0)
        length += (size_t)n;
    text[length] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

static void put_into_nil(void)
{
    ages_put(NULL, 1, 1);
}

static void clear_nil(void)
{
    ages_clear(NULL);
}

static void clear_nil_with_returning_handler(void)
{
    returning_clear(NULL);
}

static void default_handler_names_the_map(void **state)
{
    char text[400];

    (void)state;
    run_to_death(put_into_nil, text, sizeof text);
    assert_string_equal(text, "rmap: panic: assignment to entry in nil map (ages)\n");
    run_to_death(clear_nil, text, sizeof text);
    assert_string_equal(text, "rmap: panic: clear of nil map (ages)\n");
}

static void handler_that_returns(void **state)
{
    char text[400];

    (void)state;
    run_to_death(clear_nil_with_returning_handler, text, sizeof text);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(default_handler_names_the_map),
        cmocka_unit_test(handler_that_returns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
