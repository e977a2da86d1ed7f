/* Every row of rules/models/stb_ds.model at work, seen through what the rules say. */
#include <stb/stb_ds.h>
#include <stdio.h>
#include <stdlib.h>

struct count {
    int key;
    long value;
};
struct name {
    char *key;
    int value;
};
struct state {
    struct count *counts;
    struct name *names;
};

/* ---- pointers into the array ---- */

long pointer_across_put(struct count *counts, int key)
{
    struct count *c = hmgetp(counts, key);
    hmput(counts, key + 1, 7); // want stale-value-pointer "'c'"
    return c->value;
}

int pointer_across_text_put(struct state *s, const char *key)
{
    struct name *n = shgetp_null(s->names, key);
    if (n == NULL)
        return 0;
    shput(s->names, "other", 1); // want stale-value-pointer "'n'"
    return n->value;
}

static void count_up(struct state *s, int key)
{
    long before = hmget(s->counts, key);
    hmput(s->counts, key, before + 1);
}

long pointer_across_call(struct state *s, int key)
{
    struct count *c = hmgetp(s->counts, key);
    count_up(s, key + 1); // want stale-value-pointer "'c'"
    return c->value;
}

long pointer_across_delete(struct count *counts, int key, int other)
{
    struct count *c = hmgetp(counts, key);
    hmdel(counts, other); // want stale-value-pointer "'c'"
    return c->value;
}

long pointer_across_free(struct state *s, int key)
{
    struct count *c = hmgetp(s->counts, key);
    hmfree(s->counts); // want stale-value-pointer "'c'"
    return c->value;
}

/* ---- walks over the indices ---- */

/* The last element comes to the deleted place, and is passed over. */
void delete_in_walk(struct state *s)
{
    for (int i = 0; i < hmlen(s->counts); i++)
        if (s->counts[i].value == 0)
            hmdel(s->counts, s->counts[i].key); // want mutate-in-iteration "'s->counts'"
}

static void forget(struct state *s, const char *key)
{
    shdel(s->names, key);
}

void delete_below_walk(struct state *s)
{
    for (size_t i = 0; i < shlenu(s->names); ++i)
        if (s->names[i].value == 0)
            forget(s, s->names[i].key); // want mutate-in-iteration "'s->names'"
}

/* ---- lawful ---- */

void delete_and_stay(struct state *s)
{
    for (int i = 0; i < hmlen(s->counts); i++)
        if (s->counts[i].value == 0) {
            hmdel(s->counts, s->counts[i].key);
            i--;
        }
}

void delete_from_behind(struct state *s)
{
    for (int i = (int)hmlen(s->counts) - 1; i >= 0; i--)
        if (s->counts[i].value == 0)
            hmdel(s->counts, s->counts[i].key);
}

void delete_one(struct state *s, long value)
{
    for (int i = 0; i < (int)hmlen(s->counts); i++)
        if (s->counts[i].value == value) {
            hmdel(s->counts, s->counts[i].key);
            break;
        }
}

void put_in_walk(struct state *s)
{
    for (int i = 0; i < shlen(s->names); i++)
        if (s->names[i].value > 3)
            shput(s->names, "many", 1);
}

long pointer_looked_up_again(struct count *counts, int key)
{
    struct count *c = hmgetp(counts, key);
    c->value++;
    hmput(counts, key + 1, 7);
    c = hmgetp(counts, key);
    return c->value;
}

long copied_out(struct count *counts, int key)
{
    struct count c = hmgets(counts, key);
    hmput(counts, key + 1, c.value);
    return c.value;
}

/* A map that was freed is NULL, the empty map. */
void made_again(struct state *s)
{
    hmfree(s->counts);
    hmput(s->counts, 1, 2);
    shfree(s->names);
}

void texts(struct state *s, const char *text)
{
    char *key = malloc(20);
    if (key == NULL)
        return;
    snprintf(key, 20, "%s", text);
    sh_new_strdup(s->names);
    shputi(s->names, key, 1);
    free(key);
    if (shgeti(s->names, text) >= 0 && shget(s->names, text) > 1)
        shdel(s->names, text);
}

void whole_elements(struct state *s)
{
    struct count c = { 1, 2 };
    struct name n = { "one", 1 };
    hmputs(s->counts, c);
    shputs(s->names, n);
    if (hmgeti(s->counts, 1) >= 0 && hmgetp_null(s->counts, 2) == NULL)
        printf("%d\n", shgets(s->names, "one").value);
}
