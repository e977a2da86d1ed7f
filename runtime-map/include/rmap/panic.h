#ifndef RMAP_PANIC_H
#define RMAP_PANIC_H

/*
 * Misuse that no return value can report (a write to a nil map, a dead iterator) goes
 * to a panic handler. There is no handler variable to set, so the library has no state
 * of its own: a map type names its handler when it is generated,
 *
 *     #define RMAP_PANIC my_panic      before #include "rmap/hmap.h"
 *
 * and without that gets rmap_panic. RMAP_PANIC stays defined, so that one definition
 * (or -DRMAP_PANIC=my_panic and its declaration) serves every map of a program.
 */

#ifdef __cplusplus
extern "C" {
#endif

/* Receives Go's message ("assignment to entry in nil map") and the name of the map
 * type, both constant strings. It must not return; if it does, the program aborts. A
 * handler that leaves by longjmp may only free the map afterwards. */
typedef void RmapPanic(const char *message, const char *map);

/* The default: one line on stderr, then abort(). */
void rmap_panic(const char *message, const char *map);

#ifdef __cplusplus
}
#endif

#endif
