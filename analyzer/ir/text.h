/*
 * The IR as text: what `mapvet dump ir` prints and testdata/ir/ is written in:
 * print(parse(print(unit))) is print(unit). One
 * thing a line; "//" begins a comment line; indentation is free.
 *
 *     unit "src/a.c"
 *     file "src/a.c"                        the first is file 1 of the spans
 *     annotation sessions_clear "clear map:0" @1:3:1-3:20
 *     noreturn die
 *     record "GHashTable"
 *     global table: GHashTable* static @1:5:20-5:25
 *
 *     func drop@src/a.c static value @1:9:5-9:9 body @1:10:1-20:2
 *       param h: GHashTable* @1:9:22-9:23
 *       var it: GHashTableIter record
 *       var %1: gboolean temp
 *       b0:
 *         call g_hash_table_iter_init(&it, h) @1:12:5-12:40
 *         goto b1
 *       b1: trip unknown
 *         call %1 = g_hash_table_iter_next(&it, &k, &v) @1:13:12-13:44
 *         if %1 != 0 then b2 else b3 @1:13:12-13:44
 *       b2:
 *         goto b1
 *       b3:
 *         return
 *
 * Variables: NAME: TYPE STARS WORDS SPAN, with the words `array N`, `record`, `temp`,
 * `static`, `const`. Functions: the words `static header variadic pointer value
 * noreturn`, in any order, then the spans.
 *
 * Events: VERB DST = ARGUMENTS SPAN, arguments separated by commas; without a result
 * "DST =" is absent, without arguments they are. A computation is written
 * `compute DST = LEFT OP RIGHT` ('?' is any comparison), a call
 * `call DST = NAME(ARGUMENTS)`, a call through a pointer `call DST =
 * [PLACE](ARGUMENTS)`.
 *
 * Operands: 12, "text", fn:NAME, PLACE, &PLACE, ? (unknown), - (none).
 * Places, in C's words: h, x.field, p->field, array[i], p->[i] (pointer and index), *p.
 * A global that a local hides is ::name. Names that are not plain words stand in single
 * quotes, with backslash escapes as in C.
 *
 * Ends of blocks: goto B · if OPERAND CMP OPERAND then B else B · if ? then B else B ·
 * switch OPERAND [1: B, 2: B] else B · return OPERAND · unreachable.
 * A block that is a loop's head: b1: trip const 10 | place n | array 10 | unknown, then
 * `text "the bound"`, `index i`, `leaves`. Blocks are numbered in order, b0 is the
 * entry.
 */
#ifndef MAPVET_IR_TEXT_H
#define MAPVET_IR_TEXT_H

#include "base/err.h"
#include "ir/ir.h"

void text_print(StrBuf *out, const Unit *unit);
void text_print_func(StrBuf *out, const Unit *unit, const Func *fn);

/* Reads a unit back; it lives in the arena. `where` names the text in messages, which
 * are "where:line: ...". NULL with the error set when the text is not IR. */
Unit *text_parse(Arena *arena, Intern *intern, Str text, const char *where, Err *err);

#endif
