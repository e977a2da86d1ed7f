#include "lsp/server.h"

#include "lsp/methods.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

struct Server {
    Arena *arena; /* holds this struct */
    ServerState state;
};

/* ---- dispatch ---- */

/* A request that cannot be answered now gets its error response. */
static bool refuse(ServerState *state, const Method *method, const RpcMessage *message)
{
    Phase phase = method ? method->phase : PHASE_RUNNING;
    if (state->phase == PHASE_FRESH && phase == PHASE_RUNNING)
        rpc_fail(state->rpc, message->id, RPC_NOT_INITIALIZED,
                 "initialize has to come first");
    else if (state->phase == PHASE_SHUT_DOWN)
        rpc_fail(state->rpc, message->id, RPC_INVALID_REQUEST,
                 "the server has been shut down");
    else if (!method)
        rpc_fail(state->rpc, message->id, RPC_METHOD_NOT_FOUND, "no method '%.80s'",
                 message->method);
    else if (!method->is_request)
        rpc_fail(state->rpc, message->id, RPC_INVALID_REQUEST,
                 "'%s' is a notification and has no \"id\"", method->name);
    else if (state->phase != phase)
        rpc_fail(state->rpc, message->id, RPC_INVALID_REQUEST, "'%s' came twice",
                 method->name);
    else
        return false;
    return true;
}

static void handle_request(ServerState *state, const RpcMessage *message)
{
    Err err = { 0 };
    const Method *method = method_find(message->method);
    if (refuse(state, method, message))
        return;
    json_t *result = method->answer(state, message->params, &err);
    if (err.code == ERR_NONE)
        rpc_reply(state->rpc, message->id, result);
    else
        rpc_fail(state->rpc, message->id, RPC_INVALID_PARAMS, "%s", err.text);
}

/* What is unknown, or comes when it may not, is ignored, as the protocol wants. */
static void handle_notification(ServerState *state, const RpcMessage *message)
{
    Err err = { 0 };
    const Method *method = method_find(message->method);
    if (!method || (method->phase != state->phase && method->phase != PHASE_ANY))
        return;
    if (method->is_request)
        err_set(&err, ERR_PROTOCOL, "is a request and needs an \"id\"");
    else
        method->answer(state, message->params, &err);
    if (err.code != ERR_NONE) {
        char line[sizeof err.text + 64];
        snprintf(line, sizeof line, "%s: %s", method->name, err.text);
        rpc_log(state->rpc, LOG_ERROR, line);
    }
}

static void handle_body(ServerState *state, Str body)
{
    RpcMessage message;
    if (!rpc_parse(state->rpc, body, &message))
        return;
    if (message.method && message.id)
        handle_request(state, &message);
    else if (message.method)
        handle_notification(state, &message);
    rpc_message_clear(&message);
}

Server *server_new(const ServerOptions *options)
{
    Arena *arena = arena_new();
    Server *server = ARENA_NEW(arena, Server);
    server->arena = arena;
    server->state.rpc = rpc_new();
    server->state.schedule = (Schedule){
        .rpc = server->state.rpc,
        .docs = &server->state.docs,
        .setup = { .options = &options->check,
                   .database = options->database,
                   .environment = options->environment,
                   .timeout = options->timeout },
    };
    return server;
}

void server_free(Server *server)
{
    docs_clear(&server->state.docs);
    rpc_free(server->state.rpc);
    arena_free(server->arena);
}

bool server_feed(Server *server, Str bytes, Err *err)
{
    Str body;
    ServerState *state = &server->state;
    RpcState found = RPC_MORE;
    rpc_feed(state->rpc, bytes);
    while (state->phase != PHASE_STOPPED &&
           (found = rpc_next(state->rpc, &body, err)) == RPC_BODY)
        handle_body(state, body);
    return found != RPC_BROKEN;
}

Str server_answers(const Server *server)
{
    return rpc_pending(server->state.rpc);
}

/* ---- the loop ---- */

/* What is waited for: the editor, then the workers of `docs`. */
typedef struct Watch {
    VEC(struct pollfd) fds;
    VEC(Doc *) docs; /* docs.items[i] belongs to fds.items[i + 1] */
} Watch;

static void watch_add(Arena *arena, Watch *watch, int fd)
{
    struct pollfd waiting = { .fd = fd, .events = POLLIN };
    vec_push(arena, &watch->fds, waiting);
}

static Watch watch_all(Arena *arena, const ServerState *state, int in)
{
    Watch watch = { 0 };
    watch_add(arena, &watch, in);
    for (Doc *doc = state->docs.first; doc; doc = doc->next) {
        if (!doc->worker)
            continue;
        watch_add(arena, &watch, worker_fd(doc->worker));
        vec_push(arena, &watch.docs, doc);
    }
    return watch;
}

/* Reads what the editor sent; `*open` turns false at the end of the input. */
static bool read_editor(Server *server, int in, bool *open, Err *err)
{
    char block[65536];
    ssize_t n = read(in, block, sizeof block);
    if (n < 0 && errno == EINTR)
        return true;
    if (n < 0)
        return err_set(err, ERR_FILE, "lsp: standard input: %s", strerror(errno));
    *open = n > 0;
    if (!*open && rpc_is_amid(server->state.rpc))
        return err_set(err, ERR_PROTOCOL, "lsp: the input ended in a message");
    return server_feed(server, (Str){ block, (size_t)n }, err);
}

/* One round: wait, hear the workers, then the editor, give out work, answer. Workers
 * come first because the editor may close documents. */
static bool take_turn(Server *server, Arena *arena, int in, int out, bool *open,
                      Err *err)
{
    ServerState *state = &server->state;
    Watch watch = watch_all(arena, state, in);
    int wait = schedule_wait(&state->schedule, clock_ms());
    if (poll(watch.fds.items, watch.fds.len, wait) < 0)
        return errno == EINTR ||
               err_set(err, ERR_FILE, "lsp: cannot wait: %s", strerror(errno));
    for (uint32_t i = 0; i < watch.docs.len; i++)
        if (watch.fds.items[i + 1].revents)
            schedule_receive(&state->schedule, watch.docs.items[i]);
    bool ok = !watch.fds.items[0].revents || read_editor(server, in, open, err);
    schedule_turn(&state->schedule, clock_ms());
    return rpc_flush(state->rpc, out, err) && ok;
}

int server_run(const ServerOptions *options, int in, int out, Err *err)
{
    signal(SIGPIPE, SIG_IGN); /* a lost editor is an error of write() */
    Server *server = server_new(options);
    bool open = true, ok = true;
    while (ok && open && server->state.phase != PHASE_STOPPED) {
        Arena *arena = arena_new();
        ok = take_turn(server, arena, in, out, &open, err);
        arena_free(arena);
    }
    int status = server->state.was_shut_down ? 0 : 1;
    server_free(server);
    return status;
}
