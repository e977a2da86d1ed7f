/*
 * Memo: the runs of a link, kept so that the next one need not make them again.
 *
 * A run of a function is decided by the unit's bytes, the models, and the answers that
 * it got (program.h). All questions of a run are recorded with a hash of each answer;
 * where a later link, at that point, would answer all of them alike, it takes what the
 * run gave: the summary, the facts, and what the watcher was shown. Nothing else is
 * known of a run, so whatever it may ask must be recorded here.
 *
 * The memo of a unit is bytes: what all units together say to the models, the unit's
 * hash, and its runs. It is void when one of the first two is another.
 */
#ifndef MAPVET_SUMMARY_MEMO_H
#define MAPVET_SUMMARY_MEMO_H

#include "summary/linked.h"

/* Reads the memos that the units were given; call it when the program is linked. What
 * is no memo, or not of this program, is left out. */
void memo_open(Program *program);
/* Does one of the known runs of the function fit? Then its questions stand in
 * program->run as if they had been asked now, and its facts; `summary` and `shown`
 * receive what it gave. */
bool memo_find(Program *program, FuncId func, Str *summary, Str *shown);
/* What it gave makes no sense: the function is run after all. */
void memo_drop(Program *program);
/* Notes the run in program->run, which was made now. */
void memo_note(Program *program, Str summary, Str shown);

#endif
