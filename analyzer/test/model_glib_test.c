/*
 * The real GLib is driven through every row that glib.model has on GHashTable, and must
 * do what the row says. GLib counts the changes of a table and complains when an
 * iterator is advanced over one, so a dead iteration shows as a critical message.
 */
#include "test/glib_trials.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ENTRIES = 5 };

static World *world_of(void **state)
{
    return *state;
}

static void count_complaint(const gchar *domain, GLogLevelFlags level,
                            const gchar *message, gpointer data)
{
    World *w = data;
    (void)domain;
    (void)message;
    w->complaints += (level & G_LOG_LEVEL_CRITICAL) != 0;
}

static int world_setup(void **state)
{
    World *w = calloc(1, sizeof *w);
    Err err = { 0 };
    assert_non_null(w);
    w->arena = arena_new();
    w->intern = intern_new();
    w->models = model_new(w->arena, w->intern);
    assert_true(model_read_embedded(w->models, &err));
    w->law = model_law(w->models, intern_text(w->intern, "GHashTable"));
    assert_non_null(w->law);
    g_log_set_default_handler(count_complaint, w);
    *state = w;
    return 0;
}

static int world_teardown(void **state)
{
    World *w = world_of(state);
    g_log_set_default_handler(g_log_default_handler, NULL);
    arena_free(w->arena);
    intern_free(w->intern);
    free(w);
    return 0;
}

/* ---- tables of numbers; a value is the world, so that its destruction is counted ----
 */

static void destroy_value(gpointer value)
{
    ((World *)value)->destroyed++;
}

static GHashTable *table_of(World *w, int entries)
{
    GHashTable *t = g_hash_table_new_full(NULL, NULL, NULL, destroy_value);
    for (int i = 1; i <= entries; i++)
        g_hash_table_insert(t, key_of(i), w);
    w->complaints = 0;
    w->destroyed = 0;
    return t;
}

/* ---- trials ---- */

static const FnModel *row_of(const World *w, const TrialKind *kind)
{
    const FnModel *row = model_fn(w->models, intern_text(w->intern, kind->function));
    if (row == NULL)
        fail_msg("glib.model has no row for %s", kind->function);
    return row;
}

/* ---- the tests ---- */

static bool is_tried(const World *w, const FnModel *row)
{
    for (size_t i = 0; trials[i].function != NULL; i++)
        if (row_of(w, &trials[i]) == row)
            return true;
    return false;
}

/* GLib 2.76 has them; an older one cannot be asked. */
static const char *const newer[] = {
    "g_hash_table_steal_all_keys",
    "g_hash_table_steal_all_values",
    "g_hash_table_get_keys_as_ptr_array",
    "g_hash_table_get_values_as_ptr_array",
};

static bool is_missing_here(const World *w, const FnModel *row)
{
    const char *name = sym_text(w->intern, row->name);
    bool found = false;
    for (size_t i = 0; i < ARRAY_LEN(newer); i++)
        found = found || strcmp(name, newer[i]) == 0;
    return found && !GLIB_CHECK_VERSION(2, 76, 0);
}

/* What has no trial of its own is tried by every other: making, and stepping. */
static void every_row_is_tried(void **state)
{
    const World *w = world_of(state);
    for (unsigned i = 0; i < model_count(w->models); i++) {
        const FnModel *row = model_at(w->models, i);
        bool on_map = row->map.arg != ROLE_NONE || row->it.arg != ROLE_NONE;
        if (row->law == w->law && on_map && row->verb != EV_NEXT &&
            row->ret != RET_MAP_OF_IT && !is_missing_here(w, row) && !is_tried(w, row))
            fail_msg("no trial of %s", sym_text(w->intern, row->name));
    }
}

static Trial trial_begin(World *w)
{
    Trial trial = { .world = w, .table = table_of(w, ENTRIES) };
    /* A second reference, so that what frees one leaves something to look at. */
    g_hash_table_ref(trial.table);
    g_hash_table_iter_init(&trial.iter, trial.table);
    assert_true(g_hash_table_iter_next(&trial.iter, &trial.current, NULL));
    trial.other = key_of(trial.current == key_of(1) ? 2 : 1);
    w->complaints = 0;
    return trial;
}

static void trial_end(Trial *trial, const FnModel *row)
{
    if (row->verb != EV_FREE)
        g_hash_table_unref(trial->table);
    g_hash_table_unref(trial->table);
}

static bool law_kills(const World *w, const TrialKind *kind, const FnModel *row)
{
    uint8_t dies = w->law->iterator[0].dies[row->verb];
    if (row->keeps_iterator || row->verb == EV_ITER)
        return row
            ->deletes_when_true; /* what the callbacks asked for, the library does */
    /* One of two references is dropped: nothing is freed. */
    return (dies & kind->entry) != 0 && !row->counted;
}

static void iterations_die_as_told(void **state)
{
    World *w = world_of(state);
    for (size_t i = 0; trials[i].function != NULL; i++) {
        const FnModel *row = row_of(w, &trials[i]);
        Trial trial = trial_begin(w);
        trials[i].run(&trial);
        assert_int_equal(w->complaints, 0);
        g_hash_table_iter_next(&trial.iter, NULL, NULL);
        if ((w->complaints > 0) != law_kills(w, &trials[i], row))
            fail_msg("%s, entry %u: the model says the iteration %s",
                     trials[i].function, trials[i].entry,
                     w->complaints ? "lives" : "dies");
        trial_end(&trial, row);
    }
}

/* Runs something that may crash in a process of its own; true when it ends well. */
static bool survives(void (*run)(void *data), void *data)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        signal(SIGSEGV, SIG_DFL); /* the test runner's handler would go on */
        signal(SIGFPE, SIG_DFL);
        run(data);
        _exit(0);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The one function that does not look; the model says so in a comment. */
static const char crashes_on_nil[] = "g_hash_table_get_keys_as_array";

typedef struct NilTrial {
    const TrialKind *kind;
    Trial trial;
} NilTrial;

static void try_nil(void *data)
{
    NilTrial *nil = data;
    nil->kind->run(&nil->trial);
}

static void nil_is_answered_as_told(void **state)
{
    World *w = world_of(state);
    for (size_t i = 0; trials[i].function != NULL; i++) {
        const FnModel *row = row_of(w, &trials[i]);
        Trial trial = { .world = w };
        if (row->map.arg == ROLE_NONE)
            continue; /* acts through an iterator: there is no nil one */
        if (strcmp(trials[i].function, crashes_on_nil) == 0) {
            NilTrial nil = { &trials[i], trial };
            assert_false(survives(try_nil, &nil));
            continue;
        }
        w->complaints = 0;
        trials[i].run(&trial);
        if ((w->complaints > 0) != (w->law->nil[row->verb] == NIL_WARN))
            fail_msg("%s(NULL): the model says '%s'", trials[i].function,
                     w->complaints ? "no warning" : "warning");
    }
}

static bool row_removes(const FnModel *row)
{
    return row->verb == EV_DELETE || row->verb == EV_CLEAR ||
           (row->verb == EV_FREE && !row->counted) || row->deletes_when_true;
}

/* Entries that leave are destroyed, unless the row says that it steals. */
static void destroys_as_told(void **state)
{
    World *w = world_of(state);
    for (size_t i = 0; trials[i].function != NULL; i++) {
        const FnModel *row = row_of(w, &trials[i]);
        Trial trial = trial_begin(w);
        guint before = g_hash_table_size(trial.table);
        trials[i].run(&trial);
        guint after = g_hash_table_size(trial.table);
        if (row->verb != EV_WRITE)
            assert_int_equal(after < before, row_removes(row));
        if (row_removes(row))
            assert_int_equal(w->destroyed == 0, row->no_destroy);
        else if (row->verb != EV_WRITE)
            assert_int_equal(w->destroyed, 0);
        trial_end(&trial, row);
    }
}

static ReturnKind returns(const World *w, const char *function)
{
    const FnModel *row = model_fn(w->models, intern_text(w->intern, function));
    assert_non_null(row);
    return row->ret;
}

static void results_are_as_told(void **state)
{
    World *w = world_of(state);
    GHashTable *t = table_of(w, 1);
    assert_int_equal(returns(w, "g_hash_table_insert"), RET_NEW);
    assert_true(g_hash_table_insert(t, key_of(7), w));
    assert_false(g_hash_table_insert(t, key_of(7), w));
    assert_int_equal(returns(w, "g_hash_table_replace"), RET_NEW);
    assert_true(g_hash_table_replace(t, key_of(8), w));
    assert_false(g_hash_table_replace(t, key_of(8), w));
    assert_int_equal(returns(w, "g_hash_table_contains"), RET_FOUND);
    assert_true(g_hash_table_contains(t, key_of(7)));
    assert_false(g_hash_table_contains(t, key_of(9)));
    assert_int_equal(returns(w, "g_hash_table_lookup"), RET_VAL_NULL);
    assert_ptr_equal(g_hash_table_lookup(t, key_of(7)), w);
    assert_null(g_hash_table_lookup(t, key_of(9)));
    assert_int_equal(returns(w, "g_hash_table_remove"), RET_FOUND);
    assert_true(g_hash_table_remove(t, key_of(7)));
    assert_false(g_hash_table_remove(t, key_of(7)));
    assert_int_equal(returns(w, "g_hash_table_steal"), RET_FOUND);
    assert_true(g_hash_table_steal(t, key_of(8)));
    assert_false(g_hash_table_steal(t, key_of(8)));
    GHashTableIter iter;
    g_hash_table_iter_init(&iter, t);
    assert_int_equal(returns(w, "g_hash_table_iter_get_hash_table"), RET_MAP_OF_IT);
    assert_ptr_equal(g_hash_table_iter_get_hash_table(&iter), t);
    assert_int_equal(
        model_fn(w->models, intern_text(w->intern, "g_hash_table_ref"))->same, 0);
    assert_ptr_equal(g_hash_table_ref(t), t);
    g_hash_table_unref(t);
    g_hash_table_unref(t);
}

/* ---- which of two equal keys stays ---- */

typedef struct KeyTrial {
    const char *function;
    gboolean (*write)(GHashTable *table, gpointer key, gpointer value);
} KeyTrial;

static gboolean add_key(GHashTable *table, gpointer key, gpointer value)
{
    (void)value;
    return g_hash_table_add(table, key);
}

static void keys_stay_as_told(void **state)
{
    const World *w = world_of(state);
    static const KeyTrial tried[] = {
        { "g_hash_table_insert", g_hash_table_insert },
        { "g_hash_table_replace", g_hash_table_replace },
        { "g_hash_table_add", add_key },
    };
    for (size_t i = 0; i < ARRAY_LEN(tried); i++) {
        GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
        char first[] = "key", second[] = "key";
        gpointer stored = NULL;
        tried[i].write(t, first, t);
        tried[i].write(t, second, t);
        assert_true(g_hash_table_lookup_extended(t, "key", &stored, NULL));
        const FnModel *row =
            model_fn(w->models, intern_text(w->intern, tried[i].function));
        if (row->keeps_key != (stored == first))
            fail_msg("%s: the model says the %s key stays", tried[i].function,
                     row->keeps_key ? "first" : "second");
        g_hash_table_unref(t);
    }
}

/* ---- what a destroy function may do while the last reference goes ---- */

typedef struct Fall {
    GHashTable *table;
    uint8_t verb;
    bool done;
} Fall;

static void act_while_falling(gpointer value)
{
    Fall *fall = value;
    if (fall->done)
        return;
    fall->done = true;
    if (fall->verb == EV_READ)
        g_hash_table_lookup(fall->table, key_of(9));
    else if (fall->verb == EV_WRITE)
        g_hash_table_insert(fall->table, key_of(9), fall);
    else if (fall->verb == EV_DELETE)
        g_hash_table_remove(fall->table, key_of(2));
    else if (fall->verb == EV_LEN)
        g_hash_table_size(fall->table);
}

static void fall(void *data)
{
    Fall *f = data;
    f->table = g_hash_table_new_full(NULL, NULL, NULL, act_while_falling);
    for (int i = 1; i <= ENTRIES; i++)
        g_hash_table_insert(f->table, key_of(i), f);
    g_hash_table_unref(f->table);
}

static void teardown_is_as_told(void **state)
{
    const World *w = world_of(state);
    static const uint8_t verbs[] = { EV_READ, EV_WRITE, EV_DELETE, EV_LEN };
    assert_true(w->law->has_teardown);
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        Fall f = { .verb = verbs[i] };
        if (survives(fall, &f) != (w->law->teardown[verbs[i]] == 0))
            fail_msg("'%s' while the table is freed: the model is wrong",
                     verb_word(verbs[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_tried),
        cmocka_unit_test(iterations_die_as_told),
        cmocka_unit_test(nil_is_answered_as_told),
        cmocka_unit_test(destroys_as_told),
        cmocka_unit_test(results_are_as_told),
        cmocka_unit_test(keys_stay_as_told),
        cmocka_unit_test(teardown_is_as_told),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
