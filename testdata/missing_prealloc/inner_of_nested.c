/* Each inner map gets as many keys as there are kinds. */
#include "maps.h"

static const char *const kinds[] = {
    "cpu", "disk", "fan", "gpu",  "heat", "io",   "irq",  "load",
    "mem", "net",  "pid", "swap", "temp", "time", "user", "wait", "zone",
};

void make_tenants(tenants *all, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        counts *one = counts_make(0); // want missing-prealloc "17"
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            counts_put(one, kinds[k], 0);
        tenants_put(all, names[i], one);
    }
}
