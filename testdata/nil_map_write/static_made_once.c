/* Made at the first call. */
#include "maps.h"

int number_of(const char *name)
{
    static counts *numbers;
    static int last;
    int *known;

    if (numbers == NULL)
        numbers = counts_make(64);
    known = counts_get(numbers, name);
    if (known != NULL)
        return *known;
    counts_put(numbers, name, ++last);
    return last;
}
