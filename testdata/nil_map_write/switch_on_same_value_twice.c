/* What the first switch leaves NULL, the second does not touch. */
#include "maps.h"

enum mode { NONE, SHORT, LONG };

void run(enum mode mode, const char *name)
{
    counts *m;

    switch (mode) {
    case SHORT:
        m = counts_make(8);
        break;
    case LONG:
        m = counts_make(1024);
        break;
    default:
        m = NULL;
    }
    switch (mode) {
    case SHORT:
    case LONG:
        counts_put(m, name, 1);
        break;
    default:
        break;
    }
    counts_free(m);
}
