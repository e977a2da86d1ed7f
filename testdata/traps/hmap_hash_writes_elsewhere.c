#include <stdint.h>

struct Word;
static uint64_t word_hash(struct Word *word);

#define RMAP_NAME            words
#define RMAP_KEY             struct Word *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) word_hash(key)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

struct Word {
    uint64_t number;
    words *counted_in; /* the hash counts its uses here, or does not */
};

static uint64_t word_hash(struct Word *word)
{
    words *uses = word->counted_in;

    word->counted_in = NULL;
    if (uses != NULL)
        words_put(uses, word, 1);
    return word->number;
}

int main(void)
{
    words *m = words_make(0);
    words *uses = words_make(0);
    struct Word first = { 1, NULL };
    struct Word word = { 2, uses };

    if (m == NULL || uses == NULL || !words_put(m, &first, 1))
        return 1;
    words_put(m, &word, 2);
    words_free(m);
    words_free(uses);
    return 0;
}
