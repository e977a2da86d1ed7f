/* The current entry may go; one that recursion reaches from it may not. */
#include "systemd-hashmap.h"

typedef struct Port Port;

typedef struct Queue {
    Port *port;
    unsigned number, parent;
    bool marked;
} Queue;

typedef struct Class {
    Port *port;
    unsigned number;
    bool marked;
} Class;

struct Port {
    Set *queues, *classes;
};

extern const struct hash_ops queue_ops, class_ops;

int queue_add(Port *port, Queue *queue)
{
    int r = set_ensure_put(&port->queues, &queue_ops, queue);
    if (r <= 0)
        return r;
    queue->port = port;
    return 0;
}

int class_add(Port *port, Class *class)
{
    int r = set_ensure_put(&port->classes, &class_ops, class);
    if (r <= 0)
        return r;
    class->port = port;
    return 0;
}

static void queue_free(Queue *queue)
{
    if (queue->port)
        set_remove(queue->port->queues, queue);
    free(queue);
}

static void class_free(Class *class)
{
    if (class->port)
        set_remove(class->port->classes, class);
    free(class);
}

/* ---- each takes what hangs on it along ---- */

static void queue_drop(Queue *queue);

static void class_drop(Class *class)
{
    Port *port = class->port;
    Queue *queue;

    class->marked = true; /* against endless recursion */
    SET_FOREACH(queue, port->queues)
        if (!queue->marked && queue->parent == class->number)
            queue_drop(queue); // want mutate-in-iteration "queues"
    class_free(class);
}

static void queue_drop(Queue *queue)
{
    Port *port = queue->port;
    Class *class;

    queue->marked = true;
    SET_FOREACH(class, port->classes)
        if (!class->marked && class->number >> 16 == queue->number)
            class_drop(class); // want mutate-in-iteration "classes"
    queue_free(queue);
}

void queue_forget(Queue *queue)
{
    queue_drop(queue);
}

/* ---- mended: mark all first, then drop what is marked ---- */

static void queue_mark(Queue *queue);

static void class_mark(Class *class)
{
    Queue *queue;

    if (class->marked)
        return;
    class->marked = true;
    SET_FOREACH(queue, class->port->queues)
        if (queue->parent == class->number)
            queue_mark(queue);
}

static void queue_mark(Queue *queue)
{
    Class *class;

    if (queue->marked)
        return;
    queue->marked = true;
    SET_FOREACH(class, queue->port->classes)
        if (class->number >> 16 == queue->number)
            class_mark(class);
}

void queue_forget_marked(Queue *first)
{
    Port *port = first->port;
    Class *class;
    Queue *queue;

    queue_mark(first);
    SET_FOREACH(class, port->classes)
        if (class->marked)
            class_free(class);
    SET_FOREACH(queue, port->queues)
        if (queue->marked)
            queue_free(queue);
}
