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
 *     RMAP_OWN_STRINGS  1: RMAP_KEY is `const char *`, and the map copies its keys; see
 *                       own.h
 *
 * and what templates may ask: RMAP_IS_SET, 1 when RMAP_VALUE was left out; RMAP_COPIES,
 * what the model of a function that puts a key adds (" copies-key" or nothing).
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

#ifndef RMAP_OWN_STRINGS
#define RMAP_OWN_STRINGS 0
#endif
#if RMAP_OWN_STRINGS
#include "rmap/hash.h"
#include "rmap/own.h"
#include <string.h>
#ifndef RMAP_HASH
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_HASH_AVALANCHES 1
#endif
#ifndef RMAP_EQUAL
#define RMAP_EQUAL(a, b) (strcmp(a, b) == 0)
#endif
#define RMAP_COPIES " copies-key"
#else
#define RMAP_COPIES
#endif
#ifndef RMAP_HASH_AVALANCHES
#define RMAP_HASH_AVALANCHES 0
#endif

#ifdef RMAP_VALUE
#define RMAP_IS_SET 0
#else
#define RMAP_IS_SET 1
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
