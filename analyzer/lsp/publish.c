#include "lsp/publish.h"

#include "base/file.h"
#include "lsp/rpc.h"
#include "lsp/uri.h"

/* The texts of the files that findings speak of, read once. */
typedef struct Pages {
    const Publisher *to;
    const FindingList *list;
    Buffer *buffers; /* by file index; arena NULL: not read yet */
} Pages;

static const char *file_path(const Pages *pages, uint32_t file)
{
    if (file == 0 || file >= pages->list->files.len)
        return pages->to->path;
    return path_join(pages->to->arena, pages->to->root, pages->list->files.items[file]);
}

static const char *file_uri(const Pages *pages, uint32_t file)
{
    const char *path = file_path(pages, file);
    if (strcmp(path, pages->to->path) == 0)
        return pages->to->uri;
    return uri_of_path(pages->to->arena, path);
}

/* A file that cannot be read counts as empty. */
static const Buffer *file_buffer(Pages *pages, uint32_t file)
{
    const char *path = file_path(pages, file);
    if (strcmp(path, pages->to->path) == 0)
        return pages->to->buffer;
    Buffer *buffer = &pages->buffers[file];
    if (!buffer->arena) {
        Str text = { "", 0 };
        Err ignored = { 0 };
        file_read(pages->to->arena, path, &text, &ignored);
        *buffer = buffer_new(text);
    }
    return buffer;
}

static json_t *position_json(Position at)
{
    return json_pack("{s:I,s:I}", "line", (json_int_t)at.line, "character",
                     (json_int_t)at.character);
}

static json_t *range_json(Pages *pages, Span span)
{
    const Buffer *buffer = file_buffer(pages, span.file);
    Encoding encoding = pages->to->encoding;
    bool has_end = span.end_line > span.line ||
                   (span.end_line == span.line && span.end_col > span.col);
    Position start = buffer_position(buffer, encoding, span.line, span.col);
    Position end = has_end
                       ? buffer_position(buffer, encoding, span.end_line, span.end_col)
                       : start;
    return json_pack("{s:o,s:o}", "start", position_json(start), "end",
                     position_json(end));
}

static json_t *text_json(const char *text)
{
    return rpc_text(text, text ? strlen(text) : 0);
}

/* Hint is what the protocol has below a warning that nobody must act upon. */
static int severity_number(Severity severity)
{
    enum { LSP_ERROR = 1, LSP_WARNING = 2, LSP_HINT = 4 };
    switch (severity) {
    case SEV_ERROR:
        return LSP_ERROR;
    case SEV_WARNING:
        return LSP_WARNING;
    case SEV_NOTE:
        break;
    }
    return LSP_HINT;
}

static json_t *steps_json(Pages *pages, const Finding *finding)
{
    json_t *related = json_array();
    for (uint32_t i = 0; i < finding->steps.len; i++) {
        const FindingStep *step = &finding->steps.items[i];
        if (span_is_none(step->span))
            continue;
        json_array_append_new(related,
                              json_pack("{s:{s:o,s:o},s:o}", "location", "uri",
                                        text_json(file_uri(pages, step->span.file)),
                                        "range", range_json(pages, step->span),
                                        "message", text_json(step->text)));
    }
    return related;
}

static json_t *diagnostic_json(Pages *pages, const Finding *finding)
{
    const char *message = finding->message;
    if (finding->advice && finding->advice[0])
        message = arena_printf(pages->to->arena, "%s\n%s", message, finding->advice);
    return json_pack("{s:o,s:i,s:s,s:s,s:o,s:o,s:{s:o}}", "range",
                     range_json(pages, finding->span), "severity",
                     severity_number(finding->severity), "code", finding->rule,
                     "source", "mapvet", "message", text_json(message),
                     "relatedInformation", steps_json(pages, finding), "data",
                     "fingerprint", text_json(finding->fingerprint));
}

static json_t *fix_json(Pages *pages, const Fix *fix)
{
    json_t *edits = json_array();
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        const FixEdit *edit = &fix->edits.items[i];
        json_array_append_new(edits, json_pack("{s:o,s:o}", "range",
                                               range_json(pages, edit->span), "newText",
                                               text_json(edit->text)));
    }
    return json_pack("{s:o,s:o,s:o}", "title", text_json(fix->title), "uri",
                     text_json(file_uri(pages, fix->edits.items[0].span.file)), "edits",
                     edits);
}

static json_t *finding_json(Pages *pages, const Finding *finding, bool with_fixes)
{
    json_t *fixes = json_array();
    for (uint32_t i = 0; with_fixes && i < finding->fixes.len; i++)
        if (finding->fixes.items[i].edits.len)
            json_array_append_new(fixes, fix_json(pages, &finding->fixes.items[i]));
    return json_pack("{s:o,s:o}", "diagnostic", diagnostic_json(pages, finding),
                     "fixes", fixes);
}

static Pages pages_open(const Publisher *to, const FindingList *list)
{
    return (Pages){ to, list, ARENA_ARRAY(to->arena, Buffer, list->files.len + 1) };
}

static void pages_close(Pages *pages)
{
    for (uint32_t i = 0; i < pages->list->files.len; i++)
        if (pages->buffers[i].arena)
            buffer_clear(&pages->buffers[i]);
}

bool publish_takes(const Publisher *to, const FindingList *list, const Finding *finding)
{
    Pages pages = { .to = to, .list = list };
    return !finding->suppressed &&
           strcmp(file_path(&pages, finding->span.file), to->path) == 0;
}

json_t *publish_findings(const Publisher *to, const FindingList *list, bool with_fixes)
{
    Pages pages = pages_open(to, list);
    json_t *out = json_array();
    for (uint32_t i = 0; i < list->items.len; i++) {
        const Finding *finding = &list->items.items[i];
        if (publish_takes(to, list, finding))
            json_array_append_new(out, finding_json(&pages, finding, with_fixes));
    }
    pages_close(&pages);
    return out;
}

void publish_incomplete(const Publisher *to, const UnitResult *result, json_t *out)
{
    enum { LSP_INFORMATION = 3 };
    const Diagnostic *first = NULL;
    for (uint32_t i = 0; i < result->diagnostics.len && !first; i++)
        if (result->diagnostics.items[i].is_error)
            first = &result->diagnostics.items[i];
    if (!result->has_errors || !first)
        return;
    Pages pages = pages_open(to, &result->findings);
    bool is_here = strcmp(file_path(&pages, first->span.file), to->path) == 0;
    Span span = is_here ? first->span : (Span){ .line = 1, .col = 1 };
    json_array_append_new(
        out,
        json_pack("{s:{s:o,s:i,s:s,s:s,s:o},s:[]}", "diagnostic", "range",
                  range_json(&pages, span), "severity", LSP_INFORMATION, "code",
                  "incomplete", "source", "mapvet", "message",
                  text_json(arena_printf(
                      to->arena,
                      "mapvet sees only a part of this file: it does not compile (%s)",
                      first->text)),
                  "fixes"));
    pages_close(&pages);
}
