/* Tables in variables that an initialiser alone makes: with an entry they own memory. */
#include "git-hashmap.h"

#define STRMAP_INIT ((struct strmap){ .strdup_strings = 1 })

struct walk {
    struct strmap seen;
    int depth;
};

int next_name(const char **name);
void walk_on(struct walk *w);
struct walk *adopt(struct walk w);

int count_names(void)
{
    struct strmap seen = STRMAP_INIT;
    const char *name;
    int twice = 0;

    while (next_name(&name)) {
        if (strmap_get(&seen, name))
            twice++;
        strmap_put(&seen, name, &twice); // want map-leak "'seen.map'"
    }
    return twice;
}

int walk_names(const char *first, int deep)
{
    struct walk w = { .depth = deep };

    strmap_put(&w.seen, first, NULL); // want map-leak "'w.seen.map'"
    if (deep > 8)
        return -1;
    strmap_clear(&w.seen, 0);
    return 0;
}

/* ---- lawful ---- */

int count_and_clear(void)
{
    struct strmap seen = STRMAP_INIT;
    const char *name;
    int count = 0;

    while (next_name(&name)) {
        strmap_put(&seen, name, &count);
        count++;
    }
    strmap_clear(&seen, 0);
    return count;
}

int never_filled(const char *name)
{
    struct strmap seen = STRMAP_INIT;

    return strmap_get(&seen, name) != NULL;
}

void of_the_caller(struct strmap *seen, struct walk w, const char *name)
{
    strmap_put(seen, name, NULL);
    strmap_put(&w.seen, name, NULL);
}

int taken_care_of(const char *name)
{
    struct walk w = { .depth = 0 };

    strmap_put(&w.seen, name, NULL);
    walk_on(&w);
    return w.depth;
}

struct walk *handed_on(const char *name)
{
    struct walk w = { .depth = 0 };

    strmap_put(&w.seen, name, NULL);
    return adopt(w);
}

struct walk by_value(const char *name)
{
    struct walk w = { .depth = 0 };

    strmap_put(&w.seen, name, NULL);
    return w;
}

void kept_for_the_program(const char *name)
{
    static struct strmap seen;

    strmap_put(&seen, name, NULL);
}
