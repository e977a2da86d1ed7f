#include "rmap/trim.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* ---- the decision ---- */

static unsigned given_or(unsigned given, unsigned usual)
{
    return given != 0 ? given : usual;
}

/* `part` is more than `percent` of `whole`, without overflow. */
static bool is_over(size_t part, size_t whole, unsigned percent)
{
    return (double)part * 100 > (double)whole * percent;
}

/* Over the mark, and as many passes as needed since it was least: they did not help. */
static bool is_pressed(RmapTrim *trim, const RmapTrimFigures *f)
{
    if (f->limit == 0 ||
        !is_over(f->resident, f->limit, given_or(trim->policy.high, 85))) {
        trim->pressed = false;
        return false;
    }
    if (!trim->pressed || f->resident < trim->pressed_bytes) {
        trim->pressed = true;
        trim->pressed_bytes = f->resident;
        trim->pressed_passes = f->passes;
    }
    return f->passes - trim->pressed_passes >= given_or(trim->policy.passes, 2);
}

static bool burst_is_over(RmapTrim *trim, const RmapTrimFigures *f)
{
    unsigned left = 100 - given_or(trim->policy.drop, 20) % 100;

    if (f->held > trim->peak_held) {
        trim->peak_held = f->held;
        trim->peak_passes = f->passes;
    }
    return trim->peak_held > 0 && !is_over(f->held, trim->peak_held, left) &&
           f->passes - trim->peak_passes >= given_or(trim->policy.burst_passes, 3);
}

RmapTrimWhy rmap_trim_decide(RmapTrim *trim, const RmapTrimFigures *figures)
{
    bool pressed = is_pressed(trim, figures);
    bool over = burst_is_over(trim, figures);

    if (!pressed && !over)
        return RMAP_TRIM_NO;
    trim->pressed = false;
    trim->peak_held = figures->held;
    trim->peak_passes = figures->passes;
    return pressed ? RMAP_TRIM_PRESSURE : RMAP_TRIM_AFTER_BURST;
}

/* ---- the figures ---- */

/* The first line of a file, or false. */
static bool line_read(const char *path, char *line, int room)
{
    FILE *file = fopen(path, "r");
    bool read;

    if (file == NULL)
        return false;
    read = fgets(line, room, file) != NULL;
    (void)fclose(file);
    return read;
}

size_t rmap_trim_resident(void)
{
    char line[256];
    unsigned long long size;
    unsigned long long resident;
    long page = sysconf(_SC_PAGESIZE);

    if (page <= 0 || !line_read("/proc/self/statm", line, sizeof line) ||
        sscanf(line, "%llu %llu", &size, &resident) != 2)
        return 0;
    return (size_t)resident * (size_t)page;
}

size_t rmap_trim_limit_of(const char *memory_max, size_t machine)
{
    char *end;
    unsigned long long limit;

    if (*memory_max < '0' || *memory_max > '9')
        return machine;
    errno = 0;
    limit = strtoull(memory_max, &end, 10);
    if (errno != 0 || (*end != '\0' && *end != '\n') || limit > SIZE_MAX)
        return machine;
    return machine == 0 || limit < machine ? (size_t)limit : machine;
}

/* The limit of this process' cgroup, if it is in one of version 2 ("0::/path"). */
static size_t cgroup_limit(size_t machine)
{
    char line[512];
    char path[sizeof line + 64];
    char *end;

    if (!line_read("/proc/self/cgroup", line, sizeof line) ||
        strncmp(line, "0::/", 4) != 0)
        return machine;
    end = strchr(line, '\n');
    if (end != NULL)
        *end = '\0';
    (void)snprintf(path, sizeof path, "/sys/fs/cgroup%s/memory.max", line + 3);
    if (!line_read(path, line, sizeof line))
        return machine;
    return rmap_trim_limit_of(line, machine);
}

size_t rmap_trim_limit(void)
{
    long pages = sysconf(_SC_PHYS_PAGES);
    long page = sysconf(_SC_PAGESIZE);
    double machine = pages <= 0 || page <= 0 ? 0 : (double)pages * (double)page;

    return cgroup_limit(machine >= (double)(SIZE_MAX / 2) ? SIZE_MAX / 2
                                                          : (size_t)machine);
}

/* ---- the action ---- */

size_t rmap_trim_act(void)
{
    size_t before = rmap_trim_resident();
    size_t after;

#if defined(__GLIBC__)
    (void)malloc_trim(0);
#endif
    after = rmap_trim_resident();
    return before > after ? before - after : 0;
}

RmapTrimWhy rmap_trim_run(RmapTrim *trim, const RmapSnapshot *s, size_t *freed)
{
    RmapTrimFigures figures = { .resident = rmap_trim_resident(),
                                .limit = rmap_trim_limit(),
                                .held = s->bytes,
                                .passes = s->passes };
    RmapTrimWhy why = rmap_trim_decide(trim, &figures);
    size_t fell = why == RMAP_TRIM_NO ? 0 : rmap_trim_act();

    if (freed != NULL)
        *freed = fell;
    return why;
}
