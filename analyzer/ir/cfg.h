/*
 * The shape of a function's graph: order, loops, what loops assign.
 *
 * Order is reverse postorder, in which the body of a loop stands before what follows
 * the loop. An edge to a block of equal or smaller rank is a back edge and its target a
 * loop head; a loop is the blocks that reach a back edge without passing the head (Aho
 * et al., "Compilers", 9.6). Graphs that goto made irreducible get loops that are good
 * enough.
 */
#ifndef MAPVET_IR_CFG_H
#define MAPVET_IR_CFG_H

#include "ir/ir.h"

enum { NO_LOOP = 0 }; /* loops count from 1 */

typedef struct Loop {
    BlockId head;
    uint32_t parent;     /* enclosing loop, or NO_LOOP */
    VEC(VarId) assigned; /* locals that the loop sets, as a whole */
    VEC(VarId) counted;  /* those of them set by `compute`: counters */
} Loop;

typedef struct Cfg {
    uint32_t count; /* blocks */
    BlockId *order; /* reachable blocks, by rank */
    uint32_t reachable;
    uint32_t *rank;  /* per block; NO_ID when unreachable */
    uint32_t *loop;  /* per block: innermost loop */
    VEC(Loop) loops; /* [0] is unused */
} Cfg;

Cfg cfg_build(Arena *arena, const Func *fn);
uint32_t block_target_count(const Block *block);
bool cfg_is_back(const Cfg *cfg, BlockId from, BlockId to);
/* Is the block inside the loop (or one nested in it)? */
bool cfg_inside(const Cfg *cfg, BlockId block, uint32_t loop);
/* Is loop `inner` the same as or nested in `outer`? Everything is inside NO_LOOP. */
bool loop_inside(const Cfg *cfg, uint32_t inner, uint32_t outer);

#endif
