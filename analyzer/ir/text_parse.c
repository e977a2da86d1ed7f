/*
 * Text to IR. The grammar stands in text.h.
 *
 * A hand-written descent over one line at a time. After the first error every function
 * gives up quickly, so only the top looks at it.
 */
#include "ir/text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Parse {
    Arena *arena;
    Intern *intern;
    Unit *unit;
    const char *where;
    Err *err;
    unsigned line;
    Str rest; /* of the line */
    Func fn;  /* the function at hand */
    bool in_func;
    bool in_block; /* the last block still wants its end */
    unsigned depth;
    bool failed;
} Parse;

/* Places in places, parentheses in parentheses. */
#define DEPTH_MAX 16

PRINTF_LIKE(2, 3)
static bool fail(Parse *p, const char *fmt, ...)
{
    if (p->failed)
        return false;
    p->failed = true;
    va_list args;
    va_start(args, fmt);
    char text[256];
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return err_set(p->err, ERR_UNIT, "%s:%u: %s", p->where, p->line, text);
}

/* ---- words ---- */

static void skip_blanks(Parse *p)
{
    while (p->rest.n && (*p->rest.p == ' ' || *p->rest.p == '\t'))
        p->rest.p++, p->rest.n--;
}

static char peek(const Parse *p)
{
    return p->rest.n ? *p->rest.p : '\0';
}

static void advance(Parse *p, size_t n)
{
    p->rest.p += n;
    p->rest.n -= n;
}

static bool accept(Parse *p, const char *mark)
{
    skip_blanks(p);
    if (!str_starts(p->rest, mark))
        return false;
    advance(p, strlen(mark));
    return true;
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '%' || c == '#' || c == '$';
}

/* A whole word, not the beginning of a longer one. */
static bool accept_word(Parse *p, const char *word)
{
    skip_blanks(p);
    size_t n = strlen(word);
    if (!str_starts(p->rest, word) || (p->rest.n > n && is_name_char(p->rest.p[n])))
        return false;
    advance(p, n);
    return true;
}

static bool expect(Parse *p, const char *mark)
{
    return accept(p, mark) || fail(p, "'%s' expected before '%.*s'", mark,
                                   (int)(p->rest.n < 30 ? p->rest.n : 30), p->rest.p);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* After the opening quote: the text up to the closing one. */
static Sym quoted(Parse *p, char quote)
{
    StrBuf buf = strbuf_in(p->arena);
    while (p->rest.n && peek(p) != quote) {
        char c = peek(p);
        if (c == '\\' && p->rest.n >= 4 && p->rest.p[1] == 'x') {
            int high = hex_digit(p->rest.p[2]), low = hex_digit(p->rest.p[3]);
            if (high < 0 || low < 0 || high + low == 0)
                return fail(p, "\\x takes two hexadecimal digits, not 00");
            c = (char)(high * 16 + low);
            advance(p, 3);
        } else if (c == '\\' && p->rest.n >= 2) {
            advance(p, 1);
            c = peek(p) == 'n' ? '\n' : peek(p);
        }
        if (c == '\0')
            return fail(p, "NUL in a text");
        strbuf_add_char(&buf, c);
        advance(p, 1);
    }
    if (!p->rest.n)
        return fail(p, "%c expected at the end", quote);
    advance(p, 1);
    return intern_str(p->intern, strbuf_str(&buf));
}

static Sym text_literal(Parse *p)
{
    return expect(p, "\"") ? quoted(p, '"') : 0;
}

static Sym word(Parse *p, const char *more)
{
    skip_blanks(p);
    if (peek(p) == '\'') {
        advance(p, 1);
        return quoted(p, '\'');
    }
    size_t n = 0;
    while (n < p->rest.n && p->rest.p[n] &&
           (is_name_char(p->rest.p[n]) || strchr(more, p->rest.p[n])))
        n++;
    if (n == 0)
        return fail(p, "a name expected before '%.*s'",
                    (int)(p->rest.n < 30 ? p->rest.n : 30), p->rest.p);
    Sym sym = intern_str(p->intern, (Str){ p->rest.p, n });
    advance(p, n);
    return sym;
}

static Sym name(Parse *p)
{
    return word(p, "");
}

static Sym func_name(Parse *p)
{
    return word(p, "@./-+<>");
}

static int64_t number(Parse *p)
{
    skip_blanks(p);
    size_t n = peek(p) == '-';
    bool ok = n < p->rest.n && isdigit((unsigned char)p->rest.p[n]);
    int64_t value = 0, sign = n ? -1 : 1;
    for (; n < p->rest.n && isdigit((unsigned char)p->rest.p[n]); n++)
        ok = ok && !__builtin_mul_overflow(value, 10, &value) &&
             !__builtin_add_overflow(value, sign * (p->rest.p[n] - '0'), &value);
    if (!ok)
        return fail(p, "a number expected before '%.*s'",
                    (int)(p->rest.n < 30 ? p->rest.n : 30), p->rest.p);
    advance(p, n);
    return value;
}

static uint32_t small_number(Parse *p)
{
    int64_t value = number(p);
    if (value < 0 || value > UINT32_MAX)
        return fail(p, "%lld is out of range", (long long)value);
    return (uint32_t)value;
}

static Span span(Parse *p)
{
    Span out = { 0 };
    if (!accept(p, "@"))
        return out;
    out.file = small_number(p);
    expect(p, ":");
    out.line = small_number(p);
    expect(p, ":");
    out.col = small_number(p);
    expect(p, "-");
    out.end_line = small_number(p);
    expect(p, ":");
    out.end_col = small_number(p);
    if (out.file == 0 || out.file >= p->unit->files.len)
        fail(p, "file %u is not listed above", out.file);
    return out;
}

/* ---- places and operands ---- */

static Operand operand(Parse *p);
static Place place(Parse *p);

static bool find_var(const Var *vars, uint32_t count, Sym wanted, VarId *id)
{
    for (uint32_t i = 0; i < count; i++)
        if (vars[i].name == wanted) {
            *id = i;
            return true;
        }
    return false;
}

static Place root(Parse *p)
{
    Place out = { 0 };
    bool is_global = accept(p, "::");
    Sym sym = name(p);
    if (p->failed)
        return out;
    if (!is_global && find_var(p->fn.vars.items, p->fn.vars.len, sym, &out.root))
        return out;
    out.is_global = true;
    if (!find_var(p->unit->globals.items, p->unit->globals.len, sym, &out.root))
        fail(p, "'%s' is no variable", sym_text(p->intern, sym));
    return out;
}

static void add_selector(Parse *p, Place *to, Selector sel)
{
    if (to->count == PLACE_MAX)
        fail(p, "a place has at most %d selectors", PLACE_MAX);
    else
        to->sel[to->count++] = sel;
}

static Selector index_selector(Parse *p)
{
    Selector sel = { .kind = SEL_INDEX, .index = operand(p) };
    if (sel.index.kind != OPND_INT && sel.index.kind != OPND_PLACE &&
        sel.index.kind != OPND_UNKNOWN)
        fail(p, "an index is a number, a place or ?");
    expect(p, "]");
    return sel;
}

static void postfixes(Parse *p, Place *to)
{
    while (!p->failed) {
        if (str_starts(p->rest, "->")) {
            advance(p, 2);
            add_selector(p, to, (Selector){ .kind = SEL_DEREF });
            if (peek(p) != '[') {
                add_selector(p, to, (Selector){ .kind = SEL_FIELD, .field = name(p) });
                continue;
            }
        }
        if (peek(p) == '[') {
            advance(p, 1);
            add_selector(p, to, index_selector(p));
        } else if (peek(p) == '.') {
            advance(p, 1);
            add_selector(p, to, (Selector){ .kind = SEL_FIELD, .field = name(p) });
        } else {
            return;
        }
    }
}

static Place place(Parse *p)
{
    Place out = { 0 };
    if (p->failed || ++p->depth > DEPTH_MAX) {
        fail(p, "nested too deeply");
        return out;
    }
    if (accept(p, "*")) {
        out = place(p);
        add_selector(p, &out, (Selector){ .kind = SEL_DEREF });
    } else {
        if (accept(p, "(")) {
            out = place(p);
            expect(p, ")");
        } else {
            out = root(p);
        }
        postfixes(p, &out);
    }
    p->depth--;
    return out;
}

static PlaceId place_id(Parse *p)
{
    Place out = place(p);
    return p->failed ? 0 : func_place(&p->fn, p->arena, out);
}

static Operand operand(Parse *p)
{
    skip_blanks(p);
    char c = peek(p);
    if (c == '"')
        return (Operand){ .kind = OPND_STR, .sym = text_literal(p) };
    if (accept(p, "fn:"))
        return opnd_func(func_name(p));
    if (accept(p, "&"))
        return opnd_addr(place_id(p));
    if (accept(p, "?"))
        return opnd_unknown();
    bool minus = c == '-' && p->rest.n > 1;
    if (isdigit((unsigned char)c) || (minus && isdigit((unsigned char)p->rest.p[1])))
        return opnd_int(number(p));
    if (accept(p, "-"))
        return (Operand){ .kind = OPND_NONE };
    return opnd_place(place_id(p));
}

/* ---- variables ---- */

static Var variable(Parse *p)
{
    Var var = { .name = name(p) };
    expect(p, ":");
    var.type = name(p);
    while (accept(p, "*") && var.pointers < UINT8_MAX)
        var.pointers++;
    for (;;) {
        if (accept_word(p, "array")) {
            var.is_array = true;
            var.length = number(p);
        } else if (accept_word(p, "record"))
            var.is_record = true;
        else if (accept_word(p, "temp"))
            var.is_temp = true;
        else if (accept_word(p, "static"))
            var.is_static = true;
        else if (accept_word(p, "const"))
            var.is_const = true;
        else
            break;
    }
    var.span = span(p);
    return var;
}

static void local(Parse *p, bool is_param)
{
    VarId same;
    Var var = variable(p);
    if (!p->in_func || p->fn.blocks.len) {
        fail(p, "variables stand between 'func' and its first block");
        return;
    }
    if (is_param && p->fn.param_count != p->fn.vars.len)
        fail(p, "parameters come first");
    else if (find_var(p->fn.vars.items, p->fn.vars.len, var.name, &same))
        fail(p, "'%s' is declared twice", sym_text(p->intern, var.name));
    vec_push(p->arena, &p->fn.vars, var);
    p->fn.param_count += is_param;
}

/* ---- events ---- */

static void operands(Parse *p, Event *event, const char *end)
{
    VEC(Operand) args = { 0 };
    skip_blanks(p);
    if (!p->rest.n || peek(p) == '@' || (*end && peek(p) == *end))
        return;
    do
        vec_push(p->arena, &args, operand(p));
    while (!p->failed && accept(p, ","));
    if (args.len > UINT16_MAX)
        fail(p, "too many arguments");
    event->args = args.items;
    event->arg_count = (uint16_t)args.len;
}

static void call(Parse *p, Event *event)
{
    if (accept(p, "[")) {
        event->callee = operand(p);
        expect(p, "]");
    } else {
        event->callee = opnd_func(func_name(p));
    }
    expect(p, "(");
    operands(p, event, ")");
    expect(p, ")");
}

static void compute(Parse *p, Event *event)
{
    Operand *args = ARENA_ARRAY(p->arena, Operand, 2);
    args[0] = operand(p);
    skip_blanks(p);
    event->op = (uint8_t)peek(p);
    if (!event->op || !strchr("+-*/%&|^<>?", event->op))
        fail(p, "an operator expected");
    else
        advance(p, 1);
    args[1] = operand(p);
    event->args = args;
    event->arg_count = 2;
}

/* "dst =" in front of the arguments; a look ahead, for most events have none. */
static PlaceId destination(Parse *p)
{
    Parse ahead = *p;
    Err ignored = { 0 };
    ahead.err = &ignored;
    Place dst = place(&ahead);
    if (ahead.failed || !accept(&ahead, "="))
        return 0;
    p->rest = ahead.rest;
    p->fn = ahead.fn;
    return func_place(&p->fn, p->arena, dst);
}

static void event_line(Parse *p, Verb verb)
{
    Event event = { .verb = (uint8_t)verb, .dst = destination(p) };
    if (verb == EV_CALL)
        call(p, &event);
    else if (verb == EV_COMPUTE)
        compute(p, &event);
    else
        operands(p, &event, "");
    event.span = span(p);
    if (p->in_block)
        vec_push(p->arena, &vec_last(&p->fn.blocks).events, event);
    else
        fail(p, "an event stands in a block, before its end");
}

/* ---- ends of blocks ---- */

static BlockId block_id(Parse *p)
{
    expect(p, "b");
    return small_number(p);
}

static CmpKind comparison(Parse *p)
{
    static const struct {
        const char *mark;
        CmpKind cmp;
    } marks[] = { { "==", CMP_EQ }, { "!=", CMP_NE }, { "<=", CMP_LE },
                  { ">=", CMP_GE }, { "<", CMP_LT },  { ">", CMP_GT } };
    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (accept(p, marks[i].mark))
            return marks[i].cmp;
    fail(p, "a comparison expected");
    return CMP_NONE;
}

static void branch(Parse *p, Terminator *term)
{
    term->kind = TERM_BRANCH;
    term->to = ARENA_ARRAY(p->arena, BlockId, 2);
    term->cond.a = operand(p);
    if (term->cond.a.kind == OPND_UNKNOWN && accept_word(p, "then")) {
        term->cond.a = (Operand){ .kind = OPND_NONE };
    } else {
        term->cond.cmp = (uint8_t)comparison(p);
        term->cond.b = operand(p);
        expect(p, "then");
    }
    term->to[0] = block_id(p);
    expect(p, "else");
    term->to[1] = block_id(p);
}

static void switched(Parse *p, Terminator *term)
{
    VEC(int64_t) values = { 0 };
    VEC(BlockId) to = { 0 };
    term->kind = TERM_SWITCH;
    term->cond = (Cond){ .cmp = CMP_EQ, .a = operand(p) };
    expect(p, "[");
    while (!p->failed && !accept(p, "]")) {
        if (values.len)
            expect(p, ",");
        vec_push(p->arena, &values, number(p));
        expect(p, ":");
        vec_push(p->arena, &to, block_id(p));
    }
    expect(p, "else");
    vec_push(p->arena, &to, block_id(p));
    term->case_count = values.len;
    term->cases = values.items;
    term->to = to.items;
}

/* False when the line is no end of a block. */
static bool term_line(Parse *p)
{
    Terminator term = { .kind = TERM_UNREACHABLE };
    if (accept_word(p, "goto")) {
        term.kind = TERM_GOTO;
        term.to = ARENA_NEW(p->arena, BlockId);
        term.to[0] = block_id(p);
    } else if (accept_word(p, "if")) {
        branch(p, &term);
    } else if (accept_word(p, "switch")) {
        switched(p, &term);
    } else if (accept_word(p, "return")) {
        term.kind = TERM_RETURN;
        skip_blanks(p);
        if (p->rest.n && peek(p) != '@')
            term.cond.a = operand(p);
    } else if (!accept_word(p, "unreachable")) {
        return false;
    }
    term.span = span(p);
    if (!p->in_block) {
        fail(p, "this block has ended already");
    } else {
        vec_last(&p->fn.blocks).term = term;
        p->in_block = false;
    }
    return true;
}

/* ---- blocks and functions ---- */

static Trip trip(Parse *p)
{
    Trip out = { .kind = TRIP_UNKNOWN };
    if (accept_word(p, "const"))
        out.kind = TRIP_CONST;
    else if (accept_word(p, "place"))
        out.kind = TRIP_PLACE;
    else if (accept_word(p, "array"))
        out.kind = TRIP_ARRAY;
    else if (!accept_word(p, "unknown"))
        fail(p, "const, place, array or unknown expected after 'trip'");
    if (out.kind != TRIP_UNKNOWN)
        out.bound = operand(p);
    if (accept_word(p, "text"))
        out.text = text_literal(p);
    if (accept_word(p, "index"))
        out.index = operand(p);
    out.may_leave = accept_word(p, "leaves");
    return out;
}

static bool block_line(Parse *p)
{
    if (peek(p) != 'b' || p->rest.n < 2 || !isdigit((unsigned char)p->rest.p[1]))
        return false;
    BlockId id = block_id(p);
    expect(p, ":");
    if (!p->in_func || id != p->fn.blocks.len || p->in_block) {
        fail(p, "b%u is out of order, or the block before has no end", id);
        return true;
    }
    func_block(&p->fn, p->arena);
    p->in_block = true;
    if (accept_word(p, "trip"))
        vec_last(&p->fn.blocks).trip = trip(p);
    return true;
}

static uint32_t target_count(const Terminator *term)
{
    switch ((TermKind)term->kind) {
    case TERM_GOTO:
        return 1;
    case TERM_BRANCH:
        return 2;
    case TERM_SWITCH:
        return term->case_count + 1;
    case TERM_RETURN:
    case TERM_UNREACHABLE:
        break;
    }
    return 0;
}

static void end_func(Parse *p)
{
    if (!p->in_func || p->failed)
        return;
    const char *text = sym_text(p->intern, p->fn.name);
    if (p->fn.blocks.len == 0 || p->in_block) {
        fail(p, "'%s' ends without an end of its last block", text);
        return;
    }
    for (uint32_t i = 0; i < p->fn.blocks.len; i++) {
        const Terminator *term = &p->fn.blocks.items[i].term;
        for (uint32_t k = 0; k < target_count(term); k++)
            if (term->to[k] >= p->fn.blocks.len)
                fail(p, "'%s' has no block b%u", text, term->to[k]);
    }
    vec_push(p->arena, &p->unit->funcs, p->fn);
    p->in_func = false;
}

static void func_line(Parse *p)
{
    end_func(p);
    p->in_func = true;
    p->fn = (Func){ .name = func_name(p) };
    vec_push(p->arena, &p->fn.places, (Place){ .root = NO_ID });
    for (;;) {
        if (accept_word(p, "static"))
            p->fn.is_static = true;
        else if (accept_word(p, "header"))
            p->fn.is_inline_header = true;
        else if (accept_word(p, "variadic"))
            p->fn.is_variadic = true;
        else if (accept_word(p, "pointer"))
            p->fn.returns_pointer = true;
        else if (accept_word(p, "value"))
            p->fn.returns_value = true;
        else if (accept_word(p, "noreturn"))
            p->fn.no_return = true;
        else
            break;
    }
    p->fn.span = span(p);
    if (accept_word(p, "body"))
        p->fn.body = span(p);
}

/* ---- the whole ---- */

static void unit_line(Parse *p)
{
    if (accept_word(p, "file")) {
        unit_file(p->unit, sym_text(p->intern, text_literal(p)));
    } else if (accept_word(p, "annotation")) {
        Annotation a = { .target = func_name(p) };
        a.text = text_literal(p);
        a.span = span(p);
        vec_push(p->arena, &p->unit->annotations, a);
    } else if (accept_word(p, "noreturn")) {
        vec_push(p->arena, &p->unit->no_return, func_name(p));
    } else if (accept_word(p, "record")) {
        vec_push(p->arena, &p->unit->records, text_literal(p));
    } else if (accept_word(p, "global")) {
        VarId same;
        Var var = variable(p);
        if (find_var(p->unit->globals.items, p->unit->globals.len, var.name, &same))
            fail(p, "global '%s' is declared twice", sym_text(p->intern, var.name));
        vec_push(p->arena, &p->unit->globals, var);
    } else {
        fail(p, "unknown word before '%.*s'", (int)(p->rest.n < 30 ? p->rest.n : 30),
             p->rest.p);
    }
}

static void parse_line(Parse *p)
{
    Verb verb;
    Parse ahead = *p;
    Str first = { 0 };
    str_word(&ahead.rest, &first);
    if (!p->unit) {
        if (!accept_word(p, "unit")) {
            fail(p, "the first line is: unit \"path\"");
            return;
        }
        const char *path = sym_text(p->intern, text_literal(p));
        p->unit = unit_new(p->arena, p->intern, path);
    } else if (accept_word(p, "func")) {
        func_line(p);
    } else if (accept_word(p, "param")) {
        local(p, true);
    } else if (accept_word(p, "var")) {
        local(p, false);
    } else if (block_line(p) || term_line(p)) {
        /* done */
    } else if (verb_find(first, &verb)) {
        accept_word(p, verb_word(verb));
        event_line(p, verb);
    } else {
        unit_line(p);
    }
    skip_blanks(p);
    if (p->rest.n)
        fail(p, "'%.*s' is too much", (int)(p->rest.n < 30 ? p->rest.n : 30),
             p->rest.p);
}

Unit *text_parse(Arena *arena, Intern *intern, Str text, const char *where, Err *err)
{
    Parse p = { .arena = arena, .intern = intern, .where = where, .err = err };
    Str line;
    while (!p.failed && str_split(&text, '\n', &line)) {
        p.line++;
        p.rest = str_trim(line);
        if (p.rest.n && !str_starts(p.rest, "//"))
            parse_line(&p);
    }
    if (!p.failed && !p.unit)
        fail(&p, "the first line is: unit \"path\"");
    if (!p.failed)
        end_func(&p);
    return p.failed ? NULL : p.unit;
}
