/* The shipped .model files, made by tools/embed.c; both end with NULL. */
#ifndef MAPVET_MODEL_EMBEDDED_H
#define MAPVET_MODEL_EMBEDDED_H

extern const char *const model_names[];
extern const char *const model_texts[];

#endif
