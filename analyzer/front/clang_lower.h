/*
 * Inside the libclang front end: one translation unit on its way to the IR.
 *
 * Files: clang_tree (the syntax tree), clang_type (types, variables), clang_decl
 * (functions, globals, annotations), clang_place (locations), clang_expr, clang_call,
 * clang_arith, clang_atomic (values), clang_cond (conditions), clang_init
 * (initialisers), clang_stmt, clang_for (statements), clang_trip (how often a loop
 * turns), clang_macro, clang_macro_call (macros that a model knows), clang_unknown (the
 * rest), lang_clang (parsing, messages, entry points).
 */
#ifndef MAPVET_FRONT_CLANG_LOWER_H
#define MAPVET_FRONT_CLANG_LOWER_H

#include "front/build.h"
#include "front/clang_tree.h"
#include "front/front.h"
#include "front/macro_text.h"

struct decl_map;
struct type_map;

/* What is known of a function that is mentioned. */
typedef struct FuncInfo {
    CXCursor decl; /* the definition where there is one */
    Sym name;      /* as in Func.name */
    bool no_return;
    bool has_model; /* annotated: its body is not looked at */
    bool is_queued;
} FuncInfo;

/* A global or static local whose initialiser belongs to "<init>". */
typedef struct InitLater {
    CXCursor decl;
    VarId global;
} InitLater;

typedef struct FileId {
    CXFile file;
    uint32_t id; /* in Unit.files */
    LineTable lines;
} FileId;

/* A name of a structured binding: the index-th part of a hidden variable. */
typedef struct Binding {
    CXCursor decl;
    CXType type; /* of the hidden variable */
    VarId whole;
    uint32_t index;
} Binding;

/* What a file defines, where that matters (clang_macro.c). */
typedef struct MacroFile {
    CXFile file;
    bool is_library; /* a macro with a shape is among them */
    VEC(MacroDefine) defines;
} MacroFile;

/* Where a macro of the unit is defined; `file` is NULL when nowhere. */
typedef struct MacroText {
    Sym name;
    CXFile file;
    MacroDefine define;
} MacroText;

/* A lambda whose body stands in the place of its call. */
typedef struct Inlined {
    struct Inlined *outer;
    BlockId exit;
    PlaceId result; /* 0: nothing is returned */
    const Frame *frame;
    const Defer *defers;
} Inlined;

typedef struct Lower {
    const FrontRequest *request;
    CXFile main_file;
    CXTranslationUnit tu;
    Unit *unit;
    Arena *arena;   /* the unit's */
    Arena *caches;  /* as long as the unit is lowered */
    Arena *scratch; /* as long as the function is lowered */
    Build build;
    unsigned depth;      /* of statements and expressions */
    bool in_static_init; /* only what points somewhere is worth an event */
    bool is_cxx;
    bool returns_reference; /* the function */
    Inlined *inlined;       /* of the lambda at hand, or NULL */
    bool has_this;          /* in a method: */
    VarId this_var;
    VEC(Binding) bindings;     /* of the function */
    Sym func_name;             /* for the names of static locals */
    struct decl_map *locals;   /* of the function: VarId */
    struct decl_map *globals;  /* VarId */
    struct decl_map *funcs;    /* index into infos */
    struct decl_map *fields;   /* Sym, see field_selector() */
    struct decl_map *records;  /* looked at for annotations */
    struct decl_map *typedefs; /* of a record the first: Sym */
    struct type_map *types;    /* Var without a name */
    VEC(FuncInfo) infos;
    VEC(uint32_t) queue; /* infos whose bodies are to be lowered */
    VEC(InitLater) inits;
    VEC(FileId) files;
    VEC(MacroFile) macro_files;
    VEC(MacroText) macro_texts;
    CXFile macro_file;     /* while a macro's arguments are lowered: where it is */
    unsigned macro_offset; /* called, so that parts of it are not taken for it */
    Cursors top;           /* all declarations of the unit */
} Lower;

/* Deeper nesting becomes an `unknown` event: the stack is finite, input is hostile. */
#define LOWER_DEPTH_MAX 400

typedef enum { WANT_VALUE, WANT_NOTHING, WANT_IN } WantKind;

/* What becomes of the value of an expression. */
typedef struct Want {
    WantKind kind;
    PlaceId place; /* WANT_IN: it is stored here */
} Want;

/* ---- clang_type.c ---- */

/* A nameless Var of this type. */
Var lower_type(Lower *l, CXType type);
/* Every typedef of the unit, in order, before the first type. */
void lower_typedef(Lower *l, CXCursor decl);
Var lower_expr_type(Lower *l, CXCursor expression);
/* What a record goes by in the names of its fields, in every unit alike: its tag, else
 * its typedef, else the name of the record around it, else its file. One that the main
 * file defines for itself carries the file: "node@src/a.c". */
const char *record_name(Lower *l, CXCursor record);
/* "name@src/a.c" for what only its own file can name. */
const char *internal_name(Lower *l, CXCursor decl, const char *name);
/* The variable that a VarDecl or ParmDecl declares, as a place's root. */
Place lower_var(Lower *l, CXCursor decl);
/* The same at the declaration itself: a local becomes the function's own. */
Place lower_local(Lower *l, CXCursor decl);

/* ---- clang_decl.c ---- */

Span lower_span(Lower *l, CXCursor cursor);
/* Of the text from one offset to the other. */
Span lower_text_span(Lower *l, CXFile file, unsigned start, unsigned end);
uint32_t lower_file(Lower *l, CXFile file);
CXFile lower_main_file(CXTranslationUnit tu);
bool lower_in_main(const Lower *l,
                   CXCursor decl); /* declared in the unit's own file? */
/* What is known of the function; queues its body if it has one that matters. The
 * pointer is valid until the next call. */
const FuncInfo *lower_func(Lower *l, CXCursor decl);
/* The name, as in Func.name, of the function that is called so; queues its body. */
Sym lower_func_named(Lower *l, const char *name);
/* Looks once for a "map:" annotation on the record, and adds it to the unit. */
void lower_record(Lower *l, CXCursor decl, Sym name);
/* A global or static local: its initialiser belongs to "<init>". */
void lower_init_later(Lower *l, CXCursor decl);
/* Everything in the main file, then whatever it needs from headers. */
void lower_unit(Lower *l);

/* ---- clang_place.c ---- */

/* The location that the expression names; false when it names none (a value). */
bool lower_place(Lower *l, CXCursor expression, Place *out);
/* The same of an expression that was stripped already. */
bool lower_node_place(Lower *l, const Node *node, Place *out);
/* The object that a pointer expression points to. */
Place lower_pointed(Lower *l, CXCursor pointer);
void place_deref(Lower *l, Place *place);
void place_field(Lower *l, Place *place, Sym field);
/* What a field is selected by, "record.field"; 0 for members of a union, which all
 * stand where the union stands, and for members without a name. */
Sym field_selector(Lower *l, CXCursor field);
void place_index(Lower *l, Place *place, Operand index);
Operand place_address(Lower *l, const Place *place);

/* ---- clang_expr.c ---- */

/* The operand is meaningful for WANT_VALUE and WANT_IN. */
Operand lower_expr(Lower *l, CXCursor expression, Want want);
/* The same of an expression that was stripped already. */
Operand lower_node(Lower *l, const Node *node, Want want);
Operand lower_value(Lower *l, CXCursor expression);
void lower_into(Lower *l, CXCursor expression, PlaceId place);
void lower_effect(Lower *l, CXCursor expression);
/* Gives an operand to who wants it. */
Operand lower_deliver(Lower *l, CXCursor expression, Want want, Operand value);
PlaceId lower_temp(Lower *l, CXType type);
/* Where an event that makes the value of the expression puts it: 0 for nowhere. */
PlaceId lower_result(Lower *l, CXCursor expression, Want want);

/* ---- clang_call.c, clang_unknown.c ---- */

Operand lower_call(Lower *l, const Node *node, Want want);
/* An `unknown` event with every variable that is mentioned below the cursor. */
void lower_unknown(Lower *l, CXCursor cursor);
Operand lower_unknown_value(Lower *l, const Node *node, Want want);

/* ---- clang_macro_call.c ---- */

/* As tree_strip(), but stops at what the call of a macro with a shape became; the node
 * then has its `macro` and no children. */
Node lower_strip(Lower *l, CXCursor expression);
/* False when the statement is no call of a macro with a shape. */
bool lower_macro_stmt(Lower *l, const Node *node);
/* Of a node with a `macro`; the second one when it is a place. */
Operand lower_macro_value(Lower *l, const Node *node, Want want);
Place lower_macro_place(Lower *l, const Node *node);

/* ---- clang_atomic.c ---- */

/* False when the call, the expression without a cursor of its own, is none that is
 * known. */
bool lower_sync_call(Lower *l, const Node *call, Str name, Want want, Operand *out);
bool lower_atomic(Lower *l, const Node *node, Want want, Operand *out);

/* ---- clang_arith.c ---- */

/* The operator as in Event.op. */
char arith_char(enum CXBinaryOperatorKind kind);
/* False when the result does not fit or is not defined. */
bool arith_fold(char op, int64_t a, int64_t b, int64_t *out);

/* ---- clang_cond.c ---- */

void lower_branch(Lower *l, CXCursor condition, BlockId yes, BlockId no);
/* 1 or 0 by branches. */
Operand lower_truth(Lower *l, CXCursor condition, Want want);
bool is_comparison(enum CXBinaryOperatorKind kind);
CmpKind comparison_of(enum CXBinaryOperatorKind kind);

/* ---- clang_init.c ---- */

/* `place` of this type becomes what the initialiser says. */
void lower_init(Lower *l, const Place *place, CXType type, CXCursor init);
/* Whether a value of the type can lead to a map: a pointer or a record, arrays of them.
 */
bool type_can_point(CXType type);

/* ---- clang_stmt.c ---- */

void lower_stmt(Lower *l, CXCursor statement);
void lower_decl(Lower *l, CXCursor var_decl);
/* A block whose last expression is its value. */
Operand lower_stmt_expr(Lower *l, const Node *node, Want want);
/* The same as a condition; false, with the statements done, when it has no value. */
bool lower_stmt_branch(Lower *l, const Node *node, BlockId yes, BlockId no);

/* ---- clang_for.c ---- */

/* The parts of a `for`; what is absent is the null cursor. */
typedef struct ForClauses {
    CXCursor init, condition, step, body;
} ForClauses;

ForClauses for_clauses(Lower *l, const Node *node);
/* The text that the user wrote for the expression; empty when a macro made it. */
Str source_text(Lower *l, CXCursor expression);

/* A `for` over the elements of a map from link to link, or over the slots of one by
 * their numbers, when it is one. */
bool lower_walk(Lower *l, const ForClauses *parts);

/* ---- clang_trip.c ---- */

/* Called when the loop is built: writes on its head how often it turns. */
void lower_trip(Lower *l, const Frame *loop, BlockId before, CXCursor condition);

#endif
