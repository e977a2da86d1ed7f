#include "lsp/uri.h"

#include <strings.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

const char *uri_path(Arena *arena, const char *uri)
{
    static const char scheme[] = "file://", host[] = "localhost";
    if (strncasecmp(uri, scheme, strlen(scheme)) != 0)
        return NULL;
    const char *from = uri + strlen(scheme);
    if (str_starts(str_of(from), host))
        from += strlen(host);
    if (*from != '/')
        return NULL;
    StrBuf path = strbuf_in(arena);
    for (; *from && *from != '?' && *from != '#'; from++) {
        if (*from != '%') {
            strbuf_add_char(&path, *from);
            continue;
        }
        int high = hex_digit(from[1]), low = high < 0 ? -1 : hex_digit(from[2]);
        if (low < 0 || high * 16 + low == 0)
            return NULL;
        strbuf_add_char(&path, (char)(high * 16 + low));
        from += 2;
    }
    return strbuf_cstr(&path);
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr("-._~/", c));
}

const char *uri_of_path(Arena *arena, const char *path)
{
    StrBuf uri = strbuf_in(arena);
    strbuf_add(&uri, "file://");
    for (; *path; path++) {
        if (is_plain(*path))
            strbuf_add_char(&uri, *path);
        else
            strbuf_printf(&uri, "%%%02X", (unsigned)(unsigned char)*path);
    }
    return strbuf_cstr(&uri);
}
