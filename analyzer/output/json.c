#include "output/json.h"

#include <stdlib.h>

json_t *json_text(Arena *arena, Str text)
{
    StrBuf buf = strbuf_in(arena);
    while (text.n) {
        size_t n = str_utf8(text.p, text.n);
        if (n == 0)
            strbuf_add(&buf, "\xef\xbf\xbd");
        strbuf_add_n(&buf, text.p, n);
        n = n ? n : 1;
        text = (Str){ text.p + n, text.n - n };
    }
    return json_stringn(strbuf_cstr(&buf), buf.length);
}

void json_line(StrBuf *out, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    strbuf_add(out, text ? text : "null");
    strbuf_add_char(out, '\n');
    free(text);
    json_decref(value);
}
