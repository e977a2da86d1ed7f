/*
 * How often a loop turns, read off the finished loop.
 *
 * A counter is a plain local, a number or a pointer, that the loop steps by a constant
 * in exactly one place and that the condition compares with a bound the loop does not
 * change. Whether the loop was written as `for` or `while` makes no difference. A count
 * that is written is exact, unless the loop may be left earlier.
 */
#include "front/clang_lower.h"

typedef struct Counter {
    PlaceId place;
    bool down;
    int64_t step;       /* how far each turn goes, > 0 */
    Operand start;      /* OPND_NONE: not known */
    int64_t start_less; /* it begins at `start` less this */
} Counter;

static bool is_plain(const Build *b, Operand operand)
{
    return operand.kind == OPND_PLACE && b->fn.places.items[operand.place].count == 0 &&
           !b->fn.places.items[operand.place].is_global;
}

static bool is_prefix(const Place *a, const Place *b)
{
    if (a->root != b->root || a->is_global != b->is_global || a->count > b->count)
        return false;
    for (unsigned i = 0; i < a->count; i++)
        if (a->sel[i].kind != b->sel[i].kind ||
            (a->sel[i].kind == SEL_FIELD && a->sel[i].field != b->sel[i].field))
            return false;
    return true;
}

/* Whether the event may store something in the place or in what leads to it. */
static bool event_changes(const Build *b, const Event *event, PlaceId place)
{
    const Place *target = &b->fn.places.items[place];
    if (event->dst && is_prefix(&b->fn.places.items[event->dst], target))
        return true;
    if (event->verb != EV_CALL && event->verb != EV_UNKNOWN)
        return false;
    for (uint32_t i = 0; i < event->arg_count; i++)
        if (event->args[i].kind == OPND_ADDR &&
            is_prefix(&b->fn.places.items[event->args[i].place], target))
            return true;
    return false;
}

static bool loop_changes(const Build *b, const Frame *loop, PlaceId place)
{
    for (BlockId id = loop->head; id < b->fn.blocks.len; id++) {
        const Block *block = &b->fn.blocks.items[id];
        for (uint32_t i = 0; i < block->events.len; i++)
            if (event_changes(b, &block->events.items[i], place))
                return true;
    }
    return false;
}

/* One `i = i + 1` or `i = i - 1` in the whole loop, and nothing else that changes i. */
static bool find_step(const Build *b, const Frame *loop, Counter *counter)
{
    unsigned steps = 0;
    for (BlockId id = loop->head; id < b->fn.blocks.len; id++) {
        const Block *block = &b->fn.blocks.items[id];
        for (uint32_t i = 0; i < block->events.len; i++) {
            const Event *event = &block->events.items[i];
            if (!event_changes(b, event, counter->place))
                continue;
            if (event->verb != EV_COMPUTE || event->dst != counter->place ||
                (event->op != '+' && event->op != '-') ||
                !opnd_eq(event->args[0], opnd_place(counter->place)) ||
                event->args[1].kind != OPND_INT || event->args[1].number <= 0)
                return false;
            counter->down = event->op == '-';
            counter->step = event->args[1].number;
            steps++;
        }
    }
    return steps == 1;
}

/* The last event of the block that may change the place, or NULL. */
static const Event *last_change(const Build *b, BlockId id, PlaceId place)
{
    const Block *block = &b->fn.blocks.items[id];
    for (uint32_t i = block->events.len; i-- > 0;)
        if (event_changes(b, &block->events.items[i], place))
            return &block->events.items[i];
    return NULL;
}

/* The value given to the counter in the block that leads to the loop. */
static void find_start(const Build *b, BlockId before, Counter *counter)
{
    const Event *event = last_change(b, before, counter->place);
    if (!event || event->dst != counter->place)
        return;
    if (event->verb == EV_COPY) {
        counter->start = event->args[0];
    } else if (event->verb == EV_COMPUTE && event->op == '-' &&
               event->args[1].kind == OPND_INT) {
        counter->start = event->args[0];
        counter->start_less = event->args[1].number;
    }
}

static CmpKind mirrored(CmpKind cmp)
{
    switch (cmp) {
    case CMP_LT:
        return CMP_GT;
    case CMP_LE:
        return CMP_GE;
    case CMP_GT:
        return CMP_LT;
    case CMP_GE:
        return CMP_LE;
    case CMP_NONE:
    case CMP_EQ:
    case CMP_NE:
        break;
    }
    return cmp;
}

/* Steps that `distance` takes; nothing when it is no count. */
static void set_count(const Counter *counter, int64_t distance, Trip *trip)
{
    int64_t count = distance / counter->step + (distance % counter->step > 0);
    trip->kind = TRIP_CONST;
    trip->bound = opnd_int(count < 0 ? 0 : count);
}

/* `for (i = start; i < bound; i++)`, bound a number. */
static void count_up(const Counter *counter, CmpKind cmp, int64_t bound, Trip *trip)
{
    int64_t distance;
    if (counter->start.kind != OPND_INT || counter->start_less ||
        __builtin_sub_overflow(bound, counter->start.number, &distance) ||
        (cmp == CMP_LE && __builtin_add_overflow(distance, 1, &distance)))
        return;
    if (cmp != CMP_NE || distance % counter->step == 0)
        set_count(counter, distance, trip);
}

/* `for (i = 0; i < n; i++)` and `for (i = 1; i <= n; i++)` turn n times. */
static void count_up_to_place(const Counter *counter, CmpKind cmp, Operand bound,
                              Trip *trip)
{
    if (counter->step != 1 || counter->start_less ||
        !opnd_eq(counter->start, opnd_int(cmp == CMP_LE ? 1 : 0)))
        return;
    trip->kind = TRIP_PLACE;
    trip->bound = bound;
}

/* `for (i = n; i > 0; i--)`, `for (i = n - 1; i >= 0; i--)`, and with numbers. */
static void count_down(const Build *b, const Frame *loop, const Counter *counter,
                       CmpKind cmp, Operand bound, Trip *trip)
{
    if (bound.kind != OPND_INT || counter->step != 1)
        return;
    int64_t last = cmp == CMP_GE ? 1 : 0, distance;
    if (counter->start.kind == OPND_INT && !counter->start_less) {
        if (!__builtin_sub_overflow(counter->start.number, bound.number, &distance) &&
            !__builtin_add_overflow(distance, last, &distance))
            set_count(counter, distance, trip);
    } else if (counter->start.kind == OPND_PLACE &&
               bound.number + counter->start_less - last == 0 &&
               !loop_changes(b, loop, counter->start.place)) {
        trip->kind = TRIP_PLACE;
        trip->bound = counter->start;
    }
}

/* ---- pointers ---- */

/* The event that made the temporary or variable: in the head, else before the loop. */
static const Event *made_by(const Build *b, const Frame *loop, BlockId before,
                            PlaceId place)
{
    const Event *event = last_change(b, loop->head, place);
    if (event)
        return event;
    return loop_changes(b, loop, place) ? NULL : last_change(b, before, place);
}

/* `for (p = array; p < array + n; p++)`, also with the end in a variable. */
static void count_pointer(const Build *b, const Frame *loop, BlockId before,
                          const Counter *counter, Operand bound, Trip *trip)
{
    if (counter->step != 1 || counter->start_less || bound.kind != OPND_PLACE ||
        (counter->start.kind != OPND_ADDR && counter->start.kind != OPND_PLACE))
        return;
    const Event *end = made_by(b, loop, before, bound.place);
    if (!end || end->verb != EV_COMPUTE || end->dst != bound.place || end->op != '+' ||
        !opnd_eq(end->args[0], counter->start) ||
        (counter->start.kind == OPND_PLACE &&
         loop_changes(b, loop, counter->start.place)))
        return;
    if (end->args[1].kind == OPND_INT) {
        set_count(counter, end->args[1].number, trip);
    } else if (end->args[1].kind == OPND_PLACE &&
               !loop_changes(b, loop, end->args[1].place)) {
        trip->kind = TRIP_PLACE;
        trip->bound = end->args[1];
    }
}

/* ---- the condition ---- */

/* `i-- > 0` tests the value that i had before: the temporary that took it is i. */
static bool before_step(const Block *head, Operand *tested)
{
    uint32_t n = head->events.len;
    if (n < 2)
        return false;
    const Event *copy = &head->events.items[n - 2], *step = &head->events.items[n - 1];
    if (copy->verb != EV_COPY || !opnd_eq(opnd_place(copy->dst), *tested) ||
        step->verb != EV_COMPUTE || !opnd_eq(opnd_place(step->dst), copy->args[0]))
        return false;
    *tested = copy->args[0];
    return true;
}

/* The test that begins every turn, as "goes on while index cmp bound". */
static bool find_test(const Build *b, const Frame *loop, PlaceId *index, CmpKind *cmp,
                      Operand *bound)
{
    const Block *head = &b->fn.blocks.items[loop->head];
    const Terminator *term = &head->term;
    if (term->kind != TERM_BRANCH || term->to[1] != loop->exit)
        return false;
    Cond cond = term->cond;
    bool tests_old = before_step(head, &cond.a);
    *cmp = cond.cmp;
    if (is_plain(b, cond.a) && loop_changes(b, loop, cond.a.place)) {
        *index = cond.a.place;
        *bound = cond.b;
    } else if (is_plain(b, cond.b)) {
        *index = cond.b.place;
        *bound = cond.a;
        *cmp = mirrored(*cmp);
    } else {
        return false;
    }
    /* ++i < n counts one turn less: too rare to bother. */
    for (uint32_t i = 0; i < head->events.len && !tests_old; i++)
        if (event_changes(b, &head->events.items[i], *index))
            return false;
    return true;
}

/* Another way out than the first test: a break, or the rest of `a && b`. */
static void note_exits(Build *b, const Frame *loop)
{
    for (BlockId id = loop->head + 1; id < b->fn.blocks.len; id++) {
        const Terminator *term = &b->fn.blocks.items[id].term;
        if (term->kind == TERM_BRANCH &&
            (term->to[0] == loop->exit || term->to[1] == loop->exit))
            b->fn.blocks.items[loop->head].trip.may_leave = true;
    }
}

/* sizeof a / sizeof *a, also inside a macro: the length of an array. */
static bool is_array_length(Lower *l, CXCursor expression)
{
    Node node = tree_strip(l->scratch, expression);
    if (node.kind == CXCursor_BinaryOperator && node.kids.len == 2) {
        enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(node.cursor);
        if (kind == CXBinaryOperator_Div) {
            Node a = tree_strip(l->scratch, node.kids.items[0]);
            Node b = tree_strip(l->scratch, node.kids.items[1]);
            return a.kind == CXCursor_UnaryExpr && b.kind == CXCursor_UnaryExpr;
        }
        /* with a compile-time check added */
        return kind == CXBinaryOperator_Add && is_array_length(l, node.kids.items[0]);
    }
    return false;
}

/* The expression of the bound: the side of the comparison that is not the counter. */
static CXCursor bound_cursor(Lower *l, CXCursor condition, const Var *index)
{
    Node node = tree_strip(l->scratch, condition);
    while (node.kind == CXCursor_BinaryOperator && node.kids.len == 2 &&
           clang_getCursorBinaryOperatorKind(node.cursor) == CXBinaryOperator_LAnd)
        node = tree_strip(l->scratch, node.kids.items[0]);
    if (node.kind != CXCursor_BinaryOperator || node.kids.len != 2 ||
        !is_comparison(clang_getCursorBinaryOperatorKind(node.cursor)))
        return clang_getNullCursor();
    Node left = tree_strip(l->scratch, node.kids.items[0]);
    if (left.kind == CXCursor_UnaryOperator && left.kids.len == 1) /* i++ < n */
        left = tree_strip(l->scratch, left.kids.items[0]);
    if (left.kind == CXCursor_DeclRefExpr) {
        const char *name = tree_text(l->scratch, clang_getCursorSpelling(left.cursor));
        Str shown = name_shown(sym_text(l->request->intern, index->name));
        if (str_is(shown, name))
            return node.kids.items[1];
    }
    return node.kids.items[0];
}

static Sym bound_text(Lower *l, CXCursor bound, const Trip *trip)
{
    if (!clang_Cursor_isNull(bound)) {
        Node node = tree_strip(l->scratch, bound);
        Str text = source_text(l, node.cursor);
        if (text.n)
            return intern_str(l->request->intern, text);
    }
    if (trip->bound.kind != OPND_PLACE)
        return 0;
    StrBuf buf = strbuf_in(l->scratch);
    place_print(&buf, l->unit, &l->build.fn, trip->bound.place);
    return intern_str(l->request->intern, strbuf_str(&buf));
}

static void count_turns(const Build *b, const Frame *loop, BlockId before,
                        const Counter *counter, CmpKind cmp, Operand bound, Trip *trip)
{
    bool up = cmp == CMP_LT || cmp == CMP_LE || (cmp == CMP_NE && !counter->down);
    bool down = cmp == CMP_GT || cmp == CMP_GE || (cmp == CMP_NE && counter->down);
    if (down && counter->down)
        count_down(b, loop, counter, cmp, bound, trip);
    if (!up || counter->down)
        return;
    if (bound.kind == OPND_INT)
        count_up(counter, cmp, bound.number, trip);
    else if (bound.kind == OPND_PLACE && !loop_changes(b, loop, bound.place))
        count_up_to_place(counter, cmp, bound, trip);
    if (trip->kind == TRIP_UNKNOWN && cmp != CMP_LE)
        count_pointer(b, loop, before, counter, bound, trip);
}

void lower_trip(Lower *l, const Frame *loop, BlockId before, CXCursor condition)
{
    Build *b = &l->build;
    Counter counter = { 0 };
    CmpKind cmp;
    Operand bound;
    note_exits(b, loop);
    if (!find_test(b, loop, &counter.place, &cmp, &bound) ||
        !find_step(b, loop, &counter))
        return;
    find_start(b, before, &counter);
    Trip *trip = &b->fn.blocks.items[loop->head].trip;
    trip->index = opnd_place(counter.place);
    count_turns(b, loop, before, &counter, cmp, bound, trip);
    if (trip->kind == TRIP_UNKNOWN)
        return;
    /* The user's words count only when they say the number of turns. */
    bool says_it =
        !counter.down && (trip->kind == TRIP_CONST ? opnd_eq(bound, trip->bound)
                                                   : bound.place == trip->bound.place);
    VarId index = b->fn.places.items[counter.place].root;
    CXCursor cursor = clang_getNullCursor();
    if (says_it)
        cursor = bound_cursor(l, condition, &b->fn.vars.items[index]);
    if (trip->kind == TRIP_CONST && !clang_Cursor_isNull(cursor) &&
        is_array_length(l, cursor))
        trip->kind = TRIP_ARRAY;
    trip->text = bound_text(l, cursor, trip);
}
