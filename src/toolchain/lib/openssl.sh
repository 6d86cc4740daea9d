# shellcheck shell=bash
# OpenSSL's object files, out of Debian's static library.

# What src/main/c/openssl.h declares, and nothing else: assembly for x86-64 that chooses by CPUID when it
# is called, and the C around it. They need memcpy, memset and nothing more of a C library.
openssl_objects=(
    libcrypto-lib-{chacha,poly1305,sha256,sha512}-x86_64.o
    libcrypto-lib-{poly1305,sha256,sha512,x86_64cpuid}.o
    libdefault-lib-blake2b_prov.o
)

openssl_kit() {
    local key
    key=$({ key_of lib/common.sh lib/openssl.sh; first_pins libssl-dev; } | sha256sum | cut -c1-16)
    cached "openssl-$key" fill_openssl_kit
}

fill_openssl_kit() {
    local kit=$1 deb work=$1/work
    require_tools ar flock apt-get dpkg-deb tar
    deb=$(debian_file binary libssl-dev)
    unpack "$deb" "$work"
    (cd "$kit" && ar x "$work/usr/lib/x86_64-linux-gnu/libcrypto.a" "${openssl_objects[@]}")
    cp "$work/usr/share/doc/libssl-dev/copyright" "$kit/"
    rm -rf "$work"
}
