/*
 * As gcc prints, a line each, for everything that reads compilers' messages.
 */
#include "output/output.h"

static void add_note(StrBuf *out, const FindingList *list, Span span, const char *text)
{
    add_location(out, list, span);
    strbuf_add(out, ": note: ");
    add_printable(out, str_of(text));
    strbuf_add_char(out, '\n');
}

static void gcc_finding(FormatCx *cx, StrBuf *out, const FindingList *list,
                        const Finding *finding)
{
    (void)cx;
    add_location(out, list, finding->span);
    strbuf_printf(out, ": %s: ", severity_word(finding->severity));
    add_printable(out, str_of(finding->message));
    strbuf_printf(out, " [%s]\n", finding->rule);
    for (uint32_t i = 0; i < finding->steps.len; i++)
        add_note(out, list, finding->steps.items[i].span, finding->steps.items[i].text);
    if (finding->advice[0])
        add_note(out, list, finding->span, finding->advice);
}

const Format format_gcc = {
    .name = "gcc",
    .local = true,
    .finding = gcc_finding,
};
