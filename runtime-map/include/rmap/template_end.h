/* The end of every template: the parameters are undefined, for the next inclusion. */
#undef RMAP_FN
#undef RMAP_NAME
#undef RMAP_KEY
#undef RMAP_VALUE
#undef RMAP_IS_SET
#undef RMAP_HASH
#undef RMAP_EQUAL
#undef RMAP_COMPARE
#undef RMAP_LESS
#undef RMAP_HASH_AVALANCHES
#undef RMAP_OWN_STRINGS
#undef RMAP_COPIES
#ifdef RMAP_PANIC_IS_DEFAULT
#undef RMAP_PANIC
#undef RMAP_PANIC_IS_DEFAULT
#endif
#ifdef RMAP_DEBUG_IS_DEFAULT
#undef RMAP_DEBUG
#undef RMAP_DEBUG_IS_DEFAULT
#endif
