/* Any bytes are a unit or an error; a unit that is read writes and reads back the same.
 * seeds: testdata/ir as text: it is parsed, written and then damaged by the data */
#include "ir/blob.h"
#include "ir/text.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text of a blob with all bodies that can be read; NULL when it is none. */
static const char *printed(Arena *arena, Intern *intern, Str bytes, Str *again)
{
    Err err = { 0 };
    Blob *blob = blob_open(arena, intern, files_new(arena), bytes, &err);
    StrBuf text = strbuf_in(arena), out = strbuf_in(arena);
    if (!blob)
        return NULL;
    for (uint32_t i = 0; i < blob->unit->funcs.len; i++)
        if (!blob_body(blob, arena, i, &blob->unit->funcs.items[i]))
            return NULL;
    text_print(&text, blob->unit);
    blob_write(&out, blob->unit);
    *again = strbuf_str(&out);
    return strbuf_cstr(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    Err err = { 0 };
    Str bytes = { (const char *)data, size }, again;
    const Unit *unit = text_parse(arena, intern, bytes, "fuzz", &err);
    StrBuf made = strbuf_in(arena);
    if (unit) {
        blob_write(&made, unit);
        bytes = strbuf_str(&made);
    }
    const char *first = printed(arena, intern, bytes, &again);
    if (first) {
        const char *second = printed(arena, intern, again, &again);
        if (!second || strcmp(first, second) != 0)
            abort();
    }
    intern_free(intern);
    arena_free(arena);
    return 0;
}
