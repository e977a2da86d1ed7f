#include "drive/wire.h"

static void put_number(StrBuf *out, uint32_t number)
{
    strbuf_add_n(out, (const char *)&number, sizeof number);
}

static void put_bytes(StrBuf *out, const void *bytes, size_t size)
{
    strbuf_add_n(out, bytes, size);
}

/* NULL and "" stay apart: the length counts the closing NUL. */
static void put_text(StrBuf *out, const char *text)
{
    uint32_t size = text ? (uint32_t)strlen(text) + 1 : 0;
    put_number(out, size);
    put_bytes(out, text, size);
}

static void put_fix(StrBuf *out, const Fix *fix)
{
    put_text(out, fix->title);
    put_number(out, fix->edits.len);
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        put_bytes(out, &fix->edits.items[i].span, sizeof(Span));
        put_text(out, fix->edits.items[i].text);
    }
}

static void put_finding(StrBuf *out, const Finding *f)
{
    put_number(out, f->severity);
    put_number(out, f->tier);
    put_bytes(out, &f->span, sizeof f->span);
    const char *const texts[] = { f->rule,     f->message,     f->advice,
                                  f->function, f->place,       f->chain,
                                  f->tokens,   f->fingerprint, f->suppressed };
    for (unsigned i = 0; i < ARRAY_LEN(texts); i++)
        put_text(out, texts[i]);
    put_number(out, f->steps.len);
    for (uint32_t i = 0; i < f->steps.len; i++) {
        put_bytes(out, &f->steps.items[i].span, sizeof(Span));
        put_number(out, f->steps.items[i].depth);
        put_text(out, f->steps.items[i].text);
    }
    put_number(out, f->fixes.len);
    for (uint32_t i = 0; i < f->fixes.len; i++)
        put_fix(out, &f->fixes.items[i]);
}

void report_write(StrBuf *out, const UnitReport *report)
{
    put_text(out, report->path);
    put_text(out, report->failure);
    put_number(out, report->has_findings);
    put_text(out, report->input_hash);
    put_bytes(out, &report->stats, sizeof report->stats);
    put_number(out, report->summaries.len);
    for (uint32_t i = 0; i < report->summaries.len; i++) {
        const NamedSummary *summary = &report->summaries.items[i];
        put_text(out, summary->name);
        put_number(out, (uint32_t)summary->bytes.n);
        put_bytes(out, summary->bytes.p, summary->bytes.n);
    }
    put_number(out, (uint32_t)report->memo.n);
    put_bytes(out, report->memo.p, report->memo.n);
    put_number(out, report->findings.files.len);
    for (uint32_t i = 0; i < report->findings.files.len; i++)
        put_text(out, report->findings.files.items[i]);
    put_number(out, report->findings.items.len);
    for (uint32_t i = 0; i < report->findings.items.len; i++)
        put_finding(out, &report->findings.items.items[i]);
}

/* What is left to read; after a fault everything reads as zero. */
typedef struct Wire {
    Arena *arena;
    Str rest;
    bool bad;
} Wire;

static void get_bytes(Wire *in, void *to, size_t size)
{
    if (in->bad || in->rest.n < size) {
        in->bad = true;
        memset(to, 0, size);
        return;
    }
    memcpy(to, in->rest.p, size);
    in->rest = (Str){ in->rest.p + size, in->rest.n - size };
}

static uint32_t get_number(Wire *in)
{
    uint32_t number;
    get_bytes(in, &number, sizeof number);
    return number;
}

/* A number of things of which each takes at least a byte. */
static uint32_t get_count(Wire *in)
{
    uint32_t count = get_number(in);
    if (count > in->rest.n)
        in->bad = true;
    return in->bad ? 0 : count;
}

static const char *get_text(Wire *in)
{
    uint32_t size = get_count(in);
    if (size == 0)
        return NULL;
    const char *text = arena_strndup(in->arena, in->rest.p, size - 1);
    in->rest = (Str){ in->rest.p + size, in->rest.n - size };
    return text;
}

/* A text that may not be missing. */
static const char *get_some(Wire *in)
{
    const char *text = get_text(in);
    if (!text)
        in->bad = true;
    return text ? text : "";
}

static Span get_span(Wire *in, uint32_t files)
{
    Span span;
    get_bytes(in, &span, sizeof span);
    if (span.file && span.file >= files)
        in->bad = true;
    return span;
}

static Fix get_fix(Wire *in, uint32_t files)
{
    Fix fix = { .title = get_some(in) };
    uint32_t edits = get_count(in);
    for (uint32_t i = 0; i < edits && !in->bad; i++) {
        FixEdit edit = { .span = get_span(in, files) };
        edit.text = get_some(in);
        vec_push(in->arena, &fix.edits, edit);
    }
    return fix;
}

static Finding get_finding(Wire *in, uint32_t files)
{
    Finding f = { 0 };
    uint32_t severity = get_number(in), tier = get_number(in);
    if (severity > SEV_ERROR || tier > TIER_POSSIBLE) {
        in->bad = true;
        return f;
    }
    f.severity = (Severity)severity;
    f.tier = (Tier)tier;
    f.span = get_span(in, files);
    const char **const texts[] = { &f.rule,  &f.message, &f.advice, &f.function,
                                   &f.place, &f.chain,   &f.tokens, &f.fingerprint };
    for (unsigned i = 0; i < ARRAY_LEN(texts); i++)
        *texts[i] = get_some(in);
    f.suppressed = get_text(in);
    uint32_t steps = get_count(in);
    for (uint32_t i = 0; i < steps && !in->bad; i++) {
        FindingStep step = { .span = get_span(in, files) };
        step.depth = get_number(in);
        step.text = get_some(in);
        vec_push(in->arena, &f.steps, step);
    }
    uint32_t fixes = get_count(in);
    for (uint32_t i = 0; i < fixes && !in->bad; i++)
        vec_push(in->arena, &f.fixes, get_fix(in, files));
    return f;
}

static Str get_sized(Wire *in)
{
    uint32_t size = get_count(in);
    Str bytes = { arena_copy(in->arena, in->rest.p, size), size };
    in->rest = (Str){ in->rest.p + size, in->rest.n - size };
    return bytes;
}

static NamedSummary get_summary(Wire *in)
{
    NamedSummary summary = { .name = get_some(in) };
    summary.bytes = get_sized(in);
    return summary;
}

bool report_read(Arena *arena, Str bytes, UnitReport *out)
{
    Wire in = { .arena = arena, .rest = bytes };
    *out = (UnitReport){ .findings = { .arena = arena } };
    out->path = get_some(&in);
    out->failure = get_text(&in);
    out->has_findings = get_number(&in) != 0;
    out->input_hash = get_text(&in);
    get_bytes(&in, &out->stats, sizeof out->stats);
    uint32_t summaries = get_count(&in);
    for (uint32_t i = 0; i < summaries && !in.bad; i++)
        vec_push(arena, &out->summaries, get_summary(&in));
    out->memo = get_sized(&in);
    uint32_t files = get_count(&in);
    for (uint32_t i = 0; i < files && !in.bad; i++)
        vec_push(arena, &out->findings.files, get_some(&in));
    uint32_t findings = get_count(&in);
    for (uint32_t i = 0; i < findings && !in.bad; i++)
        vec_push(arena, &out->findings.items, get_finding(&in, files));
    if (out->has_findings && !out->input_hash)
        in.bad = true;
    return !in.bad && in.rest.n == 0;
}

/* ---- units on their way to the link ---- */

void lowered_write(StrBuf *out, const LoweredUnit *unit)
{
    put_text(out, unit->path);
    put_text(out, unit->failure);
    put_text(out, unit->partial);
    put_text(out, unit->input_hash);
    put_number(out, unit->errors);
    put_number(out, unit->inputs.len);
    for (uint32_t i = 0; i < unit->inputs.len; i++) {
        put_text(out, unit->inputs.items[i].path);
        put_bytes(out, &unit->inputs.items[i].stamp, sizeof(FileStamp));
        put_bytes(out, &unit->inputs.items[i].hash, sizeof(uint64_t));
    }
    put_number(out, (uint32_t)unit->blob.n);
    put_bytes(out, unit->blob.p, unit->blob.n);
}

bool lowered_read(Arena *arena, Str bytes, LoweredUnit *out)
{
    Wire in = { .arena = arena, .rest = bytes };
    *out = (LoweredUnit){ .path = get_some(&in) };
    out->failure = get_text(&in);
    out->partial = get_text(&in);
    out->input_hash = get_text(&in);
    out->errors = get_number(&in);
    uint32_t inputs = get_count(&in);
    for (uint32_t i = 0; i < inputs && !in.bad; i++) {
        Input input = { .path = get_some(&in) };
        get_bytes(&in, &input.stamp, sizeof input.stamp);
        get_bytes(&in, &input.hash, sizeof input.hash);
        vec_push(arena, &out->inputs, input);
    }
    uint32_t size = get_count(&in);
    if (in.bad || size != in.rest.n || (!out->failure && !out->input_hash))
        return false;
    out->blob = (Str){ arena_copy(arena, in.rest.p, size), size };
    return true;
}
