#include "lsp/actions.h"

#include "check/rule.h"
#include "lsp/rpc.h"

/* ---- what was published ---- */

/* The page of a rule; NULL for what is said without one ("incomplete"). */
static const char *find_page(const char *rule)
{
    for (unsigned i = 0; rule_table[i]; i++)
        if (strcmp(rule_table[i]->id, rule) == 0)
            return rule_pages[i];
    return NULL;
}

static bool diagnostic_range(const json_t *diagnostic, Position *start, Position *end)
{
    return range_read(json_object_get(diagnostic, "range"), start, end);
}

static bool covers(const json_t *diagnostic, Position at)
{
    Position start, end;
    if (!diagnostic_range(diagnostic, &start, &end))
        return false;
    bool after = at.line > start.line ||
                 (at.line == start.line && at.character >= start.character);
    bool before =
        at.line < end.line || (at.line == end.line && at.character <= end.character);
    return after && before;
}

/* Same lines are enough: who asks at the begin of the line means its finding. */
static bool touches_lines(const json_t *diagnostic, uint32_t from, uint32_t to)
{
    Position start, end;
    return diagnostic_range(diagnostic, &start, &end) && start.line <= to &&
           end.line >= from;
}

/* ---- actions ---- */

/* "quickfix" is wanted when a kind that is asked for is it or stands above it. */
static bool is_wanted(const json_t *only)
{
    size_t i;
    const json_t *kind;
    if (!json_is_array(only))
        return true;
    json_array_foreach(only, i, kind)
    {
        const char *text = json_string_value(kind);
        if (text && (text[0] == '\0' || strcmp(text, "quickfix") == 0))
            return true;
    }
    return false;
}

/* A WorkspaceEdit of one file; `edits` is taken. The version of another file is not
 * known, and null says so. */
static json_t *edit_json(const Doc *doc, ActionStyle style, const char *uri,
                         json_t *edits)
{
    if (!style.document_changes)
        return json_pack("{s:{s:o}}", "changes", uri, edits);
    bool is_doc = strcmp(uri, doc->uri) == 0;
    return json_pack("{s:[{s:{s:s,s:o},s:o}]}", "documentChanges", "textDocument",
                     "uri", uri, "version",
                     is_doc ? json_integer(doc->version) : json_null(), "edits", edits);
}

static void add_fixes(const Doc *doc, ActionStyle style, const json_t *entry,
                      json_t *out)
{
    size_t i;
    const json_t *fix;
    json_t *diagnostic = json_object_get(entry, "diagnostic");
    json_array_foreach(json_object_get(entry, "fixes"), i, fix)
    {
        const char *uri = json_string_value(json_object_get(fix, "uri"));
        json_t *edits = json_object_get(fix, "edits");
        if (!uri || !edits)
            continue;
        json_array_append_new(
            out, json_pack("{s:O,s:s,s:b,s:[O],s:o}", "title",
                           json_object_get(fix, "title"), "kind", "quickfix",
                           "isPreferred", i == 0, "diagnostics", diagnostic, "edit",
                           edit_json(doc, style, uri, json_incref(edits))));
    }
}

/* A line behind a backslash is part of a macro: a comment above it would cut it. */
static bool is_continued(const Doc *doc, uint32_t line)
{
    Str above = line ? buffer_line(&doc->buffer, line - 1) : (Str){ "", 0 };
    return above.n && above.p[above.n - 1] == '\\';
}

/* Lines end as this one does. */
static const char *line_end(const Buffer *buffer, uint32_t line)
{
    Str text = buffer_line(buffer, line), all = buffer->text;
    const char *end = text.p + text.n;
    return end + 1 < all.p + all.n && end[0] == '\r' && end[1] == '\n' ? "\r\n" : "\n";
}

static Str indent_of(Str line)
{
    size_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
        n++;
    return (Str){ line.p, n };
}

static void add_suppression(const Doc *doc, ActionStyle style, const json_t *entry,
                            json_t *out)
{
    json_t *diagnostic = json_object_get(entry, "diagnostic");
    const char *rule = json_string_value(json_object_get(diagnostic, "code"));
    Position start, end;
    if (!rule || !find_page(rule) || !diagnostic_range(diagnostic, &start, &end) ||
        is_continued(doc, start.line))
        return;
    Arena *arena = arena_new();
    Str indent = indent_of(buffer_line(&doc->buffer, start.line));
    const char *comment =
        arena_printf(arena, "%.*s// mapvet:ignore %s -- %s", (int)indent.n, indent.p,
                     rule, line_end(&doc->buffer, start.line));
    json_int_t line = start.line;
    json_t *edits = json_pack("[{s:{s:{s:I,s:i},s:{s:I,s:i}},s:s}]", "range", "start",
                              "line", line, "character", 0, "end", "line", line,
                              "character", 0, "newText", comment);
    json_array_append_new(out,
                          json_pack("{s:s,s:s,s:[O],s:o}", "title",
                                    arena_printf(arena, "Suppress %s here", rule),
                                    "kind", "quickfix", "diagnostics", diagnostic,
                                    "edit", edit_json(doc, style, doc->uri, edits)));
    arena_free(arena);
}

json_t *actions_list(const Doc *doc, ActionStyle style, Position start, Position end,
                     const json_t *only)
{
    size_t i;
    const json_t *entry;
    json_t *out = json_array();
    if (doc->lost || doc->findings_version != doc->version || !is_wanted(only))
        return out;
    json_array_foreach(doc->findings, i, entry)
    {
        const json_t *diagnostic = json_object_get(entry, "diagnostic");
        if (!touches_lines(diagnostic, start.line, end.line))
            continue;
        add_fixes(doc, style, entry, out);
        add_suppression(doc, style, entry, out);
    }
    return out;
}

/* ---- hover ---- */

json_t *actions_hover(const Doc *doc, Position at)
{
    size_t i;
    const json_t *entry, *range = NULL;
    Arena *arena = arena_new();
    StrBuf text = strbuf_in(arena);
    json_array_foreach(doc->findings, i, entry)
    {
        const json_t *diagnostic = json_object_get(entry, "diagnostic");
        const char *message = json_string_value(json_object_get(diagnostic, "message"));
        const char *rule = json_string_value(json_object_get(diagnostic, "code"));
        if (!message || !rule || !covers(diagnostic, at))
            continue;
        if (range)
            strbuf_add(&text, "\n\n---\n\n");
        else
            range = json_object_get(diagnostic, "range");
        strbuf_printf(&text, "**%s**: %s", rule, message);
        const char *page = find_page(rule);
        if (page)
            strbuf_printf(&text, "\n\n---\n\n%s", page);
    }
    json_t *hover = json_null();
    if (range && !doc->lost && doc->findings_version == doc->version)
        hover =
            json_pack("{s:{s:s,s:o},s:o}", "contents", "kind", "markdown", "value",
                      rpc_text(text.text, text.length), "range", json_deep_copy(range));
    arena_free(arena);
    return hover;
}
