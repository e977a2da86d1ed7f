/*
 * The graph: nodes, edges, and what travels along them until nothing changes.
 *
 * Calls through pointers are linked in rounds, each from a finished graph, so that the
 * result does not depend on the order in which anything was added.
 */
#include "summary/bind.h"

#include "base/hash.h"

#include <stdlib.h>

enum { CALL_ROUNDS = 4, NO_NODE = 0, OPAQUE = 0 };

static inline uint64_t term_hash(BindTerm term, uint64_t seed)
{
    return hash_bytes(&term, sizeof term, seed);
}

static inline bool term_same(BindTerm x, BindTerm y)
{
    return x.kind == y.kind && x.a == y.a && x.b == y.b;
}

#define RMAP_NAME            termmap
#define RMAP_KEY             BindTerm
#define RMAP_VALUE           uint32_t
#define RMAP_HASH(key, seed) term_hash(key, seed)
#define RMAP_EQUAL(x, y)     term_same(x, y)
#include "rmap/hmap.h"

#define RMAP_NAME            edgeset
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           bool
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(x, y)     ((x) == (y))
#include "rmap/hmap.h"

typedef struct Node {
    BindTerm term;
    bool opaque;
    bool open;   /* something from outside the program may stand here */
    bool is_fed; /* there is an edge to it */
    uint8_t count;
    uint32_t held[TARGETS_MAX]; /* indices into Bind.values */
    VEC(uint32_t) to;
    VEC(uint32_t)
    passed; /* of a parameter: the globals and fields of them given to it */
} Node;

/* The value at a node is new: 0 tells that it became opaque. */
typedef struct News {
    uint32_t node, value;
} News;

struct Bind {
    Arena *arena;
    const Intern *intern;
    const ModelSet *models;
    termmap *node_of, *value_of;
    edgeset *edges;
    VEC(Node) nodes;      /* [0] is unused */
    VEC(BindTerm) values; /* [0] is unused */
    VEC(BindFact) calls;
    termmap *bodies; /* functions, and tables of them, that are in the program */
    VEC(News) news;
};

Bind *bind_new(Arena *arena, const Intern *intern)
{
    RmapOptions options = arena_map_options(arena);
    Bind *bind = ARENA_NEW(arena, Bind);
    bind->arena = arena;
    bind->intern = intern;
    bind->node_of = termmap_make_with(64, &options);
    bind->value_of = termmap_make_with(64, &options);
    bind->bodies = termmap_make_with(64, &options);
    bind->edges = edgeset_make_with(64, &options);
    vec_push(arena, &bind->nodes, ((Node){ 0 }));
    vec_push(arena, &bind->values, ((BindTerm){ 0 }));
    return bind;
}

/* ---- nodes and edges ---- */

static void add_value(Bind *bind, uint32_t node, uint32_t value)
{
    Node *at = &bind->nodes.items[node];
    if (at->opaque)
        return;
    for (unsigned i = 0; value != OPAQUE && i < at->count; i++)
        if (at->held[i] == value)
            return;
    if (value == OPAQUE || at->count == TARGETS_MAX) {
        at->opaque = true;
        value = OPAQUE;
    } else {
        at->held[at->count++] = value;
    }
    vec_push(bind->arena, &bind->news, ((News){ node, value }));
}

static void add_edge(Bind *bind, uint32_t from, uint32_t to)
{
    uint64_t edge = (uint64_t)from << 32 | to;
    bool found;
    if (from == to)
        return;
    *edgeset_get_or_put(bind->edges, edge, &found) = true;
    if (found)
        return;
    vec_push(bind->arena, &bind->nodes.items[from].to, to);
    Node *target = &bind->nodes.items[to];
    uint32_t kind = bind->nodes.items[from].term.kind;
    target->is_fed = true;
    if (target->term.kind == BIND_PARAM && (kind == BIND_GLOBAL || kind == BIND_MEMBER))
        vec_push(bind->arena, &target->passed, from);
    const Node *source = &bind->nodes.items[from];
    if (source->opaque)
        add_value(bind, to, OPAQUE);
    for (unsigned i = 0; i < source->count; i++)
        add_value(bind, to, source->held[i]);
}

static uint32_t node_of(Bind *bind, BindTerm term);

/* What is written through pointers may stand in a field of any object, and what is
 * written to a global's field may be read through a pointer. */
static void connect(Bind *bind, uint32_t node, BindTerm term)
{
    if (term.kind == BIND_STORED || term.kind == BIND_MEMBER)
        add_edge(bind, node, node_of(bind, (BindTerm){ BIND_FIELD, term.a, 0 }));
    if (term.kind == BIND_MEMBER)
        add_edge(bind, node_of(bind, (BindTerm){ BIND_STORED, term.a, 0 }), node);
}

static uint32_t node_of(Bind *bind, BindTerm term)
{
    bool found;
    uint32_t *known = termmap_get_or_put(bind->node_of, term, &found);
    if (found)
        return *known;
    uint32_t node = *known = bind->nodes.len;
    vec_push(bind->arena, &bind->nodes, ((Node){ .term = term }));
    connect(bind, node, term);
    return node;
}

static bool is_value(BindTerm term)
{
    return term.kind >= BIND_FUNC;
}

static uint32_t value_number(Bind *bind, BindTerm term)
{
    bool found;
    uint32_t *known = termmap_get_or_put(bind->value_of, term, &found);
    if (found)
        return *known;
    *known = bind->values.len;
    vec_push(bind->arena, &bind->values, term);
    return bind->values.len - 1;
}

static void flows(Bind *bind, BindTerm from, BindTerm to)
{
    if (from.kind == BIND_NONE || to.kind == BIND_NONE || is_value(to))
        return;
    uint32_t node = node_of(bind, to);
    if (is_value(from) && to.kind == BIND_MEMBER)
        termmap_put(bind->bodies, (BindTerm){ BIND_ADDRESS, to.b, 0 }, 1);
    if (is_value(from))
        add_value(bind, node, value_number(bind, from));
    else
        add_edge(bind, node_of(bind, from), node);
}

/* ---- calls ---- */

static void link_call(Bind *bind, const BindFact *call, Sym function)
{
    flows(bind, (BindTerm){ BIND_RESULT, function, 0 }, call->to);
    for (unsigned i = 0; i < call->arg_count; i++) {
        BindTerm param = { BIND_PARAM, function, i };
        flows(bind, call->args[i], param);
        if (call->addresses >> i & 1)
            flows(bind, param, bind_pointed(call->args[i]));
    }
}

void bind_add(Bind *bind, const BindPart *part)
{
    for (uint32_t i = 0; i < part->bodies.len; i++)
        termmap_put(bind->bodies, (BindTerm){ BIND_FUNC, part->bodies.items[i], 0 }, 1);
    for (uint32_t i = 0; i < part->facts.len; i++) {
        const BindFact *fact = &part->facts.items[i];
        if (fact->is_call)
            vec_push(bind->arena, &bind->calls, *fact);
        else
            flows(bind, fact->from, fact->to);
    }
}

/* A constructor of maps gives one that remembers the call. */
static bool link_maker(Bind *bind, uint32_t number)
{
    const BindFact *call = &bind->calls.items[number];
    const FnModel *row = model_fn(bind->models, call->from.a);
    if (!row)
        return false;
    BindTerm made = { BIND_MAP, call->from.a, number };
    if (row->verb == EV_NEW && row->ret == RET_MAP)
        flows(bind, made, call->to);
    if ((row->verb == EV_NEW || row->ensures) && row->map.through &&
        row->map.arg >= 0 && row->map.arg < call->arg_count)
        flows(bind, made, bind_pointed(call->args[row->map.arg]));
    if (row->same >= 0 && row->same < call->arg_count && row->ret != RET_PART)
        flows(bind, call->args[row->same], call->to);
    return true;
}

static void settle(Bind *bind)
{
    while (bind->news.len) {
        News news = bind->news.items[--bind->news.len];
        for (uint32_t i = 0; i < bind->nodes.items[news.node].to.len; i++)
            add_value(bind, bind->nodes.items[news.node].to.items[i], news.value);
    }
}

/* The targets are read before anything is added: all calls of a round see one graph. */
static void link_pointers(Bind *bind)
{
    uint32_t count = bind->calls.len;
    Targets *targets = ARENA_ARRAY(bind->arena, Targets, count);
    for (uint32_t i = 0; i < count; i++)
        if (!is_value(bind->calls.items[i].from))
            targets[i] = bind_functions(bind, bind->calls.items[i].from);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t t = 0; t < targets[i].count; t++)
            link_call(bind, &bind->calls.items[i], targets[i].func[t]);
    settle(bind);
}

/* What comes from outside: results of functions without a body, parameters that nobody
 * in the program passes. */
static bool is_outside(const Bind *bind, const Node *node)
{
    BindTerm function = { BIND_FUNC, node->term.a, 0 };
    if (node->is_fed || node->count)
        return false;
    if (node->term.kind == BIND_RESULT)
        return !termmap_get(bind->bodies, function) &&
               !model_fn(bind->models, node->term.a);
    return node->term.kind == BIND_PARAM;
}

static void spread_open(Bind *bind)
{
    VEC(uint32_t) work = { 0 };
    for (uint32_t i = 1; i < bind->nodes.len; i++)
        if (is_outside(bind, &bind->nodes.items[i])) {
            bind->nodes.items[i].open = true;
            vec_push(bind->arena, &work, i);
        }
    while (work.len) {
        const Node *node = &bind->nodes.items[work.items[--work.len]];
        for (uint32_t i = 0; i < node->to.len; i++) {
            Node *to = &bind->nodes.items[node->to.items[i]];
            if (to->open)
                continue;
            to->open = true;
            vec_push(bind->arena, &work, node->to.items[i]);
        }
    }
}

void bind_solve(Bind *bind, const ModelSet *models)
{
    bind->models = models;
    for (uint32_t i = 0; i < bind->calls.len; i++) {
        BindTerm callee = bind->calls.items[i].from;
        if (callee.kind == BIND_FUNC && !link_maker(bind, i))
            link_call(bind, &bind->calls.items[i], callee.a);
    }
    settle(bind);
    for (uint32_t edges = 0, round = 0; round < CALL_ROUNDS; round++) {
        edges = (uint32_t)edgeset_len(bind->edges);
        link_pointers(bind);
        if (edges == edgeset_len(bind->edges))
            break;
    }
    spread_open(bind);
}

/* ---- questions ---- */

static const Node *find_node(const Bind *bind, BindTerm term)
{
    const uint32_t *node = termmap_get(bind->node_of, term);
    if (!node && term.kind == BIND_MEMBER)
        node = termmap_get(bind->node_of, (BindTerm){ BIND_STORED, term.a, 0 });
    return node ? &bind->nodes.items[*node] : NULL;
}

static bool comes_before(const Bind *bind, Sym a, Sym b)
{
    return strcmp(sym_text(bind->intern, a), sym_text(bind->intern, b)) < 0;
}

static Targets values_of_kind(const Bind *bind, const Node *node, BindKind kind)
{
    Targets out = { 0 };
    for (unsigned i = 0; node && !node->opaque && i < node->count; i++) {
        BindTerm value = bind->values.items[node->held[i]];
        if (value.kind != (uint32_t)kind)
            continue;
        uint32_t at = out.count++;
        for (; at > 0 && comes_before(bind, value.a, out.func[at - 1]); at--)
            out.func[at] = out.func[at - 1];
        out.func[at] = value.a;
    }
    return out;
}

Targets bind_functions(const Bind *bind, BindTerm node)
{
    return values_of_kind(bind, find_node(bind, node), BIND_FUNC);
}

Targets bind_addresses(const Bind *bind, BindTerm term)
{
    const Node *node = find_node(bind, term);
    Targets out = values_of_kind(bind, node, BIND_ADDRESS);
    return node && !node->open && out.count == node->count ? out : (Targets){ 0 };
}

static bool term_before(const Bind *bind, BindTerm x, BindTerm y)
{
    if (x.kind != y.kind)
        return x.kind < y.kind;
    if (x.a != y.a)
        return comes_before(bind, x.a, y.a);
    return x.kind == BIND_MEMBER && x.b != y.b && comes_before(bind, x.b, y.b);
}

Passed bind_passed(const Bind *bind, BindTerm param)
{
    const Node *node = find_node(bind, param);
    Passed out = { 0 };
    if (!node || node->passed.len > TARGETS_MAX)
        return out;
    for (uint32_t i = 0; i < node->passed.len; i++) {
        BindTerm term = bind->nodes.items[node->passed.items[i]].term;
        uint32_t at = out.count++;
        for (; at > 0 && term_before(bind, term, out.node[at - 1]); at--)
            out.node[at] = out.node[at - 1];
        out.node[at] = term;
    }
    return out;
}

/* The destroy function that a call gives to its map; false when it is not certain. */
static bool destroy_function(const Bind *bind, const BindFact *call, Role role,
                             Sym *function)
{
    *function = 0;
    if (role.arg < 0 || role.arg >= call->arg_count)
        return true;
    BindTerm given = call->args[role.arg];
    if (given.kind == BIND_NONE)
        return true;
    if (given.kind == BIND_FUNC) {
        *function = given.a;
        return true;
    }
    if (given.kind == BIND_ADDRESS && role.field_count == 1)
        given = (BindTerm){ BIND_MEMBER, role.field[0], given.a };
    const Node *node = is_value(given) ? NULL : find_node(bind, given);
    /* A table of functions in which nobody sets this one, unless nothing is known of
     * it: it may stand in code that is not here. */
    if (!node && given.kind == BIND_MEMBER)
        return termmap_get(bind->bodies, (BindTerm){ BIND_ADDRESS, given.b, 0 }) !=
               NULL;
    if (!node || node->opaque || node->open)
        return false;
    Targets targets = values_of_kind(bind, node, BIND_FUNC);
    if (targets.count == 1)
        *function = targets.func[0];
    return targets.count <= 1 && node->count == targets.count;
}

static bool made_by(const Bind *bind, BindTerm value, BoundMap *map)
{
    const BindFact *call = &bind->calls.items[value.b];
    const FnModel *row = model_fn(bind->models, value.a);
    *map = (BoundMap){ .law = row->law, .maker = value.a };
    return row->destroy_of.arg < 0 &&
           destroy_function(bind, call, row->destroy_key, &map->destroy_key) &&
           destroy_function(bind, call, row->destroy_val, &map->destroy_val);
}

bool bind_map(const Bind *bind, BindTerm term, BoundMap *map)
{
    const Node *node = find_node(bind, term);
    bool found = false;
    if (!node || node->opaque || node->open)
        return false;
    for (unsigned i = 0; i < node->count; i++) {
        BindTerm value = bind->values.items[node->held[i]];
        BoundMap other;
        if (value.kind != BIND_MAP || !made_by(bind, value, &other))
            return false;
        if (found && (other.law != map->law || other.destroy_key != map->destroy_key ||
                      other.destroy_val != map->destroy_val))
            return false;
        *map = other;
        found = true;
    }
    return found;
}
