/*
 * Format: one way to print findings, in a file format_<name>.c of its own.
 *
 * The file exports `const Format format_<name>`; the build finds it by its name, and
 * its look is kept in testdata/output/<name>.golden. A format appends to a StrBuf;
 * writing to standard output is the business of cli. Findings come in their order.
 * Texts and paths come from the source and may hold anything; what a terminal or a
 * parser could take for more than text is replaced.
 */
#ifndef MAPVET_OUTPUT_OUTPUT_H
#define MAPVET_OUTPUT_OUTPUT_H

#include "check/finding.h"
#include "check/run.h"

/* What a format may use besides the finding. */
typedef struct FormatCx {
    Arena *arena; /* for what lives until the end */
    bool color;
    SourceText *text_of; /* the text of a path of the list; for code frames */
    void *text_ctx;
    const char *seen_path; /* the file whose lines are at hand; kept by frame.c */
    LineTable seen_lines;
} FormatCx;

typedef struct Format {
    const char *name;
    bool for_people; /* the closing line goes with it, not to standard error */
    bool local;      /* paths from the working folder, to be opened from there */
    void (*begin)(FormatCx *cx, StrBuf *out); /* NULL: nothing */
    void (*finding)(FormatCx *cx, StrBuf *out, const FindingList *list,
                    const Finding *finding);
    void (*end)(FormatCx *cx, StrBuf *out); /* NULL: nothing */
} Format;

/* Every format, by file name; ends with NULL. Made by tools/embed.c. */
extern const Format *const format_table[];

/* The format of this name, or NULL. */
const Format *format_find(const char *name);

/* The list with paths as a compiler prints them: relative to `folder` where below it,
 * else absolute. The findings are shared with `list`, whose paths are those of `root`.
 */
FindingList findings_seen_from(Arena *arena, const FindingList *list, const char *root,
                               const char *folder);

/* ---- what formats share ---- */

/* Appends the text with control characters and what is no UTF-8 replaced by U+FFFD. */
void add_printable(StrBuf *out, Str text);
/* "path:line:col", printable. */
void add_location(StrBuf *out, const FindingList *list, Span span);
/* "12,345" */
void add_number(StrBuf *out, uint64_t number);

/* The source line of a span under a gutter with the line's number, and a caret line;
 * nothing when there is no such line. Tabs become blanks; carets stand right below. */
void add_frame(FormatCx *cx, StrBuf *out, const FindingList *list, Span span);

typedef enum { PAINT_BOLD, PAINT_RED, PAINT_MAGENTA, PAINT_CYAN, PAINT_GREEN } Paint;

/* Appends the text, in colour when the context asks for it. */
void add_painted(const FormatCx *cx, StrBuf *out, Paint paint, const char *text);

/* What a run looked at. */
typedef struct Totals {
    uint32_t units;
    uint32_t failed;  /* not analysed at all */
    uint32_t in_part; /* some of it does not compile */
    uint32_t findings;
    CheckStats stats;
} Totals;

/* "312 units, 1,204 map operations, 41 iterations, 0 findings; 3 functions unmodelled"
 */
void add_totals(StrBuf *out, const Totals *totals);

#endif
