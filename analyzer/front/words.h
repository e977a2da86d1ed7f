/*
 * The words of a compiler's command line: text to words, and response files.
 *
 * Both come from outside. Nothing is expanded as a shell would; a response file is only
 * read, never executed, and what it holds is checked like every other word.
 */
#ifndef MAPVET_FRONT_WORDS_H
#define MAPVET_FRONT_WORDS_H

#include "base/str.h"
#include "base/vec.h"

typedef VEC(const char *) WordList;

/* Splits as a shell and as a compiler do with a response file: blanks, quotes and
 * backslashes. Words are new texts in the arena. */
WordList words_split(Arena *arena, Str text);

/* The words with each @FILE replaced by what the file says, meant from `directory`;
 * also inside such files, eight deep and 64 files in all. An @FILE that is no readable
 * file of at most a megabyte is left as it is. Words that came from outside are
 * borrowed. */
WordList words_expand(Arena *arena, const char *directory, const char *const *words,
                      unsigned count);

#endif
