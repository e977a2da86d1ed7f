/*
 * The hash tables of the libclang front end: by declaration and by type.
 */
#ifndef MAPVET_FRONT_CLANG_MAPS_H
#define MAPVET_FRONT_CLANG_MAPS_H

#include "ir/ir.h"

#include <clang-c/Index.h>

#define RMAP_NAME            decl_map
#define RMAP_KEY             CXCursor
#define RMAP_VALUE           uint32_t
#define RMAP_HASH(key, seed) (clang_hashCursor(key) ^ (seed))
#define RMAP_EQUAL(a, b)     (clang_equalCursors((a), (b)) != 0)
#include "rmap/hmap.h"

#define RMAP_NAME            type_map
#define RMAP_KEY             CXType
#define RMAP_VALUE           Var
#define RMAP_HASH(key, seed) ((uintptr_t)(key).data[0] ^ (seed))
#define RMAP_EQUAL(a, b)     (clang_equalTypes((a), (b)) != 0)
#include "rmap/hmap.h"

#endif
