/* Dropping a class drops the queues below it, which drop the classes below them: others
 * than the one that the iteration stands on. */
#include <stdlib.h>
#include <systemd-hashmap.h>

typedef struct Link {
    Set *queues, *classes;
} Link;

typedef struct Queue {
    Link *link;
    int handle, parent, marked;
} Queue;

typedef struct Class {
    Link *link;
    int id, parent, marked;
} Class;

void queue_drop(Queue *queue);

static void queue_free(Queue *queue)
{
    set_remove(queue->link->queues, queue);
    free(queue);
}

static void class_free(Class *class)
{
    set_remove(class->link->classes, class);
    free(class);
}

static void class_drop(Class *class)
{
    Queue *queue;

    class->marked = 1;
    SET_FOREACH(queue, class->link->queues)
    {
        if (!queue->marked && queue->parent == class->id)
            queue_drop(queue); // want mutate-in-iteration "class->link->queues"
    }
    class_free(class);
}

void queue_drop(Queue *queue)
{
    Class *class;

    queue->marked = 1;
    SET_FOREACH(class, queue->link->classes)
    {
        if (!class->marked && class->parent == queue->handle)
            class_drop(class); // want mutate-in-iteration "queue->link->classes"
    }
    queue_free(queue);
}

/* What is marked first goes in one iteration, one after the other. */
static void link_drop_marked(Link *link)
{
    Class *class;

    SET_FOREACH(class, link->classes)
    {
        if (class->marked)
            class_free(class);
    }
}

/* Looks for the one that it is given, and goes when that is found. */
static void class_forget(Class *class)
{
    Class *other;

    SET_FOREACH(other, class->link->classes)
    {
        if (other == class) {
            set_remove(class->link->classes, other);
            return;
        }
    }
}

void link_clear(Link *link)
{
    Class *class;

    link_drop_marked(link);
    SET_FOREACH(class, link->classes)
        class_forget(class);
}

/* The other classes that are marked go under the iteration. */
void link_clear_marked(Link *link)
{
    Class *class;

    SET_FOREACH(class, link->classes)
    {
        if (class->id == 0)
            link_drop_marked(link); // want mutate-in-iteration "link->classes"
    }
}
