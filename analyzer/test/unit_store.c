/* The database: what is kept, what is replaced, who is refused. */
#include "store/db.h"
#include "store/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder of its own for every test, and a database in it. */
typedef struct Desk {
    Arena *arena;
    const char *folder;
    const char *db;
} Desk;

static int enter(void **state)
{
    Arena *arena = arena_new();
    Desk *desk = ARENA_NEW(arena, Desk);
    char name[] = "/tmp/unit_store.XXXXXX";
    desk->arena = arena;
    desk->folder = arena_strdup(arena, mkdtemp(name));
    desk->db = path_join(arena, desk->folder, ".mapvet/findings.db");
    *state = desk;
    return 0;
}

static void remove_all(Arena *arena, const char *folder)
{
    PathList files = { 0 };
    Err err = { 0 };
    folder_list(arena, folder, "", &files, &err);
    for (uint32_t i = 0; i < files.len; i++) {
        const char *name = path_name(files.items[i]);
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
            continue;
        if (folder_exists(files.items[i]))
            remove_all(arena, files.items[i]);
        else
            unlink(files.items[i]);
    }
    rmdir(folder);
}

static int leave(void **state)
{
    Desk *desk = *state;
    remove_all(desk->arena, desk->folder);
    arena_free(desk->arena);
    return 0;
}

static Store *open_store(Desk *desk)
{
    Err err = { 0 };
    Store *store = store_open(desk->db, &err);
    if (!store)
        fail_msg("%s", err.text);
    return store;
}

static int64_t begin(Store *store)
{
    Err err = { 0 };
    int64_t run = 0;
    RunStart start = { "check", "1.0", "/root", 1000 };
    assert_true(store_begin_run(store, &start, &run, &err));
    return run;
}

/* A finding whose fingerprint is [print] in [path]. */
static void add(FindingList *list, const char *path, const char *print)
{
    uint32_t file = finding_file(list, path);
    Finding finding = {
        .rule = "clear-in-iteration",
        .severity = SEV_ERROR,
        .span = { file, 3, 5, 3, 9 },
        .message = "message",
        .advice = "advice",
        .function = "f",
        .place = "m",
        .chain = "iter clear",
        .fingerprint = print,
        .tokens = "t",
    };
    vec_push(list->arena, &list->items, finding);
}

static void save(Store *store, int64_t run, const char *path, const FindingList *list)
{
    Err err = { 0 };
    StoreUnit unit = { .path = path, .input_hash = "h", .findings = list };
    if (!store_save_unit(store, run, &unit, &err))
        fail_msg("%s", err.text);
}

/* Saves a unit with one finding, or none when [print] is NULL. */
static void save_one(Desk *desk, Store *store, int64_t run, const char *path,
                     const char *file, const char *print)
{
    FindingList list = { .arena = desk->arena };
    if (print)
        add(&list, file, print);
    save(store, run, path, &list);
}

static bool collect(void *ctx, unsigned columns, const char *const *names,
                    const TableCell *cells)
{
    StrBuf *out = ctx;
    (void)names;
    for (unsigned i = 0; cells && i < columns; i++) {
        if (cells[i].kind == CELL_INT)
            strbuf_printf(out, "%lld ", (long long)cells[i].number);
        else if (cells[i].kind == CELL_REAL)
            strbuf_printf(out, "%g ", cells[i].real);
        else if (cells[i].kind == CELL_TEXT)
            strbuf_printf(out, "%.*s ", (int)cells[i].text.n, cells[i].text.p);
        else
            strbuf_add(out, "NULL ");
    }
    return true;
}

/* The answer's cells, with blanks between them. */
static const char *ask(Desk *desk, Store *store, const char *sql)
{
    Err err = { 0 };
    StrBuf out = strbuf_in(desk->arena);
    if (!store_query(store, sql, collect, &out, &err))
        return arena_printf(desk->arena, "error: %s", err.text);
    return strbuf_cstr(&out);
}

static const char *const open_prints =
    "SELECT fingerprint FROM open_findings ORDER BY fingerprint";

static void keeps_all_of_a_finding(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    FindingList list = { .arena = desk->arena };
    add(&list, "src/ä.c", "aaaa");
    Finding *f = &list.items.items[0];
    uint32_t header = finding_file(&list, "src/h.h");
    f->tier = TIER_POSSIBLE;
    f->severity = SEV_NOTE;
    vec_push(desk->arena, &f->steps,
             ((FindingStep){ { header, 7, 1, 7, 4 }, "step \xc3\xa9", 2 }));
    Fix fix = { .title = "mend" };
    vec_push(desk->arena, &fix.edits, ((FixEdit){ { 1, 4, 2, 4, 6 }, "new\ntext" }));
    vec_push(desk->arena, &f->fixes, fix);
    save(store, begin(store), "src/ä.c", &list);
    save(store, begin(store), "src/ä.c", &list); /* replaced, not doubled */

    FindingList back = { .arena = desk->arena };
    Err err = { 0 };
    assert_true(store_open_findings(store, "src/ä.c", &back, &err));
    assert_int_equal(back.items.len, 1);
    const Finding *g = &back.items.items[0];
    assert_string_equal(finding_path(&back, g->span), "src/ä.c");
    assert_string_equal(g->fingerprint, "aaaa");
    assert_string_equal(g->message, "message");
    assert_string_equal(g->chain, "iter clear");
    assert_int_equal(g->tier, TIER_POSSIBLE);
    assert_int_equal(g->severity, SEV_NOTE);
    assert_int_equal(g->span.end_col, 9);
    assert_int_equal(g->steps.len, 1);
    assert_string_equal(g->steps.items[0].text, "step \xc3\xa9");
    assert_int_equal(g->steps.items[0].depth, 2);
    assert_string_equal(finding_path(&back, g->steps.items[0].span), "src/h.h");
    assert_int_equal(g->fixes.len, 1);
    assert_string_equal(g->fixes.items[0].title, "mend");
    assert_string_equal(g->fixes.items[0].edits.items[0].text, "new\ntext");
    assert_int_equal(g->fixes.items[0].edits.items[0].span.line, 4);
    back.items.len = 0;
    assert_true(store_open_findings(store, "src/h.h", &back, &err));
    assert_int_equal(back.items.len, 0);
    store_close(store);
}

static void tells_new_from_fixed(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa");
    save_one(desk, store, begin(store), "b.c", "b.c", "bbbb");
    assert_string_equal(ask(desk, store, open_prints), "aaaa bbbb ");
    assert_string_equal(ask(desk, store, "SELECT fingerprint FROM new_findings"),
                        "bbbb ");
    save_one(desk, store, begin(store), "a.c", "a.c", NULL);
    assert_string_equal(ask(desk, store, open_prints), "bbbb ");
    assert_string_equal(
        ask(desk, store, "SELECT fingerprint, fixed_run FROM fixed_findings"),
        "aaaa 3 ");
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa"); /* back, and new again */
    assert_string_equal(ask(desk, store, "SELECT fingerprint FROM new_findings"),
                        "aaaa ");
    assert_string_equal(ask(desk, store, "SELECT fingerprint FROM fixed_findings"), "");
    store_close(store);
}

static void failed_unit_keeps_its_findings(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa");
    Err err = { 0 };
    int64_t run = begin(store);
    StoreUnit failed = { .path = "a.c", .failure = "a.c: crashed" };
    assert_true(store_save_unit(store, run, &failed, &err));
    failed.path = "never.c";
    assert_true(store_save_unit(store, run, &failed, &err));
    assert_true(store_finish_run(store, run, 1005, &err));
    assert_string_equal(ask(desk, store, open_prints), "aaaa ");
    assert_string_equal(ask(desk, store, "SELECT path, failure FROM failed_units"),
                        "a.c a.c: crashed never.c a.c: crashed ");
    assert_string_equal(ask(desk, store, "SELECT units, failed FROM runs"), "2 2 1 0 ");
    assert_string_equal(ask(desk, store, "SELECT finished FROM run"), "NULL 1005 ");
    save_one(desk, store, begin(store), "a.c", "a.c", NULL);
    assert_string_equal(ask(desk, store, open_prints), "");
    assert_string_equal(ask(desk, store, "SELECT path FROM failed_units"), "never.c ");
    store_close(store);
}

static void header_finding_is_kept_once(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "map.h", "hhhh");
    save_one(desk, store, begin(store), "b.c", "map.h", "hhhh");
    assert_string_equal(ask(desk, store, open_prints), "hhhh ");
    save_one(desk, store, begin(store), "a.c", "map.h", NULL);
    assert_string_equal(ask(desk, store, open_prints), "hhhh ");
    save_one(desk, store, begin(store), "b.c", "map.h", NULL);
    assert_string_equal(ask(desk, store, open_prints), "");
    store_close(store);
}

static bool other_rules(const void *ctx, Str rule, Tier tier)
{
    (void)ctx;
    (void)tier;
    return !str_is(rule, "clear-in-iteration");
}

static void rule_that_was_off_fixes_nothing(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa");
    FindingList none = { .arena = desk->arena };
    StoreUnit unit = {
        .path = "a.c", .input_hash = "h", .findings = &none, .ran = other_rules
    };
    Err err = { 0 };
    assert_true(store_save_unit(store, begin(store), &unit, &err));
    assert_string_equal(ask(desk, store, open_prints), "aaaa ");
    store_close(store);
}

static void suppressed_is_not_open(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    FindingList list = { .arena = desk->arena };
    add(&list, "a.c", "aaaa");
    list.items.items[0].suppressed = "because";
    save(store, begin(store), "a.c", &list);
    assert_string_equal(ask(desk, store, open_prints), "");
    assert_string_equal(
        ask(desk, store, "SELECT fingerprint, reason FROM suppressed_findings"),
        "aaaa because ");
    assert_string_equal(ask(desk, store, "findings_by_rule"),
                        "clear-in-iteration 0 1 0 ");
    store_close(store);
}

static void moved_finding_keeps_its_age(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "old.c", "old.c", "aaaa");
    int64_t run = begin(store);
    save_one(desk, store, run, "new.c", "new.c", "aaaa");
    Err err = { 0 };
    assert_true(store_forget_unit(store, run, "old.c", &err));
    assert_string_equal(ask(desk, store, "SELECT path, first_run FROM open_findings"),
                        "new.c 1 ");
    PathList units = { 0 };
    assert_true(store_units(store, desk->arena, &units, &err));
    assert_int_equal(units.len, 1);
    assert_string_equal(units.items[0], "new.c");
    store_close(store);
}

static void views_count(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    FindingList list = { .arena = desk->arena };
    add(&list, "a.c", "aaaa");
    add(&list, "b.h", "bbbb");
    add(&list, "b.h", "cccc");
    list.items.items[2].severity = SEV_WARNING;
    save(store, begin(store), "a.c", &list);
    assert_string_equal(ask(desk, store, "hot_files"), "b.h 2 1 1 0 a.c 1 1 0 0 ");
    store_close(store);
}

static void refuses_to_write_for_queries(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa");
    store_close(store);
    Err err = { 0 };
    store = store_open_read(desk->db, &err);
    assert_non_null(store);
    const char *other = path_join(desk->arena, desk->folder, "other.db");
    const char *hostile[] = {
        "DELETE FROM finding",
        "UPDATE finding SET rule = 'x'",
        "DROP VIEW open_findings",
        "CREATE TABLE t(x)",
        "CREATE TEMP TABLE t(x)",
        "PRAGMA writable_schema = 1",
        "SELECT * FROM pragma_table_info('run')",
        "SELECT load_extension('x')",
        "BEGIN",
        "VACUUM",
        "WITH d AS (SELECT 1) DELETE FROM finding",
        arena_printf(desk->arena, "VACUUM INTO '%s'", other),
        arena_printf(desk->arena, "ATTACH '%s' AS o", other),
    };
    for (unsigned i = 0; i < ARRAY_LEN(hostile); i++) {
        const char *answer = ask(desk, store, hostile[i]);
        if (!str_starts(str_of(answer), "error: ") || strstr(answer, "syntax"))
            fail_msg("%s: %s", hostile[i], answer);
    }
    assert_string_equal(
        ask(desk, store, "SELECT 1; DELETE FROM finding"),
        "error: one statement at a time: ' DELETE FROM finding' is left "
        "over");
    assert_false(file_exists(other));
    assert_string_equal(ask(desk, store, open_prints), "aaaa ");
    assert_string_equal(ask(desk, store, "SELECT 1.5, NULL, x'00ff', 'x'"),
                        "1.5 NULL 00ff x ");
    assert_string_equal(ask(desk, store, "open_finding"),
                        "error: no view 'open_finding'; did you mean 'open_findings'?");
    assert_string_equal(ask(desk, store, "SELEC 1"),
                        "error: near \"SELEC\": syntax error");
    store_close(store);
}

/* Opening fails, and the message says this. */
static void refused(Desk *desk, const char *db, const char *expected)
{
    Err err = { 0 };
    Store *store = store_open(db, &err);
    assert_null(store);
    assert_int_equal(err.code, ERR_DATABASE);
    const char *whole = arena_printf(desk->arena, "%s: %s", db, expected);
    assert_string_equal(err.text, whole);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void refuses_what_is_not_ours(void **state)
{
    Desk *desk = *state;
    Err err = { 0 };
    const char *text = path_join(desk->arena, desk->folder, "text.db");
    Str prose =
        str_of("This is a text and by no means a database of any kind at all.\n"
               "It is longer than a hundred bytes, so nobody takes it for one.");
    assert_true(file_write(text, prose, &err));
    refused(desk, text, "not a database; choose another file with --db");
    Str still;
    assert_true(file_read(desk->arena, text, &still, &err));
    assert_true(str_eq(still, prose));

    const char *foreign = path_join(desk->arena, desk->folder, "foreign.db");
    run_sql(foreign, "CREATE TABLE t(x)");
    refused(desk, foreign,
            "a database, but not one of mapvet; choose another file with --db");

    const char *newer = path_join(desk->arena, desk->folder, "newer.db");
    run_sql(newer, "PRAGMA application_id = 0x4d505654; PRAGMA user_version = 99");
    refused(
        desk, newer,
        arena_printf(desk->arena,
                     "made by a newer mapvet (schema 99, this one knows %d); update "
                     "mapvet, or choose another file with --db",
                     schema_version(schema_sql)));

    const char *nowhere = path_join(desk->arena, desk->folder, "no/such.db");
    refused(desk, nowhere,
            arena_printf(desk->arena, "there is no folder %s/no", desk->folder));
    assert_null(store_open_read(nowhere, &err));
    assert_non_null(strstr(err.text, "no database; 'mapvet check' makes one"));
}

static void refuses_a_file_for_a_folder(void **state)
{
    Desk *desk = *state;
    Err err = { 0 };
    const char *folder = path_join(desk->arena, desk->folder, ".mapvet");
    assert_true(file_write(folder, str_of("x"), &err));
    assert_null(store_open(desk->db, &err));
    assert_int_equal(err.code, ERR_DATABASE);
    assert_string_equal(err.text,
                        arena_printf(desk->arena,
                                     "%s: File exists; choose a database with --db, or "
                                     "use --no-db",
                                     folder));
}

static void full_disk_loses_nothing(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa");
    int64_t run = begin(store);
    assert_int_equal(
        sqlite3_exec(store->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL),
        SQLITE_OK);
    FindingList list = { .arena = desk->arena };
    char *big = arena_alloc(desk->arena, 100001);
    memset(big, 'x', 100000);
    add(&list, "a.c", "bbbb");
    list.items.items[0].message = big;
    StoreUnit unit = { .path = "a.c", .input_hash = "h", .findings = &list };
    Err err = { 0 };
    assert_false(store_save_unit(store, run, &unit, &err));
    assert_string_equal(
        err.text,
        arena_printf(desk->arena, "%s: no space is left on the disk", desk->db));
    assert_string_equal(ask(desk, store, open_prints), "aaaa ");
    sqlite3_exec(store->db, "PRAGMA max_page_count = 100000", NULL, NULL, NULL);
    save(store, run, "a.c", &list);
    assert_string_equal(ask(desk, store, open_prints), "bbbb ");
    store_close(store);
}

static void damage_is_said(void **state)
{
    Desk *desk = *state;
    Store *store = open_store(desk);
    save_one(desk, store, begin(store), "a.c", "a.c", "aaaa");
    store_close(store);
    FILE *file = fopen(desk->db, "r+");
    assert_non_null(file);
    for (long at = 4096; at < 3 * 4096; at++) {
        fseek(file, at, SEEK_SET);
        fputc(0xff, file);
    }
    fclose(file);
    Err err = { 0 };
    store = store_open(desk->db, &err);
    int64_t run;
    RunStart start = { "check", "1.0", "/root", 1000 };
    assert_false(store && store_begin_run(store, &start, &run, &err));
    assert_non_null(strstr(err.text, "the database is damaged"));
    store_close(store);
}

static void makes_its_folder(void **state)
{
    Desk *desk = *state;
    store_close(open_store(desk));
    Str text;
    Err err = { 0 };
    const char *ignore = path_join(desk->arena, desk->folder, ".mapvet/.gitignore");
    assert_true(file_read(desk->arena, ignore, &text, &err));
    assert_true(str_is(text, "*\n"));
}

/* What one of many writers does; gives its exit status. */
static int write_as(const Desk *desk, unsigned number)
{
    Err err = { 0 };
    Store *store = store_open(desk->db, &err);
    int64_t run;
    FindingList list = { .arena = desk->arena };
    const char *path = arena_printf(desk->arena, "u%u.c", number);
    RunStart start = { "check", "1.0", "/root", 1000 };
    StoreUnit unit = { .path = path, .input_hash = "h", .findings = &list };
    add(&list, path, path);
    bool ok = store && store_begin_run(store, &start, &run, &err) &&
              store_save_unit(store, run, &unit, &err) &&
              store_finish_run(store, run, 1001, &err);
    if (!ok)
        fprintf(stderr, "writer %u: %s\n", number, err.text);
    store_close(store);
    return ok ? 0 : 1;
}

static void many_make_it_at_once(void **state)
{
    enum { WRITERS = 16, ROUNDS = 15 };
    Desk *desk = *state;
    const char *folder = path_parent(desk->arena, desk->db);
    for (unsigned round = 0; round < ROUNDS; round++) {
        pid_t pids[WRITERS];
        remove_all(desk->arena, folder);
        for (unsigned i = 0; i < WRITERS; i++) {
            pids[i] = fork();
            if (pids[i] == 0)
                _exit(write_as(desk, i));
        }
        for (unsigned i = 0; i < WRITERS; i++) {
            int status;
            assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
            assert_int_equal(status, 0);
        }
        Store *store = open_store(desk);
        assert_string_equal(ask(desk, store, "SELECT count(*) FROM open_findings"),
                            "16 ");
        store_close(store);
    }
}

static const char *const two_steps = "-- version 1\n"
                                     "CREATE TABLE t(x);\n"
                                     "-- version 2\n"
                                     "ALTER TABLE t ADD COLUMN y DEFAULT 7;\n"
                                     "-- views\n"
                                     "DROP VIEW IF EXISTS v;\n"
                                     "CREATE VIEW v AS SELECT * FROM t;\n";
static const char *const one_step = "-- version 1\n"
                                    "CREATE TABLE t(x);\n"
                                    "-- views\n"
                                    "CREATE VIEW v AS SELECT x FROM t;\n";

static int64_t number_of(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

static void older_schema_is_upgraded(void **state)
{
    (void)state;
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(schema_upgrade(db, one_step, 0), SQLITE_OK);
    assert_int_equal(number_of(db, "PRAGMA user_version"), 1);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO t VALUES (5)", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(schema_version(two_steps), 2);
    assert_int_equal(schema_upgrade(db, two_steps, 1), SQLITE_OK);
    assert_int_equal(number_of(db, "PRAGMA user_version"), 2);
    assert_int_equal(number_of(db, "PRAGMA application_id"), SCHEMA_APPLICATION);
    assert_int_equal(number_of(db, "SELECT 10 * x + y FROM v"), 57);
    assert_int_not_equal(schema_upgrade(db, "-- version 3\nCREATE NONSENSE;\n", 2),
                         SQLITE_OK);
    assert_int_equal(number_of(db, "PRAGMA user_version"), 2);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_all_of_a_finding, enter, leave),
        cmocka_unit_test_setup_teardown(tells_new_from_fixed, enter, leave),
        cmocka_unit_test_setup_teardown(failed_unit_keeps_its_findings, enter, leave),
        cmocka_unit_test_setup_teardown(header_finding_is_kept_once, enter, leave),
        cmocka_unit_test_setup_teardown(rule_that_was_off_fixes_nothing, enter, leave),
        cmocka_unit_test_setup_teardown(suppressed_is_not_open, enter, leave),
        cmocka_unit_test_setup_teardown(moved_finding_keeps_its_age, enter, leave),
        cmocka_unit_test_setup_teardown(views_count, enter, leave),
        cmocka_unit_test_setup_teardown(refuses_to_write_for_queries, enter, leave),
        cmocka_unit_test_setup_teardown(refuses_what_is_not_ours, enter, leave),
        cmocka_unit_test_setup_teardown(refuses_a_file_for_a_folder, enter, leave),
        cmocka_unit_test_setup_teardown(full_disk_loses_nothing, enter, leave),
        cmocka_unit_test_setup_teardown(damage_is_said, enter, leave),
        cmocka_unit_test_setup_teardown(makes_its_folder, enter, leave),
        cmocka_unit_test_setup_teardown(many_make_it_at_once, enter, leave),
        cmocka_unit_test(older_schema_is_upgraded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
