/*
 * The macros of the models, as front ends need them: a front end knows no model, so the
 * shapes of the calls travel with its request.
 */
#ifndef MAPVET_DRIVE_MACROS_H
#define MAPVET_DRIVE_MACROS_H

#include "front/front.h"
#include "model/model.h"

/* Everything lives in the arena. */
const MacroShapes *macros_of(const ModelSet *models, Arena *arena);

#endif
