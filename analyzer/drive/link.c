/*
 * The parent and the linking process share a page that says which unit's function is
 * being run, for the blame, and how many are done, for the progress.
 */
#include "drive/link.h"

#include "drive/pool.h"
#include "drive/verify.h"
#include "summary/program.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    TICK = 1000, /* milliseconds */
};

typedef struct Shared {
    volatile uint32_t blamed; /* command of the function being run, or NO_ID */
    volatile uint32_t done, total;
} Shared;

typedef struct Linker {
    const Link *link;
    Arena *arena;
    Shared *shared;
    bool *settled; /* by command: reported, or left out */
    Program *program;
    UnitCheck *checks;    /* by unit of the program */
    VEC(uint32_t) fixing; /* units of the program whose fixes are to be tried */
    int fd;               /* to the parent */
} Linker;

/* ---- the linking process ---- */

static void begin_function(void *ctx, FuncId func)
{
    Linker *l = ctx;
    l->shared->blamed =
        program_unit_tag(l->program, program_func_unit(l->program, func));
    l->shared->done++;
    alarm(l->link->options->timeout);
}

static UnitReport report_of(const LoweredUnit *unit)
{
    return (UnitReport){ .path = unit->path,
                         .failure = unit->partial,
                         .has_findings = true,
                         .input_hash = unit->input_hash };
}

static void send_report(const Linker *l, uint32_t tag, const UnitReport *report)
{
    Arena *arena = arena_new();
    StrBuf bytes = strbuf_in(arena);
    report_write(&bytes, report);
    if (!pool_send(l->fd, tag, strbuf_str(&bytes)))
        _exit(1); /* nobody listens */
    arena_free(arena);
}

static void add_units(Linker *l)
{
    for (uint32_t i = 0; i < l->link->commands->len; i++) {
        const LoweredUnit *unit = &l->link->units[i];
        Err err = { 0 };
        if (l->settled[i])
            continue;
        if (program_add(l->program, unit->blob, i, &err)) {
            program_recall(l->program, unit->memo);
            continue;
        }
        UnitReport report = { .path = unit->path,
                              .failure = arena_printf(l->arena, "%s: %s", unit->path,
                                                      err.text) };
        send_report(l, i, &report);
    }
}

static Texts texts_of(const Linker *l, Arena *arena)
{
    const WorkOptions *options = l->link->options;
    return (Texts){ checker_root(l->link->checker), options->unsaved,
                    options->unsaved_count, arena };
}

static bool has_fix(const FindingList *list)
{
    for (uint32_t i = 0; i < list->items.len; i++)
        if (list->items.items[i].fixes.len)
            return true;
    return false;
}

/* Finishes the findings of a unit; they replace what was found. */
static void finish_unit(Linker *l, uint32_t u)
{
    Arena *scratch = arena_new();
    Texts texts = texts_of(l, scratch);
    FindingList finished = { .arena = l->arena };
    const LoweredUnit *unit = &l->link->units[program_unit_tag(l->program, u)];
    checker_finish(l->link->checker, l->program, u, unit->partial != NULL,
                   &l->checks[u], &texts, &finished);
    l->checks[u].findings = finished;
    arena_free(scratch);
}

static SummaryList summaries_of(const Linker *l, uint32_t u)
{
    SummaryList list = { 0 };
    FuncId first = program_unit_first(l->program, u);
    for (uint32_t f = 0; f < program_unit(l->program, u)->funcs.len; f++) {
        Str bytes = program_summary_bytes(l->program, first + f);
        Sym name = program_func(l->program, first + f)->name;
        if (bytes.n)
            vec_push(l->arena, &list,
                     ((NamedSummary){ program_text(l->program, name), bytes }));
    }
    return list;
}

/* Nothing when it is as it was. */
static Str memo_of(const Linker *l, uint32_t u)
{
    StrBuf bytes = strbuf_in(l->arena);
    if (l->link->keeps_runs)
        program_memo(l->program, u, &bytes);
    Str old = l->link->units[program_unit_tag(l->program, u)].memo;
    return str_eq(old, strbuf_str(&bytes)) ? (Str){ 0 } : strbuf_str(&bytes);
}

static void report_unit(const Linker *l, uint32_t u, const FindingList *findings)
{
    uint32_t tag = program_unit_tag(l->program, u);
    UnitReport report = report_of(&l->link->units[tag]);
    report.findings = *findings;
    report.summaries = summaries_of(l, u);
    report.memo = memo_of(l, u);
    report.stats = l->checks[u].stats;
    send_report(l, tag, &report);
}

/* ---- fixes, in processes of the linking process ---- */

static void verify_unit(void *ctx, uint32_t number, StrBuf *out)
{
    const Linker *l = ctx;
    const WorkOptions *options = l->link->options;
    uint32_t u = l->fixing.items[number], tag = program_unit_tag(l->program, u);
    UnitReport report = report_of(&l->link->units[tag]);
    UnitResult result = { .findings = l->checks[u].findings,
                          .errors = l->link->units[tag].errors };
    Outside outside = program_outside(l->program);
    checker_ask(l->link->checker, &outside);
    fixes_verify(l->link->checker, &l->link->commands->items[tag], options->unsaved,
                 options->unsaved_count, &result);
    report.findings = result.findings;
    report.summaries = summaries_of(l, u);
    report.memo = memo_of(l, u);
    report.stats = l->checks[u].stats;
    report_write(out, &report);
}

/* Passes the report on; a fix that ends the process is not offered. */
static bool take_verified(void *ctx, const Piece *piece, Err *err)
{
    Linker *l = ctx;
    uint32_t u = l->fixing.items[piece->number];
    FindingList *findings = &l->checks[u].findings;
    (void)err;
    if (!piece->death)
        return pool_send(l->fd, program_unit_tag(l->program, u), piece->bytes);
    for (uint32_t i = 0; i < findings->items.len; i++)
        findings->items.items[i].fixes.len = 0;
    report_unit(l, u, findings);
    return true;
}

static bool verify_fixes(Linker *l)
{
    Err err = { 0 };
    PoolJob job = { .count = l->fixing.len,
                    .jobs = l->link->options->jobs,
                    .timeout = l->link->options->timeout,
                    .ctx = l,
                    .work = verify_unit,
                    .take = take_verified };
    return pool_run(&job, &err);
}

static _Noreturn void link_units(Linker *l)
{
    Err ignored = { 0 };
    Pulse pulse = { .ctx = l, .begin = begin_function };
    l->program = checker_program(l->link->checker);
    add_units(l);
    if (l->link->keeps_runs)
        program_keep_runs(l->program);
    program_link(l->program, l->link->options->whole, &ignored);
    l->shared->total = program_listed_count(l->program);
    uint32_t count = program_unit_count(l->program);
    l->checks = ARENA_ARRAY(l->arena, UnitCheck, count + 1);
    checker_check(l->link->checker, l->program, &pulse, l->arena, l->checks);
    alarm(0);
    l->shared->blamed = NO_ID;
    for (uint32_t u = 0; u < count; u++) {
        finish_unit(l, u);
        if (has_fix(&l->checks[u].findings))
            vec_push(l->arena, &l->fixing, u);
        else
            report_unit(l, u, &l->checks[u].findings);
    }
    _exit(verify_fixes(l) ? 0 : 1);
}

/* ---- the parent ---- */

static void tick(const Linker *l)
{
    const WorkOptions *options = l->link->options;
    Progress progress = { .linked = true,
                          .done = l->shared->done,
                          .total = l->shared->total };
    if (options->tick)
        options->tick(l->link->ctx, &progress);
}

/* Waits until there is something to read, or the other end is closed. */
static bool wait_for(const Linker *l, int fd)
{
    struct pollfd wait = { .fd = fd, .events = POLLIN };
    while (poll(&wait, 1, l->link->options->tick ? TICK : -1) == 0)
        tick(l);
    return true;
}

/* Takes reports until the process ends. False when the taker will have no more. */
static bool take_reports(Linker *l, int fd, Err *err)
{
    bool ok = true;
    for (;;) {
        Arena *arena = arena_new();
        UnitReport report;
        uint32_t tag;
        Str bytes;
        bool sense = wait_for(l, fd) && pool_receive(arena, fd, &tag, &bytes) &&
                     tag < l->link->commands->len && !l->settled[tag] &&
                     report_read(arena, bytes, &report);
        if (sense) {
            l->settled[tag] = true;
            ok = l->link->take(l->link->ctx, tag, &report, err);
        }
        arena_free(arena);
        if (!sense || !ok)
            return ok;
    }
}

static bool fail_unit(Linker *l, uint32_t tag, const char *why, Err *err)
{
    const LoweredUnit *unit = &l->link->units[tag];
    UnitReport report = { .path = unit->path,
                          .failure = arena_printf(l->arena, "%s: %s", unit->path, why),
                          .findings = { .arena = l->arena } };
    l->settled[tag] = true;
    return l->link->take(l->link->ctx, tag, &report, err);
}

/* The process has ended. If it died of a function, that function's unit has failed;
 * if nobody knows of what, all that are left have. */
static bool settle(Linker *l, int status, Err *err)
{
    const char *why = death_text(l->arena, status, l->link->options->timeout);
    uint32_t blamed = l->shared->blamed;
    if (blamed < l->link->commands->len && !l->settled[blamed])
        return fail_unit(l, blamed, why, err);
    for (uint32_t i = 0; i < l->link->commands->len; i++)
        if (!l->settled[i] && !fail_unit(l, i, why, err))
            return false;
    return true;
}

static bool is_settled(const Linker *l)
{
    for (uint32_t i = 0; i < l->link->commands->len; i++)
        if (!l->settled[i])
            return false;
    return true;
}

/* One linking process, from its start to its end. */
static bool link_once(Linker *l, Err *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return err_set(err, ERR_UNIT, "cannot start the link: %s", strerror(errno));
    *l->shared = (Shared){ .blamed = NO_ID };
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        l->fd = ends[1];
        link_units(l);
    }
    int why = errno;
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return err_set(err, ERR_UNIT, "cannot start the link: %s", strerror(why));
    }
    bool ok = take_reports(l, ends[0], err);
    if (!ok)
        kill(pid, SIGKILL);
    close(ends[0]);
    int status = child_wait(pid);
    return ok && (is_settled(l) || settle(l, status, err));
}

bool link_run(const Link *link, Err *err)
{
    Arena *arena = arena_new();
    Shared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        arena_free(arena);
        return err_set(err, ERR_UNIT, "cannot start the link: %s", strerror(errno));
    }
    Linker linker = { .link = link,
                      .arena = arena,
                      .shared = shared,
                      .settled = ARENA_ARRAY(arena, bool, link->commands->len + 1) };
    for (uint32_t i = 0; i < link->commands->len; i++)
        linker.settled[i] = link->units[i].blob.n == 0;
    bool ok = true;
    while (ok && !is_settled(&linker))
        ok = link_once(&linker, err);
    munmap(shared, sizeof *shared);
    arena_free(arena);
    return ok;
}
