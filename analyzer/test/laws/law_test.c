/*
 * Models held against the libraries they speak of. Linked once with each file of trials
 * beside it.
 */
#include "model/set.h"
#include "test/laws/trials.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct World {
    Arena *arena;
    Intern *intern;
    ModelSet *models;
} World;

/* A trial's change, read. */
typedef struct Change {
    Verb verb;
    uint8_t entries;
} Change;

static int world_setup(void **state)
{
    World *w = calloc(1, sizeof *w);
    Err err = { 0 };
    assert_non_null(w);
    w->arena = arena_new();
    w->intern = intern_new();
    w->models = model_new(w->arena, w->intern);
    assert_true(model_read_embedded(w->models, &err));
    *state = w;
    return 0;
}

static int world_teardown(void **state)
{
    World *w = *state;
    intern_free(w->intern);
    arena_free(w->arena);
    free(w);
    return 0;
}

static const MapLaw *law_of(const World *w, const LawTrial *trial)
{
    const MapLaw *law = model_law(w->models, intern_text(w->intern, trial->type));
    if (law == NULL)
        fail_msg("no model has a map %s", trial->type);
    assert_true(trial->kind < law->kind_count);
    return law;
}

static const uint8_t *deaths(const MapLaw *law, int kind)
{
    return kind == LAW_POINTER ? law->pointer.dies : law->iterator[kind].dies;
}

static Change change_of(const LawTrial *trial)
{
    Change change;
    Err err = { 0 };
    ModelWhere where = { trial->type, 0 };
    if (!word_verb_entries(str_of(trial->change), where, &change.verb, &change.entries,
                           &err))
        fail_msg("%s", err.text);
    return change;
}

static const char *kind_name(const World *w, const MapLaw *law, int kind)
{
    return kind == LAW_POINTER ? "a pointer"
           : kind == 0         ? "an iteration"
                               : sym_text(w->intern, law->iterator[kind].name);
}

static bool goes_well(bool (*run)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        alarm(20); /* one that goes in circles goes astray */
        _exit(run() ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void laws_are_as_told(void **state)
{
    const World *w = *state;
    unsigned lies = 0;
    for (const LawTrial *trial = law_trials; trial->type; trial++) {
        const MapLaw *law = law_of(w, trial);
        Change change = change_of(trial);
        bool allowed = (deaths(law, trial->kind)[change.verb] & change.entries) == 0;
        if (goes_well(trial->run) == allowed)
            continue;
        print_error("%s: %s under %s: the model says that it is %s\n", trial->type,
                    trial->change, kind_name(w, law, trial->kind),
                    allowed ? "lawful" : "wrong");
        lies++;
    }
    assert_int_equal(lies, 0);
}

/* The entries that a verb can be told to touch. */
static uint8_t entries_of(Verb verb)
{
    return verb == EV_WRITE    ? ENTRY_NEW | ENTRY_EXISTING
           : verb == EV_DELETE ? ENTRY_CURRENT | ENTRY_OTHER
                               : ENTRY_ANY;
}

/* Those that trials of this type and kind touch by the verb. */
static uint8_t tried(const LawTrial *like, int kind, Verb verb)
{
    uint8_t entries = 0;
    for (const LawTrial *trial = law_trials; trial->type; trial++) {
        Change change = change_of(trial);
        if (strcmp(trial->type, like->type) == 0 && trial->kind == kind &&
            change.verb == verb)
            entries |= change.entries;
    }
    return entries;
}

static void every_death_is_tried(void **state)
{
    const World *w = *state;
    unsigned missing = 0;
    for (const LawTrial *trial = law_trials; trial->type; trial++) {
        const MapLaw *law = law_of(w, trial);
        bool same = trial > law_trials && strcmp(trial->type, trial[-1].type) == 0;
        for (int kind = LAW_POINTER; !same && kind < law->kind_count; kind++)
            for (int verb = 0; verb < EV_COUNT; verb++) {
                uint8_t dies = deaths(law, kind)[verb] & entries_of((Verb)verb);
                if ((dies & ~tried(trial, kind, (Verb)verb)) == 0)
                    continue;
                print_error("%s: no trial of '%s' under %s\n", trial->type,
                            verb_word((Verb)verb), kind_name(w, law, kind));
                missing++;
            }
    }
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(laws_are_as_told),
        cmocka_unit_test(every_death_is_tried),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
