/*
 * The clauses of a `for`, of which libclang drops the absent ones: `for (; n;)` and
 * `for (;; n++)` both show one expression. The two semicolons in the text tell them
 * apart; where a macro hides them, the kind of expression does.
 */
#include "front/clang_lower.h"

typedef struct Semicolons {
    size_t first, second, end; /* offsets; end is the closing parenthesis */
} Semicolons;

static bool find_semicolons(Str text, size_t at, Semicolons *out)
{
    size_t found[2], count = 0;
    int depth = 0;
    for (size_t i = at; i < text.n;) {
        char c = text.p[i];
        if (c == '(' || c == '{' || c == '[') {
            depth++;
        } else if (c == ')' || c == '}' || c == ']') {
            if (--depth == 0) {
                *out = (Semicolons){ found[0], found[1], i };
                return count == 2;
            }
        } else if (c == ';' && depth == 1) {
            if (count == 2)
                return false;
            found[count++] = i;
        }
        i = text_skip(text, i);
    }
    return false;
}

static CXCursor *clause_by_text(ForClauses *out, const Semicolons *s, size_t offset)
{
    if (offset < s->first)
        return &out->init;
    return offset < s->second ? &out->condition : &out->step;
}

static bool place_by_text(Lower *l, const Node *node, ForClauses *out)
{
    CXFile file, other;
    unsigned offset;
    clang_getSpellingLocation(clang_getCursorLocation(node->cursor), &file, NULL, NULL,
                              &offset);
    size_t size = 0;
    const char *bytes = file ? clang_getFileContents(l->tu, file, &size) : NULL;
    Semicolons s;
    if (!bytes || !find_semicolons((Str){ bytes, size }, offset, &s))
        return false;
    for (uint32_t i = 0; i + 1 < node->kids.len; i++) {
        unsigned at;
        clang_getSpellingLocation(clang_getCursorLocation(node->kids.items[i]), &other,
                                  NULL, NULL, &at);
        if (other != file || at < offset || at > s.end)
            return false;
        *clause_by_text(out, &s, at) = node->kids.items[i];
    }
    return true;
}

static bool changes_something(Lower *l, CXCursor cursor, bool *assigns)
{
    Node node = tree_strip(l->scratch, cursor);
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(node.cursor);
    *assigns = kind == CXBinaryOperator_Assign;
    if (kind == CXBinaryOperator_Comma && node.kids.len)
        return changes_something(l, node.kids.items[0], assigns);
    enum CXUnaryOperatorKind unary = clang_getCursorUnaryOperatorKind(node.cursor);
    return *assigns || node.kind == CXCursor_CompoundAssignOperator ||
           (unary >= CXUnaryOperator_PostInc && unary <= CXUnaryOperator_PreDec);
}

static void place_by_kind(Lower *l, const Node *node, ForClauses *out)
{
    bool seen_condition = false;
    for (uint32_t i = 0; i + 1 < node->kids.len; i++) {
        CXCursor kid = node->kids.items[i];
        bool assigns;
        bool changes = changes_something(l, kid, &assigns);
        if (clang_getCursorKind(kid) == CXCursor_DeclStmt ||
            (i == 0 && assigns && !seen_condition))
            out->init = kid;
        else if (changes)
            out->step = kid;
        else
            out->condition = kid, seen_condition = true;
    }
}

ForClauses for_clauses(Lower *l, const Node *node)
{
    CXCursor null = clang_getNullCursor();
    const CXCursor *kids = node->kids.items;
    ForClauses out = { null, null, null, null };
    if (node->kids.len == 0)
        return out;
    out.body = kids[node->kids.len - 1];
    if (node->kids.len == 4) {
        out = (ForClauses){ kids[0], kids[1], kids[2], kids[3] };
    } else if (node->kids.len > 1) {
        ForClauses empty = out;
        if (!place_by_text(l, node, &out)) {
            out = empty;
            place_by_kind(l, node, &out);
        }
    }
    return out;
}

Str source_text(Lower *l, CXCursor expression)
{
    CXSourceRange range = clang_getCursorExtent(expression);
    CXFile file, end_file, spelled;
    unsigned start, end, at;
    clang_getFileLocation(clang_getRangeStart(range), &file, NULL, NULL, &start);
    clang_getFileLocation(clang_getRangeEnd(range), &end_file, NULL, NULL, &end);
    clang_getSpellingLocation(clang_getRangeStart(range), &spelled, NULL, NULL, &at);
    size_t size = 0;
    const char *bytes = file ? clang_getFileContents(l->tu, file, &size) : NULL;
    if (!bytes || file != end_file || end <= start || end > size || end - start > 200)
        return (Str){ "", 0 };
    return (Str){ bytes + start, end - start };
}
