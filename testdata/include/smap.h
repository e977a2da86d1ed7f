/* A map that threads share, as its library would annotate it; and an ordinary one. */
#pragma once

#define A(text) __attribute__((annotate("map: " text)))

typedef struct A("law smap; sync read-mostly; clear keeps-room") smap {
    int n;
} smap;
typedef struct smap_iter {
    const char *key;
    int value;
} smap_iter;
void smap_store(smap *map, const char *key, int value) A("write map:0 key:1 val:2");
int *smap_load(smap *map, const char *key) A("read map:0 key:1 returns:borrow|null");
void smap_delete(smap *map, const char *key) A("delete map:0 key:1");
void smap_clear(smap *map) A("clear map:0");
unsigned smap_len(smap *map) A("len map:0");
void smap_range(smap_iter *it, smap *map) A("iter it:0 map:1");
int smap_next(smap_iter *it, const char **key) A("next it:0 key:*1");

typedef struct A("law omap; clear keeps-room") omap {
    int n;
} omap;
typedef struct omap_iter {
    int at;
} omap_iter;
void omap_store(omap *map, const char *key, int value) A("write map:0 key:1 val:2");
void omap_delete(omap *map, const char *key) A("delete map:0 key:1");
void omap_range(omap_iter *it, omap *map) A("iter it:0 map:1");
int omap_next(omap_iter *it, const char **key) A("next it:0 key:*1");
