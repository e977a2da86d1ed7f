/*
 * Launch: another program run as if it stood in our place.
 *
 * It gets our descriptors and the signals that we get, and its end is ours: the same
 * exit status, or the same signal.
 */
#ifndef MAPVET_CLI_LAUNCH_H
#define MAPVET_CLI_LAUNCH_H

#include "base/err.h"

#include <signal.h>
#include <sys/types.h>

typedef struct Launch {
    sigset_t before; /* the signal mask of our own life before */
    sigset_t waited; /* what is held back and handed on while we wait */
    int caught;      /* the last signal that was handed on; 0: none */
} Launch;

/* Holds back the signals that end a program, until the process ends. */
void launch_begin(Launch *launch);
/* In a forked child that is not launched: signals do again what they did. */
void launch_leave(const Launch *launch);

/* Starts words[0], found as a shell finds it; the words end with NULL. On failure the
 * result is -1 and `*status` what a shell would exit with; one line has been printed.
 */
pid_t launch_start(const Launch *launch, char *const *words, int *status);
/* Waits for a child and hands our signals on to it; gives its status as waitpid() does.
 */
int launch_wait(Launch *launch, pid_t pid);
/* Ends as the child has: by its signal, or, coming back, with the exit status to give.
 */
int launch_end(const Launch *launch, int status);

#endif
