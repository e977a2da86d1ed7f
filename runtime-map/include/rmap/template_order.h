/*
 * What the ordered templates (btree.h, sorted.h) share: NAME_less_ of the user's
 * RMAP_COMPARE or RMAP_LESS. The member has defined NAME_key before it.
 */
#if RMAP_OWN_STRINGS && !defined(RMAP_COMPARE) && !defined(RMAP_LESS)
#define RMAP_COMPARE(a, b) strcmp(a, b)
#endif
#if !defined(RMAP_COMPARE) && !defined(RMAP_LESS)
#error "an ordered map needs RMAP_NAME, RMAP_KEY and RMAP_LESS or RMAP_COMPARE"
#endif

static inline bool RMAP_FN(less_)(RMAP_FN(key) a, RMAP_FN(key) b)
{
#ifdef RMAP_COMPARE
    return RMAP_COMPARE(a, b) < 0;
#else
    return RMAP_LESS(a, b);
#endif
}
