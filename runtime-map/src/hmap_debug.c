/*
 * The traps of RMAP_DEBUG. The flag that tells of a write is read and set atomically,
 * but without ordering anything: it catches misuse when it happens, it does not prevent
 * it.
 */
#include "hmap_internal.h"

#if defined(__GNUC__)
#define FLAGS_LOAD(h) __atomic_load_n(&(h)->flags, __ATOMIC_RELAXED)
#define FLAGS_FETCH_OR(h, b)                                                           \
    __atomic_fetch_or(&(h)->flags, (uint8_t)(b), __ATOMIC_RELAXED)
#define FLAGS_FETCH_AND(h, b)                                                          \
    __atomic_fetch_and(&(h)->flags, (uint8_t)(b), __ATOMIC_RELAXED)
#else
#error "hmap_debug.c needs gcc or clang"
#endif

void rmap_debug_rest(RmapHmap *h, bool resting)
{
    if (resting)
        (void)FLAGS_FETCH_OR(h, RMAP_RESTING);
    else
        (void)FLAGS_FETCH_AND(h, ~(RMAP_RESTING | RMAP_WRITING));
}

/* What the flags say against a use. */
static void flags_check(const RmapType *t, uint8_t flags, const char *message)
{
    if ((flags & RMAP_RESTING) != 0)
        rmap_hmap_panic(t, "use of a map that was given back");
    if ((flags & RMAP_WRITING) != 0)
        rmap_hmap_panic(t, message);
}

void rmap_debug_write_begin(const RmapType *t, RmapHmap *h)
{
    flags_check(t, FLAGS_FETCH_OR(h, RMAP_WRITING), "concurrent map writes");
}

void rmap_debug_write_end(const RmapType *t, RmapHmap *h)
{
    if ((FLAGS_FETCH_AND(h, ~RMAP_WRITING) & RMAP_WRITING) == 0)
        rmap_hmap_panic(t, "concurrent map writes");
}

void rmap_debug_read(const RmapType *t, const RmapHmap *h)
{
    flags_check(t, FLAGS_LOAD(h), "concurrent map read and map write");
}

void rmap_debug_next(const RmapType *t, const RmapIter *it)
{
    if (it->map == NULL)
        return;
    flags_check(t, FLAGS_LOAD(it->map), "concurrent map iteration and map write");
    if (it->map->extra->clears != it->clears)
        rmap_hmap_panic(t, "iteration goes on after its map was cleared");
}

uint64_t rmap_debug_generation(const RmapHmap *h)
{
    return h->extra->generation;
}

void rmap_debug_died(RmapHmap *h, RmapDeath death)
{
    h->extra->generation++;
    h->extra->death = death;
}

void rmap_debug_borrow(const RmapType *t, const RmapHmap *h, uint64_t generation)
{
    if (h->extra->generation == generation)
        return;
    switch (h->extra->death) {
    case RMAP_DEATH_NONE:
        break;
    case RMAP_DEATH_INSERT:
        rmap_hmap_panic(t, "use of a borrowed pointer after a new key was put");
        break;
    case RMAP_DEATH_DELETE:
        rmap_hmap_panic(t, "use of a borrowed pointer after a delete");
        break;
    case RMAP_DEATH_SHRINK:
        rmap_hmap_panic(t, "use of a borrowed pointer after shrink");
        break;
    case RMAP_DEATH_CLEAR:
        rmap_hmap_panic(t, "use of a borrowed pointer after clear");
        break;
    }
}
