#ifndef RMAP_FROZEN_INTERNAL_H
#define RMAP_FROZEN_INTERNAL_H

/* What the sources of frozen share. */

#include "rmap/frozen_core.h"

_Static_assert(sizeof(RmapFrozenHeader) == 128, "the header has 128 bytes everywhere");

/* Where the parts of a file begin. */
typedef struct FrozenLayout {
    uint64_t index;
    uint64_t keys;
    uint64_t vals;
    uint64_t texts;
    uint64_t end; /* the size of the file */
} FrozenLayout;

/* Of a header's numbers; false when no file can be so large. */
bool rmap_frozen_lay_out(const RmapFrozenHeader *h, FrozenLayout *layout);

/* The sum of a header. */
uint64_t rmap_frozen_header_sum(const RmapFrozenHeader *h);

/* Sets the error, if there is one to set; false. The text is "NAME: ", then `format`.
 */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
bool rmap_frozen_fail(RmapFrozenError *err, RmapFrozenFault fault, const char *name,
                 const char *format, ...);

/* The same of a call of the system that has failed; reads errno. */
bool rmap_frozen_fail_system(RmapFrozenError *err, const char *name, const char *call);

/* Gives the memory of a map back, not the bytes of its file. */
void rmap_frozen_close(const RmapFrozenType *t, RmapFrozen *f);

#endif
