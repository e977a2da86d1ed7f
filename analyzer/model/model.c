#include "model/model.h"

#include "base/file.h"
#include "model/embedded.h"
#include "model/set.h"

#define RMAP_NAME            rownames
#define RMAP_KEY             Sym
#define RMAP_VALUE           uint32_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* ---- the set ---- */

static ModelSet *set_new(Arena *arena, Intern *intern, const ModelSet *base,
                         size_t hint)
{
    RmapOptions options = arena_map_options(arena);
    ModelSet *set = ARENA_NEW(arena, ModelSet);
    *set = (ModelSet){ .base = base, .arena = arena, .intern = intern };
    set->first = rownames_make_with(hint, &options);
    return set;
}

ModelSet *model_new(Arena *arena, Intern *intern)
{
    return set_new(arena, intern, NULL, 256);
}

unsigned model_count(const ModelSet *set)
{
    return set->rows.len + (set->base ? model_count(set->base) : 0);
}

const FnModel *model_at(const ModelSet *set, unsigned i)
{
    unsigned below = set->base ? model_count(set->base) : 0;
    return i < below ? model_at(set->base, i) : set->rows.items[i - below];
}

/* The first row of the function in this set alone, or NULL. */
static FnModel *own_first(const ModelSet *set, Sym name)
{
    unsigned below = set->base ? model_count(set->base) : 0;
    const uint32_t *first = rownames_get(set->first, name);
    return first ? set->rows.items[*first - below] : NULL;
}

/* Does the unit know a type of the row's map? */
static bool holds_here(const ModelSet *set, const FnModel *row)
{
    if (row->is_generated)
        return false; /* has no name of its own */
    if (set->unit == NULL || set->unit->records.len == 0 || row->law == NULL ||
        row->is_macro)
        return true;
    for (uint8_t i = 0; i < row->law->type_count; i++)
        if (rownames_get(set->records, row->law->type[i]) != NULL)
            return true;
    return false;
}

/* The row itself, or the first one after it that holds. */
static const FnModel *first_holding(const ModelSet *set, const FnModel *row)
{
    while (row != NULL && !holds_here(set, row))
        row = row->next < 0 ? NULL : model_at(set, (unsigned)row->next);
    return row;
}

/* "f" of "f@src/list.h", a function of a header; the name itself otherwise. */
static Sym bare_name(const ModelSet *set, Sym name)
{
    Str text = str_of(sym_text(set->intern, name));
    const char *at = memchr(text.p, '@', text.n);
    if (at == NULL || set->unit == NULL ||
        str_is((Str){ at + 1, text.n - (size_t)(at + 1 - text.p) },
               sym_text(set->intern, set->unit->path)))
        return name;
    return intern_str(set->intern, (Str){ text.p, (size_t)(at - text.p) });
}

/* "ns::f" of "ns::f(int)", for rows that mean every overload; 0 for a name of C. */
static Sym without_parameters(const ModelSet *set, Sym name)
{
    Str text = str_of(sym_text(set->intern, name));
    Str shown = name_shown(text.p);
    bool has = shown.n > 0 && shown.n < text.n && text.p[shown.n] == '(';
    return has ? intern_find(set->intern, shown) : 0;
}

static const FnModel *first_of(const ModelSet *top, Sym name)
{
    const FnModel *row = NULL;
    for (const ModelSet *set = top; set != NULL && row == NULL; set = set->base)
        if (!set->annotated)
            row = first_holding(top, own_first(set, name));
    return row;
}

/* ---- generated names ---- */

enum { TYPE_MAX = 256 }; /* no macro is given a longer name */

/* What stands for '$' in the name, or an empty text when the name is not of the
 * pattern. */
static Str part_for(Str pattern, Str name)
{
    Str before, after = pattern;
    str_split(&after, '$', &before);
    if (name.n <= before.n + after.n || memcmp(name.p, before.p, before.n) != 0 ||
        memcmp(name.p + name.n - after.n, after.p, after.n) != 0)
        return (Str){ 0 };
    return (Str){ name.p + before.n, name.n - before.n - after.n };
}

/* Does the unit know the type of the pattern, with the part in it? */
static bool knows_type(const ModelSet *top, Str pattern, Str part)
{
    char type[TYPE_MAX];
    Str before, after = pattern;
    str_split(&after, '$', &before);
    if (before.n == pattern.n || before.n + part.n + after.n > sizeof type)
        return false;
    memcpy(type, before.p, before.n);
    memcpy(type + before.n, part.p, part.n);
    memcpy(type + before.n + part.n, after.p, after.n);
    Sym known = intern_find(top->intern, (Str){ type, before.n + part.n + after.n });
    return known && rownames_get(top->records, known) != NULL;
}

/* ... that was generated with the function? */
static bool knows_generated(const ModelSet *top, const FnModel *row, Str part)
{
    for (uint8_t i = 0; i < row->law->type_count; i++)
        if (knows_type(top, str_of(sym_text(top->intern, row->law->type[i])), part))
            return true;
    return false;
}

/* The first row for a function of that name that was generated with a type of map. */
static const FnModel *generated(const ModelSet *top, Sym name)
{
    Str text = name_shown(sym_text(top->intern, name));
    for (const ModelSet *set = top->records ? top : NULL; set; set = set->base)
        for (uint32_t i = 0; i < set->generated.len; i++) {
            const FnModel *row = set->generated.items[i];
            Str part = part_for(str_of(sym_text(top->intern, row->name)), text);
            if (part.n && knows_generated(top, row, part))
                return row;
        }
    return NULL;
}

static const FnModel *annotation_of(const ModelSet *top, Sym name, bool unseen)
{
    for (const ModelSet *set = top; set != NULL; set = set->base) {
        const FnModel *row = set->annotated ? own_first(set, name) : NULL;
        if (row != NULL && row->unseen == unseen)
            return row;
    }
    return NULL;
}

const FnModel *model_declared(const ModelSet *top, Sym name)
{
    return annotation_of(top, name, true);
}

const FnModel *model_fn(const ModelSet *top, Sym name)
{
    const FnModel *row = annotation_of(top, name, false);
    if (row != NULL) /* annotations hold as they stand */
        return row;
    row = first_of(top, bare_name(top, name));
    Sym any = row ? 0 : without_parameters(top, name);
    if (any)
        return first_of(top, any);
    return row ? row : generated(top, name);
}

const FnModel *model_next(const ModelSet *set, const FnModel *fn)
{
    const FnModel *next = fn->next < 0 ? NULL : model_at(set, (unsigned)fn->next);
    if (!fn->is_generated)
        return first_holding(set, next);
    while (next != NULL && next->law != fn->law)
        next = next->next < 0 ? NULL : model_at(set, (unsigned)next->next);
    return next;
}

static bool law_is_of(const MapLaw *law, Sym type)
{
    for (uint8_t i = 0; i < law->type_count; i++)
        if (law->type[i] == type)
            return true;
    return false;
}

const MapLaw *model_law(const ModelSet *set, Sym type)
{
    for (; set != NULL; set = set->base)
        for (uint32_t i = 0; i < set->laws.len; i++)
            if (law_is_of(set->laws.items[i], type))
                return set->laws.items[i];
    return NULL;
}

const MapLaw *model_law_named(const ModelSet *set, Sym library, Sym type)
{
    for (; set != NULL; set = set->base)
        for (uint32_t i = 0; i < set->laws.len; i++) {
            const MapLaw *law = set->laws.items[i];
            if (law->type[0] == type && law->library == library)
                return law;
        }
    return NULL;
}

unsigned model_library_count(const ModelSet *set)
{
    return set->libraries.len + (set->base ? model_library_count(set->base) : 0);
}

Sym model_library_at(const ModelSet *set, unsigned i)
{
    unsigned below = set->base ? model_library_count(set->base) : 0;
    return i < below ? model_library_at(set->base, i) : set->libraries.items[i - below];
}

/* As set_row_clash, with the rows of this set alone. */
static const char *own_clash(const ModelSet *set, const FnModel *row)
{
    const FnModel *other = own_first(set, row->name);
    for (; other != NULL;
         other = other->next < 0 ? NULL : model_at(set, (unsigned)other->next)) {
        if (row->law != NULL && other->law != NULL && row->law != other->law)
            continue; /* another library's function of that name */
        if (other->when_arg == ROLE_NONE)
            return row->when_arg == ROLE_NONE
                       ? "has a row already"
                       : "has a row without 'when' above this one";
        if (other->when_arg == row->when_arg && other->when_is == row->when_is &&
            other->when_value == row->when_value)
            return "has a row with the same 'when' already";
    }
    return NULL;
}

const char *set_row_clash(const ModelSet *set, const FnModel *row)
{
    const char *clash = NULL;
    for (; set != NULL && clash == NULL; set = set->base)
        clash = own_clash(set, row);
    return clash;
}

bool model_is_inner(const ModelSet *set, Sym field)
{
    for (; set; set = set->base)
        for (uint32_t i = 0; i < set->inner.len; i++)
            if (set->inner.items[i] == field)
                return true;
    return false;
}

void set_add_row(ModelSet *set, FnModel *row)
{
    for (unsigned i = 0; i < row->map.field_count; i++)
        if (!model_is_inner(set, row->map.field[i]))
            vec_push(set->arena, &set->inner, row->map.field[i]);
    uint32_t number = model_count(set);
    uint32_t below = number - set->rows.len;
    FnModel *last = own_first(set, row->name);
    row->next = -1;
    if (last == NULL)
        rownames_put(set->first, row->name, number);
    while (last != NULL && last->next >= 0)
        last = set->rows.items[(uint32_t)last->next - below];
    if (last != NULL)
        last->next = (int32_t)number;
    if (row->is_generated)
        vec_push(set->arena, &set->generated, row);
    vec_push(set->arena, &set->rows, row);
}

/* ---- model texts ---- */

bool model_read(ModelSet *set, const char *where, Str text, Err *err)
{
    ModelSet *fresh = set_new(set->arena, set->intern, set, 64);
    if (!parse_model(fresh, where, text, err))
        return false;
    for (uint32_t i = 0; i < fresh->libraries.len; i++)
        vec_push(set->arena, &set->libraries, fresh->libraries.items[i]);
    for (uint32_t i = 0; i < fresh->laws.len; i++)
        vec_push(set->arena, &set->laws, fresh->laws.items[i]);
    for (uint32_t i = 0; i < fresh->rows.len; i++)
        set_add_row(set, fresh->rows.items[i]);
    return true;
}

bool model_read_embedded(ModelSet *set, Err *err)
{
    for (unsigned i = 0; model_names[i] != NULL; i++) {
        const char *where = arena_printf(set->arena, "%s.model", model_names[i]);
        if (!model_read(set, where, str_of(model_texts[i]), err))
            return false;
    }
    return true;
}

bool model_read_folder(ModelSet *set, const char *folder, Err *err)
{
    PathList paths = { 0 };
    if (!folder_list(set->arena, folder, ".model", &paths, err))
        return false;
    for (uint32_t i = 0; i < paths.len; i++) {
        Str text;
        if (!file_read(set->arena, paths.items[i], &text, err) ||
            !model_read(set, paths.items[i], text, err))
            return false;
    }
    return true;
}

/* ---- annotations ---- */

/* The law of the record whose name the function's begins with. */
static const MapLaw *law_of_function(const ModelSet *set, Sym name)
{
    Str text = str_of(sym_text(set->intern, name));
    const MapLaw *best = NULL;
    size_t length = 0;
    for (uint32_t i = 0; i < set->laws.len; i++) {
        const char *type = sym_text(set->intern, set->laws.items[i]->type[0]);
        size_t n = strlen(type);
        if (n > length && n < text.n && str_starts(text, type) && text.p[n] == '_') {
            best = set->laws.items[i];
            length = n;
        }
    }
    return best;
}

static ModelWhere annotation_where(const ModelSet *set, const Unit *unit,
                                   const Annotation *note)
{
    uint32_t file = note->span.file;
    const char *path = file && file < unit->files.len
                           ? sym_text(set->intern, unit->files.items[file])
                           : "";
    return (ModelWhere){ *path ? path : "annotation", note->span.line };
}

/* The text after "law", or an empty one when the annotation is a function's. */
static Str law_text(Str text)
{
    Str word;
    return str_word(&text, &word) && str_is(word, "law") ? text : (Str){ 0 };
}

static void add_law(ModelSet *set, ModelWhere where, Sym type, Str text, Err *err)
{
    MapLaw *law = ARENA_NEW(set->arena, MapLaw);
    law->type[law->type_count++] = type;
    for (uint32_t i = 0; i < set->laws.len; i++)
        if (law_is_of(set->laws.items[i], type))
            return; /* the record was declared again */
    if (parse_law(set, where, text, law, err))
        vec_push(set->arena, &set->laws, law);
}

static void add_function(ModelSet *set, ModelWhere where, Sym name, Str text, Err *err)
{
    FnModel *row = ARENA_NEW(set->arena, FnModel);
    row->name = name;
    row->law = law_of_function(set, name);
    if (!parse_row(set, where, text, row, err))
        return;
    /* What the base says of the name is hidden; a second declaration says the same. */
    if (own_clash(set, row) == NULL)
        set_add_row(set, row);
}

static void annotate(ModelSet *set, const Unit *unit, bool laws, Err *err)
{
    for (uint32_t i = 0; i < unit->annotations.len; i++) {
        const Annotation *note = &unit->annotations.items[i];
        ModelWhere where = annotation_where(set, unit, note);
        Str text = str_of(sym_text(set->intern, note->text));
        Str law = law_text(text);
        if (laws && law.n)
            add_law(set, where, note->target, law, err);
        else if (!laws && law.n == 0)
            add_function(set, where, note->target, text, err);
    }
}

ModelSet *model_over_all(const ModelSet *base, Arena *arena, const Unit *const *units,
                         uint32_t count, Intern *intern, Err *err)
{
    ModelSet *set = set_new(arena, intern, base, 64);
    set->annotated = true;
    for (uint32_t i = 0; i < count; i++) /* rows are read by laws */
        annotate(set, units[i], true, err);
    for (uint32_t i = 0; i < count; i++)
        annotate(set, units[i], false, err);
    return set;
}

ModelSet *model_for(const ModelSet *base, Arena *arena, const Unit *unit)
{
    RmapOptions options = arena_map_options(arena);
    ModelSet *set = set_new(arena, unit->intern, base, 0);
    set->unit = unit;
    set->records = rownames_make_with(unit->records.len, &options);
    for (uint32_t i = 0; i < unit->records.len; i++)
        rownames_put(set->records, unit->records.items[i], i);
    return set;
}

ModelSet *model_over(const ModelSet *base, Arena *arena, const Unit *unit, Err *err)
{
    return model_for(model_over_all(base, arena, &unit, 1, unit->intern, err), arena,
                     unit);
}
