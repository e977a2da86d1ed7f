#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

int errstart(int level);
void errfinish(const char *text);

#define ERROR 21
#define ereport(level, text)                                                           \
    do {                                                                               \
        const int level_ = (level);                                                    \
        if (errstart(level_))                                                          \
            errfinish(text);                                                           \
        if (level_ >= ERROR)                                                           \
            __builtin_unreachable();                                                   \
    } while (0)

int check(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (!entry->used)
            ereport(ERROR, "an entry is not used");
    }
    return 0;
}
