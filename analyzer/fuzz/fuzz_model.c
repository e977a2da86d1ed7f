/* Any text is a model or one clear line; what is read can be walked. */
#include "model/model.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    ModelSet *set = model_new(arena, intern);
    Err err = { 0 };
    bool ok = model_read(set, "fuzz", (Str){ (const char *)data, size }, &err);
    assert(ok == (err.code == ERR_NONE));
    assert(ok || strchr(err.text, '\n') == NULL);
    assert(ok || model_count(set) == 0);
    for (unsigned i = 0; i < model_count(set); i++) {
        const FnModel *row = model_at(set, i);
        unsigned found = 0;
        for (const FnModel *r = model_fn(set, row->name); r; r = model_next(set, r))
            found += r == row;
        assert(found == 1);
    }
    intern_free(intern);
    arena_free(arena);
    return 0;
}
