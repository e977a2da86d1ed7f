/* A map of maps against a plain array: each three bytes are an operation and its two
 * keys. */
#include <stdlib.h>
#include <string.h>

#define RMAP_NAME            inners
#define RMAP_KEY             uint8_t
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) ((key) & 0x0f) /* some collide */
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NESTED          nests
#define RMAP_INNER           inners
#define RMAP_KEY             uint8_t
#define RMAP_HASH(key, seed) ((key) & 0x0f)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_DEBUG           1
#include "rmap/nested.h"

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

enum { OUTER = 64, INNER = 64 };

typedef struct World {
    nests *m;
    unsigned expected[OUTER][INNER]; /* 0: absent */
    bool inner[OUTER];
    size_t len;
} World;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void forget(World *w, uint8_t outer)
{
    w->len -= w->inner[outer];
    w->inner[outer] = false;
    memset(w->expected[outer], 0, sizeof w->expected[outer]);
}

static void enter(World *w, uint8_t outer)
{
    w->len += !w->inner[outer];
    w->inner[outer] = true;
}

static void step(World *w, uint8_t what, uint8_t outer, uint8_t inner, unsigned value)
{
    nests_ref ref = nests_borrow_inner(w->m, (uint8_t)(outer ^ 1));

    switch (what & 7) {
    case 0:
        CHECK(nests_delete_inner(w->m, outer) == w->inner[outer]);
        forget(w, outer);
        break;
    case 1:
        CHECK(nests_inner(w->m, outer) != NULL);
        enter(w, outer);
        break;
    case 2:
        CHECK(nests_delete(w->m, outer, inner) == (w->expected[outer][inner] != 0));
        w->expected[outer][inner] = 0;
        break;
    case 3:
        if (what & 0x30)
            break;
        (what & 0x40 ? nests_clear : nests_clear_free)(w->m);
        for (unsigned i = 0; i < OUTER; i++)
            forget(w, (uint8_t)i);
        ref.inner = NULL;
        break;
    case 4:
        nests_shrink(w->m);
        break;
    default:
        CHECK(nests_put(w->m, outer, inner, value));
        enter(w, outer);
        w->expected[outer][inner] = value;
    }
    CHECK(nests_deref_inner(w->m, ref) == ref.inner);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const RmapOptions options = { .fixed_seed = true, .seed = 1 };
    World w = { .m = nests_make_with(0, &options) };

    for (size_t i = 0; i + 2 < size; i += 3) {
        uint8_t outer = data[i + 1] % OUTER;
        uint8_t inner = data[i + 2] % INNER;
        step(&w, data[i], outer, inner, (unsigned)i + 1);
        const unsigned *value = nests_get(w.m, outer, inner);
        CHECK(nests_len(w.m) == w.len);
        CHECK((nests_get_inner(w.m, outer) != NULL) == w.inner[outer]);
        CHECK(value == NULL ? w.expected[outer][inner] == 0
                            : *value == w.expected[outer][inner]);
    }
    nests_free(w.m);
    return 0;
}
