/* Who removes the element from the table walks its links, which are freed. */
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

    slot->id = device->id;
    slot->users = 1;
    HASH_ADD_INT(slots, id, slot);
    free(slot); // want freed-entry "'slot'"
    return device->enable(device);
}
