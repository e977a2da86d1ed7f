/*
 * Front ends: source text to IR.
 *
 * Lowering never fails on a program: what a front end does not understand becomes an
 * `unknown` event. It fails only when there is no program (no file, a source that does
 * not parse), and then says why in one line. A front end knows no rule and no library's
 * functions.
 */
#ifndef MAPVET_FRONT_FRONT_H
#define MAPVET_FRONT_FRONT_H

#include "base/err.h"
#include "base/file.h"
#include "ir/ir.h"

/* Text of an open document that stands for the file on disk. */
typedef struct Unsaved {
    const char *path; /* absolute */
    Str text;
} Unsaved;

/* Includes that several units begin with, parsed once (clang_header.h). */
typedef struct SharedHeader SharedHeader;

/* How one unit is compiled: what a compile_commands.json entry says, made safe. */
typedef struct Command {
    const char *file;      /* absolute path of the main file */
    const char *directory; /* absolute; relative flags are meant from here */
    VEC(const char *)
    args; /* compiler options only: no compiler, no input, no output */
    const SharedHeader *header; /* what the file begins with, or NULL: it saves time */
} Command;

/* A message of the compiler about the source, for the editor and for failed units. */
typedef struct Diagnostic {
    Span span;
    bool is_error; /* else a warning */
    const char *text;
} Diagnostic;

typedef struct Lowered {
    Unit *unit; /* owned by its own arena */
    VEC(Diagnostic)
    diagnostics; /* errors and warnings of the main file and its headers */
    VEC(const char *)
    inputs;          /* absolute paths of the main file and all it included, sorted */
    bool has_errors; /* the source does not compile cleanly; the IR is partial */
} Lowered;

/* A macro that is lowered as a call of its own name rather than as what it expands to.
 * Arguments count from 0. An argument that is the name of a member stands for the
 * address of that member where the expansion first uses it.
 *
 * The name TYPE.MEMBER is that of no macro, but of a `for` that goes from element to
 * element by this member: a loop with the address of the variable that it starts from
 * and the address of the variable that it steps. */
typedef struct MacroShape {
    Sym name;
    Sym next;         /* of a loop: what is called at each turn; else 0 */
    uint32_t address; /* bits of the arguments that are passed by their address */
    uint32_t member;  /* bits of those that may name a member */
    int8_t code;      /* the argument that is the body of a loop; -1: it follows */
    uint8_t least;    /* a call with fewer arguments is another macro's */
    bool is_bound;    /* of a loop that counts up to it; the variable comes last */
    bool is_place;    /* the value is a pointer to what the macro stands for */
} MacroShape;

typedef struct MacroShapes {
    VEC(MacroShape) items;
} MacroShapes;

typedef struct FrontRequest {
    Arena *arena; /* for the unit and everything in Lowered */
    Intern *intern;
    const char *root; /* project root; paths below it are written relative to it */
    Command command;
    const Unsaved *unsaved;
    unsigned unsaved_count;
    const MacroShapes *macros; /* NULL: none */
} FrontRequest;

typedef struct Front {
    const char *name;
    bool (*lower)(const FrontRequest *request, Lowered *out, Err *err);
} Front;

extern const Front front_clang;

/* A parsed document that is parsed again quickly after an edit (preamble kept).
 * NULL result of `_open` with the error set when libclang gives up. */
typedef struct ClangDoc ClangDoc;
ClangDoc *clang_doc_open(const FrontRequest *request, Err *err);
/* Parses again with the unsaved text and lowers; `request` as for lower(). */
bool clang_doc_lower(ClangDoc *doc, const FrontRequest *request, Lowered *out,
                     Err *err);
void clang_doc_close(ClangDoc *doc); /* NULL is fine */

#endif
