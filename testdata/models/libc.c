/* The rows of rules/models/libc.model that the rules of today can see. */
#include "maps.h"

#include <assert.h>
#include <setjmp.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
    counts *m;
} Holder;

/* ---- memory ---- */

void zeroed(void)
{
    Holder *h = calloc(1, sizeof *h);

    if (h)
        counts_clear(h->m); // want nil-map-clear
}

void not_zeroed(void)
{
    Holder *h = malloc(sizeof *h);

    if (h)
        counts_clear(h->m);
}

void moved(Holder *h)
{
    h->m = NULL;
    h = realloc(h, 2 * sizeof *h);
    if (h)
        counts_clear(h->m);
}

void set_to_zero(Holder *h)
{
    memset(h, 0, sizeof *h);
    counts_clear(h->m); // want nil-map-clear "'h->m'"
}

void set_to_other(Holder *h)
{
    h->m = NULL;
    memset(h, 0xff, sizeof *h);
    counts_clear(h->m);
}

void copied(Holder *h, const Holder *from)
{
    h->m = NULL;
    memcpy(h, from, sizeof *h);
    counts_clear(h->m);
}

void freed_null_is_lawful(void)
{
    char *text = NULL;

    free(text);
}

/* ---- functions that do not come back ---- */

void leaves(counts *a, counts *b, counts *c, counts *d, jmp_buf out)
{
    if (a == NULL)
        exit(1);
    counts_clear(a);
    if (b == NULL)
        abort();
    counts_clear(b);
    if (c == NULL)
        _exit(2);
    counts_clear(c);
    if (d == NULL)
        longjmp(out, 1);
    counts_clear(d);
}

void asserts(counts *m)
{
    assert(m != NULL);
    counts_clear(m);
}

/* ---- functions that call ---- */

static counts *seen;

static int compare(const void *a, const void *b)
{
    counts_clear(seen);
    return *(const int *)a - *(const int *)b;
}

void sorts(int *numbers, size_t n)
{
    counts_iter it;

    counts_iter_init(&it, seen);
    while (counts_next(&it))
        qsort(numbers, n, sizeof *numbers, compare); // want clear-in-iteration "'seen'"
}

void searches(const int *numbers, size_t n)
{
    counts_iter it;

    counts_iter_init(&it, seen);
    while (counts_next(&it))
        bsearch(&n, numbers, n, sizeof *numbers, compare); // want clear-in-iteration "'seen'"
}

/* ---- functions that change nothing ---- */

#include <stdio.h>

void prints(Holder *h)
{
    h->m = NULL;
    printf("%p %zu\n", (void *)h, strlen("text"));
    counts_clear(h->m); // want nil-map-clear "'h->m'"
}
