#include "maps.h"

typedef struct {
    counts *a;
    counts *b;
} Pair;

void compare(void (*fill)(counts *m))
{
    Pair pair = { 0 };

    pair.a = counts_make(0);
    fill(pair.a);
    counts_clear(pair.a);
    counts_clear(pair.b); // want nil-map-clear "'pair.b'"
}
