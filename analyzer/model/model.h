/*
 * Models: what the functions of a map library do, and the library's own law.
 *
 * A ModelSet is filled from .model texts (embedded or from disk) and from annotations
 * of a unit, by one parser; the grammar stands in rules/models/README.md. Nothing else
 * in the analyzer knows a library's name.
 */
#ifndef MAPVET_MODEL_MODEL_H
#define MAPVET_MODEL_MODEL_H

#include "base/err.h"
#include "ir/ir.h"

/* Which entry an event touches, seen from an iterator or pointer. A law's row is a set.
 */
typedef enum {
    ENTRY_NEW = 1,      /* write of a key that was not there */
    ENTRY_EXISTING = 2, /* write of a key that was there */
    ENTRY_CURRENT = 4,  /* the entry the iteration stands on, the entry pointed to */
    ENTRY_OTHER = 8,    /* another one */
    ENTRY_ANY = 15,
} EntrySet;

/* What the library does when the map is nil (NULL). */
typedef enum { NIL_OK, NIL_NOOP, NIL_WARN, NIL_CRASH, NIL_PANIC } NilAnswer;

/* dies[verb]: the entries for which the verb kills the iterator or pointer; 0 = lives.
 */
typedef struct DeathLaw {
    uint8_t dies[EV_COUNT];
} DeathLaw;

/* What becomes of the room that a cleared map had: it stays the map's, or goes back to
 * the allocator. */
typedef enum { CLEAR_UNKNOWN, CLEAR_KEEPS_ROOM, CLEAR_GIVES_BACK } ClearAnswer;

enum { MAP_LAW_KINDS = 4, MAP_LAW_TYPES = 6 };

/* When an iteration has to be closed: never, when it is left before its last entry, or
 * whenever it was begun. */
typedef enum { END_FREE, END_EARLY, END_ALWAYS } MustEnd;

/* One kind of iteration. */
typedef struct IterLaw {
    Sym name; /* 0: the plain kind */
    uint8_t dies[EV_COUNT];
    uint8_t must_end; /* MustEnd */
    bool end_checked; /* closing a dead one is a fault as well */
} IterLaw;

/* The `map` block: one type of map, one law. */
typedef struct MapLaw {
    Sym library;             /* "glib"; the law's name for annotated records */
    Sym type[MAP_LAW_TYPES]; /* "GHashTable"; the record's name for annotated records */
    uint8_t type_count;
    uint8_t nil[EV_COUNT];           /* NilAnswer per verb */
    DeathLaw pointer;                /* borrows */
    IterLaw iterator[MAP_LAW_KINDS]; /* [0] the plain kind, then the named kinds */
    uint8_t kind_count;
    Sym entry_key, entry_val; /* fields of an entry that hold key and value, or 0 */
    uint8_t destroy_arg;      /* what destroy functions get the key or value as */
    uint8_t clear;            /* ClearAnswer */
    bool read_mostly;         /* for many threads that read, and few writes */
    bool freed_empty;         /* a freed map is an empty one, not a dead one */
    bool lazy; /* made without room it owns no memory before it is written to */
    bool begins_written; /* an initialiser may make it; a write makes it own memory */
    bool has_teardown;
    uint8_t teardown[EV_COUNT]; /* entries forbidden while a destroy function runs */
    bool can_reserve;
    uint32_t slots; /* slots of a bucket; capacity 1 bucket without growth */
    uint32_t load_num, load_den; /* average entries of a bucket before it grows */
    uint32_t entry_bytes;        /* bytes an entry for the advice; 0 unknown */
    bool is_head; /* the variable itself is the map: changes are stored in it */
    const char
        *reserve_by;    /* the method that makes room in a map that is there, or NULL */
    bool has_positions; /* iterators are values that say where they stand */
    Sym inserted_it, inserted_new; /* fields of what "returns:inserted" gives */
} MapLaw;

/* An argument of the modelled function; ROLE_NONE absent, ROLE_RESULT the result. */
enum { ROLE_NONE = -1, ROLE_RESULT = -2, ROLE_MAX = 31 };

enum { ROLE_FIELDS = 2 };

typedef struct Role {
    int8_t arg;
    bool through; /* "*1": what argument 1 points to */
    uint8_t field_count;
    Sym field[ROLE_FIELDS]; /* "1.list.head": that field of what argument 1 points to */
    Sym func;               /* "free": this function; arg is ROLE_NONE */
} Role;

typedef enum {
    RET_NOTHING,   /* no role in the model */
    RET_MAP,       /* new map */
    RET_MAP_OF_IT, /* the map that `it` iterates over */
    RET_VAL,       /* the value stored in the entry */
    RET_VAL_NULL,  /* ... or NULL when the key is not there */
    RET_BORROW,    /* pointer into the map */
    RET_BORROW_NULL,
    RET_DEAD_ENTRY, /* pointer to an entry that is no longer in the map */
    RET_FOUND,      /* true when the key was there */
    RET_EMPTY,      /* true when nothing is in the map */
    RET_NEW,        /* true when the key was not there */
    RET_STATUS,     /* whether it was done, in the library's own way */
    RET_ERRNO,      /* ... a negative number when it was not */
    RET_NULL,       /* always NULL */
    RET_ENTRY,      /* the entry that the iteration now stands on, or NULL */
    RET_KEY,        /* the key in the entry */
    RET_NEXT,       /* the iterator that stands on the entry after `it` */
    RET_INSERTED,   /* a record of an iterator and of whether the key was not there */
    RET_PART,       /* an object that lies in that of `same`, always the same one */
} ReturnKind;

enum { CALL_MAX = 4 };

/* "when:2=4", "when:2&4", "when:2!4": equal, the bits set, none of them set. */
typedef enum { WHEN_EQUAL, WHEN_SET, WHEN_CLEAR } WhenKind;

/* The `fn` row. Rows of one function that differ in `when`: the first whose condition
 * holds is meant; the row without one, if any, comes last. */
/* What a callback returns to end the iteration: never mind, anything but 0, a number.
 */
typedef enum { STOPS_NEVER, STOPS_NOT_ZERO, STOPS_EQUAL } StopKind;

typedef struct FnModel {
    Sym name;
    uint8_t verb;  /* Verb, of the words on maps, iterations, pointers, values, threads;
                      EV_CALL when the row has none: the call does to its arguments
                      only what `same`, `calls` and `no_return` say, nothing else */
    uint8_t entry; /* EntrySet the verb is limited to ("delete:current"), ENTRY_ANY */
    Role map, it, key, val, hint, dst, value;
    Role hashed;        /* a key whose bytes are hashed or compared */
    uint8_t reads;      /* bit per argument: the memory it points to is read */
    uint8_t sets;       /* ... is set to something that the row does not tell */
    int8_t format;      /* a printf format; ROLE_NONE otherwise */
    int8_t format_args; /* the first of the arguments it is for; ROLE_NONE: unseen */
    bool unseen;        /* holds only where the function's code is not known */
    Role entry_at;      /* the entry that the call is given */
    Role hash;          /* new: the function that hashes keys */
    Role destroy_key, destroy_val; /* new: functions given to the map; clear, free,
                                      delete: called now, in the place of those */
    Role destroy_of;               /* new: a map whose functions this one gets, too */
    bool takes_key, takes_val;     /* the map owns them from now on */
    bool consumes;                 /* the value is freed when it was not stored */
    bool refuses;                  /* write: stores only when the result is positive */
    bool empties;                  /* free: the entries go before the map does */
    bool leaves;                   /* free: entries that are still there are lost */
    bool keeps_key;                /* the key that was there before stays */
    bool copies_key;               /* write: the map stores a key of its own */
    bool makes;                    /* write: of a value that the map alone has then */
    bool content;                  /* copy: of what the value points to */
    bool begins;                   /* next: a new iteration each time */
    bool ensures;                  /* the map is made first when there is none */
    bool context;                  /* new: the memory goes with something else */
    bool keeps_iterator;           /* the iteration through `it` survives */
    bool no_destroy;  /* "steals": removes without calling destroy functions */
    bool counted;     /* free: drops a reference, only the last one frees */
    bool unless_null; /* a no-op when the map or value is NULL */
    bool nulls;       /* sets what map or value means to NULL afterwards */
    bool shared;      /* lock: for reading only */
    bool by_address;  /* a function that hashes pointers themselves */
    bool no_return;
    bool zeroed;      /* alloc: memory is zero */
    bool never_null;  /* alloc/new: aborts rather than returns NULL */
    uint8_t ret;      /* ReturnKind */
    int8_t same;      /* returns this argument; ROLE_NONE otherwise */
    int8_t calls;     /* argument that is called, ROLE_NONE otherwise */
    Sym calls_stored; /* ... or what stands in this field of any record */
    int8_t later;     /* argument that an event loop calls from now on, or ROLE_NONE */
    uint8_t call_count;          /* with these: */
    uint8_t call_args[CALL_MAX]; /* CallArg */
    int8_t call_from[CALL_MAX];  /* CALL_ARG_ARG: which argument */
    bool deletes_when_true; /* foreach_remove: the entry goes when it returns true */
    uint8_t stops;          /* StopKind */
    int64_t stops_value;
    int8_t when_arg; /* "when:2=1": argument 2 is 1; ROLE_NONE: always */
    uint8_t when_is; /* WhenKind */
    int64_t when_value;
    bool is_generated; /* the name is a pattern, "kh_put_$" */
    bool is_macro;
    bool is_turn;      /* the row for each turn of a loop */
    bool is_loop;      /* macro: opens a loop; `turn` is called at each turn */
    bool is_bound;     /* macro: the loop is one that counts up to it */
    bool is_place;     /* macro: stands for what its result points to */
    int8_t code;       /* macro: the argument that is the loop's body; ROLE_NONE */
    Sym turn;          /* name of the row for a turn of the loop, else 0 */
    uint8_t kind;      /* iter: which kind of iteration */
    const MapLaw *law; /* of the block the row stands in; NULL for values */
    int32_t next;      /* model_at index of the function's next row, or -1 */
} FnModel;

typedef enum { CALL_ARG_KEY, CALL_ARG_VAL, CALL_ARG_ARG, CALL_ARG_ENTRY } CallArg;

typedef struct ModelSet ModelSet;

/* An empty set; it lives in the arena, its Syms in the intern table. */
ModelSet *model_new(Arena *arena, Intern *intern);
/* Reads one .model text; `where` stands in messages ("glib.model"). Errors name line
 * and the nearest known word. On error the set is unchanged. */
bool model_read(ModelSet *set, const char *where, Str text, Err *err);
/* All shipped models; the texts are embedded. Fails only when one of them is wrong. */
bool model_read_embedded(ModelSet *set, Err *err);
/* All *.model files of a folder, sorted. */
bool model_read_folder(ModelSet *set, const char *folder, Err *err);
/* The annotations of a unit, in a set of its own on top of `base` (look-ups fall
 * through; what is annotated hides what `base` says of the name). The law of a
 * function's row is that of the annotated record with the longest name N such that the
 * function is called N_something; NULL when there is none. Never NULL: a wrong
 * annotation is left out, and the first of them is told in `err`.
 *
 * Names are not unique: many programs have a hash_create(). A row on maps of some type
 * holds in units that know such a type (Unit.records); all rows hold in a unit that
 * knows no record at all, as one written by hand may. */
ModelSet *model_over(const ModelSet *base, Arena *arena, const Unit *unit, Err *err);
/* The same for all units of a program; the first that annotates a name is meant. */
ModelSet *model_over_all(const ModelSet *base, Arena *arena, const Unit *const *units,
                         uint32_t count, Intern *intern, Err *err);
/* The rows of `base` that hold in a unit, without its annotations. */
ModelSet *model_for(const ModelSet *base, Arena *arena, const Unit *unit);

/* First row of a function that holds here, or NULL; follow with model_next. A function
 * defined in a header ("f@src/list.h") is meant by its bare name as well. */
const FnModel *model_fn(const ModelSet *set, Sym name);
const FnModel *model_next(const ModelSet *set, const FnModel *fn);
/* What the declaration of a function without such a row says of its code, should
 * nobody know that; NULL when nothing. */
const FnModel *model_declared(const ModelSet *set, Sym name);
/* The law of a type of map, or NULL. */
const MapLaw *model_law(const ModelSet *set, Sym type);
/* That of the named library, by the first of its types, or NULL. */
const MapLaw *model_law_named(const ModelSet *set, Sym library, Sym type);
unsigned model_library_count(const ModelSet *set);
Sym model_library_at(const ModelSet *set, unsigned i);
/* Is the field one of a library's record, in which the library keeps a map? */
bool model_is_inner(const ModelSet *set, Sym field);
/* For `mapvet models`: every row, those of `base` first. */
const FnModel *model_at(const ModelSet *set, unsigned i);
unsigned model_count(const ModelSet *set);

#endif
