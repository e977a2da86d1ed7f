/*
 * JSON lines: an object a finding. Absent is what is empty: advice, steps, fixes.
 */
#include "output/json.h"
#include "output/output.h"

static json_t *json_of(Arena *arena, const char *text)
{
    return json_text(arena, str_of(text));
}

static void put_text(json_t *object, const char *key, Arena *arena, const char *text)
{
    if (text && text[0])
        json_object_set_new(object, key, json_of(arena, text));
}

static void put_span(json_t *object, Arena *arena, const FindingList *list, Span span)
{
    json_object_set_new(object, "path", json_of(arena, finding_path(list, span)));
    json_object_set_new(object, "line", json_integer(span.line));
    json_object_set_new(object, "column", json_integer(span.col));
    json_object_set_new(object, "endLine", json_integer(span.end_line));
    json_object_set_new(object, "endColumn", json_integer(span.end_col));
}

static json_t *steps_of(Arena *arena, const FindingList *list, const Finding *finding)
{
    json_t *steps = json_array();
    for (uint32_t i = 0; i < finding->steps.len; i++) {
        const FindingStep *step = &finding->steps.items[i];
        json_t *object = json_object();
        put_span(object, arena, list, step->span);
        json_object_set_new(object, "depth", json_integer(step->depth));
        json_object_set_new(object, "text", json_of(arena, step->text));
        json_array_append_new(steps, object);
    }
    return steps;
}

static json_t *fix_of(Arena *arena, const FindingList *list, const Fix *fix)
{
    json_t *object = json_object(), *edits = json_array();
    json_object_set_new(object, "title", json_of(arena, fix->title));
    for (uint32_t i = 0; i < fix->edits.len; i++) {
        json_t *edit = json_object();
        put_span(edit, arena, list, fix->edits.items[i].span);
        json_object_set_new(edit, "text", json_of(arena, fix->edits.items[i].text));
        json_array_append_new(edits, edit);
    }
    json_object_set_new(object, "edits", edits);
    return object;
}

static void json_finding(FormatCx *cx, StrBuf *out, const FindingList *list,
                         const Finding *finding)
{
    (void)cx;
    Arena *arena = out->arena;
    json_t *object = json_object();
    put_text(object, "rule", arena, finding->rule);
    put_text(object, "severity", arena, severity_word(finding->severity));
    put_text(object, "tier", arena,
             finding->tier == TIER_PROVEN ? "proven" : "possible");
    put_span(object, arena, list, finding->span);
    put_text(object, "message", arena, finding->message);
    put_text(object, "advice", arena, finding->advice);
    put_text(object, "function", arena, finding->function);
    put_text(object, "fingerprint", arena, finding->fingerprint);
    if (finding->steps.len)
        json_object_set_new(object, "steps", steps_of(arena, list, finding));
    if (finding->fixes.len) {
        json_t *fixes = json_array();
        for (uint32_t i = 0; i < finding->fixes.len; i++)
            json_array_append_new(fixes, fix_of(arena, list, &finding->fixes.items[i]));
        json_object_set_new(object, "fixes", fixes);
    }
    json_line(out, object);
}

const Format format_json = {
    .name = "json",
    .finding = json_finding,
};
