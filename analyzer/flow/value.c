#include "flow/value.h"

#include "rmap/hash.h"

static inline bool value_same(Value x, Value y)
{
    return x.kind == y.kind && x.a == y.a && x.b == y.b && x.number == y.number;
}

static inline uint64_t value_hash(Value value, uint64_t seed)
{
    uint64_t parts = ((uint64_t)value.a << 32) | value.b;
    return rmap_hash_u64(parts,
                         rmap_hash_u64((uint64_t)value.number, value.kind) ^ seed);
}

#define RMAP_NAME            valuemap
#define RMAP_KEY             Value
#define RMAP_VALUE           ValueId
#define RMAP_HASH(key, seed) value_hash(key, seed)
#define RMAP_EQUAL(x, y)     value_same(x, y)
#include "rmap/hmap.h"

/* The parts of an object that were ever named, as a list without order. */
typedef struct Parts {
    ValueId first, next;
    bool unknown_element;
} Parts;

/* The values asked for last: most questions come again soon. */
enum { RECENT = 1024 };

struct ValueTable {
    Arena *arena;
    ValueId recent[RECENT]; /* by hash */
    VEC(Value) values;      /* [0] is VAL_NONE */
    VEC(Parts) parts;       /* beside `values` */
    valuemap *ids;
};

ValueTable *values_new(Arena *arena)
{
    RmapOptions options = arena_map_options(arena);
    ValueTable *table = ARENA_NEW(arena, ValueTable);
    table->arena = arena;
    table->ids = valuemap_make_with(64, &options);
    vec_push(arena, &table->values, ((Value){ .kind = VAL_NONE }));
    vec_push(arena, &table->parts, ((Parts){ 0 }));
    return table;
}

static void add_part(ValueTable *table, ValueId id, Value value)
{
    Parts *whole = &table->parts.items[value.a];
    int64_t number;
    table->parts.items[id].next = whole->first;
    whole->first = id;
    if (value.kind == VAL_ELEM && !value_is_int(table, value.b, &number))
        whole->unknown_element = true;
}

static unsigned weight_of(const ValueTable *table, Value value)
{
    switch ((ValueKind)value.kind) {
    case VAL_FIELD:
    case VAL_INIT:
        return 1u + value_at(table, value.a).weight;
    case VAL_ELEM:
    case VAL_SLOT:
    case VAL_EXPR:
        return 1u + value_at(table, value.a).weight + value_at(table, value.b).weight;
    case VAL_NONE:
    case VAL_INT:
    case VAL_STR:
    case VAL_FUNC:
    case VAL_LOCAL:
    case VAL_GLOBAL:
    case VAL_FRESH:
    case VAL_COUNTER:
        return 1;
    }
    return 1;
}

static ValueId value_new(ValueTable *table, Value value)
{
    bool found;
    ValueId *known = valuemap_get_or_put(table->ids, value, &found), id;
    if (found)
        return *known;
    unsigned weight = weight_of(table, value);
    *known = id = table->values.len;
    if (weight > WEIGHT_MAX) {
        value = (Value){ .kind = VAL_FRESH, .a = SITE_HEAVY, .number = id };
        weight = 1;
    }
    value.weight = (uint8_t)weight;
    vec_push(table->arena, &table->values, value);
    vec_push(table->arena, &table->parts, ((Parts){ 0 }));
    if (value.kind == VAL_FIELD || value.kind == VAL_ELEM)
        add_part(table, id, value);
    return id;
}

ValueId value_of(ValueTable *table, Value value)
{
    uint64_t mixed =
        ((uint64_t)value.a << 32 | value.b) * UINT64_C(0x9e3779b97f4a7c15) +
        ((uint64_t)value.number << 4 | value.kind) * UINT64_C(0xc2b2ae3d27d4eb4f);
    ValueId *recent = &table->recent[(mixed >> 32) % RECENT];
    if (*recent == 0 || !value_same(table->values.items[*recent], value))
        *recent = value_new(table, value);
    return *recent;
}

ValueId value_find(const ValueTable *table, Value value)
{
    const ValueId *known = valuemap_get(table->ids, value);
    return known ? *known : 0;
}

Value value_at(const ValueTable *table, ValueId id)
{
    return table->values.items[id];
}

uint32_t value_count(const ValueTable *table)
{
    return table->values.len;
}

ValueId value_int(ValueTable *table, int64_t number)
{
    return value_of(table, (Value){ .kind = VAL_INT, .number = number });
}

ValueId value_field(ValueTable *table, ValueId base, Sym field)
{
    return value_of(table, (Value){ .kind = VAL_FIELD, .a = base, .b = field });
}

ValueId value_elem(ValueTable *table, ValueId base, ValueId index)
{
    if (value_is_null(table, index))
        return base;
    return value_of(table, (Value){ .kind = VAL_ELEM, .a = base, .b = index });
}

ValueId value_init(ValueTable *table, ValueId address)
{
    return value_of(table, (Value){ .kind = VAL_INIT, .a = address });
}

static bool fold(uint8_t op, int64_t a, int64_t b, int64_t *out)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b;
    switch (op) {
    case '+':
        *out = (int64_t)(x + y);
        return true;
    case '-':
        *out = (int64_t)(x - y);
        return true;
    case '*':
        *out = (int64_t)(x * y);
        return true;
    case '&':
        *out = a & b;
        return true;
    case '|':
        *out = a | b;
        return true;
    case '=':
        *out = a == b;
        return true;
    case '!':
        *out = a != b;
        return true;
    default:
        return false;
    }
}

ValueId value_expr(ValueTable *table, uint8_t op, ValueId a, ValueId b)
{
    int64_t x, y, folded;
    bool a_int = value_is_int(table, a, &x), b_int = value_is_int(table, b, &y);
    if (a_int && b_int && fold(op, x, y, &folded))
        return value_int(table, folded);
    if (b_int && y == 0 && (op == '+' || op == '-' || op == '|'))
        return a;
    bool commutes = op == '+' || op == '*' || op == '&' || op == '|' || op == '=' ||
                    op == '!' || op == '^';
    if (commutes && a > b) {
        ValueId swap = a;
        a = b;
        b = swap;
    }
    return value_of(table, (Value){ .kind = VAL_EXPR, .a = a, .b = b, .number = op });
}

bool value_is_int(const ValueTable *table, ValueId id, int64_t *number)
{
    Value value = value_at(table, id);
    if (value.kind == VAL_INT)
        *number = value.number;
    return value.kind == VAL_INT;
}

bool value_is_null(const ValueTable *table, ValueId id)
{
    int64_t number;
    return value_is_int(table, id, &number) && number == 0;
}

ValueId value_root(const ValueTable *table, ValueId id)
{
    Value value = value_at(table, id);
    while (value.kind == VAL_FIELD || value.kind == VAL_ELEM) {
        id = value.a;
        value = value_at(table, id);
    }
    return id;
}

bool value_of_object(const ValueTable *table, ValueId id, ValueId base)
{
    Value value = value_at(table, id);
    while (id > base && (value.kind == VAL_INIT || value.kind == VAL_FIELD ||
                         value.kind == VAL_ELEM)) {
        id = value.a;
        value = value_at(table, id);
    }
    return id == base;
}

bool value_below(const ValueTable *table, ValueId id, ValueId base)
{
    while (id > base) { /* what a value is made of was named before it */
        const Value *value = &table->values.items[id];
        if (value->kind != VAL_FIELD && value->kind != VAL_ELEM)
            return false;
        if (value->a == base)
            return true;
        id = value->a;
    }
    return false;
}

ValueId value_next_below(const ValueTable *table, ValueId base, ValueId id)
{
    ValueId first = table->parts.items[id].first;
    if (first)
        return first;
    for (; id != base; id = value_at(table, id).a)
        if (table->parts.items[id].next)
            return table->parts.items[id].next;
    return 0;
}

bool value_has_unknown_element(const ValueTable *table, ValueId base)
{
    return table->parts.items[base].unknown_element;
}

ValueId value_find_beside(const ValueTable *table, ValueId addr, ValueId from,
                          ValueId to)
{
    if (addr == from)
        return to;
    Value value = value_at(table, addr);
    value.a = value_find_beside(table, value.a, from, to);
    return value.a ? value_find(table, value) : 0;
}

bool value_is_address(const ValueTable *table, ValueId id)
{
    ValueKind kind = (ValueKind)value_at(table, id).kind;
    return kind == VAL_LOCAL || kind == VAL_GLOBAL || kind == VAL_FUNC ||
           kind == VAL_STR || kind == VAL_FIELD || kind == VAL_ELEM;
}
