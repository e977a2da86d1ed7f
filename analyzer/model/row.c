/*
 * What follows the name of a `fn` row: the verb, then words and key:value pairs in any
 * order, one table for each sort.
 */
#include "model/set.h"

typedef struct RowParser {
    ModelSet *set;
    ModelWhere where;
    FnModel *row;
    Err *err;
} RowParser;

/* ---- arguments ---- */

static bool parse_arg(RowParser *p, Str text, int8_t *arg)
{
    int64_t number;
    if (!str_int(text, &number) || number < 0 || number > ROLE_MAX)
        return words_fail(p->err, p->where,
                          "expected an argument's number, 0 to %d, not '%.*s'",
                          ROLE_MAX, text.n > 40 ? 40 : (int)text.n, text.p);
    *arg = (int8_t)number;
    return true;
}

/* "RECORD.FIELD.RECORD.FIELD": each field with the record that declares it. */
static bool parse_fields(RowParser *p, Str text, Role *role)
{
    Str record, field;
    while (str_split(&text, '.', &record)) {
        if (!str_split(&text, '.', &field) || record.n == 0 || field.n == 0)
            return words_fail(p->err, p->where,
                              "a field needs its record, as in 'list.head'");
        if (role->field_count == ROLE_FIELDS)
            return words_fail(p->err, p->where, "more than %d fields", ROLE_FIELDS);
        Str both = { record.p, record.n + 1 + field.n };
        role->field[role->field_count++] = intern_str(p->set->intern, both);
    }
    return true;
}

static bool is_name(Str text)
{
    char c = text.n ? text.p[0] : '0';
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* "1", "*1", "1.list.head", "*1.list.head" or "result" */
static bool read_role(RowParser *p, Str text, Role *role)
{
    Str number = { 0 };
    if (str_is(text, "result")) {
        role->arg = ROLE_RESULT;
        return true;
    }
    role->through = str_starts(text, "*");
    if (role->through)
        text = (Str){ text.p + 1, text.n - 1 };
    str_split(&text, '.', &number);
    return parse_arg(p, number, &role->arg) && parse_fields(p, text, role);
}

/* An argument as above, or the name of a function. */
static bool read_function(RowParser *p, Str text, Role *role)
{
    if (!is_name(text) || str_is(text, "result"))
        return read_role(p, text, role);
    role->func = intern_str(p->set->intern, text);
    return true;
}

static void *field_at(FnModel *row, size_t offset)
{
    return (char *)row + offset;
}

/* ---- key:value ---- */

static const Word return_words[] = {
    { "map", RET_MAP },
    { "map-of-it", RET_MAP_OF_IT },
    { "val", RET_VAL },
    { "val|null", RET_VAL_NULL },
    { "borrow", RET_BORROW },
    { "borrow|null", RET_BORROW_NULL },
    { "dead-entry", RET_DEAD_ENTRY },
    { "found", RET_FOUND },
    { "empty", RET_EMPTY },
    { "new", RET_NEW },
    { "status", RET_STATUS },
    { "errno", RET_ERRNO },
    { "null", RET_NULL },
    { "entry", RET_ENTRY },
    { "key", RET_KEY },
    { "next", RET_NEXT },
    { "inserted", RET_INSERTED },
    { "part", RET_PART },
    { NULL, 0 },
};

static bool parse_returns(RowParser *p, Str text)
{
    const Word *known = word_find(return_words, text, p->where, "result", p->err);
    if (known == NULL)
        return false;
    p->row->ret = (uint8_t)known->value;
    return true;
}

static const Word takes_words[] = {
    { "key", offsetof(FnModel, takes_key) },
    { "val", offsetof(FnModel, takes_val) },
    { NULL, 0 },
};

static bool parse_takes(RowParser *p, Str text)
{
    Str piece;
    while (str_split(&text, ',', &piece)) {
        const Word *known =
            word_find(takes_words, piece, p->where, "word after 'takes:'", p->err);
        if (known == NULL)
            return false;
        *(bool *)field_at(p->row, known->value) = true;
    }
    return true;
}

/* "0", "0,1": a bit for each argument. */
static bool parse_arguments(RowParser *p, const char *word, Str text, uint8_t *bits)
{
    Str piece;
    int8_t arg = ROLE_NONE;
    while (str_split(&text, ',', &piece)) {
        if (!parse_arg(p, piece, &arg))
            return false;
        if (arg < 0 || arg > 7)
            return words_fail(p->err, p->where, "'%s' takes the arguments 0 to 7",
                              word);
        *bits |= (uint8_t)(1u << arg);
    }
    return true;
}

/* "1,2", "1" */
static bool parse_format(RowParser *p, Str text)
{
    Str format = { 0 };
    str_split(&text, ',', &format);
    return parse_arg(p, format, &p->row->format) &&
           (text.n == 0 || parse_arg(p, text, &p->row->format_args));
}

/* A number, or the name of a constant of this text. */
static bool parse_number(RowParser *p, Str text, int64_t *number)
{
    if (str_int(text, number))
        return true;
    Sym name = intern_str(p->set->intern, text);
    for (uint32_t i = 0; i < p->set->constants.len; i++)
        if (p->set->constants.items[i].name == name) {
            *number = p->set->constants.items[i].number;
            return true;
        }
    return words_fail(p->err, p->where, "no line 'constant %s NUMBER' above",
                      sym_text(p->set->intern, name));
}

/* "2=HASH_REMOVE", "1=0", "3&FLAG", "3!FLAG" */
static bool parse_when(RowParser *p, Str text)
{
    size_t at = 0;
    while (at < text.n && !strchr("=&!", text.p[at]))
        at++;
    if (at + 1 >= text.n)
        return words_fail(p->err, p->where,
                          "'when' needs an argument and a value, as in 'when:2=0'");
    Str value = { text.p + at + 1, text.n - at - 1 };
    p->row->when_is = text.p[at] == '='   ? WHEN_EQUAL
                      : text.p[at] == '&' ? WHEN_SET
                                          : WHEN_CLEAR;
    return parse_number(p, value, &p->row->when_value) &&
           parse_arg(p, (Str){ text.p, at }, &p->row->when_arg);
}

static const Word call_words[] = {
    { "key", CALL_ARG_KEY },
    { "val", CALL_ARG_VAL },
    { "arg", CALL_ARG_ARG },
    { "entry", CALL_ARG_ENTRY },
    { NULL, 0 },
};

static bool parse_call_arg(RowParser *p, Str text)
{
    FnModel *row = p->row;
    Str word = { 0 };
    if (row->call_count == CALL_MAX)
        return words_fail(p->err, p->where, "'calls' passes at most %d arguments",
                          CALL_MAX);
    str_split(&text, ':', &word);
    const Word *known =
        word_find(call_words, word, p->where, "argument of 'calls'", p->err);
    if (known == NULL)
        return false;
    int8_t *from = &row->call_from[row->call_count];
    row->call_args[row->call_count++] = (uint8_t)known->value;
    if (known->value == CALL_ARG_ARG)
        return parse_arg(p, text, from);
    *from = ROLE_NONE;
    return text.n == 0 || words_fail(p->err, p->where, "only 'arg' takes a number");
}

/* "service.closed(arg:0)": what the program has stored in the field of any such record
 * is called, which the library was given before. */
static bool parse_stored(RowParser *p, Str field)
{
    const char *dot = memchr(field.p, '.', field.n);
    if (dot == NULL || dot == field.p || dot + 1 == field.p + field.n)
        return words_fail(p->err, p->where,
                          "'calls' needs an argument or RECORD.FIELD");
    p->row->calls_stored = intern_str(p->set->intern, field);
    p->row->calls = ROLE_MAX; /* none of the arguments */
    return true;
}

/* "1", "1(key,val,arg:2)", "service.closed(arg:0)" */
static bool parse_calls(RowParser *p, Str text)
{
    Str number = { 0 };
    Str piece;
    bool open = memchr(text.p, '(', text.n) != NULL;
    if (open && text.p[text.n - 1] != ')')
        return words_fail(p->err, p->where,
                          "'calls' lacks its ')' or has blanks in it");
    str_split(&text, '(', &number);
    if (open && text.n)
        text.n--;
    while (str_split(&text, ',', &piece))
        if (!parse_call_arg(p, piece))
            return false;
    if (is_name(number))
        return parse_stored(p, number);
    return parse_arg(p, number, &p->row->calls);
}

static bool parse_kind(RowParser *p, Str text)
{
    const MapLaw *law = p->row->law;
    Sym name = intern_str(p->set->intern, text);
    for (uint8_t i = 1; law != NULL && i < law->kind_count; i++)
        if (law->iterator[i].name == name) {
            p->row->kind = i;
            return true;
        }
    return words_fail(p->err, p->where, "no 'kind %s' above in the law of this map",
                      sym_text(p->set->intern, name));
}

/* "true", "-1" */
static bool parse_stops(RowParser *p, Str text)
{
    if (str_is(text, "true")) {
        p->row->stops = STOPS_NOT_ZERO;
        return true;
    }
    p->row->stops = STOPS_EQUAL;
    return parse_number(p, text, &p->row->stops_value);
}

/* ---- the row ---- */

/* How the value after the word is read; for flags and roles with the offset of the
 * field that is set. */
enum {
    OFFSET = 0xfff,
    FLAG = 0,
    ROLE = 0x1000,
    RETURNS = 0x2000,
    TAKES = 0x3000,
    WHEN = 0x4000,
    CALLS = 0x5000,
    KIND = 0x6000,
    SAME = 0x7000,
    FUNCTION = 0x8000,
    CODE = 0x9000,
    READS = 0xa000,
    SETS = 0xb000,
    FORMAT = 0xc000,
    STOPS = 0xd000,
    LATER = 0xe000,
};
_Static_assert(sizeof(FnModel) <= OFFSET, "an offset does not fit");

static const Word row_words[] = {
    { "map", ROLE | offsetof(FnModel, map) },
    { "it", ROLE | offsetof(FnModel, it) },
    { "key", ROLE | offsetof(FnModel, key) },
    { "val", ROLE | offsetof(FnModel, val) },
    { "hint", ROLE | offsetof(FnModel, hint) },
    { "dst", ROLE | offsetof(FnModel, dst) },
    { "value", ROLE | offsetof(FnModel, value) },
    { "hashes", ROLE | offsetof(FnModel, hashed) },
    { "entry", ROLE | offsetof(FnModel, entry_at) },
    { "destroy-of", ROLE | offsetof(FnModel, destroy_of) },
    { "hash-function", FUNCTION | offsetof(FnModel, hash) },
    { "destroy-key", FUNCTION | offsetof(FnModel, destroy_key) },
    { "destroy-val", FUNCTION | offsetof(FnModel, destroy_val) },
    { "keeps-iterator", FLAG | offsetof(FnModel, keeps_iterator) },
    { "steals", FLAG | offsetof(FnModel, no_destroy) },
    { "consumes", FLAG | offsetof(FnModel, consumes) },
    { "refuses", FLAG | offsetof(FnModel, refuses) },
    { "empties", FLAG | offsetof(FnModel, empties) },
    { "leaves", FLAG | offsetof(FnModel, leaves) },
    { "keeps-key", FLAG | offsetof(FnModel, keeps_key) },
    { "copies-key", FLAG | offsetof(FnModel, copies_key) },
    { "makes", FLAG | offsetof(FnModel, makes) },
    { "content", FLAG | offsetof(FnModel, content) },
    { "begins", FLAG | offsetof(FnModel, begins) },
    { "ensures", FLAG | offsetof(FnModel, ensures) },
    { "context", FLAG | offsetof(FnModel, context) },
    { "counted", FLAG | offsetof(FnModel, counted) },
    { "unless-null", FLAG | offsetof(FnModel, unless_null) },
    { "nulls", FLAG | offsetof(FnModel, nulls) },
    { "no-return", FLAG | offsetof(FnModel, no_return) },
    { "shared", FLAG | offsetof(FnModel, shared) },
    { "by-address", FLAG | offsetof(FnModel, by_address) },
    { "zeroed", FLAG | offsetof(FnModel, zeroed) },
    { "never-null", FLAG | offsetof(FnModel, never_null) },
    { "deletes-when-true", FLAG | offsetof(FnModel, deletes_when_true) },
    { "loop", FLAG | offsetof(FnModel, is_loop) },
    { "bound", FLAG | offsetof(FnModel, is_bound) },
    { "place", FLAG | offsetof(FnModel, is_place) },
    { "code", CODE },
    { "later", LATER },
    { "returns", RETURNS },
    { "takes", TAKES },
    { "reads", READS },
    { "sets", SETS },
    { "format", FORMAT },
    { "unseen", FLAG | offsetof(FnModel, unseen) },
    { "when", WHEN },
    { "stops-when", STOPS },
    { "calls", CALLS },
    { "kind", KIND },
    { "same", SAME },
    { NULL, 0 },
};

static bool parse_pair(RowParser *p, const Word *key, Str value)
{
    switch (key->value & ~(size_t)OFFSET) {
    case ROLE:
        return read_role(p, value, field_at(p->row, key->value & OFFSET));
    case FUNCTION:
        return read_function(p, value, field_at(p->row, key->value & OFFSET));
    case RETURNS:
        return parse_returns(p, value);
    case TAKES:
        return parse_takes(p, value);
    case READS:
        return parse_arguments(p, "reads", value, &p->row->reads);
    case SETS:
        return parse_arguments(p, "sets", value, &p->row->sets);
    case FORMAT:
        return parse_format(p, value);
    case WHEN:
        return parse_when(p, value);
    case STOPS:
        return parse_stops(p, value);
    case CALLS:
        return parse_calls(p, value);
    case KIND:
        return parse_kind(p, value);
    case CODE:
        return parse_arg(p, value, &p->row->code);
    case LATER:
        return parse_arg(p, value, &p->row->later);
    default:
        return parse_arg(p, value, &p->row->same);
    }
}

static bool parse_word(RowParser *p, Str text)
{
    Str value = text;
    Str name = { 0 };
    str_split(&value, ':', &name);
    const Word *key = word_find(row_words, name, p->where, "word", p->err);
    if (key == NULL)
        return false;
    bool is_flag = key->value <= OFFSET;
    if (!is_flag && value.n == 0)
        return words_fail(p->err, p->where, "'%s' needs a value, as in '%s:...'",
                          key->word, key->word);
    if (!is_flag)
        return parse_pair(p, key, value);
    if (name.n != text.n)
        return words_fail(p->err, p->where, "'%s' takes no value", key->word);
    *(bool *)field_at(p->row, key->value & OFFSET) = true;
    return true;
}

static bool has(Role role)
{
    return role.arg != ROLE_NONE;
}

/* What the verb cannot do without, as the words that give it; NULL when nothing lacks.
 */
static const char *row_lacks(const FnModel *row)
{
    bool on_map = has(row->map);
    switch (row->verb) {
    case EV_NEW:
        return on_map || row->ret == RET_MAP ? NULL : "map:N or returns:map";
    case EV_ITER:
        if (row->is_loop)
            return on_map && has(row->it) ? NULL : "map:N and it:N";
        return on_map && (has(row->it) || row->calls != ROLE_NONE)
                   ? NULL
                   : "map:N, and it:N or calls:N";
    case EV_NEXT:
    case EV_END:
        return has(row->it) ? NULL : "it:N";
    case EV_READ:
    case EV_WRITE:
    case EV_DELETE:
    case EV_LEN:
    case EV_BORROW:
        return on_map || has(row->it) ? NULL : "map:N or it:N";
    case EV_CLEAR:
    case EV_FREE:
    case EV_RESERVE:
        return on_map ? NULL : "map:N";
    case EV_REINIT:
        return has(row->dst) ? NULL : "dst:N";
    case EV_SPAWN:
        return row->calls != ROLE_NONE ? NULL : "calls:N";
    case EV_ALLOC:
    case EV_TRIM:
    case EV_CALL:
        return NULL;
    default:
        return has(row->value) ? NULL : "value:N";
    }
}

/* The first word: a verb, "inert", or, when the row has none, a word like the others.
 */
static bool parse_first(RowParser *p, Str text)
{
    Str rest = text;
    Str name = { 0 };
    Verb verb;
    str_split(&rest, ':', &name);
    if (str_is(text, "inert"))
        return true;
    for (const Word *w = row_words; w->word != NULL; w++)
        if (str_is(name, w->word))
            return parse_word(p, text);
    if (!word_verb_entries(text, p->where, &verb, &p->row->entry, p->err))
        return false;
    p->row->verb = (uint8_t)verb;
    return true;
}

static void row_empty(FnModel *row)
{
    const Role none = { .arg = ROLE_NONE };
    row->verb = EV_CALL;
    row->entry = ENTRY_ANY;
    row->map = row->it = row->key = row->val = row->hint = row->dst = row->value = none;
    row->destroy_key = row->destroy_val = row->entry_at = row->hashed = none;
    row->hash = none;
    row->destroy_of = none;
    row->same = row->calls = row->later = row->when_arg = row->code = ROLE_NONE;
    row->format = row->format_args = ROLE_NONE;
    row->next = -1;
}

bool parse_row(ModelSet *set, ModelWhere where, Str text, FnModel *row, Err *err)
{
    RowParser p = { .set = set, .where = where, .row = row, .err = err };
    Str word;
    row_empty(row);
    if (!str_word(&text, &word))
        return words_fail(err, where, "a function needs a verb");
    if (!parse_first(&p, word))
        return false;
    while (str_word(&text, &word))
        if (!parse_word(&p, word))
            return false;
    const char *lacks = row_lacks(row);
    if (lacks != NULL)
        return words_fail(err, where, "'%s' needs %s", verb_word(row->verb), lacks);
    bool only_macro = row->is_loop || row->is_place || row->code != ROLE_NONE;
    if (only_macro && !row->is_macro)
        return words_fail(err, where, "'loop', 'place' and 'code' are for macros");
    if (row->is_loop && row->verb != EV_ITER)
        return words_fail(err, where, "'loop' belongs to 'iter'");
    if (row->is_bound && !row->is_loop)
        return words_fail(err, where, "'bound' belongs to 'loop'");
    return true;
}
