/*
 * What is believed of a function, in words: `mapvet dump summary`.
 */
#ifndef MAPVET_CHECK_WORDS_H
#define MAPVET_CHECK_WORDS_H

#include "summary/program.h"

/* Its effects, each with its guard and the calls down to it, and the ways it ends. */
void summary_words(StrBuf *out, const Program *program, FuncId func);

#endif
