#include "front/clang_macro.h"

/* Wrappers around wrappers are followed this far. */
enum { WRAPPERS_MAX = 3, TREE_MAX = 40 };

/* A place in a file. */
typedef struct Spot {
    CXFile file;
    unsigned offset;
} Spot;

static Spot start_in_file(CXCursor cursor)
{
    Spot spot;
    CXSourceRange extent = clang_getCursorExtent(cursor);
    clang_getFileLocation(clang_getRangeStart(extent), &spot.file, NULL, NULL,
                          &spot.offset);
    return spot;
}

static Spot spelled(CXSourceLocation location)
{
    Spot spot;
    clang_getSpellingLocation(location, &spot.file, NULL, NULL, &spot.offset);
    return spot;
}

static Str file_text(Lower *l, CXFile file)
{
    size_t size = 0;
    const char *text = file ? clang_getFileContents(l->tu, file, &size) : NULL;
    return (Str){ text ? text : "", text ? size : 0 };
}

const MacroShape *macro_shape(Lower *l, Str name)
{
    Sym sym = name.n ? intern_find(l->request->intern, name) : 0;
    const MacroShapes *macros = l->request->macros;
    for (uint32_t i = 0; sym && i < macros->items.len; i++)
        if (macros->items.items[i].name == sym)
            return &macros->items.items[i];
    return NULL;
}

/* ---- definitions ---- */

/* The definitions of a file, read once. They are kept where a macro with a shape is
 * among them. */
static const MacroFile *macros_of(Lower *l, CXFile file)
{
    for (uint32_t i = 0; i < l->macro_files.len; i++)
        if (l->macro_files.items[i].file == file)
            return &l->macro_files.items[i];
    MacroFile added = { .file = file };
    Str text = file_text(l, file);
    ArenaMark mark = arena_mark(l->caches);
    MacroDefine define;
    for (size_t at = 0; macro_define_next(text, at, &define);) {
        added.is_library = added.is_library || macro_shape(l, define.name);
        vec_push(l->caches, &added.defines, define);
        at = (size_t)(define.name.p - text.p);
    }
    if (!added.is_library) {
        added.defines.items = NULL;
        added.defines.len = added.defines.cap = 0;
        arena_reset(l->caches, mark);
    }
    vec_push(l->caches, &l->macro_files, added);
    return &vec_last(&l->macro_files);
}

typedef struct Search {
    Lower *l;
    Str name;
    MacroText *out;
} Search;

static void search_file(CXFile file, CXSourceLocation *stack, unsigned depth,
                        CXClientData data)
{
    (void)stack, (void)depth;
    Search *search = data;
    MacroDefine define;
    Str text = file_text(search->l, file);
    if (search->out->file || !macro_define_find(text, search->name, &define))
        return;
    search->out->file = file;
    search->out->define = define;
}

/* The definition of a macro, looked for in all files of the unit once; its file is NULL
 * when there is none. */
static const MacroText *definition(Lower *l, Str name)
{
    Sym sym = intern_str(l->request->intern, name);
    for (uint32_t i = 0; i < l->macro_texts.len; i++)
        if (l->macro_texts.items[i].name == sym)
            return &l->macro_texts.items[i];
    MacroText found = { .name = sym };
    Search search = { l, name, &found };
    clang_getInclusions(l->tu, search_file, &search);
    vec_push(l->caches, &l->macro_texts, found);
    return &vec_last(&l->macro_texts);
}

/* Marks what the body of a definition mentions. */
static void mark_mentioned(const MacroFile *library, Str text, TextRange body,
                           bool *marked)
{
    for (size_t at = body.start; at < body.end;) {
        Str word = text_identifier(text, at);
        for (uint32_t i = 0; word.n && i < library->defines.len; i++)
            if (str_eq(library->defines.items[i].name, word))
                marked[i] = true;
        at = word.n ? at + word.n : text_skip(text, at);
    }
}

/* Does a call of the macro end up in the body of the macro called `goal`? */
static bool reaches(Lower *l, const MacroFile *library, Str name, Str goal)
{
    Str text = file_text(l, library->file);
    uint32_t count = library->defines.len;
    bool *marked = ARENA_ARRAY(l->scratch, bool, count);
    bool *done = ARENA_ARRAY(l->scratch, bool, count);
    for (uint32_t i = 0; i < count; i++)
        marked[i] = str_eq(library->defines.items[i].name, name);
    for (uint32_t i = 0; i < count;) {
        if (!marked[i] || done[i]) {
            i++;
            continue;
        }
        if (str_eq(library->defines.items[i].name, goal))
            return true;
        done[i] = true;
        mark_mentioned(library, text, library->defines.items[i].body, marked);
        i = 0;
    }
    return false;
}

/* ---- the call ---- */

/* What the argument's text is, seen from the user: a parameter of the wrapper stands
 * for the user's argument. */
static MacroArg outer_argument(const MacroUse *outer, const MacroText *wrapper,
                               Str text, TextRange range)
{
    int param = macro_param(text, range, &wrapper->define);
    if (param >= 0 && (uint32_t)param < outer->count)
        return outer->args[param];
    return (MacroArg){ .file = wrapper->file,
                       .range = range,
                       .by_spelling = true,
                       .text = { text.p + range.start, range.end - range.start } };
}

/* An expansion that is to be understood. */
typedef struct Inside {
    const MacroFile *macros; /* of the file in whose text it begins */
    Str goal;                /* the macro in whose body */
} Inside;

static bool unwrap(Lower *l, Str name, const Inside *inside, MacroUse *use,
                   unsigned depth);

/* Does the call in a wrapper's body lead to the expansion? Then `use` is of it. */
static bool unwrap_call(Lower *l, const MacroCall *call, const Inside *inside,
                        const MacroText *wrapper, MacroUse *use, unsigned depth)
{
    MacroUse inner = *use;
    inner.shape = macro_shape(l, call->name);
    Str text = file_text(l, wrapper->file);
    if (inner.shape && !reaches(l, inside->macros, call->name, inside->goal))
        return false;
    for (inner.count = 0; inner.count < call->count; inner.count++)
        inner.args[inner.count] =
            outer_argument(use, wrapper, text, call->args[inner.count]);
    if (!inner.shape && !unwrap(l, call->name, inside, &inner, depth + 1))
        return false;
    if (inner.count < inner.shape->least)
        return false;
    *use = inner;
    return true;
}

/* From a use of the wrapper `name` to the use of a macro with a shape in it. */
static bool unwrap(Lower *l, Str name, const Inside *inside, MacroUse *use,
                   unsigned depth)
{
    MacroText wrapper = { 0 };
    if (depth < WRAPPERS_MAX)
        wrapper = *definition(l, name);
    if (!wrapper.file)
        return false;
    Str text = file_text(l, wrapper.file);
    TextRange body = wrapper.define.body;
    for (size_t at = body.start; at < body.end;) {
        MacroCall call;
        Str word = text_identifier(text, at);
        if (word.n > 2 && !str_eq(word, name) &&
            macro_call_at((Str){ text.p, body.end }, at, &call) &&
            unwrap_call(l, &call, inside, &wrapper, use, depth))
            return true;
        at = word.n ? at + word.n : text_skip(text, at);
    }
    return false;
}

static void user_call(MacroUse *out, CXFile file, Str text, const MacroCall *call)
{
    out->count = call->count;
    for (uint32_t i = 0; i < call->count; i++) {
        TextRange range = call->args[i];
        out->args[i] =
            (MacroArg){ .file = file,
                        .range = range,
                        .text = { text.p + range.start, range.end - range.start } };
    }
}

/* ---- the cursors of the arguments ---- */

static bool starts_in(const MacroArg *arg, Spot spot)
{
    return spot.file == arg->file && spot.offset >= arg->range.start &&
           spot.offset < arg->range.end;
}

/* Does the text end like the use of another macro? */
static bool ends_in_macro(Str text)
{
    size_t i = text.n;
    while (i > 0 &&
           ((text.p[i - 1] >= 'A' && text.p[i - 1] <= 'Z') ||
            (text.p[i - 1] >= '0' && text.p[i - 1] <= '9') || text.p[i - 1] == '_'))
        i--;
    return text.n > 0 && (text.p[text.n - 1] == ')' || i < text.n);
}

/* Was the cursor made of the argument's text, and of nothing outside of it? Where a
 * macro in the argument begins or ends it, libclang tells the end of the whole call. */
static bool made_of(const MacroArg *arg, CXCursor cursor)
{
    CXSourceRange extent = clang_getCursorExtent(cursor);
    Spot body = spelled(clang_getRangeStart(extent));
    if (arg->by_spelling)
        return starts_in(arg, body);
    Spot start = start_in_file(cursor), end;
    clang_getFileLocation(clang_getRangeEnd(extent), &end.file, NULL, NULL,
                          &end.offset);
    if (!starts_in(arg, start) || end.file != arg->file)
        return false;
    bool begins_in_macro = start.file != body.file || start.offset != body.offset;
    return (end.offset > start.offset && end.offset <= arg->range.end) ||
           begins_in_macro || ends_in_macro(arg->text);
}

static bool names_member(const MacroArg *arg, CXCursor cursor)
{
    CXSourceLocation location = clang_getCursorLocation(cursor);
    Spot spot = spelled(location);
    if (!arg->by_spelling)
        clang_getFileLocation(location, &spot.file, NULL, NULL, &spot.offset);
    return starts_in(arg, spot);
}

static void find_arguments(Lower *l, MacroUse *use, CXCursor cursor, bool whole,
                           unsigned depth)
{
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    bool is_code = clang_isExpression(kind) || clang_isStatement(kind);
    for (uint32_t i = 0; is_code && i < use->count; i++) {
        MacroArg *arg = &use->args[i];
        if (kind == CXCursor_MemberRefExpr && clang_Cursor_isNull(arg->member) &&
            names_member(arg, cursor))
            arg->member = cursor;
        if (!made_of(arg, cursor))
            continue;
        if (arg->cursors.len == 0 || (int)i == use->shape->code)
            vec_push(l->scratch, &arg->cursors, cursor);
        return;
    }
    Cursors kids = { 0 };
    if (depth < TREE_MAX)
        kids = tree_children(l->scratch, cursor);
    /* The body of a loop belongs to the user. */
    uint32_t count = kids.len - (!whole && kids.len > 0);
    for (uint32_t i = 0; i < count; i++)
        find_arguments(l, use, kids.items[i], true, depth + 1);
}

/* The user's call at the place where the cursor was expanded, or the call in it that
 * the expansion came from. */
static bool read_call(Lower *l, Spot at, Spot body, MacroUse *out)
{
    Str text = file_text(l, at.file);
    Str name = text_identifier(text, at.offset);
    MacroCall call;
    *out = (MacroUse){ .shape = macro_shape(l, name),
                       .file = at.file,
                       .offset = at.offset };
    Inside inside = { 0 };
    if (!out->shape) {
        inside.macros = body.file ? macros_of(l, body.file) : NULL;
        if (!inside.macros || !inside.macros->is_library)
            return false;
    }
    if (!macro_call_at(text, at.offset, &call))
        return false;
    user_call(out, at.file, text, &call);
    out->span = lower_text_span(l, at.file, at.offset, (unsigned)call.end);
    if (out->shape)
        return out->count >= out->shape->least;
    MacroDefine define;
    if (!macro_define_around(file_text(l, body.file), body.offset, &define))
        return false;
    inside.goal = define.name;
    return unwrap(l, name, &inside, out, 0);
}

bool macro_use(Lower *l, CXCursor cursor, MacroUse *out)
{
    if (l->request->macros == NULL)
        return false;
    Spot at = start_in_file(cursor);
    CXSourceRange extent = clang_getCursorExtent(cursor);
    Spot body = spelled(clang_getRangeStart(extent));
    bool in_body = at.file && (at.file != body.file || at.offset != body.offset);
    bool is_part = at.file == l->macro_file && at.offset == l->macro_offset;
    if (!in_body || is_part || !read_call(l, at, body, out))
        return false;
    for (uint32_t i = 0; i < out->count; i++)
        out->args[i].member = clang_getNullCursor();
    bool is_for = clang_getCursorKind(cursor) == CXCursor_ForStmt;
    find_arguments(l, out, cursor, !is_for || out->shape->code >= 0, 0);
    return true;
}
