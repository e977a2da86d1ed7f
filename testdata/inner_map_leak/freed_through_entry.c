/* Near miss: the entry is in hand; what it holds is freed through it, before its key is
 * deleted. */
#include "redis-dict.h"

typedef struct Socket {
    int fd;
    long used;
} Socket;

struct Server {
    dict *sockets;
    long now;
} server;

void *zmalloc(unsigned long size);
void zfree(void *memory);
void socket_close(int fd);

void socket_add(void *name, int fd)
{
    Socket *one = zmalloc(sizeof *one);

    one->fd = fd;
    dictAdd(server.sockets, name, one);
}

void socket_drop(void *name)
{
    Socket *one = dictFetchValue(server.sockets, name);

    if (!one)
        return;
    dictDelete(server.sockets, name);
    socket_close(one->fd);
    zfree(one);
}

void sockets_expire(void)
{
    dictIterator *it = dictGetSafeIterator(server.sockets);
    dictEntry *entry;

    while ((entry = dictNext(it)) != 0) {
        Socket *one = dictGetVal(entry);

        if (server.now - one->used > 10) {
            socket_close(one->fd);
            zfree(one);
            dictDelete(server.sockets, dictGetKey(entry));
        }
    }
    dictReleaseIterator(it);
}
