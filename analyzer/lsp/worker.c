#include "lsp/worker.h"

#include "lsp/session.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct Worker {
    Arena *arena; /* holds this struct */
    const char *path;
    pid_t pid;
    int fd;
    bool busy, hurried;
    Arena *in_arena; /* of `in` */
    StrBuf in;       /* what has come of the next frame */
};

/* The child must not hold the editor's pipes or other workers' sockets, and must not
 * outlive the server in the middle of a long parse. What libclang prints goes to the
 * standard error. */
static _Noreturn void child_main(const WorkerSetup *setup, int fd)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    dup2(fd, STDIN_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    session_serve(setup, STDIN_FILENO);
    _exit(0);
}

Worker *worker_start(const WorkerSetup *setup, Err *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
        err_set(err, ERR_UNIT, "%s: no socket for its analysis: %s", setup->path,
                strerror(errno));
        return NULL;
    }
    pid_t pid = fork();
    if (pid == 0)
        child_main(setup, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        err_set(err, ERR_UNIT, "%s: no process for its analysis: %s", setup->path,
                strerror(errno));
        return NULL;
    }
    Arena *arena = arena_new();
    Worker *worker = ARENA_NEW(arena, Worker);
    *worker = (Worker){ .arena = arena, .pid = pid, .fd = ends[0] };
    worker->path = arena_strdup(arena, setup->path);
    worker->in_arena = arena_new();
    worker->in = strbuf_in(worker->in_arena);
    return worker;
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* Gives back all but the process, which is known to have ended. */
static void worker_clear(Worker *worker)
{
    close(worker->fd);
    arena_free(worker->in_arena);
    arena_free(worker->arena);
}

void worker_stop(Worker *worker)
{
    if (!worker)
        return;
    if (worker->pid) {
        kill(worker->pid, SIGKILL);
        wait_for(worker->pid);
    }
    worker_clear(worker);
}

bool worker_send(Worker *worker, int64_t version, Str text)
{
    worker->busy = true;
    worker->hurried = false;
    return frame_send(worker->fd, version, text);
}

void worker_hurry(Worker *worker)
{
    if (worker->busy && !worker->hurried)
        frame_send(worker->fd, HURRY, (Str){ "", 0 });
    worker->hurried = true;
}

bool worker_is_busy(const Worker *worker)
{
    return worker->busy;
}

int worker_fd(const Worker *worker)
{
    return worker->fd;
}

static WorkerState say_dead(Worker *worker, Err *err)
{
    kill(worker->pid, SIGKILL);
    int status = wait_for(worker->pid);
    worker->pid = 0;
    worker->busy = false;
    if (WIFSIGNALED(status))
        err_set(err, ERR_UNIT, "%s: the analysis crashed (signal %d, %s)", worker->path,
                WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        err_set(err, ERR_UNIT, "%s: the analysis ended with status %d", worker->path,
                WEXITSTATUS(status));
    return WORKER_DEAD;
}

/* Cuts the first frame off, when it is whole. */
static bool take_frame(Worker *worker, json_t **result)
{
    Frame frame;
    Str in = strbuf_str(&worker->in);
    if (in.n < sizeof frame)
        return false;
    memcpy(&frame, in.p, sizeof frame);
    if (in.n - sizeof frame < frame.length)
        return false;
    Str rest = { in.p + sizeof frame + frame.length,
                 in.n - sizeof frame - frame.length };
    *result = json_loadb(in.p + sizeof frame, frame.length, 0, NULL);
    json_object_set_new(*result, "version", json_integer(frame.version));
    Arena *arena = arena_new();
    worker->in = strbuf_in(arena);
    strbuf_add_n(&worker->in, rest.p, rest.n);
    arena_free(worker->in_arena);
    worker->in_arena = arena;
    return true;
}

WorkerState worker_read(Worker *worker, json_t **result, Err *err)
{
    char block[65536];
    ssize_t n = recv(worker->fd, block, sizeof block, MSG_DONTWAIT);
    bool gone = n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR);
    if (n > 0)
        strbuf_add_n(&worker->in, block, (size_t)n);
    bool whole = take_frame(worker, result);
    if (!whole && !gone)
        return WORKER_MORE;
    if (!whole || !*result) /* a frame that is no JSON: it was out of its mind */
        return say_dead(worker, err);
    if (!json_is_true(json_object_get(*result, "more")))
        worker->busy = false;
    return WORKER_RESULT;
}
