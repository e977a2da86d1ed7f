#include "check/shown.h"

#include "check/rule.h"

/* What grows here is lost in later links until it is written below. */
_Static_assert(sizeof(void *) != 8 || sizeof(Finding) == 136, "write the new field");
_Static_assert(sizeof(CheckStats) == 5 * sizeof(uint32_t), "write the new field");

/* ---- writing ---- */

static void put(PackOut *out, const char *text)
{
    pack_bytes(out, str_of(text ? text : ""));
}

static void write_fix(PackOut *out, const Fix *fix)
{
    put(out, fix->title);
    pack_number(out, fix->edits.len);
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        pack_span(out, fix->edits.items[i].span);
        put(out, fix->edits.items[i].text);
    }
}

static void write_finding(PackOut *out, const Finding *finding)
{
    put(out, finding->rule);
    pack_number(out, finding->severity);
    pack_number(out, finding->tier);
    pack_span(out, finding->span);
    put(out, finding->message);
    put(out, finding->advice);
    put(out, finding->function);
    put(out, finding->place);
    put(out, finding->chain);
    pack_number(out, finding->steps.len);
    for (uint32_t i = 0; i < finding->steps.len; i++) {
        pack_span(out, finding->steps.items[i].span);
        pack_number(out, finding->steps.items[i].depth);
        put(out, finding->steps.items[i].text);
    }
    pack_number(out, finding->fixes.len);
    for (uint32_t i = 0; i < finding->fixes.len; i++)
        write_fix(out, &finding->fixes.items[i]);
}

void shown_write(PackOut *out, const Finding *findings, uint32_t count,
                 const CheckStats *stats)
{
    pack_number(out, stats->map_operations);
    pack_number(out, stats->iterations);
    pack_number(out, stats->unmodelled);
    pack_number(out, stats->cut_short);
    pack_number(out, count);
    for (uint32_t i = 0; i < count; i++)
        write_finding(out, &findings[i]);
}

/* ---- reading ---- */

static const char *get(PackIn *in, Arena *arena)
{
    Str text = unpack_bytes(in);
    return arena_strndup(arena, text.p, text.n);
}

static Fix read_fix(PackIn *in, Arena *arena)
{
    Fix fix = { .title = get(in, arena) };
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++) {
        FixEdit edit = { .span = unpack_span(in) };
        edit.text = get(in, arena);
        vec_push(arena, &fix.edits, edit);
    }
    return fix;
}

/* Rules are known by their address in the table. */
static const char *read_rule(PackIn *in)
{
    int number = rule_find(unpack_bytes(in));
    if (number < 0)
        in->bad = true;
    return number < 0 ? "" : rule_table[number]->id;
}

static Finding read_finding(PackIn *in, Arena *arena)
{
    Finding finding = { .rule = read_rule(in) };
    finding.severity = (Severity)unpack_below(in, SEV_ERROR);
    finding.tier = (Tier)unpack_below(in, TIER_POSSIBLE);
    finding.span = unpack_span(in);
    finding.message = get(in, arena);
    finding.advice = get(in, arena);
    finding.function = get(in, arena);
    finding.place = get(in, arena);
    finding.chain = get(in, arena);
    uint32_t steps = unpack_count(in);
    for (uint32_t i = 0; i < steps && !in->bad; i++) {
        FindingStep step = { .span = unpack_span(in) };
        step.depth = unpack_below(in, UINT32_MAX);
        step.text = get(in, arena);
        vec_push(arena, &finding.steps, step);
    }
    uint32_t fixes = unpack_count(in);
    for (uint32_t i = 0; i < fixes && !in->bad; i++)
        vec_push(arena, &finding.fixes, read_fix(in, arena));
    return finding;
}

bool shown_read(PackIn *in, FindingList *findings, CheckStats *stats)
{
    *stats = (CheckStats){ .map_operations = unpack_below(in, UINT32_MAX) };
    stats->iterations = unpack_below(in, UINT32_MAX);
    stats->unmodelled = unpack_below(in, UINT32_MAX);
    stats->cut_short = unpack_below(in, UINT32_MAX);
    uint32_t count = unpack_count(in);
    for (uint32_t i = 0; i < count && !in->bad; i++)
        vec_push(findings->arena, &findings->items, read_finding(in, findings->arena));
    return unpack_done(in);
}
