/* The element stays in the table; what is freed is the one that it replaced. */
#include <stdlib.h>
#include <uthash.h>

typedef struct Slot {
    int id;
    int users;
    UT_hash_handle hh;
} Slot;

typedef struct Device {
    int id;
    int (*enable)(struct Device *device);
} Device;

static Slot *slots;

int device_attach(Device *device)
{
    Slot *slot = malloc(sizeof *slot);
    Slot *old;

    slot->id = device->id;
    slot->users = 1;
    HASH_REPLACE_INT(slots, id, slot, old);
    free(old);
    return device->enable(device);
}

int device_detach(Device *device)
{
    Slot *slot;

    HASH_FIND_INT(slots, &device->id, slot);
    if (slot) {
        HASH_DEL(slots, slot);
        free(slot);
    }
    return device->enable(device);
}
