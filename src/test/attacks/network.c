/* The network, and sockets by every way that leads to one. */
#include "attacks.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

static const char secret[] = "SECRET";

static struct sockaddr_in loopback(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static struct sockaddr_un local(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s", below(name));
    return address;
}

static int tell(int descriptor, const void *address, socklen_t length)
{
    if (descriptor < 0 || connect(descriptor, address, length))
        return errno;
    return got_past(send(descriptor, secret, sizeof secret, MSG_NOSIGNAL), EPIPE); /* closed at once: it was reached */
}

static int tcp(void)
{
    struct sockaddr_in address = loopback();
    return tell(socket(AF_INET, SOCK_STREAM, 0), &address, sizeof address);
}

static int udp(void)
{
    struct sockaddr_in address = loopback();
    return tell(socket(AF_INET, SOCK_DGRAM, 0), &address, sizeof address);
}

static int unix_stream(void)
{
    struct sockaddr_un address = local("stream");
    return tell(socket(AF_UNIX, SOCK_STREAM, 0), &address, sizeof address);
}

static int unix_datagram(void)
{
    struct sockaddr_un address = local("dgram");
    return tell(socket(AF_UNIX, SOCK_DGRAM, 0), &address, sizeof address);
}

static int unix_abstract(void)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int length = snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "keyrite-%d", (int)other);
    socklen_t all = (socklen_t)offsetof(struct sockaddr_un, sun_path) + 1 + (socklen_t)length;
    return tell(socket(AF_UNIX, SOCK_STREAM, 0), &address, all);
}

/* Raw, packet, netlink, virtual machines', algorithms', and all others there are. */
static int any_family(void)
{
    static const int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET, SOCK_RDM};
    int error = 0;
    for (int family = 0; family < 50; family++)
        for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
            if (socket(family, types[i], 0) >= 0)
                return 0;
            if (errno != EAFNOSUPPORT && errno != ESOCKTNOSUPPORT && errno != EPROTONOSUPPORT)
                error = errno;
        }
    return error ? error : NOTHING;
}

static int raw(void) { return got(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP)); }
static int ping(void) { return got(socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP)); }
static int netlink(void) { return got(socket(AF_NETLINK, SOCK_RAW, 0)); }
static int vsock(void) { return got(socket(AF_VSOCK, SOCK_STREAM, 0)); }
static int packet(void) { return got(socket(AF_PACKET, SOCK_RAW, 0)); }

/* A datagram pair sends to any name. */
static int to_a_name(int type)
{
    int pair[2];
    struct sockaddr_un address = local("dgram");
    if (socketpair(AF_UNIX, type, 0, pair))
        return errno;
    return got(sendto(pair[0], secret, sizeof secret, 0, (void *)&address, sizeof address));
}

static int pair_datagram(void) { return to_a_name(SOCK_DGRAM); }
static int pair_datagram_cloexec(void) { return to_a_name(SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK); }
static int pair_raw(void) { return to_a_name(SOCK_RAW); }

static int pair_packets(void)
{
    int pair[2];
    return got(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair));
}

/* The kernel looks at the lower halves of these arguments only. */
static int pair_upper_halves(void)
{
    int pair[2];
    return got(syscall(SYS_socketpair, AF_UNIX | 1L << 32, SOCK_DGRAM | 1L << 40, 0, pair));
}

/* Receives an Internet socket from the accomplice. */
static int receive_socket(void)
{
    int pair[2];
    struct sockaddr_un to = local("dgram"), self = {.sun_family = AF_UNIX};
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair) || bind(pair[1], (void *)&self, sizeof(sa_family_t)) ||
        connect(pair[1], (void *)&to, sizeof to) || send(pair[1], "FD", 2, 0) < 0)
        return errno;
    struct timeval patience = {2, 0};
    setsockopt(pair[1], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    char text[8], control[64];
    struct iovec vector = {text, sizeof text};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(pair[1], &message, 0) < 0)
        return errno;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header)
        return NOTHING;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    struct sockaddr_in address = loopback();
    return tell(descriptor, &address, sizeof address);
}

/* Hands its standard output to the accomplice, who never closes it. */
static int hand_over_output(void)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_DGRAM, 0, pair))
        return errno;
    struct sockaddr_un to = local("dgram");
    char control[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec vector = {"x", 1};
    struct msghdr message = {.msg_name = &to,
                             .msg_namelen = sizeof to,
                             .msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control,
                             .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &(int){1}, sizeof(int));
    return got(sendmsg(pair[0], &message, 0));
}

static int stream(void)
{
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) ? -1 : pair[0];
}

static int pair_stream(void) { return got(stream()); }

static int stream_connect(void)
{
    struct sockaddr_un address = local("stream");
    return tell(stream(), &address, sizeof address);
}

static int stream_bind(void)
{
    struct sockaddr_un self = {.sun_family = AF_UNIX};
    return got(bind(stream(), (void *)&self, sizeof(sa_family_t)));
}

static int stream_listen(void) { return got(listen(stream(), 1)); }

static int stream_accept(void)
{
    int descriptor = stream();
    fcntl(descriptor, F_SETFL, O_NONBLOCK);
    return got(accept(descriptor, NULL, NULL));
}

static int stream_sendto(void)
{
    struct sockaddr_un address = local("dgram");
    return got(sendto(stream(), secret, sizeof secret, 0, (void *)&address, sizeof address));
}

/* The address is where no filter can see it. */
static int stream_sendmsg(void)
{
    struct sockaddr_un address = local("dgram");
    struct iovec vector = {(void *)secret, sizeof secret};
    struct msghdr message = {.msg_name = &address, .msg_namelen = sizeof address, .msg_iov = &vector, .msg_iovlen = 1};
    return got(sendmsg(stream(), &message, 0));
}

/* Any socket controls interfaces. Nothing is changed: the flags are those that are set. */
static int interface_flags(void)
{
    struct ifreq request = {.ifr_name = "lo"};
    int descriptor = stream();
    if (ioctl(descriptor, SIOCGIFFLAGS, &request))
        return errno;
    return got(ioctl(descriptor, SIOCSIFFLAGS, &request));
}

static int uring(void)
{
    char parameters[120] = {0};
    return got(syscall(SYS_io_uring_setup, 1, parameters));
}

/* The entry of 32-bit programs, whose calls have other numbers. */
static int entry_of_32_bits(int number, int argument)
{
    int *list = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
    if (list == MAP_FAILED)
        return errno;
    list[0] = AF_INET;
    list[1] = SOCK_STREAM;
    list[2] = 0;
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(argument), "c"(number == 102 ? (long)list : SOCK_STREAM), "d"(0)
                     : "memory", "r8", "r9", "r10", "r11");
    errno = result < 0 ? (int)-result : 0;
    return got(result);
}

static int socketcall_32(void) { return entry_of_32_bits(102, 1); }
static int socket_32(void) { return entry_of_32_bits(359, AF_INET); }
static int socket_x32(void) { return got(syscall(0x40000000 | SYS_socket, AF_INET, SOCK_STREAM, 0)); }

const struct attack network_attacks[] = {
    ATTACK("tcp", tcp),
    ATTACK("udp", udp),
    ATTACK("unix-stream", unix_stream),
    ATTACK("unix-datagram", unix_datagram),
    ATTACK("unix-abstract", unix_abstract),
    ATTACK("any-family", any_family),
    ATTACK("raw", raw),
    ATTACK("ping", ping),
    ATTACK("netlink", netlink),
    ATTACK("vsock", vsock),
    ATTACK("packet", packet),
    ATTACK("pair-datagram", pair_datagram),
    ATTACK("pair-datagram-cloexec", pair_datagram_cloexec),
    ATTACK("pair-raw", pair_raw),
    ATTACK("pair-packets", pair_packets),
    ATTACK("pair-upper-halves", pair_upper_halves),
    ATTACK("receive-socket", receive_socket),
    ATTACK("hand-over-output", hand_over_output),
    ATTACK("pair-stream", pair_stream),
    ATTACK("stream-connect", stream_connect),
    ATTACK("stream-bind", stream_bind),
    ATTACK("stream-listen", stream_listen),
    ATTACK("stream-accept", stream_accept),
    ATTACK("stream-sendto", stream_sendto),
    ATTACK("stream-sendmsg", stream_sendmsg),
    ATTACK("interface-flags", interface_flags),
    ATTACK("io-uring", uring),
    ATTACK("socketcall-32", socketcall_32),
    ATTACK("socket-32", socket_32),
    ATTACK("socket-x32", socket_x32),
    {0},
};
