#include "ir/pack.h"

#define RMAP_NAME            textnumbers
#define RMAP_KEY             Sym
#define RMAP_VALUE           uint32_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* Numbers of texts: the empty one, one that is written out here, then those seen. */
enum { TEXT_EMPTY, TEXT_NEW, TEXT_SEEN };

PackOut pack_out(Arena *arena, const Intern *intern, const Sym *files)
{
    RmapOptions options = arena_map_options(arena);
    return (PackOut){ .bytes = strbuf_in(arena),
                      .intern = intern,
                      .files = files,
                      .numbers = textnumbers_make_with(0, &options) };
}

void pack_number(PackOut *out, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        strbuf_add_char(&out->bytes, (char)(number | 0x80));
    strbuf_add_char(&out->bytes, (char)number);
}

void pack_signed(PackOut *out, int64_t number)
{
    uint64_t twice = (uint64_t)number << 1;
    pack_number(out, number < 0 ? ~twice : twice);
}

void pack_bytes(PackOut *out, Str bytes)
{
    pack_number(out, bytes.n);
    strbuf_add_n(&out->bytes, bytes.p, bytes.n);
}

void pack_text(PackOut *out, Sym text)
{
    if (text == 0) {
        pack_number(out, TEXT_EMPTY);
        return;
    }
    const uint32_t *seen = textnumbers_get(out->numbers, text);
    if (seen) {
        pack_number(out, TEXT_SEEN + (uint64_t)*seen);
        return;
    }
    textnumbers_put(out->numbers, text, out->texts++);
    pack_number(out, TEXT_NEW);
    pack_bytes(out, str_of(sym_text(out->intern, text)));
}

void pack_span(PackOut *out, Span span)
{
    pack_text(out, span.file ? out->files[span.file] : 0);
    if (span.file == 0)
        return;
    pack_number(out, span.line);
    pack_number(out, span.col);
    pack_signed(out, (int64_t)span.end_line - span.line);
    pack_number(out, span.end_col);
}

PackIn pack_in(Arena *arena, Intern *intern, FileTable *files, Str bytes)
{
    return (PackIn){ .arena = arena, .intern = intern, .files = files, .rest = bytes };
}

static uint64_t fail(PackIn *in)
{
    in->bad = true;
    in->rest.n = 0;
    return 0;
}

uint64_t unpack_number(PackIn *in)
{
    uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (in->rest.n == 0)
            return fail(in);
        uint8_t byte = (uint8_t)*in->rest.p++;
        in->rest.n--;
        if (shift == 63 && byte > 1)
            return fail(in);
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return fail(in);
}

int64_t unpack_signed(PackIn *in)
{
    uint64_t folded = unpack_number(in);
    uint64_t number = folded >> 1;
    return (int64_t)(folded & 1 ? ~number : number);
}

uint32_t unpack_below(PackIn *in, uint32_t most)
{
    uint64_t number = unpack_number(in);
    return (uint32_t)(number <= most ? number : fail(in));
}

uint32_t unpack_count(PackIn *in)
{
    uint64_t count = unpack_number(in);
    return (uint32_t)(count <= in->rest.n && count < UINT32_MAX ? count : fail(in));
}

Str unpack_bytes(PackIn *in)
{
    uint64_t size = unpack_number(in);
    if (size > in->rest.n)
        fail(in);
    if (in->bad)
        return (Str){ "", 0 };
    Str bytes = { in->rest.p, (size_t)size };
    in->rest = (Str){ in->rest.p + size, in->rest.n - (size_t)size };
    return bytes;
}

/* An empty text has a number of its own, and a NUL would end a text early. */
static Sym new_text(PackIn *in)
{
    Str text = unpack_bytes(in);
    if (text.n == 0 || memchr(text.p, 0, text.n))
        fail(in);
    if (in->bad)
        return 0;
    vec_push(in->arena, &in->texts, intern_str(in->intern, text));
    return vec_last(&in->texts);
}

Sym unpack_text(PackIn *in)
{
    uint64_t number = unpack_number(in);
    if (number == TEXT_EMPTY || in->bad)
        return 0;
    if (number == TEXT_NEW)
        return new_text(in);
    if (number - TEXT_SEEN >= in->texts.len)
        return (Sym)fail(in);
    return in->texts.items[number - TEXT_SEEN];
}

static uint32_t file_number(PackIn *in, Sym path)
{
    if (in->last_file == 0 || path != in->last_path) {
        in->last_path = path;
        in->last_file =
            in->new_files ? files_number(in->files, path) : files_find(in->files, path);
    }
    if (in->last_file == 0)
        fail(in);
    return in->last_file;
}

Span unpack_span(PackIn *in)
{
    Sym path = unpack_text(in);
    if (path == 0)
        return (Span){ 0 };
    Span span = { .file = file_number(in, path) };
    span.line = unpack_below(in, UINT32_MAX);
    span.col = unpack_below(in, UINT32_MAX);
    int64_t end = unpack_signed(in);
    if (end < -(int64_t)span.line || end > (int64_t)(UINT32_MAX - span.line))
        fail(in);
    span.end_line = (uint32_t)((int64_t)span.line + (in->bad ? 0 : end));
    span.end_col = unpack_below(in, UINT32_MAX);
    return in->bad ? (Span){ 0 } : span;
}

bool unpack_done(const PackIn *in)
{
    return !in->bad && in->rest.n == 0;
}
