/*
 * The lines of a .model text, and the rows of a law.
 *
 * Every line is a keyword and words after it. `library`, `lang` and `map` open what the
 * lines below belong to; blanks at the start of a line mean nothing. A law that stands
 * in an annotation has the same rows, with ';' for the end of a line.
 */
#include "model/set.h"

/* What follows `fn` in the line of a method. */
typedef struct Method {
    const MapLaw *law;
    Str text;
} Method;

typedef struct Parser {
    ModelSet *set;
    ModelWhere where;
    Sym library; /* 0 before the `library` line */
    MapLaw *law; /* of the `map` line above, or NULL */
    VEC(Method) methods;
    Err *err;
} Parser;

/* ---- laws ---- */

static const Word answer_words[] = {
    { "ok", NIL_OK },       { "noop", NIL_NOOP },   { "warn", NIL_WARN },
    { "crash", NIL_CRASH }, { "panic", NIL_PANIC }, { NULL, 0 },
};

static bool parse_nil(Parser *p, Str rest, MapLaw *law)
{
    Str word;
    while (str_word(&rest, &word)) {
        Str answer = word;
        Str name;
        Verb verb;
        str_split(&answer, ':', &name);
        if (!word_verb(name, p->where, &verb, p->err))
            return false;
        if (answer.n == 0)
            return words_fail(p->err, p->where,
                              "'%s' needs an answer, as in '%s:crash'", verb_word(verb),
                              verb_word(verb));
        const Word *known =
            word_find(answer_words, answer, p->where, "answer to nil", p->err);
        if (known == NULL)
            return false;
        law->nil[verb] = (uint8_t)known->value;
    }
    return true;
}

/* "dies-on VERB[:ENTRY...]..." */
static bool parse_deaths(Parser *p, Str rest, uint8_t *dies)
{
    Str word;
    if (!str_word(&rest, &word) || !str_is(word, "dies-on"))
        return words_fail(p->err, p->where,
                          "expected 'dies-on' and the verbs that kill");
    while (str_word(&rest, &word)) {
        Verb verb;
        uint8_t entries;
        if (!word_verb_entries(word, p->where, &verb, &entries, p->err))
            return false;
        dies[verb] |= entries;
    }
    return true;
}

/* "[must-end | must-end-early] [end-checked] dies-on ..." */
static bool parse_iterator(Parser *p, Str rest, IterLaw *law)
{
    for (Str after = rest, word; str_word(&after, &word); rest = after)
        if (str_is(word, "must-end"))
            law->must_end = END_ALWAYS;
        else if (str_is(word, "must-end-early"))
            law->must_end = END_EARLY;
        else if (str_is(word, "end-checked"))
            law->end_checked = true;
        else
            break;
    return parse_deaths(p, rest, law->dies);
}

static bool parse_kind(Parser *p, Str rest, MapLaw *law)
{
    Str name;
    if (!str_word(&rest, &name))
        return words_fail(p->err, p->where, "a kind needs a name");
    if (law->kind_count == MAP_LAW_KINDS)
        return words_fail(p->err, p->where, "more than %d kinds of iteration",
                          MAP_LAW_KINDS - 1);
    IterLaw *kind = &law->iterator[law->kind_count++];
    kind->name = intern_str(p->set->intern, name);
    return parse_iterator(p, rest, kind);
}

/* A count from 1 to 65,535. */
static bool parse_count(Parser *p, Str text, uint32_t *count)
{
    int64_t number;
    if (!str_int(text, &number) || number < 1 || number > UINT16_MAX)
        return words_fail(p->err, p->where, "expected a number from 1 to 65535");
    *count = (uint32_t)number;
    return true;
}

enum { RESERVE_SLOTS, RESERVE_LOAD, RESERVE_ENTRY };
static const Word reserve_words[] = {
    { "slots", RESERVE_SLOTS },
    { "load", RESERVE_LOAD },
    { "entry", RESERVE_ENTRY },
    { NULL, 0 },
};

static bool parse_reserve_word(Parser *p, Str word, MapLaw *law)
{
    Str value = word;
    Str name;
    str_split(&value, ':', &name);
    const Word *known = word_find(reserve_words, name, p->where, "word", p->err);
    if (known == NULL)
        return false;
    if (known->value == RESERVE_SLOTS)
        return parse_count(p, value, &law->slots);
    if (known->value == RESERVE_ENTRY)
        return parse_count(p, value, &law->entry_bytes);
    Str numerator = { 0 };
    str_split(&value, '/', &numerator);
    return parse_count(p, numerator, &law->load_num) &&
           parse_count(p, value, &law->load_den);
}

/* "none", or "hint slots:8 load:13/2 [entry:24]" */
static bool parse_reserve(Parser *p, Str rest, MapLaw *law)
{
    Str word;
    if (str_word(&rest, &word) && str_is(word, "none") && !str_word(&rest, &word))
        return true;
    if (!str_is(word, "hint"))
        return words_fail(p->err, p->where, "expected 'none' or 'hint ...'");
    while (str_word(&rest, &word))
        if (!parse_reserve_word(p, word, law))
            return false;
    if (law->slots == 0 || law->load_num == 0)
        return words_fail(
            p->err, p->where,
            "'hint' needs slots:N and load:N/M, else no advice is possible");
    law->can_reserve = true;
    return true;
}

static const Word entry_words[] = {
    { "key", offsetof(MapLaw, entry_key) },
    { "val", offsetof(MapLaw, entry_val) },
    { "it", offsetof(MapLaw, inserted_it) },
    { "new", offsetof(MapLaw, inserted_new) },
    { NULL, 0 },
};

/* "key:RECORD.FIELD val:RECORD.FIELD", "it:RECORD.FIELD new:RECORD.FIELD" */
static bool parse_fields(Parser *p, Str rest, MapLaw *law)
{
    Str word;
    while (str_word(&rest, &word)) {
        Str value = word;
        Str name;
        str_split(&value, ':', &name);
        const Word *known =
            word_find(entry_words, name, p->where, "part of an entry", p->err);
        if (known == NULL)
            return false;
        if (memchr(value.p, '.', value.n) == NULL)
            return words_fail(
                p->err, p->where,
                "'%s' needs a field with its record, as in '%s:node.data'", known->word,
                known->word);
        *(Sym *)(void *)((char *)law + known->value) =
            intern_str(p->set->intern, value);
    }
    return true;
}

/* A function of the iterator's type: "TYPE::operator++()". */
static bool add_operator(Parser *p, Str type, const char *name, const char *words)
{
    ModelSet *set = p->set;
    FnModel *row = ARENA_NEW(set->arena, FnModel);
    row->law = p->law;
    row->name = intern_text(
        set->intern, arena_printf(set->arena, "%.*s::%s", (int)type.n, type.p, name));
    if (!parse_row(set, p->where, str_of(words), row, p->err))
        return false;
    if (set_row_clash(set, row) == NULL) /* another map's iterators, too */
        set_add_row(set, row);
    return true;
}

static Str last_name(Str type)
{
    for (size_t i = type.n; i > 0; i--)
        if (type.p[i - 1] == ':')
            return (Str){ type.p + i, type.n - i };
    return type;
}

/* Types of iterators that are values: what they can do follows. */
static bool parse_positions(Parser *p, Str rest, MapLaw *law)
{
    Str type;
    law->has_positions = true;
    while (str_word(&rest, &type)) {
        Str own = last_name(type);
        const char *maker = arena_printf(p->set->arena, "%.*s", (int)own.n, own.p);
        if (!add_operator(p, type, "operator++", "next it:*0 same:0") ||
            !add_operator(p, type, "operator--", "next it:*0 same:0") ||
            !add_operator(p, type, "operator*", "borrow it:*0 returns:borrow") ||
            !add_operator(p, type, "operator->", "borrow it:*0 returns:borrow") ||
            !add_operator(p, type, "operator=", "copy value:*1 dst:*0 same:0") ||
            !add_operator(p, type, maker, "copy value:*1 dst:*0"))
            return false;
    }
    return true;
}

/* "arg:1" */
static bool parse_destroy(Parser *p, Str rest, MapLaw *law)
{
    Str word, name, more;
    int64_t number = 0;
    bool one = str_word(&rest, &word) && !str_word(&rest, &more);
    if (!one || !str_split(&word, ':', &name) || !str_is(name, "arg") ||
        !str_int(word, &number) || number < 0 || number >= CALL_MAX)
        return words_fail(p->err, p->where, "expected 'arg:N', N from 0 to %d",
                          CALL_MAX - 1);
    law->destroy_arg = (uint8_t)number;
    return true;
}

static const Word freed_words[] = { { "dead", false }, { "empty", true }, { NULL, 0 } };
static const Word made_words[] = { { "whole", false },
                                   { "lazily", true },
                                   { NULL, 0 } };

static const Word begins_words[] = { { "made", false },
                                     { "written", true },
                                     { NULL, 0 } };

/* One word of two. */
static bool parse_state(Parser *p, Str rest, const Word *words, const char *what,
                        bool *into)
{
    Str word = { 0 };
    str_word(&rest, &word);
    const Word *known = word_find(words, word, p->where, what, p->err);
    if (known != NULL)
        *into = known->value;
    return known != NULL;
}

/* "read-mostly" */
static bool parse_sync(Parser *p, Str rest, MapLaw *law)
{
    static const Word words[] = { { "read-mostly", true }, { NULL, 0 } };
    Str word = { 0 };
    str_word(&rest, &word);
    law->read_mostly = word_find(words, word, p->where, "use of a sync map", p->err);
    return law->read_mostly;
}

static const Word clear_words[] = {
    { "keeps-room", CLEAR_KEEPS_ROOM },
    { "gives-back", CLEAR_GIVES_BACK },
    { NULL, 0 },
};

static bool parse_clear(Parser *p, Str rest, MapLaw *law)
{
    Str word = { 0 };
    str_word(&rest, &word);
    const Word *known =
        word_find(clear_words, word, p->where, "fate of a cleared map's room", p->err);
    if (known != NULL)
        law->clear = (uint8_t)known->value;
    return known != NULL;
}

/* What a line can begin with; up to ROW_KIND they are the rows of a law. */
enum {
    ROW_NIL,
    ROW_ITERATOR,
    ROW_POINTER,
    ROW_RESERVE,
    ROW_TEARDOWN,
    ROW_ENTRY,
    ROW_INSERTED,
    ROW_ITERATORS,
    ROW_DESTROY,
    ROW_FREED,
    ROW_CLEAR,
    ROW_SYNC,
    ROW_MADE,
    ROW_BEGINS,
    ROW_KIND,
    LINE_LIBRARY,
    LINE_LANG,
    LINE_CONSTANT,
    LINE_MAP,
    LINE_FN,
    LINE_MACRO,
    LINE_LIKE,
};

static const Word line_words[] = {
    { "library", LINE_LIBRARY },
    { "lang", LINE_LANG },
    { "constant", LINE_CONSTANT },
    { "map", LINE_MAP },
    { "fn", LINE_FN },
    { "macro", LINE_MACRO },
    { "like", LINE_LIKE },
    { "nil", ROW_NIL },
    { "iterator", ROW_ITERATOR },
    { "pointer", ROW_POINTER },
    { "reserve", ROW_RESERVE },
    { "teardown", ROW_TEARDOWN },
    { "entry", ROW_ENTRY },
    { "inserted", ROW_INSERTED },
    { "iterators", ROW_ITERATORS },
    { "destroy", ROW_DESTROY },
    { "freed", ROW_FREED },
    { "clear", ROW_CLEAR },
    { "sync", ROW_SYNC },
    { "made", ROW_MADE },
    { "begins", ROW_BEGINS },
    { "kind", ROW_KIND },
    { NULL, 0 },
};

static bool parse_law_row(Parser *p, size_t row, Str rest, MapLaw *law)
{
    switch (row) {
    case ROW_NIL:
        return parse_nil(p, rest, law);
    case ROW_ITERATOR:
        return parse_iterator(p, rest, &law->iterator[0]);
    case ROW_POINTER:
        return parse_deaths(p, rest, law->pointer.dies);
    case ROW_RESERVE:
        return parse_reserve(p, rest, law);
    case ROW_TEARDOWN:
        law->has_teardown = true;
        return parse_deaths(p, rest, law->teardown);
    case ROW_ENTRY:
    case ROW_INSERTED:
        return parse_fields(p, rest, law);
    case ROW_ITERATORS:
        return parse_positions(p, rest, law);
    case ROW_DESTROY:
        return parse_destroy(p, rest, law);
    case ROW_FREED:
        return parse_state(p, rest, freed_words, "state of a freed map",
                           &law->freed_empty);
    case ROW_MADE:
        return parse_state(p, rest, made_words, "state of a new map", &law->lazy);
    case ROW_BEGINS:
        return parse_state(p, rest, begins_words, "beginning of a map",
                           &law->begins_written);
    case ROW_CLEAR:
        return parse_clear(p, rest, law);
    case ROW_SYNC:
        return parse_sync(p, rest, law);
    default:
        return parse_kind(p, rest, law);
    }
}

bool parse_law(ModelSet *set, ModelWhere where, Str text, MapLaw *law, Err *err)
{
    Parser p = { .set = set, .where = where, .err = err };
    Str rest = text;
    Str row, word;
    if (!str_split(&rest, ';', &row) || !str_word(&row, &word))
        return words_fail(err, where, "a law needs a name");
    law->library = intern_str(set->intern, word);
    law->kind_count = 1;
    if (str_word(&row, &word))
        return words_fail(err, where, "expected ';' after the law's name");
    while (str_split(&rest, ';', &row)) {
        if (!str_word(&row, &word))
            continue;
        const Word *known = word_find(line_words, word, where, "row of a law", err);
        if (known == NULL)
            return false;
        if (known->value > ROW_KIND)
            return words_fail(err, where, "'%s' is no row of a law", known->word);
        if (!parse_law_row(&p, known->value, row, law))
            return false;
    }
    return true;
}

/* ---- lines ---- */

static bool parse_library(Parser *p, Str rest)
{
    Str name, more;
    if (!str_word(&rest, &name) || str_word(&rest, &more))
        return words_fail(p->err, p->where, "'library' needs one name");
    if (p->library)
        return words_fail(p->err, p->where, "a model has one 'library' line");
    p->library = intern_str(p->set->intern, name);
    vec_push(p->set->arena, &p->set->libraries, p->library);
    return true;
}

static const Word lang_words[] = { { "c", 0 }, { "c++", 0 }, { "go", 0 }, { NULL, 0 } };

static bool parse_lang(Parser *p, Str rest)
{
    Str word;
    while (str_word(&rest, &word))
        if (word_find(lang_words, word, p->where, "language", p->err) == NULL)
            return false;
    return true;
}

static bool parse_constant(Parser *p, Str rest)
{
    Str name, number, more;
    Constant constant = { 0 };
    if (!str_word(&rest, &name) || !str_word(&rest, &number) ||
        str_word(&rest, &more) || !str_int(number, &constant.number))
        return words_fail(p->err, p->where, "'constant' needs a name and a number");
    constant.name = intern_str(p->set->intern, name);
    vec_push(p->set->arena, &p->set->constants, constant);
    return true;
}

/* "TYPE", or "TYPE of RECORD", which is one name in what a unit says of its types. */
static Sym map_type(Parser *p, Str name, Str *rest)
{
    Str after = *rest, word, record;
    if (!str_word(&after, &word) || !str_is(word, "of") || !str_word(&after, &record))
        return intern_str(p->set->intern, name);
    *rest = after;
    return intern_text(p->set->intern,
                       arena_printf(p->set->arena, "%.*s of %.*s", (int)name.n, name.p,
                                    (int)record.n, record.p));
}

static bool parse_map(Parser *p, Str rest)
{
    ModelSet *set = p->set;
    MapLaw *law = ARENA_NEW(set->arena, MapLaw);
    Str name;
    law->library = p->library;
    law->kind_count = 1;
    while (str_word(&rest, &name)) {
        Sym type = map_type(p, name, &rest);
        law->is_head = law->type_count > 0 && str_is(name, "head");
        if (law->is_head)
            continue;
        if (model_law(set, type) != NULL)
            return words_fail(p->err, p->where, "the type '%s' has a law already",
                              sym_text(set->intern, type));
        if (law->type_count == MAP_LAW_TYPES)
            return words_fail(p->err, p->where, "more than %d types of one map",
                              MAP_LAW_TYPES);
        law->type[law->type_count++] = type;
    }
    if (law->type_count == 0)
        return words_fail(p->err, p->where, "'map' needs the name of a type");
    p->law = law;
    vec_push(set->arena, &set->laws, p->law);
    return true;
}

/* The row for each turn of a loop: like the one that begins it. */
static void add_turn(ModelSet *set, FnModel *begin)
{
    FnModel *turn = arena_copy(set->arena, begin, sizeof *begin);
    Str name = str_of(sym_text(set->intern, begin->name));
    const char *text = arena_printf(set->arena, "%.*s turn", (int)name.n, name.p);
    turn->name = begin->turn = intern_text(set->intern, text);
    turn->verb = EV_NEXT;
    turn->is_turn = true;
    turn->is_loop = false;
    set_add_row(set, turn);
}

/* "::erase(key_type)" is a method of the map above, "::(int)" makes one, "::~()" ends
 * it. */
static Sym method_name(Parser *p, Str name)
{
    Str type = str_of(sym_text(p->set->intern, p->law->type[0]));
    Str own = last_name(type);
    Str rest = { name.p + 2, name.n - 2 };
    StrBuf out = strbuf_in(p->set->arena);
    strbuf_add_n(&out, type.p, type.n);
    strbuf_add(&out, "::");
    if (str_starts(rest, "~"))
        strbuf_add_char(&out, '~'), rest.p++, rest.n--;
    if (rest.n == 0 || rest.p[0] == '(')
        strbuf_add_n(&out, own.p, own.n);
    strbuf_add_n(&out, rest.p, rest.n);
    return intern_str(p->set->intern, strbuf_str(&out));
}

/* Is one of the types a pattern? */
static bool law_is_generated(const Parser *p)
{
    for (uint8_t i = 0; p->law && i < p->law->type_count; i++)
        if (strchr(sym_text(p->set->intern, p->law->type[i]), '$') != NULL)
            return true;
    return false;
}

static bool parse_fn(Parser *p, Str rest, bool is_macro)
{
    ModelSet *set = p->set;
    FnModel *row = ARENA_NEW(set->arena, FnModel);
    Str line = rest, name;
    if (!str_word(&rest, &name))
        return words_fail(p->err, p->where,
                          is_macro ? "'macro' needs the name of a macro"
                                   : "'fn' needs the name of a function");
    bool is_method = str_starts(name, "::");
    if (is_method && p->law == NULL)
        return words_fail(p->err, p->where, "a method belongs below a 'map' line");
    if (is_method)
        vec_push(set->arena, &p->methods, ((Method){ p->law, line }));
    row->name = is_method ? method_name(p, name) : intern_str(set->intern, name);
    row->law = p->law;
    row->is_macro = is_macro;
    row->is_generated = memchr(name.p, '$', name.n) != NULL;
    if (row->is_generated && (is_macro || !law_is_generated(p)))
        return words_fail(p->err, p->where,
                          "a function with '$' in its name belongs below a 'map' line "
                          "with one in the type");
    if (!parse_row(set, p->where, rest, row, p->err))
        return false;
    if (row->verb <= EV_END && row->law == NULL)
        return words_fail(p->err, p->where, "'%s' belongs below a 'map' line",
                          verb_word(row->verb));
    const char *clash = set_row_clash(set, row);
    if (clash != NULL)
        return words_fail(p->err, p->where, "'%s' %s", sym_text(set->intern, row->name),
                          clash);
    set_add_row(set, row);
    if (is_method && row->verb == EV_RESERVE && !p->law->reserve_by)
        p->law->reserve_by = arena_strndup(set->arena, name.p + 2, name.n - 2);
    if (row->is_loop)
        add_turn(set, row);
    return true;
}

/* "like TYPE": the methods of a map above are this one's, too. */
static bool parse_like(Parser *p, Str rest)
{
    Str name, more;
    if (!str_word(&rest, &name) || str_word(&rest, &more))
        return words_fail(p->err, p->where, "'like' needs the name of one type");
    const MapLaw *other = model_law(p->set, intern_str(p->set->intern, name));
    if (p->law == NULL || other == NULL || other == p->law)
        return words_fail(p->err, p->where,
                          "'like' belongs below a 'map' line, and "
                          "names a map above it");
    uint32_t count = p->methods.len; /* what is copied is added again */
    for (uint32_t i = 0; i < count; i++)
        if (p->methods.items[i].law == other &&
            !parse_fn(p, p->methods.items[i].text, false))
            return false;
    return true;
}

static bool parse_line(Parser *p, Str line)
{
    Str word;
    if (!str_word(&line, &word))
        return true;
    const Word *known = word_find(line_words, word, p->where, "word", p->err);
    if (known == NULL)
        return false;
    if (known->value == LINE_LIBRARY)
        return parse_library(p, line);
    if (p->library == 0)
        return words_fail(p->err, p->where, "a model begins with 'library NAME'");
    switch (known->value) {
    case LINE_LANG:
        return parse_lang(p, line);
    case LINE_CONSTANT:
        return parse_constant(p, line);
    case LINE_MAP:
        return parse_map(p, line);
    case LINE_FN:
    case LINE_MACRO:
        return parse_fn(p, line, known->value == LINE_MACRO);
    case LINE_LIKE:
        return parse_like(p, line);
    default:
        if (p->law == NULL)
            return words_fail(p->err, p->where, "'%s' belongs below a 'map' line",
                              known->word);
        return parse_law_row(p, known->value, line, p->law);
    }
}

/* The line without its comment: '#' at the start of a word, to the end. */
static Str without_comment(Str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] == '#' &&
            (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t'))
            return (Str){ line.p, i };
    return line;
}

bool parse_model(ModelSet *set, const char *where, Str text, Err *err)
{
    Parser p = { .set = set, .where = { where, 0 }, .err = err };
    Str line;
    while (str_split(&text, '\n', &line)) {
        p.where.line++;
        if (memchr(line.p, '\0', line.n) != NULL)
            return words_fail(err, p.where, "a NUL byte: this is not a model");
        if (!parse_line(&p, without_comment(line)))
            return false;
    }
    if (p.library == 0) {
        p.where.line = 1;
        return words_fail(err, p.where, "a model begins with 'library NAME'");
    }
    return true;
}
