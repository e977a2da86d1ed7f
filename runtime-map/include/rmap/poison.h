#ifndef RMAP_POISON_H
#define RMAP_POISON_H

/*
 * Under AddressSanitizer the values of entries that were moved or deleted are poisoned,
 * so that a use of a pointer borrowed before is reported where it happens. Otherwise
 * these are nothing.
 *
 * Of the translation units that write one map either all or none are to be built with
 * AddressSanitizer: what one poisons, another must know to take back.
 */
#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__)
#define RMAP_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RMAP_ASAN 1
#endif
#endif

#ifdef RMAP_ASAN
#include <sanitizer/asan_interface.h>
#endif

static inline void rmap_poison(const void *p, size_t size)
{
#ifdef RMAP_ASAN
    __asan_poison_memory_region(p, size);
#else
    (void)p;
    (void)size;
#endif
}

static inline void rmap_unpoison(const void *p, size_t size)
{
#ifdef RMAP_ASAN
    __asan_unpoison_memory_region(p, size);
#else
    (void)p;
    (void)size;
#endif
}

#endif
