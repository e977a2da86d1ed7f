/* A class chains up to its parent's finalize() last: the object is gone then. */
#include <glib.h>

static GObjectClass *device_parent_class;
static gint Device_private_offset;

typedef struct DevicePrivate {
    GHashTable *axes;
} DevicePrivate;

typedef struct Device {
    GObject parent;
    GHashTable *touches; /* emptied only */
    GHashTable *keys;
    GHashTable *slots; /* dispose() takes care of it */
} Device;

static inline gpointer device_get_instance_private(Device *self)
{
    return (gpointer)((unsigned char *)self + Device_private_offset);
}

static void device_init(Device *self)
{
    DevicePrivate *priv = device_get_instance_private(self);
    self->touches = g_hash_table_new(NULL, NULL);
    self->keys = g_hash_table_new(NULL, NULL);
    self->slots = g_hash_table_new(NULL, NULL);
    priv->axes = g_hash_table_new(NULL, NULL);
}

static void device_release_touches(Device *self)
{
    g_hash_table_remove_all(self->touches);
}

static void device_dispose(GObject *object)
{
    Device *self = (Device *)object;
    g_clear_pointer(&self->slots, g_hash_table_unref);
    device_parent_class->dispose(object);
}

static void device_finalize(GObject *object)
{
    Device *self = (Device *)g_type_check_instance_cast(object, 80);
    device_release_touches(self);
    g_hash_table_unref(self->keys);
    device_parent_class->finalize(object); // want map-leak "touches"
}

typedef struct SeatPrivate {
    GHashTable *axes;
    GHashTable *tools;
} SeatPrivate;

typedef struct Seat {
    GObject parent;
} Seat;

static gint Seat_private_offset;

static inline gpointer seat_get_instance_private(Seat *self)
{
    return (gpointer)((unsigned char *)self + Seat_private_offset);
}

static void seat_init(Seat *self)
{
    SeatPrivate *priv = seat_get_instance_private(self);
    priv->axes = g_hash_table_new(NULL, NULL);
    priv->tools = g_hash_table_new(NULL, NULL);
}

static void seat_finalize(GObject *object)
{
    SeatPrivate *priv = seat_get_instance_private((Seat *)object);
    g_hash_table_unref(priv->axes);
    device_parent_class->finalize(object); // want map-leak "tools"
}

void class_init(GObjectClass *device, GObjectClass *seat)
{
    device->dispose = device_dispose;
    device->finalize = device_finalize;
    seat->finalize = seat_finalize;
}

void make(Device *device, Seat *seat)
{
    device_init(device);
    seat_init(seat);
}
