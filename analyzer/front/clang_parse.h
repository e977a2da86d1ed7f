/*
 * A FrontRequest to libclang's words, and a translation unit out of it.
 */
#ifndef MAPVET_FRONT_CLANG_PARSE_H
#define MAPVET_FRONT_CLANG_PARSE_H

#include "front/front.h"

#include <clang-c/Index.h>

/* NULL with the error set when there is no such file or libclang gives up. `more` are
 * words behind the request's own. */
CXTranslationUnit clang_parse(CXIndex index, const FrontRequest *request,
                              const PathList *more, unsigned options, Err *err);
/* Parses it again from today's texts; false: it is of no use any more. */
bool clang_parse_again(CXTranslationUnit tu, const FrontRequest *request);
/* Calls `take` with the absolute path of each file that was read. */
typedef void InputTaker(void *ctx, const char *path);
void clang_each_input(CXTranslationUnit tu, const FrontRequest *request,
                      InputTaker *take, void *ctx);

#endif
