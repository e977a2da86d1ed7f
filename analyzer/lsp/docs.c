#include "lsp/docs.h"

#include "base/file.h"
#include "lsp/uri.h"

Doc *docs_find(const Docs *docs, const char *uri)
{
    for (Doc *doc = docs->first; doc; doc = doc->next)
        if (strcmp(doc->uri, uri) == 0)
            return doc;
    return NULL;
}

Doc *docs_open(Docs *docs, const char *uri, int64_t version, Str text)
{
    Doc *old = docs_find(docs, uri);
    if (old)
        docs_close(docs, old);
    Arena *arena = arena_new();
    Doc *doc = ARENA_NEW(arena, Doc);
    doc->arena = arena;
    doc->uri = arena_strdup(arena, uri);
    const char *path = uri_path(arena, uri);
    doc->path = path ? path_real(arena, path) : NULL;
    doc->version = version;
    doc->buffer = buffer_new(text);
    doc->next = docs->first;
    docs->first = doc;
    return doc;
}

void docs_close(Docs *docs, Doc *doc)
{
    Doc **link = &docs->first;
    while (*link != doc)
        link = &(*link)->next;
    *link = doc->next;
    worker_stop(doc->worker);
    json_decref(doc->findings);
    buffer_clear(&doc->buffer);
    arena_free(doc->arena);
}

void docs_clear(Docs *docs)
{
    while (docs->first)
        docs_close(docs, docs->first);
}

/* ---- changes ---- */

static bool number_read(const json_t *object, const char *key, uint32_t *out)
{
    const json_t *value = json_object_get(object, key);
    json_int_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < 0)
        return false;
    *out = number > INT32_MAX ? INT32_MAX : (uint32_t)number;
    return true;
}

bool position_read(const json_t *position, Position *at)
{
    return number_read(position, "line", &at->line) &&
           number_read(position, "character", &at->character);
}

bool range_read(const json_t *range, Position *start, Position *end)
{
    return position_read(json_object_get(range, "start"), start) &&
           position_read(json_object_get(range, "end"), end);
}

static bool change_apply(Doc *doc, Encoding encoding, const json_t *change, Err *err)
{
    const json_t *value = json_object_get(change, "text");
    const json_t *range = json_object_get(change, "range");
    if (!json_is_string(value))
        return err_set(err, ERR_PROTOCOL, "a change without \"text\"");
    Str text = { json_string_value(value), json_string_length(value) };
    if (!range) {
        buffer_replace(&doc->buffer, 0, doc->buffer.text.n, text);
        doc->lost = false;
        return true;
    }
    Position start, end;
    if (!range_read(range, &start, &end))
        return err_set(err, ERR_PROTOCOL, "a change whose \"range\" is no range");
    size_t from = buffer_offset(&doc->buffer, encoding, start);
    size_t to = buffer_offset(&doc->buffer, encoding, end);
    if (from > to)
        return err_set(err, ERR_PROTOCOL, "a change whose range ends before it starts");
    if (!doc->lost)
        buffer_replace(&doc->buffer, from, to, text);
    return true;
}

bool doc_change(Doc *doc, Encoding encoding, const json_t *changes, Err *err)
{
    size_t i;
    const json_t *change;
    if (!json_is_array(changes)) {
        doc->lost = true;
        return err_set(err, ERR_PROTOCOL, "\"contentChanges\" is no list");
    }
    json_array_foreach(changes, i, change)
    {
        if (!change_apply(doc, encoding, change, err)) {
            doc->lost = true;
            return false;
        }
    }
    return true;
}
