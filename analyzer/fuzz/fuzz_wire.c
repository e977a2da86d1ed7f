/* Any bytes as a worker's report: what is accepted is written back the same. */
#include "drive/wire.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    UnitReport report;
    if (report_read(arena, (Str){ (const char *)data, size }, &report)) {
        StrBuf bytes = strbuf_in(arena), again = strbuf_in(arena);
        report_write(&bytes, &report);
        UnitReport back;
        if (!report_read(arena, strbuf_str(&bytes), &back))
            abort();
        report_write(&again, &back);
        if (!str_eq(strbuf_str(&bytes), strbuf_str(&again)))
            abort();
    }
    arena_free(arena);
    return 0;
}
