/*
 * Rpc: JSON-RPC 2.0 over the framing of the Language Server Protocol.
 *
 * Bytes go in by rpc_feed(), whole bodies come out of rpc_next(); answers gather in a
 * buffer until rpc_flush() writes them. Everything that comes in is hostile. A body
 * that is not a message costs an error response, after which the stream goes on; a
 * header that cannot be trusted ends it, for nobody knows where the next message
 * begins.
 */
#ifndef MAPVET_LSP_RPC_H
#define MAPVET_LSP_RPC_H

#include "base/err.h"
#include "base/str.h"

#include <jansson.h>

/* The codes of JSON-RPC and of the protocol. */
typedef enum {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_NOT_INITIALIZED = -32002,
} RpcCode;

enum { RPC_BODY_MAX = 64 * 1024 * 1024, RPC_HEADER_MAX = 4096 };

typedef struct Rpc Rpc;

Rpc *rpc_new(void);
void rpc_free(Rpc *rpc); /* NULL is fine */

/* Adds bytes that came in. */
void rpc_feed(Rpc *rpc, Str bytes);

typedef enum { RPC_MORE, RPC_BODY, RPC_BROKEN } RpcState;

/* RPC_BODY: `*body` is the next one, borrowed until the next rpc_feed(). RPC_MORE: it
 * has not all come yet. RPC_BROKEN: the framing is wrong and `err` says how. */
RpcState rpc_next(Rpc *rpc, Str *body, Err *err);
/* Bytes of an unfinished message are waiting. */
bool rpc_is_amid(const Rpc *rpc);

/* A message. A request has a method and an id, a notification only a method, a response
 * to us only an id. All but `root` are borrowed from it. */
typedef struct RpcMessage {
    json_t *root;
    const char *method;
    json_t *id;     /* a text or an integer; NULL when absent */
    json_t *params; /* an object or an array; NULL when absent */
} RpcMessage;

/* Reads a body; false when it is no message: the error response has been sent. */
bool rpc_parse(Rpc *rpc, Str body, RpcMessage *message);
void rpc_message_clear(RpcMessage *message);

/* Responses to the request `id` (NULL stands for null), notifications and requests of
 * ours; `result` and `params` are taken. */
void rpc_reply(Rpc *rpc, json_t *id, json_t *result);
void rpc_fail(Rpc *rpc, json_t *id, RpcCode code, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
void rpc_notify(Rpc *rpc, const char *method, json_t *params);
void rpc_request(Rpc *rpc, const char *id, const char *method, json_t *params);

/* A line in the editor's log of this server. */
typedef enum { LOG_ERROR = 1, LOG_WARNING, LOG_INFO } LogLevel;
void rpc_log(Rpc *rpc, LogLevel level, const char *text);

/* What is waiting to be written; emptied by rpc_flush(). */
Str rpc_pending(const Rpc *rpc);
bool rpc_flush(Rpc *rpc, int fd, Err *err);

/* A JSON text of bytes that need not be UTF-8: what is not becomes U+FFFD. */
json_t *rpc_text(const char *bytes, size_t length);

#endif
