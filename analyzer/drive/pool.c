/*
 * A pair of sockets joins parent and worker. The parent sends a piece's number, the
 * worker answers with a frame. A worker's end of file means that it died; alarm() is
 * the clock that kills it when a piece takes too long, so the parent needs none.
 */
#include "drive/pool.h"

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
    pid_t pid; /* 0: none */
    int fd;    /* the parent's end */
    uint32_t piece;
} Worker;

typedef struct Pool {
    const PoolJob *job;
    Worker *workers;
    unsigned count;
    uint32_t next; /* the first piece nobody has */
    uint32_t done;
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

bool pool_send(int fd, uint32_t number, Str bytes)
{
    uint32_t head[] = { number, (uint32_t)bytes.n };
    return bytes.n <= FRAME_MAX && send_all(fd, head, sizeof head) &&
           send_all(fd, bytes.p, bytes.n);
}

bool pool_receive(Arena *arena, int fd, uint32_t *number, Str *bytes)
{
    uint32_t head[2];
    if (!receive_all(fd, head, sizeof head) || head[1] > FRAME_MAX)
        return false;
    char *text = arena_alloc(arena, head[1] + 1u);
    *number = head[0];
    *bytes = (Str){ text, head[1] };
    return receive_all(fd, text, head[1]);
}

int child_wait(int pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

const char *death_text(Arena *arena, int status, unsigned timeout)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        return arena_printf(arena, "given up after %u s; --timeout sets the limit",
                            timeout);
    if (WIFSIGNALED(status))
        return arena_printf(arena, "analysis crashed (signal %d)", WTERMSIG(status));
    return arena_printf(arena, "analysis ended early (status %d)", WEXITSTATUS(status));
}

/* ---- the worker's side ---- */

static _Noreturn void work(const Pool *pool, int fd)
{
    uint32_t piece;
    while (receive_all(fd, &piece, sizeof piece)) {
        Arena *arena = arena_new();
        StrBuf bytes = strbuf_in(arena);
        alarm(pool->job->timeout);
        pool->job->work(pool->job->ctx, piece, &bytes);
        if (!pool_send(fd, piece, strbuf_str(&bytes)))
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
    close(worker->fd);
    int status = child_wait(worker->pid);
    worker->pid = 0;
    return status;
}

/* Gives the worker its next piece, or ends it when there is none. */
static bool feed(Pool *pool, Worker *worker)
{
    if (pool->next == pool->job->count) {
        if (worker->pid)
            reap(worker);
        return true;
    }
    if (!worker->pid && !start_worker(pool, worker))
        return false;
    worker->piece = pool->next++;
    /* When this fails the worker is dead, which the next poll() shows. */
    send_all(worker->fd, &worker->piece, sizeof worker->piece);
    return true;
}

/* Reads what came of a piece, or learns how the worker died; then gives it, or its
 * successor, more to do before the taker starts its own work. */
static bool take_piece(Pool *pool, Worker *worker)
{
    Arena *arena = arena_new();
    Piece piece = { .number = worker->piece };
    uint32_t number;
    if (!pool_receive(arena, worker->fd, &number, &piece.bytes) ||
        number != worker->piece) {
        kill(worker->pid, SIGKILL); /* if it lives, what it says makes no sense */
        piece.bytes = (Str){ "", 0 };
        piece.death = death_text(arena, reap(worker), pool->job->timeout);
    }
    bool ok = feed(pool, worker) && pool->job->take(pool->job->ctx, &piece, pool->err);
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
    int ready = poll(fds, pool->count, pool->job->tick ? TICK : -1);
    if (pool->job->tick)
        pool->job->tick(pool->job->ctx);
    if (ready < 0)
        return errno == EINTR ||
               err_set(pool->err, ERR_UNIT, "cannot wait: %s", strerror(errno));
    for (unsigned i = 0; i < pool->count; i++)
        if (fds[i].revents && !take_piece(pool, &pool->workers[i]))
            return false;
    return true;
}

bool pool_run(const PoolJob *job, Err *err)
{
    Arena *arena = arena_new();
    unsigned count = job->jobs < job->count ? job->jobs : job->count;
    Pool pool = { .job = job,
                  .workers = ARENA_ARRAY(arena, Worker, count + 1),
                  .count = count,
                  .err = err };
    struct pollfd *fds = ARENA_ARRAY(arena, struct pollfd, count + 1);
    bool ok = true;
    for (unsigned i = 0; i < count && ok; i++)
        ok = feed(&pool, &pool.workers[i]);
    while (ok && pool.done < job->count)
        ok = listen_once(&pool, fds);
    for (unsigned i = 0; i < count; i++) {
        if (!pool.workers[i].pid)
            continue;
        kill(pool.workers[i].pid, SIGKILL);
        reap(&pool.workers[i]);
    }
    arena_free(arena);
    return ok;
}
