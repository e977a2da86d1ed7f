#include "maps.h"

static void wipe(counts *m)
{
    counts_clear(m);
}

static void wipe_loudly(counts *m, void (*say)(const char *what))
{
    say("wiping");
    wipe(m);
}

void shut_down(void (*say)(const char *what))
{
    counts *left = NULL;

    wipe_loudly(left, say); // want nil-map-clear
}
