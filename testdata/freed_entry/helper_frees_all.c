/* All entries are freed in a helper, and the map cleared by who called it. */
#include "git-hashmap.h"

#include <stdlib.h>

struct word {
    struct hashmap_entry ent;
    char *text;
};

static void free_words(struct hashmap *words)
{
    struct hashmap_iter iter;
    struct word *w;
    hashmap_for_each_entry(words, &iter, w, ent) {
        free(w->text);
        free(w);
    }
}

void words_clear(struct hashmap *words)
{
    free_words(words);
    hashmap_clear(words);
}

void words_empty(struct hashmap *words)
{
    free_words(words);
    hashmap_partial_clear(words);
}

/* Who is called from outside must leave no such map. */
void words_drop(struct hashmap *words)
{
    struct hashmap_iter iter;
    struct word *w;
    hashmap_for_each_entry(words, &iter, w, ent)
        free(w); // want freed-entry "'words'"
}

/* One of them: that is no clearing. */
static void drop_one(struct hashmap *words, struct word *key)
{
    struct word *w = hashmap_get_entry(words, key, ent, NULL);
    free(w); // want freed-entry "'words'"
}

void forget(struct hashmap *words, struct word *key)
{
    drop_one(words, key);
}
