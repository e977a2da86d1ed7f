/* The number of turns is known, the number of entries is not: the helper decides. */
#include "maps.h"

void add_words(ids *m, const char *text);

ids *words(const char *const *texts)
{
    ids *m = ids_make(0);

    for (int i = 0; i < 3; i++)
        add_words(m, texts[i]);
    return m;
}
