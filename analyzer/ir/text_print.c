/*
 * IR to text. The grammar stands in text.h.
 */
#include "ir/text.h"

#include <ctype.h>

/* ---- names and texts ---- */

static void print_quoted(StrBuf *out, const char *text, char quote)
{
    strbuf_add_char(out, quote);
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '\n')
            strbuf_add(out, "\\n");
        else if (c < 0x20 || c == 0x7f)
            strbuf_printf(out, "\\x%02x", c);
        else {
            if (c == (unsigned char)quote || c == '\\')
                strbuf_add_char(out, '\\');
            strbuf_add_char(out, (char)c);
        }
    }
    strbuf_add_char(out, quote);
}

static bool is_word(const char *text, const char *more)
{
    if (!*text || isdigit((unsigned char)*text) || *text == '-')
        return false;
    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '_' && !strchr(more, *p))
            return false;
    return true;
}

/* A variable or field: letters, digits and the marks of numbered names. */
static void print_name(StrBuf *out, const Unit *unit, Sym sym)
{
    const char *text = sym_text(unit->intern, sym);
    if (is_word(text, "%#$"))
        strbuf_add(out, text);
    else
        print_quoted(out, text, '\'');
}

/* A function: may carry its file. */
static void print_func_name(StrBuf *out, const Unit *unit, Sym sym)
{
    const char *text = sym_text(unit->intern, sym);
    if (is_word(text, "%#$@./-+<>") && *text != '@')
        strbuf_add(out, text);
    else
        print_quoted(out, text, '\'');
}

static void print_span(StrBuf *out, Span span)
{
    if (!span_is_none(span))
        strbuf_printf(out, " @%u:%u:%u-%u:%u", span.file, span.line, span.col,
                      span.end_line, span.end_col);
}

/* ---- places and operands ---- */

static void print_place(StrBuf *out, const Unit *unit, const Func *fn, PlaceId id);

static bool is_hidden(const Func *fn, Sym name)
{
    for (uint32_t i = 0; i < fn->vars.len; i++)
        if (fn->vars.items[i].name == name)
            return true;
    return false;
}

static void print_root(StrBuf *out, const Unit *unit, const Func *fn,
                       const Place *place)
{
    Sym name = place_var(unit, fn, place)->name;
    if (place->is_global && is_hidden(fn, name))
        strbuf_add(out, "::");
    print_name(out, unit, name);
}

static void print_index(StrBuf *out, const Unit *unit, const Func *fn, Operand index)
{
    strbuf_add_char(out, '[');
    if (index.kind == OPND_INT)
        strbuf_printf(out, "%lld", (long long)index.number);
    else if (index.kind == OPND_PLACE)
        print_place(out, unit, fn, index.place);
    else
        strbuf_add_char(out, '?');
    strbuf_add_char(out, ']');
}

/* Dereferences that no field or index follows are stars in front of what they cover. */
static void print_stars(StrBuf *out, const Place *place)
{
    for (unsigned i = place->count; i-- > 0;) {
        bool is_star = place->sel[i].kind == SEL_DEREF &&
                       (i + 1u == place->count || place->sel[i + 1].kind == SEL_DEREF);
        if (is_star)
            strbuf_add(out, i + 1u == place->count ? "*" : "(*");
    }
}

static void print_place(StrBuf *out, const Unit *unit, const Func *fn, PlaceId id)
{
    const Place *place = &fn->places.items[id];
    print_stars(out, place);
    print_root(out, unit, fn, place);
    for (unsigned i = 0; i < place->count; i++) {
        const Selector *sel = &place->sel[i];
        bool deref = sel->kind == SEL_DEREF;
        const Selector *next = i + 1u < place->count ? sel + 1 : NULL;
        if (deref && (!next || next->kind == SEL_DEREF)) {
            if (next)
                strbuf_add_char(out, ')');
            continue;
        }
        if (deref) {
            strbuf_add(out, "->");
            sel = next;
            i++;
        }
        if (sel->kind == SEL_INDEX) {
            print_index(out, unit, fn, sel->index);
        } else {
            if (!deref)
                strbuf_add_char(out, '.');
            print_name(out, unit, sel->field);
        }
    }
}

static void print_operand(StrBuf *out, const Unit *unit, const Func *fn,
                          Operand operand)
{
    switch ((OperandKind)operand.kind) {
    case OPND_NONE:
        strbuf_add_char(out, '-');
        break;
    case OPND_UNKNOWN:
        strbuf_add_char(out, '?');
        break;
    case OPND_INT:
        strbuf_printf(out, "%lld", (long long)operand.number);
        break;
    case OPND_STR:
        print_quoted(out, sym_text(unit->intern, operand.sym), '"');
        break;
    case OPND_FUNC:
        strbuf_add(out, "fn:");
        print_func_name(out, unit, operand.sym);
        break;
    case OPND_ADDR:
        strbuf_add_char(out, '&');
        print_place(out, unit, fn, operand.place);
        break;
    case OPND_PLACE:
        print_place(out, unit, fn, operand.place);
        break;
    }
}

static void print_operands(StrBuf *out, const Unit *unit, const Func *fn,
                           const Event *event)
{
    for (uint32_t i = 0; i < event->arg_count; i++) {
        if (i)
            strbuf_add(out, ", ");
        print_operand(out, unit, fn, event->args[i]);
    }
}

/* ---- events ---- */

static void print_callee(StrBuf *out, const Unit *unit, const Func *fn, Operand callee)
{
    if (callee.kind == OPND_FUNC) {
        print_func_name(out, unit, callee.sym);
        return;
    }
    strbuf_add_char(out, '[');
    print_operand(out, unit, fn, callee);
    strbuf_add_char(out, ']');
}

static void print_event(StrBuf *out, const Unit *unit, const Func *fn,
                        const Event *event)
{
    strbuf_printf(out, "    %s", verb_word((Verb)event->verb));
    if (event->dst) {
        strbuf_add_char(out, ' ');
        print_place(out, unit, fn, event->dst);
        strbuf_add(out, " =");
    }
    if (event->arg_count || event->verb == EV_CALL)
        strbuf_add_char(out, ' ');
    if (event->verb == EV_CALL) {
        print_callee(out, unit, fn, event->callee);
        strbuf_add_char(out, '(');
        print_operands(out, unit, fn, event);
        strbuf_add_char(out, ')');
    } else if (event->verb == EV_COMPUTE && event->arg_count == 2) {
        print_operand(out, unit, fn, event->args[0]);
        strbuf_printf(out, " %c ", event->op);
        print_operand(out, unit, fn, event->args[1]);
    } else {
        print_operands(out, unit, fn, event);
    }
    print_span(out, event->span);
    strbuf_add_char(out, '\n');
}

static const char *const comparisons[] = {
    [CMP_EQ] = "==", [CMP_NE] = "!=", [CMP_LT] = "<",
    [CMP_LE] = "<=", [CMP_GT] = ">",  [CMP_GE] = ">=",
};

static void print_test(StrBuf *out, const Unit *unit, const Func *fn, Cond cond)
{
    if (cond.cmp == CMP_NONE) {
        strbuf_add_char(out, '?');
        return;
    }
    print_operand(out, unit, fn, cond.a);
    strbuf_printf(out, " %s ", comparisons[cond.cmp]);
    print_operand(out, unit, fn, cond.b);
}

static void print_term(StrBuf *out, const Unit *unit, const Func *fn,
                       const Terminator *term)
{
    switch ((TermKind)term->kind) {
    case TERM_GOTO:
        strbuf_printf(out, "    goto b%u", term->to[0]);
        break;
    case TERM_BRANCH:
        strbuf_add(out, "    if ");
        print_test(out, unit, fn, term->cond);
        strbuf_printf(out, " then b%u else b%u", term->to[0], term->to[1]);
        break;
    case TERM_SWITCH:
        strbuf_add(out, "    switch ");
        print_operand(out, unit, fn, term->cond.a);
        for (uint32_t i = 0; i < term->case_count; i++)
            strbuf_printf(out, "%s%lld: b%u", i ? ", " : " [",
                          (long long)term->cases[i], term->to[i]);
        strbuf_printf(out, "%s else b%u", term->case_count ? "]" : " []",
                      term->to[term->case_count]);
        break;
    case TERM_RETURN:
        strbuf_add(out, "    return");
        if (term->cond.a.kind != OPND_NONE) {
            strbuf_add_char(out, ' ');
            print_operand(out, unit, fn, term->cond.a);
        }
        break;
    case TERM_UNREACHABLE:
        strbuf_add(out, "    unreachable");
        break;
    }
    print_span(out, term->span);
    strbuf_add_char(out, '\n');
}

static const char *const trips[] = {
    [TRIP_UNKNOWN] = "unknown",
    [TRIP_CONST] = "const",
    [TRIP_PLACE] = "place",
    [TRIP_ARRAY] = "array",
};

static void print_trip(StrBuf *out, const Unit *unit, const Func *fn, const Trip *trip)
{
    if (trip->kind == TRIP_NONE)
        return;
    strbuf_printf(out, " trip %s", trips[trip->kind]);
    if (trip->kind != TRIP_UNKNOWN) {
        strbuf_add_char(out, ' ');
        print_operand(out, unit, fn, trip->bound);
    }
    if (trip->text) {
        strbuf_add(out, " text ");
        print_quoted(out, sym_text(unit->intern, trip->text), '"');
    }
    if (trip->index.kind != OPND_NONE) {
        strbuf_add(out, " index ");
        print_operand(out, unit, fn, trip->index);
    }
    if (trip->may_leave)
        strbuf_add(out, " leaves");
}

/* ---- the whole ---- */

static void print_flag(StrBuf *out, bool flag, const char *word)
{
    if (flag)
        strbuf_printf(out, " %s", word);
}

static void print_var(StrBuf *out, const Unit *unit, const Var *var, const char *word)
{
    strbuf_printf(out, "%s ", word);
    print_name(out, unit, var->name);
    strbuf_add(out, ": ");
    print_name(out, unit, var->type);
    for (unsigned i = 0; i < var->pointers; i++)
        strbuf_add_char(out, '*');
    if (var->is_array)
        strbuf_printf(out, " array %lld", (long long)var->length);
    print_flag(out, var->is_record, "record");
    print_flag(out, var->is_temp, "temp");
    print_flag(out, var->is_static, "static");
    print_flag(out, var->is_const, "const");
    print_span(out, var->span);
    strbuf_add_char(out, '\n');
}

void text_print_func(StrBuf *out, const Unit *unit, const Func *fn)
{
    strbuf_add(out, "func ");
    print_func_name(out, unit, fn->name);
    print_flag(out, fn->is_static, "static");
    print_flag(out, fn->is_inline_header, "header");
    print_flag(out, fn->is_variadic, "variadic");
    print_flag(out, fn->returns_pointer, "pointer");
    print_flag(out, fn->returns_value, "value");
    print_flag(out, fn->no_return, "noreturn");
    print_span(out, fn->span);
    if (!span_is_none(fn->body)) {
        strbuf_add(out, " body");
        print_span(out, fn->body);
    }
    strbuf_add_char(out, '\n');
    for (uint32_t i = 0; i < fn->vars.len; i++)
        print_var(out, unit, &fn->vars.items[i],
                  i < fn->param_count ? "  param" : "  var");
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const Block *block = &fn->blocks.items[i];
        strbuf_printf(out, "  b%u:", i);
        print_trip(out, unit, fn, &block->trip);
        strbuf_add_char(out, '\n');
        for (uint32_t k = 0; k < block->events.len; k++)
            print_event(out, unit, fn, &block->events.items[k]);
        print_term(out, unit, fn, &block->term);
    }
}

void text_print(StrBuf *out, const Unit *unit)
{
    strbuf_add(out, "unit ");
    print_quoted(out, sym_text(unit->intern, unit->path), '"');
    strbuf_add_char(out, '\n');
    for (uint32_t i = 1; i < unit->files.len; i++) {
        strbuf_add(out, "file ");
        print_quoted(out, sym_text(unit->intern, unit->files.items[i]), '"');
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < unit->annotations.len; i++) {
        const Annotation *a = &unit->annotations.items[i];
        strbuf_add(out, "annotation ");
        print_func_name(out, unit, a->target);
        strbuf_add_char(out, ' ');
        print_quoted(out, sym_text(unit->intern, a->text), '"');
        print_span(out, a->span);
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < unit->no_return.len; i++) {
        strbuf_add(out, "noreturn ");
        print_func_name(out, unit, unit->no_return.items[i]);
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < unit->records.len; i++) {
        strbuf_add(out, "record ");
        print_quoted(out, sym_text(unit->intern, unit->records.items[i]), '"');
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < unit->globals.len; i++)
        print_var(out, unit, &unit->globals.items[i], "global");
    for (uint32_t i = 0; i < unit->funcs.len; i++) {
        strbuf_add_char(out, '\n');
        text_print_func(out, unit, &unit->funcs.items[i]);
    }
}
