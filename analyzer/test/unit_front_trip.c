/* How often loops turn. */
#include "lowered.h"

/* A loop in a function, and the Trip that its first head must carry; names in sight:
 * int n, struct s { int n; int *a; } *s, int arr[7], and the macros N, LEN, FOR. */
typedef struct TripCase {
    const char *loop;
    const char *trip;
} TripCase;

static const TripCase cases[] = {
    { "for (i = 0; i < N; i++) g(i);", "const 12 text \"N\" index i" },
    { "for (i = 2; i < 9; i++) g(i);", "const 7 index i" },
    { "for (i = 0; i != 5; ++i) g(i);", "const 5 text \"5\" index i" },
    { "for (i = 9; i >= 3; i--) g(i);", "const 7 index i" },
    { "for (i = 5; i < 2; i++) g(i);", "const 0 index i" },
    { "for (i = 0; i < 1000; i += 4) g(i);", "const 250 index i" },
    { "for (i = 0; i < 10; i += 4) g(i);", "const 3 index i" },
    { "for (i = 0; i < n; i++) g(i);", "place n text \"n\" index i" },
    { "for (i = 1; i <= n; i++) g(i);", "place n text \"n\" index i" },
    { "for (i = 0; s->n > i; i += 1) g(i);", "place s->n text \"s->n\" index i" },
    { "for (i = n; i > 0; i--) g(i);", "place n text \"n\" index i" },
    { "for (i = n - 1; i >= 0; i--) g(i);", "place n text \"n\" index i" },
    { "for (i = n; i-- > 0;) g(i);", "place n text \"n\" index i" },
    { "for (i = n; i--;) g(i);", "place n text \"n\" index i" },
    { "for (unsigned k = 0; k < LEN(arr); k++) g(1);",
      "array 7 text \"LEN(arr)\" index k" },
    { "FOR (i, n) g(i);", "place n text \"n\" index i" },
    { "FOR (i, 10) g(i);", "const 10 text \"10\" index i" },
    { "i = 0; while (i < n) { g(i); i++; }", "place n text \"n\" index i" },
    { "i = 0; while (i++ < n) g(i);", "place n text \"n\" index i" },
    { "for (i = 0; i < n; i++) { if (g(i)) break; }",
      "place n text \"n\" index i leaves" },
    { "for (i = 0; i < n; i++) { if (g(i)) return; }",
      "place n text \"n\" index i leaves" },
    { "for (i = 0; i < n && s->a[i]; i++) g(i);", "place n text \"n\" index i leaves" },
    { "for (int *p = arr; p < arr + LEN(arr); p++) g(*p);", "const 7 index p" },
    { "for (int *p = s->a; p != s->a + n; p++) g(*p);", "place n text \"n\" index p" },
    { "int *e = s->a + n; for (int *p = s->a; p < e; p++) g(*p);",
      "place n text \"n\" index p" },
    /* what is not known is not said */
    { "for (i = 0; i < n; i++) { n--; g(i); }", "unknown index i" },
    { "for (i = 0; i < n; i++) h(&n);", "unknown index i" },
    { "for (i = 0; i < n; i++) { if (g(i)) i++; }", "unknown" },
    { "for (i = 0; i < n; i += 2) g(i);", "unknown index i" },
    { "for (i = 0; i != 9; i += 2) g(i);", "unknown index i" },
    { "for (int *p = s->a; p < arr + 7; p++) g(*p);", "unknown index p" },
    { "for (i = 0; i < n; i++) h(&i);", "unknown" },
    { "for (i = 3; i < n; i++) g(i);", "unknown index i" },
    { "i = 0; while (++i < n) g(i);", "unknown" },
    { "while (i < n) { g(i); i++; }", "unknown index i" },
    { "for (i = 0; g(i); i++) ;", "unknown" },
    { "do g(1); while (n--);", "unknown" },
};

static void run_trip_case(void **state)
{
    const TripCase *c = *state;
    Arena *arena = arena_new();
    Intern *intern = intern_new();
    const char *code =
        arena_printf(arena,
                     "#define N 12\n"
                     "#define LEN(a) (sizeof(a) / sizeof((a)[0]))\n"
                     "#define FOR(i, n) for ((i) = 0; (i) < (n); (i)++)\n"
                     "struct s { int n; int *a; }; int g(int); int h(int *);\n"
                     "void f(struct s *s, int n) { int i; int arr[7]; %s }",
                     c->loop);
    Lowered lowered;
    Err err = { 0 };
    assert_true(lower_text(arena, intern, code, &lowered, &err));
    assert_false(lowered.has_errors);
    const char *text = shown(arena, lowered.unit);
    const char *trip = strstr(text, "trip ");
    assert_non_null(trip);
    trip += strlen("trip ");
    assert_string_equal(arena_strndup(arena, trip, strcspn(trip, "\n")), c->trip);
    intern_free(intern);
    arena_free(arena);
}

int main(void)
{
    struct CMUnitTest tests[ARRAY_LEN(cases)];
    TripCase copies[ARRAY_LEN(cases)];
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        copies[i] = cases[i];
        tests[i] = (struct CMUnitTest){ .name = cases[i].loop,
                                        .test_func = run_trip_case,
                                        .initial_state = &copies[i] };
    }
    return _cmocka_run_group_tests("trip", tests, ARRAY_LEN(cases), NULL, NULL);
}
