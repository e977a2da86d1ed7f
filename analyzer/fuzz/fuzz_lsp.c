/*
 * The language server on any bytes: framing, JSON-RPC, documents, actions.
 * seeds: testdata/lsp
 *
 * After a "!" the rest is fed as it is. Else each line is a body and gets its framing,
 * or the fuzzer would never come behind it; "-> " before it makes transcripts good
 * seeds.
 */
#include "lsp/server.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool feed_body(Server *server, Str body, Err *err)
{
    Arena *arena = arena_new();
    if (str_starts(body, "-> "))
        body = (Str){ body.p + 3, body.n - 3 };
    StrBuf framed = strbuf_in(arena);
    strbuf_printf(&framed, "Content-Length: %zu\r\n\r\n", body.n);
    strbuf_add_n(&framed, body.p, body.n);
    bool ok = server_feed(server, strbuf_str(&framed), err);
    arena_free(arena);
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ServerOptions options = { 0 };
    Server *server = server_new(&options);
    Err err = { 0 };
    Str rest = { (const char *)data, size }, line;
    if (size && data[0] == '!')
        server_feed(server, (Str){ rest.p + 1, size - 1 }, &err);
    else
        while (str_split(&rest, '\n', &line) && feed_body(server, line, &err))
            continue;
    server_free(server);
    return 0;
}
