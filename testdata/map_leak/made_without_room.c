/* Near miss: a set made without room owns no memory. One that was made with room, or
 * written to, is lost when it is not cleared. */
#include "git-hashmap.h"

struct entry {
    struct hashmap_entry ent;
    struct oidset trees;
};

int is_known(struct hashmap *map, const struct object_id *oid);

int only_a_key(struct hashmap *map, const struct object_id *oid)
{
    struct entry key;

    oidset_init(&key.trees, 0);
    return hashmap_get(map, &key.ent, 0) != 0 || is_known(map, oid);
}

int with_room(struct hashmap *map, const struct object_id *oid)
{
    struct entry key;

    oidset_init(&key.trees, 16); // want map-leak
    return hashmap_get(map, &key.ent, 0) != 0 || is_known(map, oid);
}

int written(struct hashmap *map, const struct object_id *oid)
{
    struct entry key;

    oidset_init(&key.trees, 0); // want map-leak
    oidset_insert(&key.trees, oid);
    return hashmap_get(map, &key.ent, 0) != 0;
}
