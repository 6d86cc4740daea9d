/*
 * The JDK's libnet opens three sockets when it is loaded, to learn whether IPv4, IPv6 and SO_REUSEPORT are there.
 * An image that reads a file through a channel loads it, so an offline program would open sockets at every start.
 * Here the JDK's probe runs when its answer is first asked for; a program that uses no network never asks.
 *
 * The assembly compiles the JDK's net_util.c with these functions renamed (jdk_…) and its JNI_OnLoad as that of a
 * library "net_probe".
 */
#include <jni.h>
#include <pthread.h>

extern jint JNI_OnLoad_net_probe(JavaVM *vm, void *reserved);
extern jint jdk_ipv4_available(void);
extern jint jdk_ipv6_available(void);
extern jint jdk_reuseport_available(void);

static JavaVM *java_vm;
static pthread_once_t probed = PTHREAD_ONCE_INIT;

JNIEXPORT jint JNICALL JNI_OnLoad_net(JavaVM *vm, void *reserved) {
    (void)reserved;
    java_vm = vm;
    return JNI_VERSION_1_8; /* the least for a statically linked library */
}

static void probe(void) {
    JNI_OnLoad_net_probe(java_vm, NULL);
}

JNIEXPORT jint JNICALL ipv4_available(void) {
    pthread_once(&probed, probe);
    return jdk_ipv4_available();
}

JNIEXPORT jint JNICALL ipv6_available(void) {
    pthread_once(&probed, probe);
    return jdk_ipv6_available();
}

JNIEXPORT jint JNICALL reuseport_available(void) {
    pthread_once(&probed, probe);
    return jdk_reuseport_available();
}
