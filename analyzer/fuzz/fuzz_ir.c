/* Any text is IR or one clear line; what is read prints and reads back the same.
 * seeds: testdata/ir */
#include "ir/text.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    Err err = { 0 };
    Str text = { (const char *)data, size };
    const Unit *unit = text_parse(arena, intern, text, "fuzz", &err);
    assert((unit != NULL) == (err.code == ERR_NONE));
    assert(unit || strchr(err.text, '\n') == NULL);
    if (unit) {
        StrBuf first = strbuf_in(arena), second = strbuf_in(arena);
        text_print(&first, unit);
        unit = text_parse(arena, intern, strbuf_str(&first), "printed", &err);
        assert(unit);
        text_print(&second, unit);
        assert(str_eq(strbuf_str(&first), strbuf_str(&second)));
    }
    intern_free(intern);
    arena_free(arena);
    return 0;
}
