#ifndef RMAP_ANNOTATE_H
#define RMAP_ANNOTATE_H

/*
 * What a function does to a map, and what a map type forbids, said in the words of
 * mapvet's library models and attached to the declaration itself. Compilers other than
 * clang drop the text; the program is the same either way.
 *
 *     RMAP_MODEL("read map:0 key:1 returns:val|null")   on a function
 *     RMAP_LAW("hmap; nil write:panic; ...")            on a record, rows split by ';'
 */
#if defined(__clang__) && defined(__has_attribute)
#if __has_attribute(annotate)
#define RMAP_MODEL(text) __attribute__((annotate("map: " text)))
#define RMAP_LAW(text)   __attribute__((annotate("map: law " text)))
#endif
#endif

#ifndef RMAP_MODEL
#define RMAP_MODEL(text)
#define RMAP_LAW(text)
#endif

#endif
