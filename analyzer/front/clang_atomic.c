/*
 * Atomic builtins as what they do to memory: reference counts live in them, and whether
 * a count was just taken down decides what a function may be blamed for.
 *
 * __sync_ ones are calls. libclang has no cursor for the __atomic_ and __c11_atomic_
 * ones and does not give their name, so it is read from the text; their operands come
 * in the compiler's order: pointer, memory order, value.
 */
#include "front/clang_lower.h"

typedef struct Atomic {
    CXCursor expression, pointer, value;
    bool has_value;
    bool by_pointer; /* the value is given by its address, as in __atomic_store() */
    Want want;
} Atomic;

static char operator_of(Str name)
{
    static const struct {
        const char *word;
        char op;
    } words[] = {
        { "add", '+' }, { "sub", '-' }, { "and", '&' }, { "xor", '^' }, { "or", '|' }
    };
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        if (str_is(name, words[i].word))
            return words[i].op;
    return '\0';
}

/* fetch_add gives the old value, add_fetch the new one. */
static Operand fetch_and_change(Lower *l, const Atomic *a, char op, bool gives_old)
{
    Operand right = lower_value(l, a->value);
    Place place = lower_pointed(l, a->pointer);
    Span span = lower_span(l, a->expression);
    PlaceId target = build_place(&l->build, &place);
    PlaceId result = gives_old ? lower_result(l, a->expression, a->want) : 0;
    if (result)
        build_copy(&l->build, result, opnd_place(target), span);
    build_compute(&l->build, target, opnd_place(target), op, right, span);
    if (result || a->want.kind == WANT_NOTHING)
        return opnd_place(result);
    return lower_deliver(l, a->expression, a->want, opnd_place(target));
}

static Operand load(Lower *l, const Atomic *a)
{
    Place place = lower_pointed(l, a->pointer);
    Operand value = opnd_place(build_place(&l->build, &place));
    if (!a->has_value)
        return lower_deliver(l, a->expression, a->want, value);
    Place to = lower_pointed(l, a->value);
    build_copy(&l->build, build_place(&l->build, &to), value,
               lower_span(l, a->expression));
    return value;
}

static Operand store(Lower *l, const Atomic *a, bool gives_old)
{
    Operand value;
    if (a->by_pointer) {
        Place from = lower_pointed(l, a->value);
        value = opnd_place(build_place(&l->build, &from));
    } else {
        value = lower_value(l, a->value);
    }
    Place place = lower_pointed(l, a->pointer);
    PlaceId target = build_place(&l->build, &place);
    PlaceId result = gives_old ? lower_result(l, a->expression, a->want) : 0;
    Span span = lower_span(l, a->expression);
    if (result)
        build_copy(&l->build, result, opnd_place(target), span);
    build_copy(&l->build, target, value, span);
    return opnd_place(result);
}

/* `name` without its prefix; false when it is another one. */
static bool perform(Lower *l, Str name, const Atomic *a, Operand *out)
{
    Str rest = name;
    char op = '\0';
    bool gives_old = str_starts(name, "fetch_");
    if (gives_old) {
        rest = (Str){ name.p + 6, name.n - 6 };
        if (str_starts(rest, "and_")) /* __sync_fetch_and_add */
            rest = (Str){ rest.p + 4, rest.n - 4 };
        op = operator_of(rest);
    } else {
        Str first;
        str_split(&rest, '_', &first); /* add_fetch, __sync_add_and_fetch */
        if (str_is(rest, "fetch") || str_is(rest, "and_fetch"))
            op = operator_of(first);
    }
    if (op && a->has_value)
        *out = fetch_and_change(l, a, op, gives_old);
    else if (str_is(name, "load_n") || str_is(name, "load"))
        *out = load(l, a);
    else if (a->has_value && (str_is(name, "store_n") || str_is(name, "store")))
        *out = store(l, a, false);
    else if (a->has_value && str_is(name, "exchange_n"))
        *out = store(l, a, true);
    else
        return false;
    return true;
}

/* __sync_fetch_and_add_4 is __sync_fetch_and_add. */
static Str without_size(Str name)
{
    while (name.n && name.p[name.n - 1] >= '0' && name.p[name.n - 1] <= '9')
        name.n--;
    if (name.n && name.p[name.n - 1] == '_')
        name.n--;
    return name;
}

bool lower_sync_call(Lower *l, const Node *call, Str name, Want want, Operand *out)
{
    if (!str_starts(name, "__sync_") || call->kids.len < 3)
        return false;
    Atomic a = { .expression = call->cursor,
                 .pointer = call->kids.items[1],
                 .value = call->kids.items[2],
                 .has_value = true,
                 .want = want };
    return perform(l, without_size((Str){ name.p + 7, name.n - 7 }), &a, out);
}

/* The word in the text at which the expression begins, in a macro's definition, too. */
static Str first_word(Lower *l, CXCursor expression)
{
    CXFile file;
    unsigned at;
    clang_getSpellingLocation(clang_getCursorLocation(expression), &file, NULL, NULL,
                              &at);
    size_t size = 0, n = 0;
    const char *bytes = file ? clang_getFileContents(l->tu, file, &size) : NULL;
    if (!bytes || at >= size)
        return (Str){ "", 0 };
    while (at + n < size && n < 64 &&
           (bytes[at + n] == '_' || (bytes[at + n] >= 'a' && bytes[at + n] <= 'z') ||
            (bytes[at + n] >= '0' && bytes[at + n] <= '9')))
        n++;
    return (Str){ bytes + at, n };
}

/* Any other one, compare-and-exchange above all, is a call of that name. */
static Operand call_it(Lower *l, const Node *node, Sym name, Want want)
{
    Operand *args = ARENA_ARRAY(l->scratch, Operand, node->kids.len);
    for (uint32_t i = 0; i < node->kids.len; i++)
        args[i] = lower_value(l, node->kids.items[i]);
    PlaceId dst = lower_result(l, node->cursor, want);
    build_call(&l->build, dst, opnd_func(name), node->kids.len, args,
               lower_span(l, node->cursor));
    return dst ? opnd_place(dst) : (Operand){ .kind = OPND_NONE };
}

bool lower_atomic(Lower *l, const Node *node, Want want, Operand *out)
{
    if (node->kids.len < 2)
        return false;
    Str name = first_word(l, node->cursor);
    bool is_c11 = str_starts(name, "__c11_atomic_");
    if (!is_c11 && !str_starts(name, "__atomic_"))
        return false;
    size_t prefix = is_c11 ? strlen("__c11_atomic_") : strlen("__atomic_");
    Str whole = name;
    name = (Str){ name.p + prefix, name.n - prefix };
    Atomic a = { .expression = node->cursor,
                 .pointer = node->kids.items[0],
                 .has_value = node->kids.len > 2,
                 .by_pointer = !is_c11 && str_is(name, "store"),
                 .want = want };
    if (is_c11 && str_is(name, "exchange"))
        name = str_of("exchange_n");
    if (str_is(name, "init")) { /* without a memory order */
        name = str_of("store");
        a.has_value = true;
    }
    if (a.has_value)
        a.value = node->kids.items[node->kids.len > 2 ? 2 : 1];
    if (!perform(l, name, &a, out))
        *out = call_it(l, node, intern_str(l->request->intern, whole), want);
    return true;
}
