/*
 * A pair of sockets joins parent and worker. The parent sends a unit's number, the
 * worker answers with a length and that many bytes (wire.h). A worker's end of file
 * means that it died; alarm() is the clock that kills it when a unit takes too long, so
 * the parent needs none.
 */
#include "drive/workers.h"

#include "base/file.h"
#include "drive/share.h"
#include "drive/verify.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FRAME_MAX = 1 << 30,
    TICK = 1000, /* milliseconds */
};

typedef struct Worker {
    pid_t pid;     /* 0: none */
    int fd;        /* the parent's end */
    uint32_t unit; /* what it works on */
} Worker;

typedef struct Pool {
    Checker *checker;
    const CommandList *commands;
    const WorkOptions *options;
    Worker *workers;
    unsigned count;
    SharePlan *share; /* NULL: none */
    uint32_t next;    /* the first unit nobody has */
    uint32_t done;
    ReportTaker *take;
    void *ctx;
    Err *err;
} Pool;

/* ---- both sides ---- */

static bool send_all(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size) {
        ssize_t n = send(fd, at, size, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static bool receive_all(int fd, void *bytes, size_t size)
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

static const char *shown_path(const Pool *pool, uint32_t unit)
{
    return path_below(checker_root(pool->checker), pool->commands->items[unit].file);
}

/* ---- the worker's side ---- */

/* Why the IR is partial: the first error of the compiler. */
static const char *first_error(Arena *arena, const UnitResult *result, const char *path)
{
    const Diagnostic *first = NULL;
    unsigned errors = 0;
    for (uint32_t i = 0; i < result->diagnostics.len; i++) {
        const Diagnostic *diagnostic = &result->diagnostics.items[i];
        if (!diagnostic->is_error)
            continue;
        first = first ? first : diagnostic;
        errors++;
    }
    if (!first)
        return arena_printf(arena, "%s: does not compile", path);
    const char *file = finding_path(&result->findings, first->span);
    const char *more =
        errors > 1 ? arena_printf(arena, " (and %u more)", errors - 1) : "";
    bool in_header = file[0] && strcmp(file, path) != 0;
    return arena_printf(arena, "%s%s%s:%u:%u: error: %s%s", in_header ? path : "",
                        in_header ? ": analysed in part: " : "", file[0] ? file : path,
                        first->span.line, first->span.col, first->text, more);
}

static UnitReport analyse(const Pool *pool, uint32_t unit, Arena *arena)
{
    Command shared = pool->commands->items[unit];
    const Command *command = &shared;
    const WorkOptions *options = pool->options;
    shared.header = share_header(pool->share, unit);
    UnitReport report = { .path = shown_path(pool, unit),
                          .findings = { .arena = arena } };
    UnitResult result;
    Err err = { 0 };
    if (!checker_unit(pool->checker, command, options->unsaved, options->unsaved_count,
                      arena, &result, &err)) {
        report.failure = arena_strdup(arena, err.text);
        return report;
    }
    fixes_verify(pool->checker, command, options->unsaved, options->unsaved_count,
                 &result);
    report.has_findings = true;
    report.findings = result.findings;
    report.input_hash = result.input_hash;
    report.stats = result.stats;
    if (result.has_errors)
        report.failure = first_error(arena, &result, report.path);
    return report;
}

static _Noreturn void work(const Pool *pool, int fd)
{
    uint32_t unit;
    while (receive_all(fd, &unit, sizeof unit)) {
        Arena *arena = arena_new();
        alarm(pool->options->timeout);
        UnitReport report = analyse(pool, unit, arena);
        StrBuf bytes = strbuf_in(arena);
        report_write(&bytes, &report);
        uint32_t size = (uint32_t)bytes.length;
        if (bytes.length > FRAME_MAX || !send_all(fd, &size, sizeof size) ||
            !send_all(fd, bytes.text, size))
            break;
        alarm(0);
        arena_free(arena);
    }
    _exit(0);
}

/* ---- the parent's side ---- */

/* The new worker must not hold the others' sockets open. */
static void close_all(const Pool *pool)
{
    for (unsigned i = 0; i < pool->count; i++)
        if (pool->workers[i].pid)
            close(pool->workers[i].fd);
}

static bool start_worker(Pool *pool, Worker *worker)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return err_set(pool->err, ERR_UNIT, "cannot start a worker: %s",
                       strerror(errno));
    pid_t pid = fork();
    if (pid == 0) {
        close_all(pool);
        close(ends[0]);
        work(pool, ends[1]);
    }
    int why = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return err_set(pool->err, ERR_UNIT, "cannot start a worker: %s", strerror(why));
    }
    *worker = (Worker){ .pid = pid, .fd = ends[0] };
    return true;
}

/* Takes leave of a worker that is dead or told to end; says how it ended. */
static int reap(Worker *worker)
{
    int status = 0;
    close(worker->fd);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        ;
    worker->pid = 0;
    return status;
}

/* Gives the worker its next unit, or ends it when there is none. */
static bool feed(Pool *pool, Worker *worker)
{
    if (pool->next == pool->commands->len) {
        if (worker->pid)
            reap(worker);
        return true;
    }
    if (!worker->pid && !start_worker(pool, worker))
        return false;
    worker->unit = pool->next++;
    /* When this fails the worker is dead, which the next poll() shows. */
    send_all(worker->fd, &worker->unit, sizeof worker->unit);
    return true;
}

static const char *cause_of_death(const Pool *pool, Arena *arena, const char *path,
                                  int status)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return arena_printf(arena, "%s: given up after %u s; --timeout sets the limit",
                            path, pool->options->timeout);
    if (WIFSIGNALED(status))
        return arena_printf(arena, "%s: analysis crashed (signal %d)", path,
                            WTERMSIG(status));
    return arena_printf(arena, "%s: analysis ended early (status %d)", path,
                        WEXITSTATUS(status));
}

/* Reads a report, or learns how the worker died; then gives it, or its successor, more
 * to do before the taker starts its own work. */
static bool take_report(Pool *pool, Worker *worker)
{
    Arena *arena = arena_new();
    UnitReport report;
    uint32_t unit = worker->unit, size;
    char *bytes = NULL;
    if (receive_all(worker->fd, &size, sizeof size) && size <= FRAME_MAX) {
        bytes = arena_alloc(arena, size);
        if (!receive_all(worker->fd, bytes, size))
            bytes = NULL;
    }
    if (!bytes || !report_read(arena, (Str){ bytes, size }, &report)) {
        if (bytes)
            kill(worker->pid, SIGKILL); /* it lives, but what it says makes no sense */
        int status = reap(worker);
        const char *path = shown_path(pool, unit);
        report = (UnitReport){ .path = path,
                               .failure = cause_of_death(pool, arena, path, status),
                               .findings = { .arena = arena } };
    }
    bool ok = feed(pool, worker) && pool->take(pool->ctx, unit, &report, pool->err);
    pool->done++;
    arena_free(arena);
    return ok;
}

/* Waits until some worker has something to say, and listens. */
static bool listen_once(Pool *pool, struct pollfd *fds)
{
    for (unsigned i = 0; i < pool->count; i++)
        fds[i] = (struct pollfd){ .fd = pool->workers[i].pid ? pool->workers[i].fd : -1,
                                  .events = POLLIN };
    int ready = poll(fds, pool->count, pool->options->tick ? TICK : -1);
    if (pool->options->tick)
        pool->options->tick(pool->ctx);
    if (ready < 0)
        return errno == EINTR ||
               err_set(pool->err, ERR_UNIT, "cannot wait: %s", strerror(errno));
    for (unsigned i = 0; i < pool->count; i++)
        if (fds[i].revents && !take_report(pool, &pool->workers[i]))
            return false;
    return true;
}

bool run_check(Checker *checker, const CommandList *commands,
               const WorkOptions *options, ReportTaker *take, void *ctx, Err *err)
{
    Arena *arena = arena_new();
    unsigned count = options->jobs < commands->len ? options->jobs : commands->len;
    Pool pool = { .checker = checker,
                  .commands = commands,
                  .options = options,
                  .workers = ARENA_ARRAY(arena, Worker, count + 1),
                  .count = count,
                  .take = take,
                  .ctx = ctx,
                  .err = err };
    struct pollfd *fds = ARENA_ARRAY(arena, struct pollfd, count + 1);
    if (options->temporary && options->unsaved_count == 0)
        pool.share = share_plan(arena, checker_root(checker), options->temporary,
                                commands, NULL);
    bool ok = true;
    for (unsigned i = 0; i < count && ok; i++)
        ok = feed(&pool, &pool.workers[i]);
    while (ok && pool.done < commands->len)
        ok = listen_once(&pool, fds);
    for (unsigned i = 0; i < count; i++) {
        if (!pool.workers[i].pid)
            continue;
        kill(pool.workers[i].pid, SIGKILL);
        reap(&pool.workers[i]);
    }
    share_end(pool.share);
    arena_free(arena);
    return ok;
}
