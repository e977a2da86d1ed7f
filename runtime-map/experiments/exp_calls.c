/*
 * The stack that a call takes, and what passing a map costs: C20, C21. The frames are
 * those that the compiler wrote down (-fstack-usage) for this file and for the library;
 * the build says where (STACK_FILES).
 */
#include "claim.h"
#include "intmap.h"

#include <stdio.h>
#include <string.h>

#ifndef STACK_FILES
#define STACK_FILES ""
#endif

/* Functions of their own, so that each has a frame. */
__attribute__((noinline)) static uint64_t call_get(const intmap *m, uint64_t key)
{
    const uint64_t *value = intmap_get(m, key);

    return value == NULL ? 0 : *value;
}

__attribute__((noinline)) static bool call_put(intmap *m, uint64_t key, uint64_t value)
{
    return intmap_put(m, key, value);
}

__attribute__((noinline)) static bool call_delete(intmap *m, uint64_t key)
{
    return intmap_delete(m, key);
}

/* The frame of a function in the .su files, or 0; the largest if there are several. */
static size_t frame_of(const char *function)
{
    char files[] = STACK_FILES, line[1024], *next = files;
    size_t most = 0;

    for (char *file; (file = strtok_r(next, ":", &next)) != NULL;) {
        FILE *in = fopen(file, "r");
        while (in != NULL && fgets(line, sizeof line, in) != NULL) {
            char *name = line + strcspn(line, "\t"), *tab;
            size_t bytes = 0;
            *name = '\0';
            name = strrchr(line, ':');
            tab = line + strlen(line) + 1;
            if (name != NULL)
                name[1 + strcspn(name + 1, ".")] = '\0'; /* the compiler's .constprop */
            if (name != NULL && strcmp(name + 1, function) == 0 &&
                sscanf(tab, "%zu", &bytes) == 1 && bytes > most)
                most = bytes;
        }
        if (in != NULL)
            fclose(in);
    }
    return most;
}

static void stack(Experiment *e)
{
    static const char *const functions[] = { "call_get", "call_put", "call_delete",
                                             "rmap_hmap_insert", "rmap_hmap_delete" };
    size_t most = 0, known = 0;

    claim(e, "C20", "A map call uses at most 64 bytes of stack");
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        size_t bytes = frame_of(functions[i]);
        known += bytes > 0;
        figure(e, "%s: %zu bytes%s", functions[i], bytes,
               bytes > 0 ? "" : " (inlined, or the compiler did not say)");
        if (bytes > most)
            most = bytes;
    }
    verdict(e,
            known == 0   ? PARTLY
            : most <= 64 ? HOLDS
                         : FAILS,
            "the largest single frame has %zu bytes; a call may stack several", most);
}

__attribute__((noinline)) static size_t taken(const intmap *m)
{
    return intmap_len(m);
}

static void passing(Experiment *e)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    intmap *m = intmap_make_with(0, &options);
    size_t asked, sum = 0;

    call_put(m, 1, 1);
    call_delete(m, 1);
    asked = counter.asked;
    for (int i = 0; i < 1000; i++)
        sum += taken(m) + (size_t)call_get(m, 1);
    keep(sum);
    claim(e, "C21", "Passing a map to a function that is not inlined allocates");
    figure(e, "1,000 calls asked for %zu blocks", counter.asked - asked);
    verdict(e, counter.asked > asked ? HOLDS : FAILS, "a map is a pointer; %s",
            counter.asked > asked ? "something allocates"
                                  : "passing it allocates nothing");
    intmap_free(m);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    stack(&e);
    passing(&e);
    return experiment_end(&e);
}
