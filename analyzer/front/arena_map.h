/*
 * Hash tables of runtime-map whose memory comes from an arena and dies with it.
 */
#ifndef MAPVET_FRONT_ARENA_MAP_H
#define MAPVET_FRONT_ARENA_MAP_H

#include "base/arena.h"

#include "rmap/alloc.h"

/* For NAME_make_with(). Nothing need be freed, and memory never runs out. The arena
 * must not be reset while it lives on: maps poison what they leave for
 * AddressSanitizer. */
RmapOptions arena_map(Arena *arena);

#endif
