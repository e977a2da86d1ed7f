/*
 * Documents under edits: after any sequence of changes the text is what plain splicing
 * of code points gives, in both encodings, whatever the line ends and surrogate pairs.
 */
#include "lsp/docs.h"
#include "lsp/uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { POINTS_MAX = 4096 };

/* ---- the plain model: an array of code points ---- */

typedef struct Points {
    uint32_t at[POINTS_MAX];
    uint32_t n;
} Points;

static uint32_t random_next(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(*seed >> 33);
}

static Points random_points(uint64_t *seed, uint32_t max)
{
    static const uint32_t alphabet[] = { 'a',      'b',    ' ',   '\n',    '\n',
                                         '\r',     0,      0xe9,  0x2026,  0x1f600,
                                         0x10ffff, 0xffff, 0x7ff, 0x10000, 0x800 };
    Points points = { .n = random_next(seed) % (max + 1) };
    for (uint32_t i = 0; i < points.n; i++)
        points.at[i] = alphabet[random_next(seed) % ARRAY_LEN(alphabet)];
    return points;
}

static void points_splice(Points *points, uint32_t from, uint32_t to, const Points *by)
{
    Points old = *points;
    uint32_t tail = old.n - to;
    assert_true(from + by->n + tail <= POINTS_MAX);
    memcpy(points->at + from, by->at, by->n * sizeof *by->at);
    memcpy(points->at + from + by->n, old.at + to, tail * sizeof *old.at);
    points->n = from + by->n + tail;
}

static Str points_utf8(Arena *arena, const Points *points)
{
    StrBuf out = strbuf_in(arena);
    for (uint32_t i = 0; i < points->n; i++) {
        uint32_t c = points->at[i];
        if (c < 0x80) {
            strbuf_add_char(&out, (char)c);
            continue;
        }
        uint32_t lead = c < 0x800 ? 0xc0 : c < 0x10000 ? 0xe0 : 0xf0;
        uint32_t shift = c < 0x800 ? 6 : c < 0x10000 ? 12 : 18;
        strbuf_add_char(&out, (char)(lead | c >> shift));
        while (shift) {
            shift -= 6;
            strbuf_add_char(&out, (char)(0x80 | (c >> shift & 0x3f)));
        }
    }
    return strbuf_str(&out);
}

static uint32_t units_of(uint32_t c, Encoding encoding)
{
    if (encoding == ENCODING_UTF16)
        return c < 0x10000 ? 1 : 2;
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

static bool splits_line_end(const Points *points, uint32_t i)
{
    return i > 0 && i < points->n && points->at[i - 1] == '\r' && points->at[i] == '\n';
}

static bool is_line_end(uint32_t c)
{
    return c == '\n' || c == '\r';
}

static Position points_position(const Points *points, uint32_t end, Encoding encoding)
{
    Position at = { 0, 0 };
    for (uint32_t i = 0; i < end; i++) {
        at.character += units_of(points->at[i], encoding);
        if (is_line_end(points->at[i]) && !splits_line_end(points, i + 1)) {
            at.line++;
            at.character = 0;
        }
    }
    return at;
}

/* ---- edits ---- */

static json_t *position_json(Position at)
{
    return json_pack("{s:i,s:i}", "line", (int)at.line, "character", (int)at.character);
}

/* A random place, and a position for it: sometimes one that only stands for it. */
static uint32_t random_place(const Points *points, Encoding encoding, uint64_t *seed,
                             Position *at)
{
    uint32_t i = random_next(seed) % (points->n + 1);
    while (splits_line_end(points, i))
        i--;
    *at = points_position(points, i, encoding);
    bool is_end = i == points->n || is_line_end(points->at[i]);
    if (is_end && random_next(seed) % 4 == 0)
        at->character += 1000; /* behind the line's end */
    else if (i == points->n && random_next(seed) % 2 == 0)
        *at = (Position){ at->line + 7, 3 }; /* behind the text's end */
    else if (!is_end && units_of(points->at[i], encoding) > 1)
        at->character += random_next(seed) % units_of(points->at[i], encoding);
    return i;
}

/* Makes a change and applies it to the model. */
static json_t *random_change(Arena *arena, Points *model, Encoding encoding,
                             uint64_t *seed)
{
    Position start, end;
    Points by = random_points(seed, 6);
    Str text = points_utf8(arena, &by);
    json_t *change =
        json_pack("{s:o}", "text", json_stringn(text.n ? text.p : "", text.n));
    if (random_next(seed) % 32 == 0) {
        *model = by;
        return change;
    }
    uint32_t from = random_place(model, encoding, seed, &start);
    uint32_t to = random_place(model, encoding, seed, &end);
    if (from > to) {
        uint32_t place = from;
        Position position = start;
        from = to;
        to = place;
        start = end;
        end = position;
    }
    if (from == to)
        end = start;
    json_object_set_new(change, "range",
                        json_pack("{s:o,s:o}", "start", position_json(start), "end",
                                  position_json(end)));
    points_splice(model, from, to, &by);
    return change;
}

static void check_same(Arena *arena, const Doc *doc, const Points *model, uint64_t seed)
{
    Str want = points_utf8(arena, model);
    if (!str_eq(want, doc->buffer.text))
        fail_msg("seed %llu: the texts differ", (unsigned long long)seed);
}

static void edit_one_document(uint64_t seed)
{
    uint64_t first = seed;
    Arena *arena = arena_new();
    Docs docs = { 0 };
    Encoding encoding = seed % 2 ? ENCODING_UTF16 : ENCODING_UTF8;
    Points model = random_points(&seed, 40);
    Doc *doc = docs_open(&docs, "test:it", 1, points_utf8(arena, &model));
    for (unsigned round = 0; round < 20; round++) {
        Err err = { 0 };
        json_t *changes = json_array();
        for (uint32_t i = random_next(&seed) % 4; i > 0; i--)
            json_array_append_new(changes,
                                  random_change(arena, &model, encoding, &seed));
        if (!doc_change(doc, encoding, changes, &err))
            fail_msg("seed %llu: %s", (unsigned long long)first, err.text);
        json_decref(changes);
        check_same(arena, doc, &model, first);
    }
    docs_clear(&docs);
    arena_free(arena);
}

static void test_random_edits(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 1000; seed++)
        edit_one_document(seed);
}

/* Every place of a text: from the analyzer's column to the position and back. */
static void test_positions(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (uint64_t seed = 1; seed <= 300; seed++) {
        uint64_t next = seed;
        Points model = random_points(&next, 60);
        Buffer buffer = buffer_new(points_utf8(arena, &model));
        for (uint32_t i = 0; i <= model.n; i++) {
            if (splits_line_end(&model, i))
                continue;
            Points head = model;
            head.n = i;
            size_t offset = points_utf8(arena, &head).n;
            Position bytes = points_position(&model, i, ENCODING_UTF8);
            Position units = points_position(&model, i, ENCODING_UTF16);
            assert_int_equal(buffer_offset(&buffer, ENCODING_UTF8, bytes), offset);
            assert_int_equal(buffer_offset(&buffer, ENCODING_UTF16, units), offset);
            Position found = buffer_position(&buffer, ENCODING_UTF16, bytes.line + 1,
                                             bytes.character + 1);
            assert_int_equal(found.line, units.line);
            assert_int_equal(found.character, units.character);
            if (i == model.n || units_of(model.at[i], ENCODING_UTF8) == 1)
                continue;
            found = buffer_position(&buffer, ENCODING_UTF16, bytes.line + 1,
                                    bytes.character + 2);
            assert_int_equal(found.character, units.character);
        }
        buffer_clear(&buffer);
    }
    arena_free(arena);
}

static void test_uris(void **state)
{
    (void)state;
    static const char *const bad[] = { "http://x/a.c",    "file:/a.c",   "untitled:1",
                                       "file://host/a.c", "file:///%00", "file:///%4",
                                       "file:///%zz",     "file://",     "" };
    Arena *arena = arena_new();
    assert_string_equal(uri_path(arena, "file:///a%20b/%C3%A9.c"), "/a b/\xc3\xa9.c");
    assert_string_equal(uri_path(arena, "FILE://localhost/a.c"), "/a.c");
    assert_string_equal(uri_of_path(arena, "/a b/\xc3\xa9#%.c"),
                        "file:///a%20b/%C3%A9%23%25.c");
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_null(uri_path(arena, bad[i]));
    char every[256] = "/";
    for (int c = 1; c < 255; c++)
        every[c] = (char)c;
    assert_string_equal(uri_path(arena, uri_of_path(arena, every)), every);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_edits),
        cmocka_unit_test(test_positions),
        cmocka_unit_test(test_uris),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
