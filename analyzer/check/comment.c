#include "check/comment.h"

typedef struct Lexer {
    Arena *arena;
    Str text;
    size_t at;
    uint32_t line;
    size_t line_start;
    bool is_go;
    CommentList *out;
} Lexer;

static char peek(const Lexer *lx, size_t ahead)
{
    return lx->at + ahead < lx->text.n ? lx->text.p[lx->at + ahead] : '\0';
}

static bool at_end(const Lexer *lx)
{
    return lx->at >= lx->text.n;
}

static void step(Lexer *lx)
{
    if (lx->text.p[lx->at++] == '\n') {
        lx->line++;
        lx->line_start = lx->at;
        vec_push(lx->arena, &lx->out->has_code, false);
    }
}

/* Steps over one character of code. */
static void step_code(Lexer *lx)
{
    char c = lx->text.p[lx->at];
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != '\v')
        lx->out->has_code.items[lx->line] = true;
    step(lx);
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_' || (c & 0x80);
}

static uint32_t column(const Lexer *lx)
{
    return (uint32_t)(lx->at - lx->line_start + 1);
}

static bool ends_line_comment(const Lexer *lx)
{
    if (peek(lx, 0) != '\n')
        return false;
    size_t at = lx->at;
    if (at && lx->text.p[at - 1] == '\r')
        at--;
    return lx->is_go || at == 0 || lx->text.p[at - 1] != '\\';
}

static void read_comment(Lexer *lx)
{
    Comment comment = { .line = lx->line, .col = column(lx) };
    bool is_block = peek(lx, 1) == '*';
    step(lx);
    step(lx);
    size_t start = lx->at;
    size_t end = lx->text.n;
    while (!at_end(lx)) {
        if (is_block ? peek(lx, 0) == '*' && peek(lx, 1) == '/'
                     : ends_line_comment(lx)) {
            end = lx->at;
            break;
        }
        step(lx);
    }
    if (is_block && !at_end(lx)) {
        step(lx);
        step(lx);
    }
    comment.text = (Str){ lx->text.p + start, end - start };
    comment.end_line = lx->line;
    comment.end_col = column(lx);
    vec_push(lx->arena, &lx->out->items, comment);
}

/* From the opening quote; ends behind the closing one, or at the end of the line. */
static void skip_quoted(Lexer *lx)
{
    char quote = peek(lx, 0);
    step_code(lx);
    while (!at_end(lx) && peek(lx, 0) != '\n') {
        char c = peek(lx, 0);
        step_code(lx);
        if (c == quote)
            return;
        if (c == '\\' && !at_end(lx))
            step_code(lx);
    }
}

/* Up to and with the text `end`. */
static void skip_raw(Lexer *lx, Str end)
{
    while (!at_end(lx)) {
        Str rest = { lx->text.p + lx->at, lx->text.n - lx->at };
        if (rest.n >= end.n && memcmp(rest.p, end.p, end.n) == 0) {
            for (size_t i = 0; i < end.n; i++)
                step_code(lx);
            return;
        }
        step_code(lx);
    }
}

/* C++: R"name( ... )name"; stands on the opening quote. */
static void skip_cpp_raw(Lexer *lx)
{
    enum { NAME_MAX_LENGTH = 16 }; /* the standard's bound */
    char end[NAME_MAX_LENGTH + 2] = { ')' };
    size_t n = 0;
    while (n < NAME_MAX_LENGTH && peek(lx, n + 1) != '(' && peek(lx, n + 1) > ' ') {
        end[n + 1] = peek(lx, n + 1);
        n++;
    }
    if (peek(lx, n + 1) != '(') {
        skip_quoted(lx);
        return;
    }
    end[n + 1] = '"';
    skip_raw(lx, (Str){ end, n + 2 });
}

/* Names and numbers, whole: 1'000 holds no character, R"( begins a raw string. */
static void skip_word(Lexer *lx)
{
    bool is_number = peek(lx, 0) >= '0' && peek(lx, 0) <= '9';
    while (is_word(peek(lx, 0)) ||
           (is_number && peek(lx, 0) == '\'' && is_word(peek(lx, 1))))
        step_code(lx);
    if (!is_number && !lx->is_go && peek(lx, 0) == '"' && lx->text.p[lx->at - 1] == 'R')
        skip_cpp_raw(lx);
}

void comments_read(Arena *arena, Str text, bool is_go, CommentList *out)
{
    *out = (CommentList){ 0 };
    Lexer lx = { arena, text, 0, 1, 0, is_go, out };
    vec_push(arena, &out->has_code, false);
    vec_push(arena, &out->has_code, false);
    while (!at_end(&lx)) {
        char c = peek(&lx, 0);
        if (c == '/' && (peek(&lx, 1) == '/' || peek(&lx, 1) == '*')) {
            read_comment(&lx);
        } else if (c == '"' || c == '\'') {
            skip_quoted(&lx);
        } else if (c == '`' && is_go) {
            step_code(&lx);
            skip_raw(&lx, str_of("`"));
        } else if (is_word(c)) {
            skip_word(&lx);
        } else {
            step_code(&lx);
        }
    }
}

bool comment_stands_alone(const CommentList *list, const Comment *comment)
{
    return !list->has_code.items[comment->line] &&
           !list->has_code.items[comment->end_line];
}

uint32_t comment_next_code(const CommentList *list, const Comment *comment)
{
    for (uint32_t line = comment->end_line + 1; line < list->has_code.len; line++)
        if (list->has_code.items[line])
            return line;
    return 0;
}
