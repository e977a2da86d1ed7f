/* The model grammar, word by word: what is read, what is refused and how it is told. */
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct World {
    Arena *arena;
    Intern *intern;
} World;

static int world_setup(void **state)
{
    World *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->arena = arena_new();
    w->intern = intern_new();
    *state = w;
    return 0;
}

static int world_teardown(void **state)
{
    World *w = *state;
    arena_free(w->arena);
    intern_free(w->intern);
    free(w);
    return 0;
}

static Sym sym(const World *w, const char *text)
{
    return intern_text(w->intern, text);
}

static ModelSet *read_good(const World *w, const char *text)
{
    ModelSet *set = model_new(w->arena, w->intern);
    Err err = { 0 };
    bool ok = model_read(set, "t.model", str_of(text), &err);
    assert_string_equal(err.text, "");
    assert_true(ok);
    return set;
}

/* The only row of a model of a type T with this row. */
static const FnModel *read_row(const World *w, const char *row)
{
    const char *text =
        arena_printf(w->arena, "library l\nmap T\nkind k dies-on read\nfn f %s", row);
    return model_fn(read_good(w, text), sym(w, "f"));
}

static void assert_bad(const World *w, const char *text, const char *message)
{
    ModelSet *set = model_new(w->arena, w->intern);
    Err err = { 0 };
    assert_false(model_read(set, "t.model", str_of(text), &err));
    assert_string_equal(err.text, message);
    assert_int_equal(err.code, ERR_CONFIG);
    assert_int_equal(model_count(set), 0);
    assert_int_equal(model_library_count(set), 0);
}

static void assert_bad_row(const World *w, const char *row, const char *message)
{
    assert_bad(w, arena_printf(w->arena, "library l\nmap T\nfn f %s\n", row),
               arena_printf(w->arena, "t.model:3: %s", message));
}

/* ---- laws ---- */

static void reads_law(void **state)
{
    const World *w = *state;
    ModelSet *set =
        read_good(w, "library l # a comment\n"
                     "lang c c++\n"
                     "map T\n"
                     "  nil read:ok write:panic clear:crash free:noop len:warn\n"
                     "  iterator dies-on write:new:other delete clear\n"
                     "  iterator dies-on write:existing\n"
                     "  pointer dies-on free\n"
                     "  kind loose dies-on clear\n"
                     "  reserve hint slots:8 load:13/2 entry:24\n"
                     "  teardown dies-on delete\n"
                     "map U\n"
                     "  reserve none\n");
    const MapLaw *law = model_law(set, sym(w, "T"));
    assert_non_null(law);
    assert_int_equal(law->library, sym(w, "l"));
    assert_int_equal(law->nil[EV_READ], NIL_OK);
    assert_int_equal(law->nil[EV_WRITE], NIL_PANIC);
    assert_int_equal(law->nil[EV_CLEAR], NIL_CRASH);
    assert_int_equal(law->nil[EV_FREE], NIL_NOOP);
    assert_int_equal(law->nil[EV_LEN], NIL_WARN);
    assert_int_equal(law->iterator[0].dies[EV_WRITE],
                     ENTRY_NEW | ENTRY_OTHER | ENTRY_EXISTING);
    assert_int_equal(law->iterator[0].dies[EV_DELETE], ENTRY_ANY);
    assert_int_equal(law->iterator[0].dies[EV_FREE], 0);
    assert_int_equal(law->pointer.dies[EV_FREE], ENTRY_ANY);
    assert_int_equal(law->pointer.dies[EV_CLEAR], 0);
    assert_int_equal(law->kind_count, 2);
    assert_int_equal(law->iterator[1].name, sym(w, "loose"));
    assert_int_equal(law->iterator[1].dies[EV_CLEAR], ENTRY_ANY);
    assert_int_equal(law->iterator[1].dies[EV_DELETE], 0);
    assert_true(law->can_reserve);
    assert_int_equal(law->slots, 8);
    assert_int_equal(law->load_num, 13);
    assert_int_equal(law->load_den, 2);
    assert_int_equal(law->entry_bytes, 24);
    assert_true(law->has_teardown);
    assert_int_equal(law->teardown[EV_DELETE], ENTRY_ANY);
    const MapLaw *other = model_law(set, sym(w, "U"));
    assert_false(other->can_reserve);
    assert_false(other->has_teardown);
    assert_int_equal(other->kind_count, 1);
    assert_null(model_law(set, sym(w, "V")));
}

static void reads_laws_of_iterations_and_entries(void **state)
{
    const World *w = *state;
    ModelSet *set = read_good(w, "library l\nmap T U\n"
                                 "  iterator must-end-early dies-on free\n"
                                 "  kind closed must-end dies-on free\n"
                                 "  destroy arg:1\n  freed empty\n  made lazily\n"
                                 "  begins written\n"
                                 "  kind loose end-checked dies-on clear\n"
                                 "  entry key:node.name val:node.data\n");
    const MapLaw *law = model_law(set, sym(w, "T"));
    assert_ptr_equal(law, model_law(set, sym(w, "U")));
    assert_int_equal(law->iterator[0].must_end, END_EARLY);
    assert_false(law->iterator[0].end_checked);
    assert_int_equal(law->iterator[1].must_end, END_ALWAYS);
    assert_int_equal(law->iterator[2].must_end, END_FREE);
    assert_true(law->iterator[2].end_checked);
    assert_int_equal(law->iterator[2].dies[EV_CLEAR], ENTRY_ANY);
    assert_int_equal(law->destroy_arg, 1);
    assert_true(law->freed_empty);
    assert_true(law->lazy && law->begins_written);
    assert_int_equal(law->entry_key, sym(w, "node.name"));
    assert_int_equal(law->entry_val, sym(w, "node.data"));
}

static void refuses_laws(void **state)
{
    const World *w = *state;
    assert_bad(w, "", "t.model:1: a model begins with 'library NAME'");
    assert_bad(w, "\nmap T\n", "t.model:2: a model begins with 'library NAME'");
    assert_bad(w, "librery l\n",
               "t.model:1: unknown word 'librery', did you mean 'library'?");
    assert_bad(w, "library a b\n", "t.model:1: 'library' needs one name");
    assert_bad(w, "library l\nlibrary m\n",
               "t.model:2: a model has one 'library' line");
    assert_bad(w, "library l\nlang rust\n",
               "t.model:2: unknown language 'rust', did you mean 'c'?");
    assert_bad(w, "library l\nnil read:ok\n",
               "t.model:2: 'nil' belongs below a 'map' line");
    assert_bad(w, "library l\nmap\n", "t.model:2: 'map' needs the name of a type");
    assert_bad(w, "library l\nmap A B C D E F G\n",
               "t.model:2: more than 6 types of one map");
    assert_bad(w, "library l\nmap T U\nmap U\n",
               "t.model:3: the type 'U' has a law already");
    assert_bad(w, "library l\nmap T\nentry kye:a.b\n",
               "t.model:3: unknown part of an entry 'kye', did you mean 'key'?");
    assert_bad(w, "library l\nmap T\nentry key:data\n",
               "t.model:3: 'key' needs a field with its record, as in 'key:node.data'");
    assert_bad(w, "library l\nmap T\ndestroy arg:4\n",
               "t.model:3: expected 'arg:N', N from 0 to 3");
    assert_bad(w, "library l\nmap T\nfreed emty\n",
               "t.model:3: unknown state of a freed map 'emty', did you mean 'empty'?");
    assert_bad(w, "library l\nmap T\niterator must-stop dies-on read\n",
               "t.model:3: expected 'dies-on' and the verbs that kill");
    assert_bad(w, "library l\nmap T\nmap T\n",
               "t.model:3: the type 'T' has a law already");
    assert_bad(w, "library l\nmap T\nnil raed:ok\n",
               "t.model:3: unknown verb 'raed', did you mean 'read'?");
    assert_bad(w, "library l\nmap T\nnil call:ok\n",
               "t.model:3: unknown verb 'call', did you mean 'hash'?");
    assert_bad(w, "library l\nmap T\nnil read:okay\n",
               "t.model:3: unknown answer to nil 'okay', did you mean 'ok'?");
    assert_bad(w, "library l\nmap T\nnil read\n",
               "t.model:3: 'read' needs an answer, as in 'read:crash'");
    assert_bad(w, "library l\nmap T\niterator write\n",
               "t.model:3: expected 'dies-on' and the verbs that kill");
    assert_bad(w, "library l\nmap T\npointer dies-on write:nwe\n",
               "t.model:3: unknown entry 'nwe', did you mean 'new'?");
    assert_bad(w, "library l\nmap T\nreserve maybe\n",
               "t.model:3: expected 'none' or 'hint ...'");
    assert_bad(
        w, "library l\nmap T\nreserve hint slots:8\n",
        "t.model:3: 'hint' needs slots:N and load:N/M, else no advice is possible");
    assert_bad(w, "library l\nmap T\nreserve hint slots:8 load:1/0\n",
               "t.model:3: expected a number from 1 to 65535");
    assert_bad(w, "library l\nmap T\nkind\n", "t.model:3: a kind needs a name");
    assert_bad(w,
               "library l\nmap T\nkind a dies-on read\nkind b dies-on read\n"
               "kind c dies-on read\nkind d dies-on read\n",
               "t.model:6: more than 3 kinds of iteration");
}

/* ---- rows ---- */

static void reads_roles(void **state)
{
    const World *w = *state;
    const FnModel *row = read_row(w, "next it:0 key:*1 val:*2");
    assert_int_equal(row->verb, EV_NEXT);
    assert_int_equal(row->it.arg, 0);
    assert_false(row->it.through);
    assert_int_equal(row->key.arg, 1);
    assert_true(row->key.through);
    assert_int_equal(row->val.arg, 2);
    assert_int_equal(row->map.arg, ROLE_NONE);
    assert_int_equal(row->law->type[0], sym(w, "T"));

    row = read_row(w, "new returns:map hint:0 destroy-key:2 destroy-val:3 never-null");
    assert_int_equal(row->ret, RET_MAP);
    assert_int_equal(row->hint.arg, 0);
    assert_int_equal(row->destroy_key.arg, 2);
    assert_int_equal(row->destroy_val.arg, 3);
    assert_true(row->never_null);
    assert_int_equal(row->map.arg, ROLE_NONE);
    assert_int_equal(row->value.arg, ROLE_NONE);

    assert_int_equal(read_row(w, "iter it:result map:0")->it.arg, ROLE_RESULT);
    assert_int_equal(read_row(w, "alloc dst:*0")->dst.arg, 0);
    assert_int_equal(read_row(w, "dispose value:1")->value.arg, 1);

    row = read_row(w, "clear map:0.outer.in.inner.map destroy-val:*1.ops.free");
    assert_int_equal(row->map.arg, 0);
    assert_false(row->map.through);
    assert_int_equal(row->map.field_count, 2);
    assert_int_equal(row->map.field[0], sym(w, "outer.in"));
    assert_int_equal(row->map.field[1], sym(w, "inner.map"));
    assert_true(row->destroy_val.through);
    assert_int_equal(row->destroy_val.field[0], sym(w, "ops.free"));
    row = read_row(w, "clear map:0 destroy-val:free");
    assert_int_equal(row->destroy_val.arg, ROLE_NONE);
    assert_int_equal(row->destroy_val.func, sym(w, "free"));
}

static void reads_words(void **state)
{
    const World *w = *state;
    const FnModel *row =
        read_row(w, "write:current map:0 val:1 takes:key,val keeps-iterator");
    assert_int_equal(row->entry, ENTRY_CURRENT);
    assert_true(row->takes_key && row->takes_val && row->keeps_iterator);
    assert_int_equal(row->ret, RET_NOTHING);

    row = read_row(w, "delete map:0 steals returns:found");
    assert_int_equal(row->entry, ENTRY_ANY);
    assert_true(row->no_destroy);
    assert_false(row->takes_key || row->takes_val || row->keeps_iterator ||
                 row->counted);
    assert_int_equal(row->ret, RET_FOUND);

    row = read_row(w, "free map:*0 counted unless-null nulls");
    assert_true(row->map.through && row->counted && row->unless_null && row->nulls);
    assert_true(read_row(w, "reinit dst:*0 zeroed")->zeroed);
    assert_int_equal(read_row(w, "iter map:0 it:1 kind:k")->kind, 1);
    assert_int_equal(read_row(w, "it:0 returns:map-of-it")->ret, RET_MAP_OF_IT);
    assert_int_equal(read_row(w, "read map:0 returns:val")->ret, RET_VAL);
    assert_int_equal(read_row(w, "read map:0 returns:val|null")->ret, RET_VAL_NULL);
    assert_int_equal(read_row(w, "read map:0 returns:borrow")->ret, RET_BORROW);
    assert_int_equal(read_row(w, "read map:0 returns:borrow|null")->ret,
                     RET_BORROW_NULL);
    assert_int_equal(read_row(w, "delete map:0 returns:dead-entry")->ret,
                     RET_DEAD_ENTRY);
    assert_int_equal(read_row(w, "write map:0 returns:new")->ret, RET_NEW);
    assert_int_equal(read_row(w, "free map:0 returns:null")->ret, RET_NULL);
    assert_int_equal(read_row(w, "write map:0 returns:status")->ret, RET_STATUS);
    assert_int_equal(read_row(w, "next it:0 returns:entry")->ret, RET_ENTRY);
    row = read_row(w, "entry:0 returns:key");
    assert_int_equal(row->entry_at.arg, 0);
    assert_int_equal(row->ret, RET_KEY);
    assert_int_equal(read_row(w, "read map:0 key:1 sets:2,3")->sets, 1u << 2 | 1u << 3);
    assert_true(read_row(w, "free map:0 leaves")->leaves);
    assert_true(read_row(w, "write map:0 consumes")->consumes);
    assert_true(read_row(w, "write map:0 keeps-key")->keeps_key);
    assert_true(read_row(w, "next map:0 it:1 begins")->begins);
    assert_true(read_row(w, "write map:*0 ensures")->ensures);
    assert_true(read_row(w, "new returns:map context")->context);
}

static void reads_rows_without_verb(void **state)
{
    const World *w = *state;
    const FnModel *row = read_row(w, "same:0");
    assert_int_equal(row->verb, EV_CALL);
    assert_int_equal(row->same, 0);
    assert_int_equal(row->calls, ROLE_NONE);
    assert_true(read_row(w, "no-return")->no_return);
    row = read_row(w, "inert");
    assert_int_equal(row->verb, EV_CALL);
    assert_false(row->no_return);
    assert_int_equal(row->same, ROLE_NONE);
}

static void reads_calls(void **state)
{
    const World *w = *state;
    const FnModel *row = read_row(
        w, "iter map:0 calls:1(key,val,arg:2) deletes-when-true stops-when:-1");
    assert_int_equal(row->calls, 1);
    assert_int_equal(row->call_count, 3);
    assert_int_equal(row->call_args[0], CALL_ARG_KEY);
    assert_int_equal(row->call_args[1], CALL_ARG_VAL);
    assert_int_equal(row->call_args[2], CALL_ARG_ARG);
    assert_int_equal(row->call_from[0], ROLE_NONE);
    assert_int_equal(row->call_from[2], 2);
    assert_true(row->deletes_when_true && row->stops == STOPS_EQUAL &&
                row->stops_value == -1);
    row = read_row(w, "calls:3");
    assert_int_equal(row->calls, 3);
    assert_int_equal(row->call_count, 0);
    assert_int_equal(read_row(w, "spawn calls:2(arg:3)")->call_from[0], 3);
}

static void reads_whens(void **state)
{
    const World *w = *state;
    ModelSet *set = read_good(w, "library l\nconstant HASH_REMOVE 2\nmap T\n"
                                 "fn search delete map:0 key:1 when:2=HASH_REMOVE\n"
                                 "fn other clear map:0\n"
                                 "fn search write map:0 key:1 when:2=1\n"
                                 "fn search read map:0 key:1\n");
    const FnModel *row = model_fn(set, sym(w, "search"));
    assert_int_equal(row->verb, EV_DELETE);
    assert_int_equal(row->when_arg, 2);
    assert_int_equal(row->when_value, 2);
    row = model_next(set, row);
    assert_int_equal(row->verb, EV_WRITE);
    assert_int_equal(row->when_value, 1);
    row = model_next(set, row);
    assert_int_equal(row->verb, EV_READ);
    assert_int_equal(row->when_arg, ROLE_NONE);
    assert_null(model_next(set, row));
    assert_null(model_next(set, model_fn(set, sym(w, "other"))));
    assert_null(model_fn(set, sym(w, "none")));
    assert_int_equal(row->when_is, WHEN_EQUAL);
    assert_int_equal(read_row(w, "read map:0 when:1&4")->when_is, WHEN_SET);
    row = read_row(w, "read map:0 when:1!6");
    assert_int_equal(row->when_is, WHEN_CLEAR);
    assert_int_equal(row->when_value, 6);
    assert_int_equal(row->when_arg, 1);
}

static void reads_macros(void **state)
{
    const World *w = *state;
    ModelSet *set = read_good(w, "library l\nmap T head\n"
                                 "macro PUT write map:0 key:1 val:2\n"
                                 "macro EACH iter map:0 it:2 val:*1 returns:val loop\n"
                                 "macro WITH iter map:0 it:1 code:2 loop\n"
                                 "macro AT borrow map:0 returns:borrow place\n"
                                 "map U\nfn put write map:0\n");
    assert_true(model_law(set, sym(w, "T"))->is_head);
    assert_false(model_law(set, sym(w, "U"))->is_head);
    assert_true(model_fn(set, sym(w, "PUT"))->is_macro);
    assert_int_equal(model_fn(set, sym(w, "PUT"))->turn, 0);
    assert_false(model_fn(set, sym(w, "put"))->is_macro);
    assert_true(model_fn(set, sym(w, "AT"))->is_place);
    assert_int_equal(model_fn(set, sym(w, "WITH"))->code, 2);
    const FnModel *each = model_fn(set, sym(w, "EACH"));
    assert_int_equal(each->verb, EV_ITER);
    assert_int_equal(each->code, ROLE_NONE);
    const FnModel *turn = model_fn(set, each->turn);
    assert_non_null(turn);
    assert_int_equal(turn->verb, EV_NEXT);
    assert_int_equal(turn->val.arg, 1);
    assert_true(turn->is_turn);
    assert_false(turn->is_loop);
}

static void refuses_macros(void **state)
{
    const World *w = *state;
    assert_bad(w, "library l\nmacro\n", "t.model:2: 'macro' needs the name of a macro");
    assert_bad_row(w, "iter map:0 it:1 loop",
                   "'loop', 'place' and 'code' are for macros");
    assert_bad(w, "library l\nmap T\nmacro M write map:0 loop\n",
               "t.model:3: 'loop' belongs to 'iter'");
    assert_bad(w, "library l\nmap T\nmacro M iter map:0 it:1 bound\n",
               "t.model:3: 'bound' belongs to 'loop'");
    assert_bad(w, "library l\nmap T\nfn put_$ write map:0\n",
               "t.model:3: a function with '$' in its name belongs below a 'map' line "
               "with one in the type");
    assert_bad(w, "library l\nmap T\nmacro M iter map:0 loop\n",
               "t.model:3: 'iter' needs map:N and it:N");
}

static void refuses_rows(void **state)
{
    const World *w = *state;
    assert_bad(w, "library l\nfn\n", "t.model:2: 'fn' needs the name of a function");
    assert_bad(w, "library l\nfn f clear map:0\n",
               "t.model:2: 'clear' belongs below a 'map' line");
    assert_bad_row(w, "", "a function needs a verb");
    assert_bad_row(w, "wirte map:0", "unknown verb 'wirte', did you mean 'write'?");
    assert_bad_row(w, "clear mpa:0", "unknown word 'mpa', did you mean 'map'?");
    assert_bad_row(w, "clear map:0 keep-iterator",
                   "unknown word 'keep-iterator', did you mean 'keeps-iterator'?");
    assert_bad_row(w, "delete:curent map:0",
                   "unknown entry 'curent', did you mean 'current'?");
    assert_bad_row(w, "clear map", "'map' needs a value, as in 'map:...'");
    assert_bad_row(w, "clear map:0 steals:1", "'steals' takes no value");
    assert_bad_row(w, "clear map:x", "expected an argument's number, 0 to 31, not 'x'");
    assert_bad_row(w, "clear map:32",
                   "expected an argument's number, 0 to 31, not '32'");
    assert_bad_row(w, "clear map:-1",
                   "expected an argument's number, 0 to 31, not '-1'");
    assert_bad_row(w, "read map:0 returns:vals",
                   "unknown result 'vals', did you mean 'val'?");
    assert_bad_row(w, "write map:0 takes:key,vla",
                   "unknown word after 'takes:' 'vla', did you mean 'val'?");
    assert_bad_row(w, "clear map:0 when:2",
                   "'when' needs an argument and a value, as in 'when:2=0'");
    assert_bad_row(w, "clear map:0 when:2=ALL", "no line 'constant ALL NUMBER' above");
    assert_bad(w, "library l\nconstant A\n",
               "t.model:2: 'constant' needs a name and a number");
    assert_bad(w, "library l\nconstant A B\n",
               "t.model:2: 'constant' needs a name and a number");
    assert_bad_row(w, "iter map:0 it:1 kind:safe",
                   "no 'kind safe' above in the law of this map");
    assert_bad_row(w, "clear map:0.list",
                   "a field needs its record, as in 'list.head'");
    assert_bad_row(w, "clear map:0.a.b.c.d.e.f", "more than 2 fields");
    assert_bad_row(w, "clear map:0 destroy-val:",
                   "'destroy-val' needs a value, as in 'destroy-val:...'");
    assert_bad_row(w, "calls:1(key", "'calls' lacks its ')' or has blanks in it");
    assert_bad_row(w, "calls:1(kye)",
                   "unknown argument of 'calls' 'kye', did you mean 'key'?");
    assert_bad_row(w, "calls:1(key:2)", "only 'arg' takes a number");
    assert_bad_row(w, "calls:1(key,key,key,key,key)",
                   "'calls' passes at most 4 arguments");
}

static void refuses_incomplete_rows(void **state)
{
    const World *w = *state;
    assert_bad_row(w, "new", "'new' needs map:N or returns:map");
    assert_bad_row(w, "iter map:0", "'iter' needs map:N, and it:N or calls:N");
    assert_bad_row(w, "next map:0", "'next' needs it:N");
    assert_bad_row(w, "write key:0", "'write' needs map:N or it:N");
    assert_bad_row(w, "clear", "'clear' needs map:N");
    assert_bad_row(w, "dispose", "'dispose' needs value:N");
    assert_bad_row(w, "reinit", "'reinit' needs dst:N");
    assert_bad_row(w, "spawn", "'spawn' needs calls:N");
}

static void refuses_duplicates(void **state)
{
    const World *w = *state;
    assert_bad(w, "library l\nfn f inert\nfn f inert\n",
               "t.model:3: 'f' has a row already");
    assert_bad(w, "library l\nfn f inert\nfn f same:0 when:1=0\n",
               "t.model:3: 'f' has a row without 'when' above this one");
    assert_bad(w, "library l\nfn f inert when:1=0\nfn f same:0 when:1=0\n",
               "t.model:3: 'f' has a row with the same 'when' already");
    ModelSet *set = read_good(w, "library l\nmap T\nfn f clear map:0\n");
    Err err = { 0 };
    assert_false(model_read(set, "u.model",
                            str_of("library m\nfn g inert\nfn f inert\n"), &err));
    assert_string_equal(err.text, "u.model:3: 'f' has a row already");
    assert_null(model_fn(set, sym(w, "g")));
    assert_int_equal(model_count(set), 1);
    assert_int_equal(model_library_count(set), 1);

    set = read_good(w, "library l\nfn f inert when:1=0\n");
    Err again = { 0 };
    assert_false(model_read(
        set, "u.model", str_of("library m\nfn f inert when:1=1\nfn f inert when:1=0\n"),
        &again));
    assert_string_equal(again.text,
                        "u.model:3: 'f' has a row with the same 'when' already");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_law),
        cmocka_unit_test(reads_laws_of_iterations_and_entries),
        cmocka_unit_test(refuses_laws),
        cmocka_unit_test(reads_roles),
        cmocka_unit_test(reads_words),
        cmocka_unit_test(reads_rows_without_verb),
        cmocka_unit_test(reads_calls),
        cmocka_unit_test(reads_whens),
        cmocka_unit_test(reads_macros),
        cmocka_unit_test(refuses_macros),
        cmocka_unit_test(refuses_rows),
        cmocka_unit_test(refuses_incomplete_rows),
        cmocka_unit_test(refuses_duplicates),
    };
    return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
