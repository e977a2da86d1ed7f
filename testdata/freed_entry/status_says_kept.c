/* The put answers with a negative number when it has failed. */
#include <stdlib.h>
#include <string.h>

typedef struct Hashmap Hashmap;
int hashmap_put(Hashmap *map, const void *key, void *value);
int hashmap_replace(Hashmap *map, const void *key, void *value);
void *hashmap_get(Hashmap *map, const void *key);
void *hashmap_remove(Hashmap *map, const void *key);

typedef struct Rule {
    struct Rule *next;
    char *text;
} Rule;

typedef struct Table {
    Hashmap *rules;
} Table;

/* The key goes with the rule that another one takes the place of. */
void rule_free(Table *table, Rule *rule)
{
    Rule *first = rule->next;

    if (first) {
        if (hashmap_replace(table->rules, rule->text, first) < 0)
            abort();
    } else {
        hashmap_remove(table->rules, rule->text);
    }
    free(rule->text); // want freed-entry "'rule->text' is freed while 'table->rules'"
    free(rule);
}

void rule_free_with_own_key(Table *table, Rule *rule)
{
    Rule *first = rule->next;

    if (first) {
        if (hashmap_replace(table->rules, first->text, first) < 0)
            abort();
    } else {
        hashmap_remove(table->rules, rule->text);
    }
    free(rule->text);
    free(rule);
}

int rule_new(Table *table, const char *text)
{
    Rule *rule = calloc(1, sizeof *rule);
    int r;

    if (!rule)
        return -1;
    rule->text = strdup(text);
    r = hashmap_put(table->rules, rule->text, rule);
    if (r < 0) {
        free(rule->text);
        free(rule);
        return r;
    }
    return 0;
}

static int rule_add(Table *table, Rule *rule)
{
    return hashmap_replace(table->rules, rule->text, rule);
}

/* Nobody knows before the answer whether it was stored. */
int rule_give(Table *table, Rule *rule)
{
    int r = rule_add(table, rule);

    if (r < 0) {
        free(rule->text);
        free(rule);
    }
    return r;
}
