#include "check/words.h"

#include "check/rule.h"

typedef struct Words {
    StrBuf *out;
    const Program *program;
    const Unit *unit;
    const Func *fn;
} Words;

static void say_sym(const Words *w, Sym sym)
{
    Str name = name_shown(program_text(w->program, sym));
    strbuf_add_n(w->out, name.p, name.n);
}

static void say_place(const Words *w, Span span)
{
    const FileTable *files = program_files(w->program);
    if (span.file)
        strbuf_printf(w->out, "%s:%u:%u",
                      program_text(w->program, files->paths.items[span.file]),
                      span.line, span.col);
}

static void say_path(const Words *w, const Path *path)
{
    if (path->root == PATH_RETURN)
        strbuf_add(w->out, "its result");
    else
        path_print(w->out, w->unit, w->fn, path);
}

static void say_desc(const Words *w, const Desc *desc)
{
    switch ((DescKind)desc->kind) {
    case DESC_UNKNOWN:
        strbuf_add(w->out, "something unknown");
        break;
    case DESC_NONE:
        strbuf_add(w->out, "nothing");
        break;
    case DESC_INT:
        strbuf_printf(w->out, "%lld", (long long)desc->number);
        break;
    case DESC_STR:
        strbuf_printf(w->out, "\"%s\"", program_text(w->program, desc->sym));
        break;
    case DESC_FUNC:
        say_sym(w, desc->sym);
        strbuf_add(w->out, "()");
        break;
    case DESC_PATH:
        say_path(w, &desc->path);
        break;
    case DESC_MAP:
        strbuf_printf(w->out, "a new map%s",
                      desc->shared ? ", which somebody else holds as well" : "");
        break;
    case DESC_NOT_NULL:
        strbuf_add(w->out, "something that is not NULL");
        break;
    case DESC_ZEROED:
        strbuf_add(w->out, "nothing but zeros");
        break;
    }
}

static void say_atom(const Words *w, const Atom *atom)
{
    say_path(w, &atom->path);
    if (atom->mask)
        strbuf_printf(w->out, " & 0x%llx", (unsigned long long)atom->mask);
    if (atom->function) {
        strbuf_add(w->out, " is ");
        say_sym(w, atom->function);
        strbuf_add(w->out, "()");
    } else if (atom->lo == atom->hi) {
        strbuf_printf(w->out, " is %lld", (long long)atom->lo);
    } else if (atom->lo == INT64_MIN && atom->hi == INT64_MAX) {
        strbuf_add(w->out, " is not 0");
    } else {
        if (atom->lo != INT64_MIN)
            strbuf_printf(w->out, " >= %lld", (long long)atom->lo);
        if (atom->hi != INT64_MAX)
            strbuf_printf(w->out, "%s <= %lld", atom->lo != INT64_MIN ? " and" : "",
                          (long long)atom->hi);
        strbuf_add(w->out, atom->not_zero ? " and is not 0" : "");
    }
}

static void say_guard(const Words *w, const Guard *guard)
{
    for (unsigned i = 0; i < guard->count; i++) {
        strbuf_add(w->out, i ? " and " : ", if ");
        say_atom(w, &guard->atom[i]);
    }
}

/* Why: the place in the function, and the calls down to where it really happens. */
static void say_why(const Words *w, Span span, const Chain *chain, const char *by)
{
    strbuf_add(w->out, "\n      ");
    say_place(w, span);
    for (; chain; chain = chain->next) {
        strbuf_add(w->out, " calls ");
        say_sym(w, chain->func);
        strbuf_add(w->out, "(), ");
        say_place(w, chain->span);
    }
    if (by)
        strbuf_printf(w->out, " calls %s()", by);
    strbuf_add_char(w->out, '\n');
}

/* What is told of a change in messages, and here of the rest. */
static const char *effect_phrase(Verb verb)
{
    switch (verb) {
    case EV_CALL:
        return "calls";
    case EV_READ:
        return "looks up a key in";
    case EV_LEN:
        return "counts or walks over";
    case EV_NEXT:
        return "advances an iteration over";
    case EV_END:
        return "ends an iteration over";
    default:
        return verb_phrase(verb);
    }
}

static void say_effect(const Words *w, const Effect *effect)
{
    bool deletes = effect->verb == EV_DELETE;
    strbuf_printf(w->out, "  - %s ", effect_phrase((Verb)effect->verb));
    if (effect->map.root != PATH_NONE)
        say_path(w, &effect->map);
    else
        strbuf_add(w->out, "the map of an iterator");
    if (effect->has_iter) {
        strbuf_add(w->out, " through ");
        say_path(w, &effect->iter);
    }
    if (effect->key.kind != DESC_NONE) {
        strbuf_add(w->out, deletes ? ", that of key " : ", key ");
        say_desc(w, &effect->key);
    }
    for (unsigned i = 0; i < effect->arg_count; i++) {
        strbuf_add(w->out, i ? ", " : " with ");
        say_desc(w, &effect->args[i]);
    }
    if (effect->many)
        strbuf_add(w->out, ", again and again");
    if (effect->tied)
        strbuf_add(w->out, ", unless it returns 0");
    if (effect->doubtful)
        strbuf_add(w->out, ", if at all");
    say_guard(w, &effect->guard);
    say_why(w, effect->span, effect->chain, effect->by);
}

static void say_outcome(const Words *w, const Outcome *outcome, const char *what)
{
    if (!outcome->exists)
        return;
    strbuf_printf(w->out, "  ends with %s", what);
    if (outcome->result.kind != DESC_INT && outcome->result.kind != DESC_NONE) {
        strbuf_add(w->out, ": ");
        say_desc(w, &outcome->result);
    }
    say_guard(w, &outcome->guard);
    strbuf_add(w->out, outcome->asserted  ? ", after a failed assertion\n"
                       : outcome->blurred ? ", also for arguments that are wrong\n"
                                          : "\n");
    for (unsigned i = 0; i < outcome->gone_count; i++) {
        strbuf_add(w->out, "    - has freed ");
        say_path(w, &outcome->gone[i].path);
        say_why(w, outcome->gone[i].span, outcome->gone[i].chain, outcome->gone[i].by);
    }
    for (unsigned i = 0; i < outcome->kept_count; i++) {
        strbuf_add(w->out, "    - has put ");
        say_desc(w, &outcome->kept[i].val);
        strbuf_add(w->out, " into ");
        say_path(w, &outcome->kept[i].map);
        strbuf_add(w->out, " under ");
        say_desc(w, &outcome->kept[i].key);
        say_why(w, outcome->kept[i].span, outcome->kept[i].chain, NULL);
    }
    for (unsigned i = 0; i < outcome->store_count; i++) {
        strbuf_add(w->out, "    - has set ");
        say_path(w, &outcome->store[i].at);
        strbuf_add(w->out, " to ");
        say_desc(w, &outcome->store[i].value);
        say_why(w, outcome->store[i].span, NULL, NULL);
    }
    if (outcome->more_stores)
        strbuf_add(w->out, "    - has set more than there is room for\n");
}

static void say_list(const Words *w, const char *what, const Path *paths,
                     unsigned count, bool more)
{
    for (unsigned i = 0; i < count; i++) {
        strbuf_printf(w->out, "  - %s ", what);
        say_path(w, &paths[i]);
        strbuf_add_char(w->out, '\n');
    }
    if (more)
        strbuf_printf(w->out, "  - %s perhaps everything it is given\n", what);
}

static void say_head(const Words *w)
{
    say_sym(w, w->fn->name);
    strbuf_add_char(w->out, '(');
    for (uint32_t i = 0; i < w->fn->param_count; i++) {
        strbuf_add(w->out, i ? ", " : "");
        say_sym(w, w->fn->vars.items[i].name);
    }
    strbuf_add(w->out, ") at ");
    say_place(w, w->fn->span);
    strbuf_add_char(w->out, '\n');
}

static void say_summary(const Words *w, const Summary *summary)
{
    if (summary->cut_short)
        strbuf_add(w->out, "  not all of its paths were followed\n");
    for (unsigned i = 0; i < summary->effect_count; i++)
        say_effect(w, &summary->effects[i]);
    for (unsigned i = 0; i < summary->use_count; i++) {
        strbuf_add(w->out, "  - reads or writes through ");
        say_path(w, &summary->uses[i].path);
        say_guard(w, &summary->uses[i].guard);
        say_why(w, summary->uses[i].span, summary->uses[i].chain, NULL);
    }
    say_list(w, "hands to functions that nobody knows:", summary->exposed,
             summary->exposed_count, summary->exposed_more);
    say_list(w, "keeps:", summary->held, summary->held_count, summary->held_more);
    if (summary->opaque)
        strbuf_add(w->out, "  - calls functions that nobody knows\n");
    say_outcome(w, &summary->outcome[RETURNS_ZERO], "0");
    say_outcome(w, &summary->outcome[RETURNS_NOT_ZERO], "something other than 0");
    say_outcome(w, &summary->outcome[RETURNS_OTHER],
                w->fn->returns_value ? "a value" : "a return");
}

void summary_words(StrBuf *out, const Program *program, FuncId func)
{
    Arena *arena = arena_new();
    Func fn;
    Words w = { out, program, program_unit(program, program_func_unit(program, func)),
                &fn };
    const Summary *summary = program_summary(program, func, arena);
    if (program_body(program, func, arena, &fn)) {
        say_head(&w);
        if (summary)
            say_summary(&w, summary);
        else
            strbuf_add(out, "  is not looked at: neither it nor anything that calls it "
                            "touches a map\n");
    }
    arena_free(arena);
}
