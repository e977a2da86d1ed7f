#include "cli/launch.h"

#include "cli/command.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_NOT_RUN = 126, STATUS_NOT_FOUND = 127, STATUS_SIGNAL = 128 };

void launch_begin(Launch *launch)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGCHLD };
    *launch = (Launch){ 0 };
    sigemptyset(&launch->waited);
    for (size_t i = 0; i < ARRAY_LEN(signals); i++)
        sigaddset(&launch->waited, signals[i]);
    signal(SIGCHLD, SIG_DFL); /* ignored, it would take the status away */
    sigprocmask(SIG_BLOCK, &launch->waited, &launch->before);
}

void launch_leave(const Launch *launch)
{
    sigprocmask(SIG_SETMASK, &launch->before, NULL);
}

pid_t launch_start(const Launch *launch, char *const *words, int *status)
{
    pid_t pid = -1;
    posix_spawnattr_t how;
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&how, &launch->before);
    int error = posix_spawnp(&pid, words[0], NULL, &how, words, environ);
    posix_spawnattr_destroy(&how);
    if (error == 0)
        return pid;
    cli_warn("%s: %s", words[0], strerror(error));
    *status = error == ENOENT ? STATUS_NOT_FOUND : STATUS_NOT_RUN;
    return -1;
}

int launch_wait(Launch *launch, pid_t pid)
{
    for (;;) {
        int status = 0;
        pid_t ended = waitpid(pid, &status, WNOHANG);
        if (ended == pid || (ended < 0 && errno != EINTR))
            return status;
        int number = sigwaitinfo(&launch->waited, NULL);
        if (number <= 0 || number == SIGCHLD)
            continue;
        launch->caught = number;
        kill(pid, number);
    }
}

int launch_end(const Launch *launch, int status)
{
    if (!WIFSIGNALED(status))
        return WEXITSTATUS(status);
    signal(WTERMSIG(status), SIG_DFL);
    launch_leave(launch);
    raise(WTERMSIG(status));
    return STATUS_SIGNAL + WTERMSIG(status);
}
