/*
 * The beginning of every template of the family (hmap.h, flat.h, ...): checks
 * RMAP_NAME, gives the optional parameters their defaults, and defines the words in
 * which templates are written. No include guard: it is part of each inclusion.
 * template_end.h takes back what must not stay.
 *
 * The parameters that all members share:
 *
 *     RMAP_NAME         of the type, and the prefix of its functions; needed
 *     RMAP_KEY          the type of keys; needed
 *     RMAP_VALUE        the type of values; a set leaves it out
 *     RMAP_PANIC        the panic handler of this map type, see panic.h; stays defined
 *     RMAP_DEBUG        1: misuse traps at run time; stays defined
 */
#include "rmap/annotate.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if !defined(RMAP_NAME) || !defined(RMAP_KEY)
#error "a map needs RMAP_NAME and RMAP_KEY"
#endif

/* What is defined here is undefined at the end; what the user defined stays. */
#ifndef RMAP_PANIC
#define RMAP_PANIC rmap_panic
#define RMAP_PANIC_IS_DEFAULT
#endif
#ifndef RMAP_DEBUG
#define RMAP_DEBUG 0
#define RMAP_DEBUG_IS_DEFAULT
#endif

#ifndef RMAP_TEMPLATE_WORDS
#define RMAP_TEMPLATE_WORDS
#define RMAP_PASTE2(a, b) a##_##b
#define RMAP_PASTE(a, b)  RMAP_PASTE2(a, b)
#define RMAP_TEXT2(a)     #a
#define RMAP_TEXT(a)      RMAP_TEXT2(a)
#ifdef __cplusplus
#define RMAP_ALIGNOF(type)                  alignof(type)
#define RMAP_STATIC_ASSERT(condition, text) static_assert(condition, text)
#else
#define RMAP_ALIGNOF(type)                  _Alignof(type)
#define RMAP_STATIC_ASSERT(condition, text) _Static_assert(condition, text)
#endif
#define RMAP_ROUND_UP(n, to) (((n) + (to) - 1) / (to) * (to))
#define RMAP_MAX(a, b)       ((a) > (b) ? (a) : (b))
#endif

/* NAME_verb. */
#define RMAP_FN(verb) RMAP_PASTE(RMAP_NAME, verb)
