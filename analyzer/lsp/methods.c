#include "lsp/methods.h"

#include <time.h>

enum { DEBOUNCE = 300 }; /* ms from the last change to the analysis */

int64_t clock_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

/* ---- the life of the server ---- */

static bool speaks_utf8(const json_t *capabilities)
{
    size_t i;
    const json_t *name, *general = json_object_get(capabilities, "general");
    json_array_foreach(json_object_get(general, "positionEncodings"), i, name)
    {
        const char *text = json_string_value(name);
        if (text && strcmp(text, "utf-8") == 0)
            return true;
    }
    return false;
}

static json_t *on_initialize(ServerState *state, const json_t *params, Err *err)
{
    enum { SYNC_INCREMENTAL = 2 };
    (void)err;
    const json_t *capabilities = json_object_get(params, "capabilities");
    const json_t *workspace = json_object_get(capabilities, "workspace");
    const json_t *edit = json_object_get(workspace, "workspaceEdit");
    bool utf8 = speaks_utf8(capabilities);
    state->schedule.setup.encoding = utf8 ? ENCODING_UTF8 : ENCODING_UTF16;
    state->style.document_changes =
        json_is_true(json_object_get(edit, "documentChanges"));
    const json_t *watch = json_object_get(workspace, "didChangeWatchedFiles");
    state->can_watch = json_is_true(json_object_get(watch, "dynamicRegistration"));
    state->phase = PHASE_RUNNING;
    return json_pack("{s:{s:s,s:{s:b,s:i,s:b},s:{s:[s]},s:b},s:{s:s,s:s}}",
                     "capabilities", "positionEncoding", utf8 ? "utf-8" : "utf-16",
                     "textDocumentSync", "openClose", 1, "change", SYNC_INCREMENTAL,
                     "save", 1, "codeActionProvider", "codeActionKinds", "quickfix",
                     "hoverProvider", 1, "serverInfo", "name", "mapvet", "version",
                     MAPVET_VERSION);
}

static json_t *on_shutdown(ServerState *state, const json_t *params, Err *err)
{
    (void)params;
    (void)err;
    docs_clear(&state->docs);
    state->phase = PHASE_SHUT_DOWN;
    state->was_shut_down = true;
    return NULL;
}

static json_t *on_end(ServerState *state, const json_t *params, Err *err)
{
    (void)params;
    (void)err;
    state->phase = PHASE_STOPPED;
    return NULL;
}

static json_t *on_nothing(ServerState *state, const json_t *params, Err *err)
{
    (void)state;
    (void)params;
    (void)err;
    return NULL;
}

/* Asks to be told when the way files are compiled or checked has changed. */
static json_t *on_initialized(ServerState *state, const json_t *params, Err *err)
{
    (void)params;
    (void)err;
    if (!state->can_watch)
        return NULL;
    json_t *watchers = json_pack(
        "[{s:s},{s:s},{s:s}]", "globPattern", "**/compile_commands.json", "globPattern",
        "**/compile_flags.txt", "globPattern", "**/.mapvet.yaml");
    rpc_request(state->rpc, "watch", "client/registerCapability",
                json_pack("{s:[{s:s,s:s,s:{s:o}}]}", "registrations", "id", "watch",
                          "method", "workspace/didChangeWatchedFiles",
                          "registerOptions", "watchers", watchers));
    return NULL;
}

/* The project's configuration or compile commands changed. */
static json_t *on_project_change(ServerState *state, const json_t *params, Err *err)
{
    (void)params;
    (void)err;
    schedule_restart(&state->schedule, clock_ms());
    return NULL;
}

/* ---- documents ---- */

static Doc *find_doc(ServerState *state, const json_t *params, Err *err)
{
    const json_t *item = json_object_get(params, "textDocument");
    const char *uri = json_string_value(json_object_get(item, "uri"));
    Doc *doc = uri ? docs_find(&state->docs, uri) : NULL;
    if (!uri)
        err_set(err, ERR_PROTOCOL, "textDocument.uri is missing");
    else if (!doc)
        err_set(err, ERR_PROTOCOL, "%.300s is not open", uri);
    return doc;
}

static json_t *on_open(ServerState *state, const json_t *params, Err *err)
{
    const char *uri, *text;
    size_t length;
    json_int_t version;
    json_error_t error;
    /* json_unpack_ex() only reads, but takes a plain pointer. */
    json_t *item = json_object_get(params, "textDocument");
    if (json_unpack_ex(item, &error, 0, "{s:s,s:I,s:s%}", "uri", &uri, "version",
                       &version, "text", &text, &length) != 0) {
        err_set(err, ERR_PROTOCOL, "textDocument: %s", error.text);
        return NULL;
    }
    Doc *doc = docs_open(&state->docs, uri, version, (Str){ text, length });
    schedule_doc(doc, clock_ms(), 0);
    return NULL;
}

static json_t *on_change(ServerState *state, const json_t *params, Err *err)
{
    Doc *doc = find_doc(state, params, err);
    if (!doc)
        return NULL;
    const json_t *item = json_object_get(params, "textDocument");
    const json_t *version = json_object_get(item, "version");
    doc->version =
        json_is_integer(version) ? json_integer_value(version) : doc->version + 1;
    if (!doc_change(doc, state->schedule.setup.encoding,
                    json_object_get(params, "contentChanges"), err)) {
        json_decref(doc->findings);
        doc->findings = NULL;
        schedule_publish(&state->schedule, doc);
    }
    schedule_doc(doc, clock_ms(), DEBOUNCE);
    return NULL;
}

/* What was saved may be a header of the others. */
static json_t *on_save(ServerState *state, const json_t *params, Err *err)
{
    Doc *saved = find_doc(state, params, err);
    if (!saved)
        return NULL;
    int64_t now = clock_ms();
    for (Doc *doc = state->docs.first; doc; doc = doc->next)
        schedule_doc(doc, now, doc == saved ? 0 : DEBOUNCE);
    return NULL;
}

static json_t *on_close(ServerState *state, const json_t *params, Err *err)
{
    Doc *doc = find_doc(state, params, err);
    if (!doc)
        return NULL;
    json_decref(doc->findings);
    doc->findings = NULL;
    schedule_publish(&state->schedule, doc);
    docs_close(&state->docs, doc);
    return NULL;
}

/* ---- questions ---- */

static json_t *on_code_action(ServerState *state, const json_t *params, Err *err)
{
    Position start, end;
    const Doc *doc = find_doc(state, params, err);
    if (!doc)
        return NULL;
    if (!range_read(json_object_get(params, "range"), &start, &end)) {
        err_set(err, ERR_PROTOCOL, "range is missing or no range");
        return NULL;
    }
    const json_t *context = json_object_get(params, "context");
    return actions_list(doc, state->style, start, end,
                        json_object_get(context, "only"));
}

static json_t *on_hover(ServerState *state, const json_t *params, Err *err)
{
    Position at;
    const Doc *doc = find_doc(state, params, err);
    if (!doc)
        return NULL;
    if (!position_read(json_object_get(params, "position"), &at)) {
        err_set(err, ERR_PROTOCOL, "position is missing or no position");
        return NULL;
    }
    return actions_hover(doc, at);
}

/* ---- the table ---- */

static const Method methods[] = {
    { "initialize", true, PHASE_FRESH, on_initialize },
    { "initialized", false, PHASE_RUNNING, on_initialized },
    { "shutdown", true, PHASE_RUNNING, on_shutdown },
    { "exit", false, PHASE_ANY, on_end },
    { "$/cancelRequest", false, PHASE_RUNNING, on_nothing },
    { "textDocument/didOpen", false, PHASE_RUNNING, on_open },
    { "textDocument/didChange", false, PHASE_RUNNING, on_change },
    { "textDocument/didSave", false, PHASE_RUNNING, on_save },
    { "textDocument/didClose", false, PHASE_RUNNING, on_close },
    { "textDocument/codeAction", true, PHASE_RUNNING, on_code_action },
    { "textDocument/hover", true, PHASE_RUNNING, on_hover },
    { "workspace/didChangeConfiguration", false, PHASE_RUNNING, on_project_change },
    { "workspace/didChangeWatchedFiles", false, PHASE_RUNNING, on_project_change },
};

const Method *method_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(methods); i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}
