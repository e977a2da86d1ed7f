/*
 * What the cases use of GLib, in our own words: the declarations of GHashTable and the
 * few things around it, so that a case is parsed in a millisecond and GLib need not be
 * installed. Names, arguments and the way the macros are built up are GLib's.
 */
#ifndef MAPVET_TESTDATA_GLIB_H
#define MAPVET_TESTDATA_GLIB_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef int gboolean;
typedef int gint;
typedef unsigned int guint;
typedef char gchar;
typedef size_t gsize;
typedef void *gpointer;
typedef const void *gconstpointer;

#define TRUE  1
#define FALSE 0

#define GINT_TO_POINTER(i)  ((gpointer)(long)(i))
#define GPOINTER_TO_INT(p)  ((gint)(long)(p))
#define GUINT_TO_POINTER(u) ((gpointer)(unsigned long)(u))
#define GPOINTER_TO_UINT(p) ((guint)(unsigned long)(p))
#define G_N_ELEMENTS(a)     (sizeof(a) / sizeof((a)[0]))

/* ---- failures ---- */

void g_return_if_fail_warning(const char *domain, const char *function,
                              const char *expression);
void g_assertion_message_expr(const char *domain, const char *file, int line,
                              const char *function, const char *expression)
    __attribute__((noreturn));
void g_log(const gchar *domain, int level, const gchar *format, ...);

#define g_return_if_fail(e)                                                            \
    do {                                                                               \
        if (e) {                                                                       \
        } else {                                                                       \
            g_return_if_fail_warning(NULL, __func__, #e);                              \
            return;                                                                    \
        }                                                                              \
    } while (0)
#define g_return_val_if_fail(e, value)                                                 \
    do {                                                                               \
        if (e) {                                                                       \
        } else {                                                                       \
            g_return_if_fail_warning(NULL, __func__, #e);                              \
            return (value);                                                            \
        }                                                                              \
    } while (0)
#define g_assert(e)                                                                    \
    do {                                                                               \
        if (e)                                                                         \
            ;                                                                          \
        else                                                                           \
            g_assertion_message_expr(NULL, __FILE__, __LINE__, __func__, #e);          \
    } while (0)
#define g_error(...)                                                                   \
    do {                                                                               \
        g_log(NULL, 4, __VA_ARGS__);                                                   \
        for (;;)                                                                       \
            ;                                                                          \
    } while (0)
#define g_warning(...) g_log(NULL, 16, __VA_ARGS__)
#define g_debug(...)   g_log(NULL, 128, __VA_ARGS__)

/* ---- memory and texts ---- */

gpointer g_malloc(gsize size);
gpointer g_malloc0(gsize size);
gpointer g_malloc_n(gsize count, gsize size);
gpointer g_malloc0_n(gsize count, gsize size);
void g_free(gpointer memory);
gchar *g_strdup(const gchar *text);
gchar *g_strdup_printf(const gchar *format, ...);
gboolean g_str_has_prefix(const gchar *text, const gchar *prefix);
int g_strcmp0(const char *a, const char *b);

#define g_new(type, n)  ((type *)g_malloc_n((n), sizeof(type)))
#define g_new0(type, n) ((type *)g_malloc0_n((n), sizeof(type)))

#define g_clear_pointer(place, destroy)                                                \
    do {                                                                               \
        __typeof__((place)) _place = (place);                                          \
        __typeof__(*(place)) _value = *_place;                                         \
        *_place = NULL;                                                                \
        if (_value)                                                                    \
            (destroy)(_value);                                                         \
    } while (0)

static inline gpointer(g_steal_pointer)(gpointer place)
{
    gpointer *from = (gpointer *)place;
    gpointer value = *from;
    *from = NULL;
    return value;
}
#define g_steal_pointer(place) ((__typeof__(*(place)))(g_steal_pointer)(place))

#define g_autoptr(type) __attribute__((cleanup(glib_autoptr_cleanup_##type))) type *
#define g_autofree      __attribute__((cleanup(g_autofree_cleanup)))
static inline void g_autofree_cleanup(void *place)
{
    g_free(*(gpointer *)place);
}

/* ---- lists ---- */

typedef void (*GDestroyNotify)(gpointer data);
typedef void (*GFunc)(gpointer data, gpointer user_data);

typedef struct _GList GList;
struct _GList {
    gpointer data;
    GList *next;
    GList *prev;
};

GList *g_list_append(GList *list, gpointer data);
GList *g_list_prepend(GList *list, gpointer data);
void g_list_free(GList *list);
void g_list_free_full(GList *list, GDestroyNotify free_func);
void g_list_foreach(GList *list, GFunc func, gpointer user_data);

/* ---- hash tables ---- */

typedef struct _GHashTable GHashTable;
typedef struct _GHashTableIter GHashTableIter;
struct _GHashTableIter {
    gpointer dummy1;
    gpointer dummy2;
    gpointer dummy3;
    int dummy4;
    gboolean dummy5;
    gpointer dummy6;
};

typedef guint (*GHashFunc)(gconstpointer key);
typedef gboolean (*GEqualFunc)(gconstpointer a, gconstpointer b);
typedef void (*GHFunc)(gpointer key, gpointer value, gpointer user_data);
typedef gboolean (*GHRFunc)(gpointer key, gpointer value, gpointer user_data);

guint g_str_hash(gconstpointer key);
gboolean g_str_equal(gconstpointer a, gconstpointer b);
guint g_direct_hash(gconstpointer key);
gboolean g_direct_equal(gconstpointer a, gconstpointer b);

GHashTable *g_hash_table_new(GHashFunc hash, GEqualFunc equal);
GHashTable *g_hash_table_new_full(GHashFunc hash, GEqualFunc equal,
                                  GDestroyNotify key_destroy,
                                  GDestroyNotify value_destroy);
GHashTable *g_hash_table_new_similar(GHashTable *other);
GHashTable *g_hash_table_ref(GHashTable *table);
void g_hash_table_unref(GHashTable *table);
void g_hash_table_destroy(GHashTable *table);

gboolean g_hash_table_insert(GHashTable *table, gpointer key, gpointer value);
gboolean g_hash_table_replace(GHashTable *table, gpointer key, gpointer value);
gboolean g_hash_table_add(GHashTable *table, gpointer key);
gboolean g_hash_table_remove(GHashTable *table, gconstpointer key);
gboolean g_hash_table_steal(GHashTable *table, gconstpointer key);
gboolean g_hash_table_steal_extended(GHashTable *table, gconstpointer lookup_key,
                                     gpointer *key, gpointer *value);
void g_hash_table_remove_all(GHashTable *table);
void g_hash_table_steal_all(GHashTable *table);

gpointer g_hash_table_lookup(GHashTable *table, gconstpointer key);
gboolean g_hash_table_lookup_extended(GHashTable *table, gconstpointer lookup_key,
                                      gpointer *key, gpointer *value);
gboolean g_hash_table_contains(GHashTable *table, gconstpointer key);
guint g_hash_table_size(GHashTable *table);
GList *g_hash_table_get_keys(GHashTable *table);
GList *g_hash_table_get_values(GHashTable *table);
gpointer *g_hash_table_get_keys_as_array(GHashTable *table, guint *length);

void g_hash_table_foreach(GHashTable *table, GHFunc func, gpointer user_data);
guint g_hash_table_foreach_remove(GHashTable *table, GHRFunc func, gpointer user_data);
guint g_hash_table_foreach_steal(GHashTable *table, GHRFunc func, gpointer user_data);
gpointer g_hash_table_find(GHashTable *table, GHRFunc predicate, gpointer user_data);

void g_hash_table_iter_init(GHashTableIter *iter, GHashTable *table);
gboolean g_hash_table_iter_next(GHashTableIter *iter, gpointer *key, gpointer *value);
GHashTable *g_hash_table_iter_get_hash_table(GHashTableIter *iter);
void g_hash_table_iter_remove(GHashTableIter *iter);
void g_hash_table_iter_steal(GHashTableIter *iter);
void g_hash_table_iter_replace(GHashTableIter *iter, gpointer value);

static inline void glib_autoptr_cleanup_GHashTable(GHashTable **place)
{
    if (*place)
        g_hash_table_unref(*place);
}

void g_print(const gchar *format, ...);

/* ---- objects ---- */

typedef struct _GObject {
    guint ref_count;
} GObject;

typedef struct _GObjectClass {
    void (*dispose)(GObject *object);
    void (*finalize)(GObject *object);
} GObjectClass;

gpointer g_type_check_instance_cast(gpointer object, gsize type);
gpointer g_type_instance_get_private(gpointer object, gsize type);

/* ---- the main loop ---- */

typedef struct GMainLoop GMainLoop;
typedef gboolean (*GSourceFunc)(gpointer data);
GMainLoop *g_main_loop_new(void *context, gboolean running);
void g_main_loop_run(GMainLoop *loop);
guint g_timeout_add(guint interval, GSourceFunc function, gpointer data);
guint g_idle_add(GSourceFunc function, gpointer data);
guint g_unix_fd_add(gint fd, gint condition,
                    gboolean (*function)(gint fd, gint condition, gpointer data),
                    gpointer data);

/* ---- threads ---- */

typedef struct GThread GThread;
typedef struct GMutex {
    gpointer p;
} GMutex;
typedef struct GRWLock {
    gpointer p;
    guint i[2];
} GRWLock;
typedef struct GMutexLocker GMutexLocker;
GThread *g_thread_new(const gchar *name, gpointer (*function)(gpointer data), gpointer data);
gpointer g_thread_join(GThread *thread);
void g_mutex_lock(GMutex *mutex);
void g_mutex_unlock(GMutex *mutex);
void g_rw_lock_reader_lock(GRWLock *lock);
void g_rw_lock_reader_unlock(GRWLock *lock);
void g_rw_lock_writer_lock(GRWLock *lock);
void g_rw_lock_writer_unlock(GRWLock *lock);

#endif
