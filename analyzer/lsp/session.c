/*
 * A turn is one text on its way: read it, parse it, run the rules, try the fixes, and
 * send what is known as soon as it is. Everything of a turn dies with its arena; the
 * parsed document, the models and the compile command stay.
 */
#include "lsp/session.h"

#include "base/file.h"
#include "drive/project.h"
#include "drive/stored.h"
#include "drive/verify.h"
#include "lsp/publish.h"
#include "lsp/rpc.h"
#include "store/store.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* What the child keeps from text to text. */
typedef struct Session {
    const WorkerSetup *setup;
    int fd;
    Arena *arena;
    const char *root;
    CheckOptions options;
    Checker *checker; /* NULL before the first text */
    Stored *stored;   /* what is known of other units */
    Command command;
    ClangDoc *parsed; /* NULL before the first text */
} Session;

static bool read_all(int fd, void *bytes, size_t size)
{
    char *at = bytes;
    while (size) {
        ssize_t n = read(fd, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static bool send_all(int fd, Str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes.p += n;
        bytes.n -= (size_t)n;
    }
    return true;
}

bool frame_send(int fd, int64_t version, Str bytes)
{
    Frame frame = { version, bytes.n };
    return send_all(fd, (Str){ (const char *)&frame, sizeof frame }) &&
           send_all(fd, bytes);
}

static int add_piece(const char *bytes, size_t size, void *buf)
{
    strbuf_add_n(buf, bytes, size);
    return 0;
}

/* Models, rules and the compile command: read when the first text comes. */
static bool session_begin(Session *session, Err *err)
{
    const WorkerSetup *setup = session->setup;
    CommandList commands = { 0 };
    session->options = *setup->options;
    session->options.root = session->root;
    session->checker = checker_new(&session->options, err);
    if (!session->checker)
        return false;
    session->stored = stored_new(session->arena,
                                 project_database(session->arena, session->root,
                                                  setup->database, setup->environment));
    checker_ask(session->checker, stored_outside(session->stored));
    const char *folder = path_parent(session->arena, setup->path);
    const char *compdb = compdb_find(session->arena, folder);
    if (compdb && !compdb_read(session->arena, compdb, &commands, err)) {
        checker_free(session->checker);
        session->checker = NULL;
        return false;
    }
    session->command =
        compdb_command(session->arena, compdb ? &commands : NULL, setup->path);
    return true;
}

/* ---- what is said of one text ---- */

/* A text on its way through the session. */
typedef struct Turn {
    Session *session;
    Arena *arena;
    int64_t version;
    Buffer buffer;
    Unsaved unsaved;
    UnitResult unit;
} Turn;

/* Takes `result`. A server that has gone is noticed when the next text is read. */
static void turn_send(const Turn *turn, json_t *result, bool more)
{
    StrBuf text = strbuf_in(turn->arena);
    if (more)
        json_object_set_new(result, "more", json_true());
    if (json_dump_callback(result, add_piece, &text, JSON_COMPACT) == 0)
        frame_send(turn->session->fd, turn->version, strbuf_str(&text));
    json_decref(result);
}

static Publisher turn_publisher(const Turn *turn)
{
    const WorkerSetup *setup = turn->session->setup;
    return (Publisher){
        .arena = turn->arena,
        .encoding = setup->encoding,
        .root = turn->session->root,
        .uri = setup->uri,
        .path = setup->path,
        .buffer = &turn->buffer,
    };
}

/* Parses the text, which stands for the file, and runs the rules. */
static bool turn_look(Turn *turn, Err *err)
{
    Session *session = turn->session;
    turn->unsaved = (Unsaved){ session->command.file, turn->buffer.text };
    FrontRequest request = {
        .arena = turn->arena,
        .intern = checker_intern(session->checker),
        .root = session->root,
        .command = session->command,
        .unsaved = &turn->unsaved,
        .unsaved_count = 1,
        .macros = checker_macros(session->checker),
    };
    Lowered lowered = { 0 };
    if (!session->parsed)
        session->parsed = clang_doc_open(&request, err);
    return session->parsed &&
           clang_doc_lower(session->parsed, &request, &lowered, err) &&
           checker_lowered(session->checker, &lowered, &session->command,
                           &turn->unsaved, 1, turn->arena, &turn->unit, err);
}

static json_t *error_json(const Err *err)
{
    return rpc_text(err->text, strlen(err->text));
}

/* What the last run found, at once. */
static void turn_recall(Turn *turn)
{
    Err err = { 0 };
    Arena *arena = turn->arena;
    FindingList list = { .arena = arena };
    const WorkerSetup *setup = turn->session->setup;
    const char *root = turn->session->root;
    const char *database =
        project_database(arena, root, setup->database, setup->environment);
    if (!file_exists(database))
        return;
    Store *store = store_open_read(database, &err);
    bool ok =
        store && store_open_findings(store, path_below(root, setup->path), &list, &err);
    store_close(store);
    Publisher to = turn_publisher(turn);
    json_t *result =
        ok ? json_pack("{s:o}", "findings", publish_findings(&to, &list, false))
           : json_pack("{s:o}", "error", error_json(&err));
    turn_send(turn, result, true);
}

/* A newer text waits. */
static bool is_hurried(const Session *session)
{
    struct pollfd fd = { .fd = session->fd, .events = POLLIN };
    return poll(&fd, 1, 0) > 0;
}

/* Only what is published needs its fixes. */
static bool wants_fixes(const Turn *turn, const Finding *finding)
{
    Publisher to = turn_publisher(turn);
    return finding->fixes.len && publish_takes(&to, &turn->unit.findings, finding);
}

static bool has_fixes(const Turn *turn)
{
    const FindingList *list = &turn->unit.findings;
    for (uint32_t i = 0; i < list->items.len; i++)
        if (wants_fixes(turn, &list->items.items[i]))
            return true;
    return false;
}

/* Drops the fixes that do not hold; false when there was no time to try them all. */
static bool turn_verify(Turn *turn)
{
    Session *session = turn->session;
    Trial trial = { session->checker, &session->command, &turn->unsaved, 1,
                    &turn->unit,      session->parsed };
    for (uint32_t i = 0; i < turn->unit.findings.items.len; i++) {
        Finding *finding = &turn->unit.findings.items.items[i];
        uint32_t kept = 0;
        for (uint32_t j = 0; wants_fixes(turn, finding) && j < finding->fixes.len;
             j++) {
            Fix fix = finding->fixes.items[j];
            if (is_hurried(session))
                return false;
            if (trial_holds(&trial, finding, &fix))
                finding->fixes.items[kept++] = fix;
        }
        finding->fixes.len = kept;
    }
    return true;
}

/* First what was found, then the same with the fixes that were tried. */
static void turn_publish(Turn *turn)
{
    Publisher to = turn_publisher(turn);
    bool more = has_fixes(turn);
    json_t *findings = publish_findings(&to, &turn->unit.findings, false);
    publish_incomplete(&to, &turn->unit, findings);
    turn_send(turn, json_pack("{s:o}", "findings", findings), more);
    if (!more)
        return;
    json_t *result = json_object();
    if (turn_verify(turn)) {
        findings = publish_findings(&to, &turn->unit.findings, true);
        publish_incomplete(&to, &turn->unit, findings);
        json_object_set_new(result, "findings", findings);
    }
    turn_send(turn, result, false);
}

static void turn_run(Turn *turn)
{
    Err err = { 0 };
    Session *session = turn->session;
    if (!session->checker)
        turn_recall(turn);
    if ((session->checker || session_begin(session, &err)) && turn_look(turn, &err))
        turn_publish(turn);
    else
        turn_send(turn, json_pack("{s:[],s:o}", "findings", "error", error_json(&err)),
                  false);
}

/* Reads the next text; false when the server has gone. */
static bool turn_read(Turn *turn)
{
    Frame frame;
    int fd = turn->session->fd;
    do {
        if (!read_all(fd, &frame, sizeof frame))
            return false;
    } while (frame.version == HURRY);
    char *text = arena_alloc(turn->arena, frame.length + 1);
    if (!read_all(fd, text, frame.length))
        return false;
    turn->version = frame.version;
    turn->buffer = buffer_new((Str){ text, frame.length });
    return true;
}

void session_serve(const WorkerSetup *setup, int fd)
{
    Session session = { .setup = setup, .fd = fd, .arena = arena_new() };
    session.root = project_root(session.arena, setup->path);
    bool open = true;
    while (open) {
        Turn turn = { .session = &session, .arena = arena_new() };
        open = turn_read(&turn);
        if (open)
            turn_run(&turn);
        buffer_clear(&turn.buffer);
        arena_free(turn.arena);
    }
    clang_doc_close(session.parsed);
    checker_free(session.checker);
    stored_close(session.stored);
    arena_free(session.arena);
}
