/* As many keys as the list has. */
#include "maps.h"

static const char *const methods[] = {
    "ACL",    "BIND",   "CHECKOUT", "COPY",      "DELETE", "GET",      "HEAD",
    "LINK",   "LOCK",   "MERGE",    "MKCALENDAR", "MKCOL",  "MOVE",     "NOTIFY",
    "OPTIONS", "PATCH", "POST",     "PROPFIND",  "PUT",    "REPORT",   "SEARCH",
};

counts *method_table(void)
{
    counts *table = counts_make(0); // want missing-prealloc "21"

    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++)
        counts_put(table, methods[i], (int)i);
    return table;
}
