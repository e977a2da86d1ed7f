/*
 * # open-iteration
 *
 * Some libraries want to be told when an iteration is over. PostgreSQL keeps a list of
 * the scans that are open, which holds back the growth of the table and complains at
 * the end of the transaction; a scan that is left before its last entry needs
 * `hash_seq_term`. A safe iterator of Redis keeps the table from being rehashed for as
 * long as it lives. Here some way through the function leaves the iteration open: most
 * often a `break` or `return` was put into the loop, and nobody thought of the end.
 *
 * ## Bad
 * ```c
 * #include "hsearch.h"
 *
 * void *first_of_kind(HTAB *table, int kind)
 * {
 *     HASH_SEQ_STATUS status;
 *     int *entry;
 *     hash_seq_init(&status, table); // want open-iteration "hash_seq_term"
 *     while ((entry = hash_seq_search(&status)) != NULL)
 *         if (*entry == kind)
 *             return entry;
 *     return NULL;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "hsearch.h"
 *
 * void *first_of_kind(HTAB *table, int kind)
 * {
 *     HASH_SEQ_STATUS status;
 *     int *entry;
 *     hash_seq_init(&status, table);
 *     while ((entry = hash_seq_search(&status)) != NULL)
 *         if (*entry == kind) {
 *             hash_seq_term(&status);
 *             return entry;
 *         }
 *     return NULL;
 * }
 * ```
 *
 * ## When it is silent
 * Where the library asks for no end; when the iterator was returned, stored or given to
 * code that cannot be seen; when a function called here advances it and may have seen
 * the last entry; on paths that end the program or leave through an error that does not
 * come back; in `main`; on a path that answers the same question in two ways.
 */
#include "check/rule.h"

/* One finding for an iteration, however many ways lead out of it. */
static void report_open(RuleCtx *cx, const MapEvent *ev, const IterFact *it)
{
    bool again = ev->verb == EV_ITER;
    const char *closer = rule_function(cx, it->law, EV_END);
    Report *report = rule_report(
        cx, it->begin, it->map, it->name,
        "the iteration over '%s' that begins here is left open %s", it->name,
        again ? "when its iterator begins another" : "on a way out of the function");
    if (!report)
        return;
    report_advice(report, "end it with %s() on every way that leaves it early",
                  closer ? closer : "the library's function");
    report_step(report, it->begin, 0, "the iteration over '%s' begins here", it->name);
    report_step(report, ev->span, 0,
                again ? "another begins, and the first was not ended"
                      : "the function returns, and nobody else has the iterator");
    report_words(report, again ? "iter iter" : "iter return");
}

static void on_leave(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->iters.len; i++) {
        const IterFact *it = &state->iters.items[i];
        if ((ev->verb == EV_RETURN || it->it == ev->iter) &&
            rule_leaves_open(cx, ev, it))
            report_open(cx, ev, it);
    }
}

const Rule rule_open_iteration = {
    .id = "open-iteration",
    .title = "an iteration that must be ended is left open",
    .severity = SEV_WARNING,
    .on = { [EV_RETURN] = on_leave, [EV_ITER] = on_leave },
};
