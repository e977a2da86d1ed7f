#include "rmap/huge.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(MADV_HUGEPAGE) && defined(MAP_ANONYMOUS)

/* Whole pages; 0 when there are not so many. */
static size_t huge_round(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    return size > PTRDIFF_MAX - RMAP_HUGE_PAGE - page ? 0
                                                      : (size + page - 1) / page * page;
}

/* Maps a huge page too much, and gives back what is before the first boundary and after
 * the block's last page. */
static void *huge_map(size_t size)
{
    size_t whole = huge_round(size);
    size_t before;
    unsigned char *p;

    if (whole == 0)
        return NULL;
    p = mmap(NULL, whole + RMAP_HUGE_PAGE, PROT_READ | PROT_WRITE,
             MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        return NULL;
    before = -(uintptr_t)p & (RMAP_HUGE_PAGE - 1);
    if (before > 0)
        munmap(p, before);
    munmap(p + before + whole, RMAP_HUGE_PAGE - before);
    /* If it is refused, the pages are small ones. */
    (void)madvise(p + before, whole, MADV_HUGEPAGE);
    return p + before;
}

static void *huge_alloc(void *ctx, size_t size)
{
    (void)ctx;
    return size < RMAP_HUGE_FROM ? malloc(size) : huge_map(size);
}

static void huge_free(void *ctx, void *block, size_t size)
{
    (void)ctx;
    if (size < RMAP_HUGE_FROM)
        free(block);
    else
        munmap(block, huge_round(size));
}

#else

static void *huge_alloc(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void huge_free(void *ctx, void *block, size_t size)
{
    (void)ctx;
    (void)size;
    free(block);
}

#endif

RmapAllocator rmap_huge_pages(void)
{
    RmapAllocator a = { NULL, huge_alloc, huge_free };
    return a;
}
