#include "drive/texts.h"

#include "base/file.h"

Str texts_read(void *ctx, const char *path)
{
    const Texts *texts = ctx;
    const char *absolute = path_join(texts->arena, texts->root, path);
    for (unsigned i = 0; i < texts->count; i++)
        if (strcmp(texts->unsaved[i].path, absolute) == 0)
            return texts->unsaved[i].text;
    Str text;
    Err err = { 0 };
    return file_read(texts->arena, absolute, &text, &err) ? text : (Str){ "", 0 };
}
