/*
 * Intern: texts to small numbers. Equal text, equal Sym; Sym 0 is the empty text.
 *
 * Numbers depend on the order of first use, so they never decide the order of output.
 */
#ifndef MAPVET_BASE_INTERN_H
#define MAPVET_BASE_INTERN_H

#include "base/str.h"

typedef uint32_t Sym;
typedef struct Intern Intern;

Intern *intern_new(void);
void intern_free(Intern *intern); /* NULL is fine */

Sym intern_str(Intern *intern, Str text);
Sym intern_text(Intern *intern, const char *text);
/* The Sym of a text seen before, or 0. */
Sym intern_find(const Intern *intern, Str text);
/* NUL-terminated; lives as long as the table. */
const char *sym_text(const Intern *intern, Sym sym);

#endif
