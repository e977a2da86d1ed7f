#include "maps.h"

enum kind { READ, WRITE, OTHER };

void account(counts *reads, counts *writes, enum kind kind, const char *who)
{
    counts *m = NULL;

    switch (kind) {
    case READ:
        m = reads;
        break;
    case WRITE:
        m = writes;
        break;
    case OTHER:
        break;
    }
    counts_put(m, who, 1); // want nil-map-write "'m'"
}
