/*
 * Macros as the text that defines and calls them.
 *
 * libclang shows a program after its macros were replaced. What a macro's call looked
 * like is read from the bytes of the files: a call with the ranges of its arguments, a
 * `#define` with its parameters and body. Offsets count from the start of the text that
 * is passed; nothing is allocated.
 */
#ifndef MAPVET_FRONT_MACRO_TEXT_H
#define MAPVET_FRONT_MACRO_TEXT_H

#include "base/str.h"

enum { MACRO_ARGS_MAX = 12 };

typedef struct TextRange {
    size_t start, end;
} TextRange;

/* NAME(argument, ...), without the blanks around each argument. */
typedef struct MacroCall {
    Str name;
    uint32_t count;
    TextRange args[MACRO_ARGS_MAX];
    size_t end; /* behind the closing parenthesis */
} MacroCall;

/* #define NAME(parameter, ...) body */
typedef struct MacroDefine {
    Str name;
    uint32_t count; /* 0 also for a macro without parentheses */
    Str params[MACRO_ARGS_MAX];
    TextRange body;
} MacroDefine;

/* The offset behind the character, comment, string or character constant at `i`. */
size_t text_skip(Str text, size_t i);
/* The identifier that begins at `at`; empty when none does. */
Str text_identifier(Str text, size_t at);

/* The call whose name begins at `at`. False when it is none, is not closed or has more
 * than MACRO_ARGS_MAX arguments. */
bool macro_call_at(Str text, size_t at, MacroCall *out);
/* The definition in whose directive the offset lies. */
bool macro_define_around(Str text, size_t at, MacroDefine *out);
/* The first definition at or behind `from`. */
bool macro_define_next(Str text, size_t from, MacroDefine *out);
/* The last definition of the name with a body that is not empty. */
bool macro_define_find(Str text, Str name, MacroDefine *out);
/* The number of the parameter that the range consists of, parentheses around it apart;
 * -1 when it is anything else. */
int macro_param(Str text, TextRange range, const MacroDefine *define);

#endif
