/*
 * For people: the finding with its line of code, the path to it as numbered notes, what
 * to do about it.
 */
#include "output/output.h"

static void add_head(const FormatCx *cx, StrBuf *out, const FindingList *list,
                     const Finding *finding)
{
    static const Paint paints[] = {
        [SEV_NOTE] = PAINT_CYAN,
        [SEV_WARNING] = PAINT_MAGENTA,
        [SEV_ERROR] = PAINT_RED,
    };
    StrBuf where = strbuf_in(out->arena);
    add_location(&where, list, finding->span);
    strbuf_add_char(&where, ':');
    add_painted(cx, out, PAINT_BOLD, strbuf_cstr(&where));
    strbuf_add_char(out, ' ');
    StrBuf severity = strbuf_in(out->arena);
    strbuf_printf(&severity, "%s%s:", finding->tier == TIER_POSSIBLE ? "possible " : "",
                  severity_word(finding->severity));
    add_painted(cx, out, paints[finding->severity], strbuf_cstr(&severity));
    strbuf_add_char(out, ' ');
    add_printable(out, str_of(finding->message));
    strbuf_printf(out, " [%s]\n", finding->rule);
}

static bool same_place(Span a, Span b)
{
    return a.file == b.file && a.line == b.line && a.col == b.col;
}

static void add_step(FormatCx *cx, StrBuf *out, const FindingList *list,
                     const Finding *finding, uint32_t i)
{
    const FindingStep *step = &finding->steps.items[i];
    strbuf_printf(out, "  %u. ", i + 1);
    for (uint32_t d = 0; d < step->depth && d < 8; d++)
        strbuf_add(out, "  ");
    add_location(out, list, step->span);
    strbuf_add(out, ": ");
    add_printable(out, str_of(step->text));
    strbuf_add_char(out, '\n');
    if (!same_place(step->span, finding->span))
        add_frame(cx, out, list, step->span);
}

static void text_finding(FormatCx *cx, StrBuf *out, const FindingList *list,
                         const Finding *finding)
{
    add_head(cx, out, list, finding);
    add_frame(cx, out, list, finding->span);
    for (uint32_t i = 0; i < finding->steps.len; i++)
        add_step(cx, out, list, finding, i);
    if (finding->advice[0]) {
        strbuf_add(out, "  ");
        add_painted(cx, out, PAINT_BOLD, "do:");
        strbuf_add_char(out, ' ');
        add_printable(out, str_of(finding->advice));
        strbuf_add_char(out, '\n');
    }
    for (uint32_t i = 0; i < finding->fixes.len; i++) {
        strbuf_add(out, "  ");
        add_painted(cx, out, PAINT_BOLD, "fix:");
        strbuf_add_char(out, ' ');
        add_printable(out, str_of(finding->fixes.items[i].title));
        strbuf_add_char(out, '\n');
    }
    strbuf_add_char(out, '\n');
}

const Format format_text = {
    .name = "text",
    .for_people = true,
    .local = true,
    .finding = text_finding,
};
