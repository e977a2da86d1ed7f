/*
 * The server answers alike however its input is cut, and a body may be as large as is
 * promised.
 */
#include "lsp/rpc.h"
#include "lsp/server.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MANY = 400 };
static const size_t block_size = 1048576;

static const ServerOptions options = { 0 };

static void add_message(StrBuf *out, const char *body)
{
    strbuf_printf(out, "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
}

/* A talk of good and bad messages, ending with a broken header. */
static Str make_talk(Arena *arena)
{
    StrBuf out = strbuf_in(arena);
    add_message(&out, "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"shutdown\"}");
    add_message(&out, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}");
    add_message(&out, "[]");
    add_message(&out, "");
    add_message(
        &out,
        "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":"
        "{\"textDocument\":{\"uri\":\"a:b\",\"version\":3,\"text\":\"\xc3\xa9\"}}}");
    add_message(&out,
                "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didClose\",\"params\":"
                "{\"textDocument\":{\"uri\":\"a:b\"}}}");
    add_message(&out, "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"none\"}");
    /* More than the first buffer holds, so that what is unread has to move. */
    for (unsigned id = 0; id < MANY; id++)
        add_message(&out,
                    arena_printf(arena,
                                 "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"none\"}",
                                 id));
    strbuf_add(&out, "Content-Length: no\r\n\r\n");
    return strbuf_str(&out);
}

static const char *answers_of(Arena *arena, Server *server)
{
    Str answers = server_answers(server);
    return arena_strndup(arena, answers.p ? answers.p : "", answers.n);
}

/* Feeds pieces of at most `step` bytes; the talk ends with the broken header. */
static const char *talk_in_pieces(Arena *arena, Str talk, uint64_t seed, size_t step)
{
    Err err = { 0 };
    Server *server = server_new(&options);
    bool ok = true;
    while (ok && talk.n) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        size_t n = 1 + (size_t)(seed >> 33) % step;
        n = n < talk.n ? n : talk.n;
        ok = server_feed(server, (Str){ talk.p, n }, &err);
        talk = (Str){ talk.p + n, talk.n - n };
    }
    assert_false(ok);
    assert_string_equal(err.text, "lsp: Content-Length 'no' is no length");
    const char *answers = answers_of(arena, server);
    server_free(server);
    return answers;
}

static void test_pieces(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Str talk = make_talk(arena);
    const char *whole = talk_in_pieces(arena, talk, 0, talk.n * 1000);
    unsigned count = 0;
    for (const char *at = whole; (at = strstr(at, "Content-Length")); at++)
        count++;
    assert_int_equal(count, 6 + MANY);
    for (uint64_t seed = 0; seed < 60; seed++)
        assert_string_equal(talk_in_pieces(arena, talk, seed, 1 + seed % 40), whole);
    arena_free(arena);
}

static void test_largest_body(void **state)
{
    (void)state;
    Err err = { 0 };
    Arena *arena = arena_new();
    Server *server = server_new(&options);
    char *block = arena_alloc(arena, block_size);
    memset(block, ' ', block_size);
    assert_true(server_feed(server, str_of("Content-Length: 67108864\r\n\r\n"), &err));
    for (unsigned i = 0; i < 64; i++)
        assert_true(server_feed(server, (Str){ block, block_size }, &err));
    assert_non_null(strstr(answers_of(arena, server), "-32700"));
    assert_true(server_feed(server, str_of("Content-Length: 2\r\n\r\n{}"), &err));
    assert_non_null(strstr(answers_of(arena, server), "-32600"));
    server_free(server);
    arena_free(arena);
}

static void test_texts(void **state)
{
    (void)state;
    json_t *text = rpc_text("a\xff\xc3(\xf0\x9f\x98\x80\xed\xa0\x80\0b", 13);
    assert_non_null(text);
    assert_int_equal(json_string_length(text), 23);
    assert_memory_equal(json_string_value(text),
                        "a\xef\xbf\xbd\xef\xbf\xbd(\xf0\x9f\x98\x80\xef\xbf\xbd"
                        "\xef\xbf\xbd\xef\xbf\xbd\0b",
                        23);
    json_decref(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_largest_body),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
