/*
 * The input is one growing run of bytes, read from `begin`; what is unread moves to the
 * front when room is needed, and the run grows only by what really came, so a header
 * that promises 64 MiB costs nothing. Arenas cannot give back a part, so input and
 * output each live in an arena of their own that is replaced when they grow or run
 * empty.
 */
#include "lsp/rpc.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <strings.h>
#include <unistd.h>

struct Rpc {
    Arena *arena; /* holds this struct */
    Arena *in_arena;
    char *in;
    size_t begin, end, capacity;
    Arena *out_arena;
    StrBuf out;
};

Rpc *rpc_new(void)
{
    Arena *arena = arena_new();
    Rpc *rpc = ARENA_NEW(arena, Rpc);
    rpc->arena = arena;
    rpc->in_arena = arena_new();
    rpc->out_arena = arena_new();
    rpc->out = strbuf_in(rpc->out_arena);
    return rpc;
}

void rpc_free(Rpc *rpc)
{
    if (!rpc)
        return;
    arena_free(rpc->in_arena);
    arena_free(rpc->out_arena);
    arena_free(rpc->arena);
}

/* ---- what comes in ---- */

static void make_room(Rpc *rpc, size_t more)
{
    enum { LARGE = 1024 * 1024 };
    size_t unread = rpc->end - rpc->begin, capacity = rpc->capacity;
    if (capacity > LARGE && unread + more < LARGE)
        capacity = LARGE; /* a huge message has gone */
    while (capacity < unread + more)
        capacity = capacity ? capacity * 2 : 16384;
    if (capacity == rpc->capacity) {
        if (rpc->end + more <= capacity)
            return;
        memmove(rpc->in, rpc->in + rpc->begin, unread);
    } else {
        Arena *arena = arena_new();
        char *in = arena_alloc(arena, capacity);
        if (unread)
            memcpy(in, rpc->in + rpc->begin, unread);
        arena_free(rpc->in_arena);
        rpc->in_arena = arena;
        rpc->in = in;
        rpc->capacity = capacity;
    }
    rpc->begin = 0;
    rpc->end = unread;
}

void rpc_feed(Rpc *rpc, Str bytes)
{
    if (bytes.n == 0)
        return;
    make_room(rpc, bytes.n);
    memcpy(rpc->in + rpc->end, bytes.p, bytes.n);
    rpc->end += bytes.n;
}

bool rpc_is_amid(const Rpc *rpc)
{
    return rpc->end > rpc->begin;
}

/* What is shown of a bad header: printable, short. */
static int shown(Str line, char out[41])
{
    int n = 0;
    for (; n < 40 && (size_t)n < line.n; n++)
        out[n] = line.p[n] >= ' ' && line.p[n] <= '~' ? line.p[n] : '?';
    out[n] = '\0';
    return n;
}

static bool read_length(Str value, size_t *length, Err *err)
{
    char text[41];
    int64_t number;
    if (!str_int(value, &number) || number < 0) {
        shown(value, text);
        return err_set(err, ERR_PROTOCOL, "lsp: Content-Length '%s' is no length",
                       text);
    }
    if (number > RPC_BODY_MAX)
        return err_set(err, ERR_PROTOCOL,
                       "lsp: Content-Length %lld is more than the %d allowed",
                       (long long)number, RPC_BODY_MAX);
    *length = (size_t)number;
    return true;
}

/* Reads the lines of a header block (each ends with "\r\n"). */
static bool read_header(Str block, size_t *length, Err *err)
{
    static const char name[] = "Content-Length";
    bool found = false;
    Str line;
    while (str_split(&block, '\n', &line)) {
        const char *colon = memchr(line.p, ':', line.n);
        if (!colon || colon == line.p || line.p[line.n - 1] != '\r') {
            char text[41];
            shown(line, text);
            return err_set(err, ERR_PROTOCOL, "lsp: '%s' is no header line", text);
        }
        size_t n = (size_t)(colon - line.p);
        if (n != strlen(name) || strncasecmp(line.p, name, n) != 0)
            continue;
        if (found)
            return err_set(err, ERR_PROTOCOL, "lsp: Content-Length is given twice");
        found = true;
        if (!read_length(str_trim((Str){ colon + 1, line.n - n - 1 }), length, err))
            return false;
    }
    return found || err_set(err, ERR_PROTOCOL, "lsp: header without Content-Length");
}

RpcState rpc_next(Rpc *rpc, Str *body, Err *err)
{
    Str in = { rpc->in + rpc->begin, rpc->end - rpc->begin };
    if (in.n == 0)
        return RPC_MORE;
    size_t window = in.n < RPC_HEADER_MAX ? in.n : RPC_HEADER_MAX;
    const char *end = memmem(in.p, window, "\r\n\r\n", 4);
    if (!end && in.n < RPC_HEADER_MAX)
        return RPC_MORE;
    if (!end) {
        err_set(err, ERR_PROTOCOL, "lsp: no end of the header within %d bytes",
                RPC_HEADER_MAX);
        return RPC_BROKEN;
    }
    size_t header = (size_t)(end - in.p) + 2, length = 0;
    if (!read_header((Str){ in.p, header }, &length, err))
        return RPC_BROKEN;
    if (in.n - header - 2 < length)
        return RPC_MORE;
    *body = (Str){ end + 4, length };
    rpc->begin += header + 2 + length;
    return RPC_BODY;
}

/* ---- messages ---- */

/* Says what is wrong with a body that is JSON, or NULL. */
static const char *find_fault(const json_t *root)
{
    if (json_is_array(root))
        return "batches are not part of the protocol";
    if (!json_is_object(root))
        return "a message is an object";
    const char *version = json_string_value(json_object_get(root, "jsonrpc"));
    if (!version || strcmp(version, "2.0") != 0)
        return "\"jsonrpc\" must be \"2.0\"";
    const json_t *id = json_object_get(root, "id");
    if (id && !json_is_string(id) && !json_is_integer(id) && !json_is_null(id))
        return "\"id\" must be a text or an integer";
    const json_t *method = json_object_get(root, "method");
    if (method)
        return json_is_string(method) ? NULL : "\"method\" must be a text";
    if (!json_object_get(root, "result") && !json_object_get(root, "error"))
        return "neither a method nor a result";
    return NULL;
}

bool rpc_parse(Rpc *rpc, Str body, RpcMessage *message)
{
    json_error_t error;
    json_t *root = json_loadb(body.p, body.n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
    *message = (RpcMessage){ .root = root };
    if (!root) {
        rpc_fail(rpc, NULL, RPC_PARSE_ERROR, "not JSON: %s", error.text);
        return false;
    }
    json_t *id = json_object_get(root, "id");
    json_t *params = json_object_get(root, "params");
    const char *fault = find_fault(root);
    bool is_id = json_is_string(id) || json_is_integer(id);
    if (fault) {
        rpc_fail(rpc, is_id ? id : NULL, RPC_INVALID_REQUEST, "%s", fault);
    } else if (params && !json_is_object(params) && !json_is_array(params) &&
               !json_is_null(params)) {
        fault = "\"params\" must be an object or an array";
        rpc_fail(rpc, is_id ? id : NULL, RPC_INVALID_PARAMS, "%s", fault);
    }
    if (fault) {
        rpc_message_clear(message);
        return false;
    }
    message->method = json_string_value(json_object_get(root, "method"));
    message->id = is_id ? id : NULL;
    message->params = json_is_null(params) ? NULL : params;
    return true;
}

void rpc_message_clear(RpcMessage *message)
{
    json_decref(message->root);
    *message = (RpcMessage){ 0 };
}

/* ---- what goes out ---- */

static int add_piece(const char *bytes, size_t size, void *buf)
{
    strbuf_add_n(buf, bytes, size);
    return 0;
}

/* Takes `message`. */
static void send_message(Rpc *rpc, json_t *message)
{
    Arena *scratch = arena_new();
    StrBuf text = strbuf_in(scratch);
    if (json_dump_callback(message, add_piece, &text, JSON_COMPACT) == 0) {
        strbuf_printf(&rpc->out, "Content-Length: %zu\r\n\r\n", text.length);
        strbuf_add_n(&rpc->out, text.text, text.length);
    }
    arena_free(scratch);
    json_decref(message);
}

void rpc_reply(Rpc *rpc, json_t *id, json_t *result)
{
    send_message(rpc, json_pack("{s:s,s:O?,s:o}", "jsonrpc", "2.0", "id", id, "result",
                                result ? result : json_null()));
}

void rpc_fail(Rpc *rpc, json_t *id, RpcCode code, const char *fmt, ...)
{
    char text[256];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    size_t length = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;
    send_message(rpc, json_pack("{s:s,s:o,s:{s:i,s:o}}", "jsonrpc", "2.0", "id",
                                id ? json_incref(id) : json_null(), "error", "code",
                                (int)code, "message", rpc_text(text, length)));
}

void rpc_notify(Rpc *rpc, const char *method, json_t *params)
{
    send_message(rpc, json_pack("{s:s,s:s,s:o}", "jsonrpc", "2.0", "method", method,
                                "params", params));
}

void rpc_request(Rpc *rpc, const char *id, const char *method, json_t *params)
{
    send_message(rpc, json_pack("{s:s,s:s,s:s,s:o}", "jsonrpc", "2.0", "id", id,
                                "method", method, "params", params));
}

void rpc_log(Rpc *rpc, LogLevel level, const char *text)
{
    rpc_notify(rpc, "window/logMessage",
               json_pack("{s:i,s:o}", "type", (int)level, "message",
                         rpc_text(text, strlen(text))));
}

Str rpc_pending(const Rpc *rpc)
{
    return strbuf_str(&rpc->out);
}

static bool write_all(int fd, Str text)
{
    while (text.n) {
        ssize_t n = write(fd, text.p, text.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        text.p += n;
        text.n -= (size_t)n;
    }
    return true;
}

bool rpc_flush(Rpc *rpc, int fd, Err *err)
{
    if (rpc->out.length == 0)
        return true;
    bool ok = write_all(fd, strbuf_str(&rpc->out));
    if (!ok)
        err_set(err, ERR_FILE, "lsp: standard output: %s", strerror(errno));
    arena_free(rpc->out_arena);
    rpc->out_arena = arena_new();
    rpc->out = strbuf_in(rpc->out_arena);
    return ok;
}

json_t *rpc_text(const char *bytes, size_t length)
{
    json_t *whole = json_stringn(bytes ? bytes : "", length);
    if (whole)
        return whole;
    Arena *scratch = arena_new();
    StrBuf text = strbuf_in(scratch);
    for (size_t i = 0; i < length;) {
        size_t n = str_utf8(bytes + i, length - i);
        if (n)
            strbuf_add_n(&text, bytes + i, n);
        else
            strbuf_add(&text, "\xef\xbf\xbd");
        i += n ? n : 1;
    }
    json_t *mended = json_stringn(text.text, text.length);
    arena_free(scratch);
    return mended;
}
