#ifndef EXPERIMENT_CLAIM_H
#define EXPERIMENT_CLAIM_H

/*
 * What the experiments have in common. An experiment is a program, exp_*.c, that takes
 * up claims one after the other: it prints the claim, what it measured, and a verdict
 * that it computed from that. Its output is lines of a first word and text:
 *
 *     claim A4 Growth at load factor 6.5; ...
 *     figure 256 buckets after make(1000)
 *     chart growth_steps log-x log-y steps | TITLE | X AXIS | Y AXIS
 *     point growth_steps SERIES | 1000 256
 *     verdict fails 256 buckets, not 1,024
 *
 * `PROGRAM small` measures little, to see that the program works. Exit status 1 when a
 * claim was left without a figure or a verdict.
 */
#include "rmap/alloc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Verdict { HOLDS, PARTLY, FAILS } Verdict;

typedef struct Experiment {
    bool small;
    const char *claim; /* under way, or NULL */
    unsigned figures;
    bool broken;
} Experiment;

Experiment experiment(int argc, char **argv);

/* The size for this run. */
size_t sized(const Experiment *e, size_t full, size_t small);

/* Begins a claim. `says` is the articles' words. */
void claim(Experiment *e, const char *id, const char *says);

/* One thing that was measured, in a sentence with its unit. */
__attribute__((format(printf, 2, 3))) void figure(Experiment *e, const char *format,
                                                  ...);

/* The words of `options`: log-x, log-y, steps, or "". */
void chart(const char *name, const char *options, const char *title, const char *x,
           const char *y);
void point(const char *name, const char *series, double x, double y);

/* Ends the claim: what follows from the figures, and why. */
__attribute__((format(printf, 3, 4))) void verdict(Experiment *e, Verdict verdict,
                                                   const char *format, ...);

/* The exit status. */
int experiment_end(Experiment *e);

/* ---- measuring ---- */

/* Processor time of this process, in nanoseconds. */
double clock_now(void);

/* What an allocator was asked for and has not got back. */
typedef struct Counter {
    size_t held, peak; /* bytes */
    size_t blocks;     /* not given back */
    size_t asked;      /* blocks ever */
    size_t bytes_asked;
} Counter;

/* Options with malloc under a counter, which must outlive the map. */
RmapOptions counted(Counter *counter);

/* Resident bytes of this process. */
size_t resident(void);

/* The n-th of a long row of different, random-looking numbers. */
uint64_t number(uint64_t n);

double median_of(double *values, size_t count);

/* Keeps a result alive that nobody reads. */
void keep(uint64_t value);

#endif
