/*
 * accomplice FOLDER: a process of the same user, outside. It listens on every kind of socket that a generator might
 * reach, hands an Internet socket to whoever asks, and keeps what it is handed. It prints "ready PORT", then a line for
 * each thing that reached it: when nothing did, it has printed nothing else.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { DATAGRAM, STREAM, ABSTRACT, TCP, UDP, ALL };

static const char *const names[ALL] = {"unix-datagram", "unix-stream", "unix-abstract", "tcp", "udp"};

static void signalled(int number)
{
    (void)number;
    if (write(1, "signal\n", 7) < 0)
        _exit(1);
}

static void check(int failed, const char *what)
{
    if (failed) {
        perror(what);
        exit(1);
    }
}

static int unix_socket(int type, const char *path, const char *abstract)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int descriptor = socket(AF_UNIX, type, 0);
    socklen_t length = sizeof address;
    if (path)
        snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    else
        length = (socklen_t)(sizeof(sa_family_t) + 1) +
                 (socklen_t)snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "%s", abstract);
    check(bind(descriptor, (void *)&address, length), path ? path : abstract);
    if (path)
        chmod(path, 0777);
    if (type == SOCK_STREAM)
        check(listen(descriptor, 8), "listen");
    return descriptor;
}

static int internet_socket(int type, int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)*port)};
    socklen_t length = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int descriptor = socket(AF_INET, type, 0);
    check(bind(descriptor, (void *)&address, length), "bind");
    check(getsockname(descriptor, (void *)&address, &length), "getsockname");
    *port = ntohs(address.sin_port);
    if (type == SOCK_STREAM)
        check(listen(descriptor, 8), "listen");
    return descriptor;
}

static void give_socket(int from, struct sockaddr_un *to, socklen_t length)
{
    int given = socket(AF_INET, SOCK_STREAM, 0);
    char control[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec vector = {"x", 1};
    struct msghdr message = {.msg_name = to,
                             .msg_namelen = length,
                             .msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &given, sizeof given);
    sendmsg(from, &message, 0);
    close(given);
}

static void receive(int kind, int descriptor)
{
    char text[64], control[64];
    struct sockaddr_un from;
    struct iovec vector = {text, sizeof text};
    struct msghdr message = {.msg_name = &from,
                             .msg_namelen = sizeof from,
                             .msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    if (kind == STREAM || kind == ABSTRACT || kind == TCP) {
        printf("%s\n", names[kind]);
        close(accept(descriptor, NULL, NULL));
        return;
    }
    ssize_t length = recvmsg(descriptor, &message, 0);
    if (length == 2 && !memcmp(text, "FD", 2))
        give_socket(descriptor, &from, message.msg_namelen);
    /* A descriptor that comes along is kept open until the end. */
    printf("%s%s\n", names[kind], length >= 0 && CMSG_FIRSTHDR(&message) ? " with a descriptor" : "");
}

int main(int count, char **arguments)
{
    char path[256], abstract[64];
    int port = 0;
    if (count < 2)
        return 2;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_DUMPABLE, 1); /* whoever may look at the user's processes may look at this one */
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGUSR2, signalled);
    snprintf(abstract, sizeof abstract, "keyrite-%d", (int)getpid());
    struct pollfd all[ALL] = {0};
    snprintf(path, sizeof path, "%s/dgram", arguments[1]);
    all[DATAGRAM].fd = unix_socket(SOCK_DGRAM, path, NULL);
    snprintf(path, sizeof path, "%s/stream", arguments[1]);
    all[STREAM].fd = unix_socket(SOCK_STREAM, path, NULL);
    all[ABSTRACT].fd = unix_socket(SOCK_STREAM, NULL, abstract);
    all[TCP].fd = internet_socket(SOCK_STREAM, &port);
    all[UDP].fd = internet_socket(SOCK_DGRAM, &port);
    for (int i = 0; i < ALL; i++)
        all[i].events = POLLIN;
    printf("ready %d\n", port);
    for (;;)
        if (poll(all, ALL, -1) > 0)
            for (int i = 0; i < ALL; i++)
                if (all[i].revents)
                    receive(i, all[i].fd);
}
