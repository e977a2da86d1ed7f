#include "claim.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

Experiment experiment(int argc, char **argv)
{
    Experiment e = { argc > 1 && strcmp(argv[1], "small") == 0, NULL, 0, false };

    return e;
}

size_t sized(const Experiment *e, size_t full, size_t small)
{
    return e->small ? small : full;
}

static void end_claim(Experiment *e)
{
    if (e->claim == NULL)
        return;
    fprintf(stderr, "claim %s has no verdict\n", e->claim);
    e->broken = true;
}

void claim(Experiment *e, const char *id, const char *says)
{
    end_claim(e);
    e->claim = id;
    e->figures = 0;
    printf("claim %s %s\n", id, says);
}

void figure(Experiment *e, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    printf("figure ");
    vprintf(format, values);
    printf("\n");
    va_end(values);
    e->figures++;
}

void chart(const char *name, const char *options, const char *title, const char *x,
           const char *y)
{
    printf("chart %s %s | %s | %s | %s\n", name, options, title, x, y);
}

void point(const char *name, const char *series, double x, double y)
{
    printf("point %s %s | %.6g %.6g\n", name, series, x, y);
}

void verdict(Experiment *e, Verdict verdict, const char *format, ...)
{
    static const char *const words[] = { "holds", "partly", "fails" };
    va_list values;

    va_start(values, format);
    printf("verdict %s ", words[verdict]);
    vprintf(format, values);
    printf("\n");
    va_end(values);
    if (e->claim == NULL || e->figures == 0) {
        fprintf(stderr, "a verdict on nothing\n");
        e->broken = true;
    }
    e->claim = NULL;
}

int experiment_end(Experiment *e)
{
    end_claim(e);
    return e->broken ? 1 : 0;
}

/* ---- measuring ---- */

double clock_now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e9 + (double)at.tv_nsec;
}

static void *counter_alloc(void *ctx, size_t size)
{
    Counter *counter = (Counter *)ctx;
    void *block = malloc(size);

    if (block == NULL)
        return NULL;
    counter->held += size;
    counter->blocks++;
    counter->asked++;
    counter->bytes_asked += size;
    if (counter->held > counter->peak)
        counter->peak = counter->held;
    return block;
}

static void counter_free(void *ctx, void *block, size_t size)
{
    Counter *counter = (Counter *)ctx;

    counter->held -= size;
    counter->blocks--;
    free(block);
}

RmapOptions counted(Counter *counter)
{
    RmapOptions options;

    memset(&options, 0, sizeof options);
    memset(counter, 0, sizeof *counter);
    options.allocator.ctx = counter;
    options.allocator.alloc = counter_alloc;
    options.allocator.free = counter_free;
    return options;
}

size_t resident(void)
{
    FILE *statm = fopen("/proc/self/statm", "r");
    size_t pages = 0;

    if (statm == NULL)
        return 0;
    if (fscanf(statm, "%*s %zu", &pages) != 1)
        pages = 0;
    fclose(statm);
    return pages * (size_t)sysconf(_SC_PAGESIZE);
}

uint64_t number(uint64_t n)
{
    n = (n + 1) * UINT64_C(0x9e3779b97f4a7c15);
    n = (n ^ (n >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    n = (n ^ (n >> 27)) * UINT64_C(0x94d049bb133111eb);
    return n ^ (n >> 31);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

double median_of(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return count % 2 == 1 ? values[count / 2]
                          : (values[count / 2 - 1] + values[count / 2]) / 2;
}

void keep(uint64_t value)
{
    __asm__ volatile("" : : "r"(value));
}
