#ifndef RMAP_UTF8_H
#define RMAP_UTF8_H

#include <stddef.h>

/* Bytes of the character that begins at `p`, 1 to 4, or 0 when no well-formed one does
 * (RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF). `p` ends in a
 * NUL, which counts as a character of 1. */
static inline size_t rmap_utf8_size(const char *p)
{
    const unsigned char *s = (const unsigned char *)p;
    unsigned char low = 0x80; /* the range of the second byte */
    unsigned char high = 0xbf;
    size_t size;

    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xc2 || s[0] > 0xf4)
        return 0;
    size = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    if (s[0] == 0xe0)
        low = 0xa0;
    if (s[0] == 0xed)
        high = 0x9f;
    if (s[0] == 0xf0)
        low = 0x90;
    if (s[0] == 0xf4)
        high = 0x8f;
    if (s[1] < low || s[1] > high)
        return 0;
    for (size_t i = 2; i < size; i++)
        if (s[i] < 0x80 || s[i] > 0xbf)
            return 0;
    return size;
}

/* U+FFFD, for what is not well formed. */
#define RMAP_UTF8_REPLACEMENT "\xef\xbf\xbd"

#endif
