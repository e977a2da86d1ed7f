/* The layout of the header and the buckets: C1, C2, A18. */
#include "claim.h"
#include "intmap.h"

#include "rmap/hmap_core.h"

static void header(Experiment *e)
{
    size_t size = sizeof(RmapHmap);
    size_t buckets = offsetof(RmapHmap, buckets), old = offsetof(RmapHmap, oldbuckets);
    size_t evacuate = offsetof(RmapHmap, nevacuate);

    claim(e, "C1",
          "An hmap is 56 bytes on 64 bit (another article: 24; 32) and 28 on 32 bit; "
          "buckets at 24, oldbuckets at 32, nevacuate at 40");
    figure(e, "the header is %zu bytes where a pointer has %zu", size, sizeof(void *));
    figure(e, "buckets at %zu, oldbuckets at %zu, nevacuate at %zu", buckets, old,
           evacuate);
    if (size == (sizeof(void *) == 8 ? 56u : 28u) && buckets == 24 && old == 32 &&
        evacuate == 40)
        verdict(e, HOLDS, "as claimed");
    else
        verdict(e, FAILS, "%zu bytes; %zu, %zu, %zu", size, buckets, old, evacuate);
}

static void bucket(Experiment *e)
{
    size_t offset = intmap_type.overflow_offset, size = intmap_type.bucket_size;

    claim(
        e, "C2",
        "The overflow pointer is at offset 136 for 8-byte keys and values; a bucket is "
        "176 bytes");
    figure(e, "the overflow pointer is at %zu, a bucket has %zu bytes", offset, size);
    verdict(e,
            offset == 136 && size == 176   ? HOLDS
            : offset == 136 || size == 176 ? PARTLY
                                           : FAILS,
            "the offset is %s, the size is %s", offset == 136 ? "right" : "wrong",
            size == 176 ? "right" : "wrong");
}

static void size_class(Experiment *e)
{
    Counter counter;
    RmapOptions options = counted(&counter);
    size_t n = sized(e, 100000, 2000), full, emptied;
    intmap *m = intmap_make_with(0, &options);

    for (size_t i = 0; i < n; i++)
        intmap_put(m, number(i), i);
    full = counter.held;
    for (size_t i = 0; i < n; i++)
        intmap_delete(m, number(i));
    emptied = counter.held;
    claim(
        e, "A18",
        "An hmap falls into the 32-byte size class; deleting every key by range frees "
        "the buckets");
    figure(e, "the header is %zu bytes", sizeof(RmapHmap));
    figure(e, "%zu bytes with %zu entries, %zu when each was deleted", full, n,
           emptied);
    verdict(e, sizeof(RmapHmap) <= 32 && emptied < full / 2 ? HOLDS : FAILS,
            "%zu bytes are %s 32, and the buckets were %s", sizeof(RmapHmap),
            sizeof(RmapHmap) <= 32 ? "at most" : "more than",
            emptied < full / 2 ? "freed" : "kept");
    intmap_free(m);
}

int main(int argc, char **argv)
{
    Experiment e = experiment(argc, argv);

    header(&e);
    bucket(&e);
    size_class(&e);
    return experiment_end(&e);
}
