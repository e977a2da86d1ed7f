/*
 * Rule: all a rule ever sees.
 *
 * A rule is a const value with hooks on the words of ir/events.def. A hook gets each
 * event on each path before it takes effect, with the state of that path. Rules report
 * through rule_report(); the same fault seen on several paths is said once.
 */
#ifndef MAPVET_CHECK_RULE_H
#define MAPVET_CHECK_RULE_H

#include "check/finding.h"
#include "flow/flow.h"

typedef struct RuleCtx RuleCtx;
typedef void RuleHook(RuleCtx *cx, const MapEvent *ev);

typedef struct Rule {
    const char *id;
    const char *title; /* one line for lists */
    Severity severity; /* the catalogue's; a report may be milder */
    bool on_request;   /* off unless switched on: too little real code bears it out */
    RuleHook *on[EV_COUNT];
    void (*end)(RuleCtx *cx); /* after the last path of a function; may be NULL */
} Rule;

/* Made by tools/embed.c from rules/; both end with NULL, in the order of names. */
extern const Rule *const rule_table[];
extern const char *const rule_pages[];

/* ---- what a hook may ask ---- */
Flow *rule_flow(RuleCtx *cx);
State *rule_state(RuleCtx *cx);
/* Why the event's map is nil here; NULL unless proven. */
const NilReason *rule_nil(RuleCtx *cx, const MapEvent *ev);
/* The iteration that the event advances, if a change has killed it; else NULL. */
const IterFact *rule_dead_iteration(RuleCtx *cx, const MapEvent *ev);
/* What is known of a map; NULL when nothing is. */
const MapFact *rule_map(RuleCtx *cx, ValueId map);
/* What all entries of the map have in common, as far as the whole program tells. */
EntryLore rule_entries(RuleCtx *cx, ValueId map);
/* Do both maps stand in the same field (of some object), or in the same global? */
bool rule_same_home(RuleCtx *cx, ValueId map, ValueId other);
/* What is known of the object at a value; NULL when nothing is. */
const HeapFact *rule_heap(RuleCtx *cx, ValueId value);
/* The fact of the dead object that the value points to or into; NULL when it lives. */
const HeapFact *rule_dead(RuleCtx *cx, ValueId value);
/* Is the map, which this function owns, lost when it returns (EV_RETURN), or the one
 * variable that held it gets another value or will not be read again (EV_COPY)? False
 * unless the path is proven, and outside of what ends with the program. */
bool rule_loses(RuleCtx *cx, const MapEvent *ev, const MapFact *map);
/* Is the iteration, which the library wants to be ended, left open for good: when the
 * function returns (EV_RETURN), or its iterator begins another (EV_ITER)? False unless
 * the path is proven. */
bool rule_leaves_open(RuleCtx *cx, const MapEvent *ev, const IterFact *it);
/* "hash_seq_term": the library's function that does this to such a map; NULL when there
 * is none. */
const char *rule_function(RuleCtx *cx, const MapLaw *law, Verb verb);
/* Does every way round the loop pass what stands at `at`? */
bool rule_each_turn(RuleCtx *cx, uint32_t loop, Span at);
/* What left its map, is held by nobody when the function returns (EV_RETURN), and is of
 * the kind that the program frees elsewhere; NULL when there is no more. */
const HeapFact *rule_lost_value(RuleCtx *cx, const MapEvent *ev, unsigned which);
/* "self->seen": a field of the object freed (EV_DISPOSE) or wiped (EV_REINIT) here that
 * owns a map which nobody in the program ever frees; NULL when there are no more. */
const char *rule_lost_with(RuleCtx *cx, const MapEvent *ev, unsigned which);
/* Is the map, which stands in a field or global, cleared or freed here (EV_CLEAR,
 * EV_FREE) with values in it that it alone holds, and without a function to destroy
 * them? False where they may have been dealt with before. */
bool rule_loses_values(RuleCtx *cx, const MapEvent *ev);
/* Is the map, which stands in a field or global, freed (EV_FREE) with the entries that
 * the program puts there? False where it may have been emptied before. */
bool rule_leaves_entries(RuleCtx *cx, const MapEvent *ev);
/* How the function calls a map that it made; NULL when it has no name. */
const char *rule_held_as(RuleCtx *cx, const MapFact *map);
/* May a later turn of the loop give the same key again, for sure or by its form
 * (constant, not changed in the loop, `i % n`)? */
bool rule_key_repeats(RuleCtx *cx, ValueId key, uint32_t loop);

/* Has the map been given an entry, on this path, under this key or one of its form? */
bool rule_wrote_like(RuleCtx *cx, ValueId map, ValueId key);
/* Does the map hash its keys by their address? */
bool rule_hashes_addresses(RuleCtx *cx, const MapFact *map);
/* Is the value a text for sure: a literal, or what a variable of type char * holds? */
bool rule_is_text(RuleCtx *cx, ValueId value);
/* Is the text a literal, or memory made on this path? */
bool rule_is_new_text(RuleCtx *cx, ValueId value);
/* May the key have been looked up in the map before, on this path? */
bool rule_tested(RuleCtx *cx, const MapFact *map, ValueId key);
/* Is the value 0, or is there none? */
bool rule_is_zero(RuleCtx *cx, ValueId value);
/* How the library answers the event on a nil map, by the law: as a severity (false when
 * it is lawful), and in words. What is no map at all is never lawful. */
bool rule_nil_severity(const MapEvent *ev, const NilReason *why, Severity *severity);
const char *rule_nil_answer(const MapEvent *ev, const NilReason *why);
/* "is NULL here" */
const char *rule_nil_state(const NilReason *why);

/* Zeroed memory of the rule's own that lasts while one function is run; the same block
 * for every call with the same rule. */
void *rule_memory(RuleCtx *cx, size_t size);
Arena *rule_arena(RuleCtx *cx); /* for what hangs off it */
/* How many entries the loops around a write put into a map made before them. */
typedef struct Capacity {
    int64_t number;   /* 0: known only as the expression `text` */
    const char *text; /* what to pass */
    bool at_most;     /* not every turn writes */
} Capacity;
bool rule_capacity(RuleCtx *cx, const MapEvent *ev, const MapFact *map, Capacity *out);

/* What the library does when a map without capacity gets that many entries. */
typedef struct Growth {
    int64_t buckets; /* in the end */
    unsigned count;  /* doublings on the way */
    int64_t copied;  /* entries that they copy */
} Growth;
Growth rule_growth(const MapLaw *law, int64_t entries);

/* "on_request": the function that makes the event put a new key into a map that lives
 * on, again and again for as long as the program runs; NULL when there is none, or when
 * anybody in the program may take an entry out. */
const char *rule_never_pruned(RuleCtx *cx, const MapEvent *ev);

/* An access to a map that breaks the discipline of its lock. */
typedef struct Unguarded {
    const char *lock;      /* "mutex": the lock that guards the other accesses */
    Span guarded;          /* one of those accesses */
    unsigned count;        /* so many of them */
    bool only_for_reading; /* the lock is held, but for reading */
} Unguarded;
/* Is the event an access without the lock that guards the others, while another thread
 * may make one of those? */
bool rule_unguarded(RuleCtx *cx, const MapEvent *ev, Unguarded *out);

/* Does the function say by its name that it gives memory back ("on_low_memory",
 * "cache_shrink")? With a chain: does one that is called on the way? */
bool rule_gives_back(RuleCtx *cx, const Chain *chain);

/* A text that lives as long as the function is being checked. */
const char *rule_text(RuleCtx *cx, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* ---- reports ---- */
typedef struct Report Report;

/* A finding at `at`, about the map `name`; NULL when it was said before. `value` is the
 * map, for the fingerprint. Everything is copied. */
Report *rule_report(RuleCtx *cx, Span at, ValueId value, const char *name,
                    const char *fmt, ...) PRINTF_LIKE(5, 6);
void report_severity(Report *report, Severity severity);
void report_advice(Report *report, const char *fmt, ...) PRINTF_LIKE(2, 3);
void report_step(Report *report, Span at, uint32_t depth, const char *fmt, ...)
    PRINTF_LIKE(4, 5);
/* Steps for the calls from `at` down to where the event `verb` really happens. */
void report_chain(Report *report, const Chain *chain, const char *what);
/* Steps of an iteration killed by a change: begin, change, advance. */
void report_iteration(Report *report, const IterFact *it, const MapEvent *advance);
/* Steps of an event on a nil map: why it is nil, the event. */
void report_nil(Report *report, const NilReason *why, const MapEvent *ev);
/* Offers `if (map)` before the call, when the call stands in this function. */
void report_guard(RuleCtx *cx, Report *report, const MapEvent *ev);
/* Steps of the end of an object, called `name` by the user, by free, disposal or a
 * change of its map; and of an event after it ("is used"). */
void report_death(Report *report, const HeapFact *dead, const char *name);
void report_after(Report *report, const MapEvent *ev, const char *what);
/* Words of the path for the fingerprint: "iter delete next". */
void report_words(Report *report, const char *words);

/* One edit that mends the fault: the span (empty: an insertion) becomes the text. It is
 * offered only if checking the edited source shows the finding gone and nothing new. */
void report_fix(Report *report, Span at, const char *text, const char *title);
/* The empty span before `span`. */
Span span_before(Span span);
/* "g_hash_table_iter_remove(&it)": the call that deletes the current entry lawfully
 * through the iterator; NULL when the library has none or the iterator no name. */
const char *rule_delete_current(RuleCtx *cx, const IterFact *it);

/* "deletes an entry of", "clears", ... : what an event does to a map, for messages. */
const char *verb_phrase(Verb verb);

#endif
