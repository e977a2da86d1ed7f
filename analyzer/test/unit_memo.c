/* Runs that are known from an earlier link: which are made again, and that nothing else
 * comes of it. */
#include "engine.h"

#include "summary/program.h"

enum { UNITS = 5 };

/* `leaf` is called by name, `hook` through a pointer that `wire` sets; `alone` has to
 * do with neither, and `asker` asks what the program says of `all`. */
static const char *const plain[UNITS] = {
    "func leaf\nparam t: Map*\nb0:\ncall get(t, 1)\nreturn\n",
    "func caller\nparam t: Map*\nb0:\ncall leaf(t)\ncall get(t, 2)\nreturn\n",
    "func alone\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n",
    ("global hook: void*\nfunc first\nparam t: Map*\nb0:\ncall put(t, 1, 1)\nreturn\n"
     "func second\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n"
     "func wire\nb0:\ncopy hook = fn:first\nreturn\n"),
    ("global hook: void*\nglobal all: Map*\n"
     "func asker\nparam t: Map*\nb0:\ncall [hook](t)\ncall put(all, 1, 1)\nreturn\n"),
};

typedef struct Texts {
    const char *text[UNITS];
} Texts;

static Texts texts_plain(void)
{
    Texts texts;
    memcpy(texts.text, plain, sizeof plain);
    return texts;
}

/* One link: which functions were run, and what is believed of all. */
typedef struct Linked {
    const World *w;
    Program *program;
    StrBuf ran, believed;
    Str memo[UNITS];
    bool is_bad; /* what was shown is taken for damaged */
} Linked;

static void on_begin(void *ctx, FuncId func)
{
    Linked *linked = ctx;
    Sym name = program_func(linked->program, func)->name;
    strbuf_printf(&linked->ran, "%s ", sym_text(linked->w->intern, name));
}

/* As a rule does: asks what the program knows, and adds to it. */
static void on_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    Linked *linked = ctx;
    Value map = value_at(flow->values, event->map);
    Value at = map.kind == VAL_INIT ? value_at(flow->values, map.a) : map;
    (void)state;
    if (at.kind == VAL_GLOBAL)
        program_facts(linked->program, FACT_SET, at.a);
    if (event->verb == EV_CLEAR && !event->chain)
        program_contribute(linked->program,
                           (ProgramFact){ .kind = FACT_LEAVES, .key = flow->fn->name });
}

static void on_done(void *ctx, Flow *flow)
{
    (void)ctx, (void)flow;
}

static void keep_shown(void *ctx, PackOut *out)
{
    (void)ctx;
    pack_number(out, 7);
}

static bool take_shown(void *ctx, FuncId func, PackIn *in)
{
    const Linked *linked = ctx;
    (void)func;
    return unpack_number(in) == 7 && unpack_done(in) && !linked->is_bad;
}

static void believe(Linked *linked)
{
    const World *w = linked->w;
    for (FuncId f = 0; f < program_func_count(linked->program); f++) {
        Str bytes = program_summary_bytes(linked->program, f);
        Sym name = program_func(linked->program, f)->name;
        Facts facts = program_facts(linked->program, FACT_LEAVES, name);
        strbuf_printf(&linked->believed, "%s %s %u\n", sym_text(w->intern, name),
                      hash_hex(w->arena, bytes), facts.count);
    }
}

static Linked link_texts(const World *w, const Texts *texts, const Linked *before,
                         bool bad)
{
    Linked linked = { .w = w,
                      .ran = strbuf_in(w->arena),
                      .believed = strbuf_in(w->arena),
                      .is_bad = bad };
    Watcher watcher = { .ctx = &linked,
                        .begin = on_begin,
                        .event = on_event,
                        .done = on_done,
                        .keep_shown = keep_shown,
                        .take_shown = take_shown };
    Err err = { 0 };
    linked.program = program_new(w->intern, w->models, NULL);
    for (unsigned u = 0; u < UNITS; u++) {
        StrBuf *blob = ARENA_NEW(w->arena, StrBuf);
        const char *text = arena_printf(w->arena, "unit \"u%u.c\"\nfile \"u%u.c\"\n%s",
                                        u, u, texts->text[u]);
        Unit *unit = text_parse(w->arena, w->intern, str_of(text), "test", &err);
        if (!unit)
            fail_msg("%s", err.text);
        *blob = strbuf_in(w->arena);
        blob_write(blob, unit);
        assert_true(program_add(linked.program, strbuf_str(blob), u, &err));
        if (before)
            program_recall(linked.program, before->memo[u]);
    }
    program_keep_runs(linked.program);
    assert_true(program_link(linked.program, true, &err));
    program_run(linked.program, &watcher);
    for (unsigned u = 0; u < UNITS; u++) {
        StrBuf *memo = ARENA_NEW(w->arena, StrBuf);
        *memo = strbuf_in(w->arena);
        program_memo(linked.program, u, memo);
        linked.memo[u] = strbuf_str(memo);
    }
    believe(&linked);
    program_free(linked.program);
    return linked;
}

/* After the change only those functions are run, and what is believed is what a link
 * that knows nothing believes. */
static void after(const World *w, unsigned unit, const char *text, const char *ran)
{
    Texts texts = texts_plain();
    Linked before = link_texts(w, &texts, NULL, false);
    texts.text[unit] = text;
    Linked fresh = link_texts(w, &texts, NULL, false);
    Linked now = link_texts(w, &texts, &before, false);
    Linked again = link_texts(w, &texts, &now, false);
    assert_string_equal(strbuf_cstr(&now.ran), ran);
    assert_string_equal(strbuf_cstr(&now.believed), strbuf_cstr(&fresh.believed));
    assert_string_equal(strbuf_cstr(&again.ran), "");
    assert_string_equal(strbuf_cstr(&again.believed), strbuf_cstr(&fresh.believed));
}

static void what_is_as_it_was_is_not_run(void **state)
{
    after(*state, 0, plain[0], "");
}

/* The same summary: whoever asked for it is told the same. */
static void a_change_that_says_nothing_ends_there(void **state)
{
    after(*state, 0,
          "func leaf\nparam t: Map*\nvar x: int\nb0:\ncopy x = 1\ncall get(t, "
          "1)\nreturn\n",
          "leaf ");
}

static void who_asked_is_run_again(void **state)
{
    after(*state, 0, "func leaf\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n",
          "leaf caller ");
    after(*state, 0, "func other\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n",
          "other caller ");
}

/* All functions of the changed unit, and who calls through the pointer. */
static void pointers_count_as_questions(void **state)
{
    after(*state, 3,
          "global hook: void*\n"
          "func first\nparam t: Map*\nb0:\ncall put(t, 1, 1)\nreturn\n"
          "func second\nparam t: Map*\nb0:\ncall wipe(t)\nreturn\n"
          "func wire\nb0:\ncopy hook = fn:second\nreturn\n",
          "first second wire asker ");
}

static void facts_count_as_questions(void **state)
{
    after(*state, 2,
          "global all: Map*\nfunc alone\nparam t: Map*\nb0:\ncopy all = t\n"
          "call wipe(t)\nreturn\n",
          "alone asker ");
}

/* They may say of any function what it does. */
static void annotations_count_for_all(void **state)
{
    const World *w = *state;
    Texts texts = texts_plain();
    Linked before = link_texts(w, &texts, NULL, false);
    texts.text[2] =
        arena_printf(w->arena, "annotation leaf \"clear map:0\"\n%s", plain[2]);
    Linked now = link_texts(w, &texts, &before, false);
    assert_non_null(strstr(strbuf_cstr(&now.ran), "caller "));
    assert_non_null(strstr(strbuf_cstr(&now.ran), "asker "));
}

static void what_is_damaged_is_run(void **state)
{
    const World *w = *state;
    Texts texts = texts_plain();
    Linked before = link_texts(w, &texts, NULL, false);
    Linked bad = link_texts(w, &texts, &before, true);
    assert_string_equal(strbuf_cstr(&bad.ran), strbuf_cstr(&before.ran));
    assert_string_equal(strbuf_cstr(&bad.believed), strbuf_cstr(&before.believed));
    for (size_t u = 0; u < UNITS; u++) {
        for (size_t n = 0; n < before.memo[u].n; n++) {
            Linked cut = before;
            cut.memo[u].n = n;
            Linked now = link_texts(w, &texts, &cut, false);
            assert_string_equal(strbuf_cstr(&now.believed),
                                strbuf_cstr(&before.believed));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WORLD_TEST(what_is_as_it_was_is_not_run),
        WORLD_TEST(a_change_that_says_nothing_ends_there),
        WORLD_TEST(who_asked_is_run_again),
        WORLD_TEST(pointers_count_as_questions),
        WORLD_TEST(facts_count_as_questions),
        WORLD_TEST(annotations_count_for_all),
        WORLD_TEST(what_is_damaged_is_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
