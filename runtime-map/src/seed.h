#ifndef RMAP_SEED_H
#define RMAP_SEED_H

#include <stdint.h>

/* A seed that nobody can guess: the system's entropy; without it, what differs between
 * objects (`salt`, an address) and runs. */
uint64_t rmap_seed_draw(const void *salt);

#endif
