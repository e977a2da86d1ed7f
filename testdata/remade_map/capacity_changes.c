/* Each is made for as many entries as it gets. */
#include "maps.h"

int distinct(int **rows, const int *lengths, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        ids *row = ids_make((size_t)lengths[i]);
        for (int k = 0; k < lengths[i]; k++)
            ids_put(row, rows[i][k], k);
        sum += (int)ids_len(row);
        ids_free(row);
    }
    return sum;
}
