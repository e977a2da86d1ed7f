/*
 * Talks to `mapvet lsp` as the .talk files of testdata/lsp say. A transcript is lines:
 *
 *   # a comment
 *   args WORDS        what follows "mapvet lsp"
 *   file NAME         a file in a fresh folder; its text follows in lines "| ..."
 *   fifo NAME         a file there that can be read only when somebody writes to it
 *   mapvet WORDS      runs mapvet there; it must end with status 0
 *   -> JSON           sends a message; "$DIR" stands for the folder, and lines that
 * begin with blanks continue the one above open NAME         sends didOpen (version 1)
 * of that file raw TEXT          sends bytes as they are; \r \n \0 \\ are escapes
 *   <- JSON           the next message must be this: "*" matches anything, and an
 * object with the key "..." may have more keys silence MS        nothing comes for so
 * long kill-workers      the server's children get a SIGKILL end               closes
 * the server's input exit N            the server ends with status N stderr TEXT and
 * has printed just this line; without it, it must have been quiet
 */
#include "base/file.h"
#include "base/str.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000 };

typedef struct Talk {
    Arena *arena;
    const char *path; /* of the transcript */
    unsigned line;
    char dir[32];
    const char *program;
    VEC(char *) words; /* of the command line, without the last NULL */
    pid_t pid;
    int to, from;
    StrBuf in; /* what has come and was not yet looked at */
    bool exited;
    const char *said; /* expected on standard error */
} Talk;

static _Noreturn void fail_at(const Talk *talk, const char *fmt, ...) PRINTF_LIKE(2, 3);

static _Noreturn void fail_at(const Talk *talk, const char *fmt, ...)
{
    Str said;
    Err err = { 0 };
    va_list args;
    if (file_read(talk->arena, path_join(talk->arena, talk->dir, "stderr"), &said,
                  &err))
        fwrite(said.p, 1, said.n, stderr);
    print_error("%s:%u: ", talk->path, talk->line);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args); /* print_error() would cut it */
    va_end(args);
    print_error("\n");
    fail();
    abort();
}

/* ---- the process ---- */

static _Noreturn void run_words(Talk *talk)
{
    unsetenv("MAPVET_DB");
    vec_push(talk->arena, &talk->words, NULL);
    execv(talk->program, talk->words.items);
    _exit(127);
}

static void add_words(Talk *talk, const char *text)
{
    Str rest = str_of(text), word;
    while (str_word(&rest, &word))
        vec_push(talk->arena, &talk->words, arena_strndup(talk->arena, word.p, word.n));
}

static void start(Talk *talk)
{
    int to[2], from[2];
    assert_int_equal(pipe(to), 0);
    assert_int_equal(pipe(from), 0);
    talk->pid = fork();
    assert_true(talk->pid >= 0);
    if (talk->pid == 0) {
        if (!freopen(path_join(talk->arena, talk->dir, "stderr"), "w", stderr))
            _exit(126);
        dup2(to[0], STDIN_FILENO);
        dup2(from[1], STDOUT_FILENO);
        close_range(STDERR_FILENO + 1, ~0U, 0);
        run_words(talk);
    }
    close(to[0]);
    close(from[1]);
    talk->to = to[1];
    talk->from = from[0];
}

static void send_bytes(Talk *talk, Str bytes)
{
    if (talk->pid == 0)
        start(talk);
    while (bytes.n) {
        ssize_t n = write(talk->to, bytes.p, bytes.n);
        if (n < 0)
            fail_at(talk, "the server does not read");
        bytes.p += n;
        bytes.n -= (size_t)n;
    }
}

static void send_framed(Talk *talk, Str body)
{
    const char *head = arena_printf(talk->arena, "Content-Length: %zu\r\n\r\n", body.n);
    send_bytes(talk, str_of(head));
    send_bytes(talk, body);
}

/* True when something came within `ms`. */
static bool hear(Talk *talk, int ms)
{
    char block[65536];
    struct pollfd fd = { .fd = talk->from, .events = POLLIN };
    if (poll(&fd, 1, ms) <= 0)
        return false;
    ssize_t n = read(talk->from, block, sizeof block);
    if (n <= 0)
        return false;
    strbuf_add_n(&talk->in, block, (size_t)n);
    return true;
}

/* The next message, or NULL when there is none in time. */
static json_t *next_message(Talk *talk)
{
    for (;;) {
        size_t length;
        const char *text = strbuf_cstr(&talk->in), *end = strstr(text, "\r\n\r\n");
        if (end && sscanf(text, "Content-Length: %zu\r\n", &length) != 1)
            fail_at(talk, "bad framing from the server: %.60s", text);
        size_t head = end ? (size_t)(end - text) + 4 : 0;
        if (!end || talk->in.length < head + length) {
            if (!hear(talk, PATIENCE_MS))
                return NULL;
            continue;
        }
        json_t *message = json_loadb(text + head, length, 0, NULL);
        if (!message)
            fail_at(talk, "not JSON: %.*s", (int)length, text + head);
        Str rest = { text + head + length, talk->in.length - head - length };
        talk->in = strbuf_in(talk->arena);
        strbuf_add_n(&talk->in, rest.p, rest.n);
        return message;
    }
}

/* ---- matching ---- */

static bool matches(json_t *want, json_t *have);

static bool object_matches(json_t *want, json_t *have)
{
    const char *key;
    json_t *value;
    bool more = json_object_get(want, "...") != NULL;
    if (!json_is_object(have) ||
        (!more && json_object_size(want) != json_object_size(have)))
        return false;
    json_object_foreach(want, key, value)
    {
        json_t *other = json_object_get(have, key);
        if (strcmp(key, "...") != 0 && !(other && matches(value, other)))
            return false;
    }
    return true;
}

static bool matches(json_t *want, json_t *have)
{
    const char *text = json_string_value(want);
    if (text && strcmp(text, "*") == 0)
        return true;
    if (json_is_object(want))
        return object_matches(want, have);
    if (!json_is_array(want))
        return json_equal(want, have);
    if (!json_is_array(have) || json_array_size(want) != json_array_size(have))
        return false;
    for (size_t i = 0; i < json_array_size(want); i++)
        if (!matches(json_array_get(want, i), json_array_get(have, i)))
            return false;
    return true;
}

static void expect(Talk *talk, const char *pattern)
{
    json_error_t error;
    json_t *want = json_loads(pattern, 0, &error);
    if (!want)
        fail_at(talk, "the pattern is no JSON: %s", error.text);
    json_t *have = next_message(talk);
    if (!have)
        fail_at(talk, "no message came");
    if (!matches(want, have))
        fail_at(talk, "expected %s\nbut got  %s", pattern, json_dumps(have, 0));
    json_decref(want);
    json_decref(have);
}

/* ---- directives ---- */

static Str unescape(Talk *talk, const char *text)
{
    static const char letters[] = "rn0\\", bytes[] = "\r\n\0\\";
    StrBuf out = strbuf_in(talk->arena);
    for (; *text; text++) {
        const char *letter = *text == '\\' && text[1] ? strchr(letters, text[1]) : NULL;
        strbuf_add_char(&out, letter ? bytes[letter - letters] : *text);
        text += letter != NULL;
    }
    return strbuf_str(&out);
}

static const char *with_dir(Talk *talk, const char *text)
{
    StrBuf out = strbuf_in(talk->arena);
    const char *hit;
    for (; (hit = strstr(text, "$DIR")); text = hit + 4) {
        strbuf_add_n(&out, text, (size_t)(hit - text));
        strbuf_add(&out, talk->dir);
    }
    strbuf_add(&out, text);
    return strbuf_cstr(&out);
}

static void write_file(Talk *talk, const char *name, const char *text)
{
    Err err = { 0 };
    const char *path = path_join(talk->arena, talk->dir, name);
    if (!file_write(path, str_of(with_dir(talk, text)), &err))
        fail_at(talk, "%s", err.text);
}

static void open_file(Talk *talk, const char *name)
{
    Str text;
    Err err = { 0 };
    const char *path = path_join(talk->arena, talk->dir, name);
    if (!file_read(talk->arena, path, &text, &err))
        fail_at(talk, "%s", err.text);
    json_t *message =
        json_pack("{s:s,s:s,s:{s:{s:s,s:s,s:i,s:s%}}}", "jsonrpc", "2.0", "method",
                  "textDocument/didOpen", "params", "textDocument", "uri",
                  arena_printf(talk->arena, "file://%s", path), "languageId", "c",
                  "version", 1, "text", text.p, text.n);
    char *body = json_dumps(message, JSON_COMPACT);
    send_framed(talk, str_of(body));
    free(body);
    json_decref(message);
}

static void run_mapvet(Talk *talk, const char *text)
{
    int status;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (chdir(talk->dir) != 0)
            _exit(126);
        talk->words.len = 0;
        add_words(talk, "mapvet");
        add_words(talk, text);
        run_words(talk);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail_at(talk, "mapvet %s: wait status %d", text, status);
}

/* Sends a signal (0: none) to the server's children; gives their number. */
static int64_t signal_workers(Talk *talk, int number)
{
    Str text, word;
    Err err = { 0 };
    const char *path = arena_printf(talk->arena, "/proc/%d/task/%d/children",
                                    (int)talk->pid, (int)talk->pid);
    if (!file_read(talk->arena, path, &text, &err))
        fail_at(talk, "%s", err.text);
    int64_t pid, count = 0;
    for (; str_word(&text, &word) && str_int(word, &pid); count++)
        kill((pid_t)pid, number);
    return count;
}

static void expect_exit(Talk *talk, const char *number)
{
    int status;
    json_t *left = NULL;
    while (hear(talk, PATIENCE_MS))
        continue;
    if (talk->in.length)
        left = next_message(talk);
    if (left)
        fail_at(talk, "one more message: %s", json_dumps(left, 0));
    assert_int_equal(waitpid(talk->pid, &status, 0), talk->pid);
    talk->exited = true;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != atoi(number))
        fail_at(talk, "ended with %s %d", WIFEXITED(status) ? "status" : "signal",
                WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
}

static void obey(Talk *talk, const char *word, const char *rest)
{
    if (strcmp(word, "->") == 0) {
        send_framed(talk, str_of(with_dir(talk, rest)));
    } else if (strcmp(word, "<-") == 0) {
        expect(talk, with_dir(talk, rest));
    } else if (strcmp(word, "raw") == 0) {
        send_bytes(talk, unescape(talk, rest));
    } else if (strcmp(word, "open") == 0) {
        open_file(talk, rest);
    } else if (strcmp(word, "args") == 0) {
        add_words(talk, with_dir(talk, rest));
    } else if (strcmp(word, "mapvet") == 0) {
        run_mapvet(talk, rest);
    } else if (strcmp(word, "fifo") == 0) {
        assert_int_equal(mkfifo(path_join(talk->arena, talk->dir, rest), 0600), 0);
    } else if (strcmp(word, "silence") == 0) {
        if (talk->in.length || hear(talk, atoi(rest)))
            fail_at(talk, "it was not silent: %s", strbuf_cstr(&talk->in));
    } else if (strcmp(word, "kill-workers") == 0) {
        if (signal_workers(talk, SIGKILL) == 0)
            fail_at(talk, "the server has no workers");
    } else if (strcmp(word, "workers") == 0) {
        int64_t count = signal_workers(talk, 0);
        if (count != atoi(rest))
            fail_at(talk, "the server has %d workers", (int)count);
    } else if (strcmp(word, "end") == 0) {
        send_bytes(talk, (Str){ "", 0 });
        close(talk->to);
    } else if (strcmp(word, "exit") == 0) {
        expect_exit(talk, rest);
    } else if (strcmp(word, "stderr") == 0) {
        talk->said = arena_printf(talk->arena, "%s\n", with_dir(talk, rest));
    } else {
        fail_at(talk, "unknown word '%s'", word);
    }
}

/* ---- a whole transcript ---- */

/* Takes the lines that belong to the one above off `rest`, each without `lead`. */
static const char *take_more(Talk *talk, Str *rest, const char *lead, const char *end)
{
    StrBuf text = strbuf_in(talk->arena);
    Str line;
    while (str_starts(*rest, lead) && str_split(rest, '\n', &line)) {
        talk->line++;
        strbuf_add_n(&text, line.p + strlen(lead), line.n - strlen(lead));
        strbuf_add(&text, end);
    }
    return strbuf_cstr(&text);
}

static void read_transcript(Talk *talk, Str rest)
{
    Str line, word;
    while (str_split(&rest, '\n', &line)) {
        unsigned at = ++talk->line;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        str_word(&line, &word);
        const char *verb = arena_strndup(talk->arena, word.p, word.n);
        line = str_trim(line);
        const char *first = arena_strndup(talk->arena, line.p, line.n);
        if (strcmp(verb, "file") == 0) {
            write_file(talk, first, take_more(talk, &rest, "| ", "\n"));
            continue;
        }
        const char *more = take_more(talk, &rest, " ", "");
        unsigned next = talk->line;
        talk->line = at;
        obey(talk, verb, arena_printf(talk->arena, "%s%s", first, more));
        talk->line = next;
    }
}

static void check_stderr(Talk *talk)
{
    Str text;
    Err err = { 0 };
    const char *path = path_join(talk->arena, talk->dir, "stderr");
    assert_true(file_read(talk->arena, path, &text, &err));
    if (!str_is(text, talk->said ? talk->said : ""))
        fail_at(talk, "on standard error: %s", text.p);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st, (void)kind, (void)at;
    return remove(path);
}

static void run_transcript(void **state)
{
    Str text;
    Err err = { 0 };
    Talk talk = { .arena = arena_new(),
                  .path = *state,
                  .dir = "/tmp/mapvet-lsp-XXXXXX" };
    talk.in = strbuf_in(talk.arena);
    const char *program = getenv("MAPVET");
    assert_non_null(program);
    talk.program = arena_strdup(talk.arena, program);
    add_words(&talk, "mapvet lsp");
    signal(SIGPIPE, SIG_IGN);
    assert_non_null(mkdtemp(talk.dir));
    if (!file_read(talk.arena, talk.path, &text, &err))
        fail_msg("%s", err.text);
    read_transcript(&talk, text);
    if (!talk.exited)
        fail_at(&talk, "a transcript ends with 'exit'");
    check_stderr(&talk);
    assert_int_equal(nftw(talk.dir, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    arena_free(talk.arena);
}

int main(void)
{
    Arena *arena = arena_new();
    Err err = { 0 };
    PathList paths = { 0 };
    const char *source = getenv("SOURCE_DIR");
    if (!source ||
        !folder_list(arena, path_join(arena, source, "testdata/lsp"), ".talk", &paths,
                     &err) ||
        paths.len == 0) {
        fprintf(stderr, "no transcripts: %s\n", source ? err.text : "SOURCE_DIR?");
        return 1;
    }
    struct CMUnitTest *tests = ARENA_ARRAY(arena, struct CMUnitTest, paths.len);
    for (uint32_t i = 0; i < paths.len; i++)
        tests[i] = (struct CMUnitTest){ path_name(paths.items[i]), run_transcript, NULL,
                                        NULL, arena_strdup(arena, paths.items[i]) };
    int failed =
        _cmocka_run_group_tests("lsp transcripts", tests, paths.len, NULL, NULL);
    arena_free(arena);
    return failed;
}
