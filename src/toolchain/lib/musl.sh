# shellcheck shell=bash
# musl's half of a static executable: libc, headers, zlib, and a gcc that uses them.

musl_kit() {
    local key
    key=$({ key_of musl-gcc musl-gcc.specs lib/common.sh lib/musl.sh; first_pins musl-dev zlib; } | sha256sum | cut -c1-16)
    cached "musl-$key" fill_musl_kit
}

fill_musl_kit() {
    local kit=$1 work deb zlib header
    require_tools gcc ar flock apt-get dpkg-deb tar
    deb=$(debian_file binary musl-dev)
    zlib=$(debian_file source zlib)
    say "making the musl kit"
    work=$kit/work

    unpack "$deb" "$work/musl"
    mkdir -p "$kit/bin" "$kit/kernel"
    mv "$work/musl/usr/lib/x86_64-linux-musl" "$kit/lib"
    mv "$work/musl/usr/include/x86_64-linux-musl" "$kit/include"
    rm -f "$kit"/lib/*.so # static only: nothing built here may ask for a loader
    # The kernel's headers, and only those: all of /usr/include would bring glibc's along.
    for header in linux asm-generic; do
        ln -s "/usr/include/$header" "$kit/kernel/$header"
    done
    header=/usr/include/x86_64-linux-gnu/asm
    [[ -d $header ]] || header=/usr/include/asm
    ln -s "$header" "$kit/kernel/asm"
    cp "$toolchain/musl-gcc" "$kit/bin/x86_64-linux-musl-gcc"
    cp "$toolchain/musl-gcc.specs" "$kit/"

    unpack "$zlib" "$work/zlib" --strip-components=1
    build_zlib "$work/zlib" "$kit/bin/x86_64-linux-musl-gcc" "$kit/lib/libz.a"
    cp "$work"/zlib/{zlib.h,zconf.h} "$kit/include/"
    rm -rf "$work"
}

# build_zlib SOURCES COMPILER LIBRARY
build_zlib() {
    local objects=$1/objects-${2##*/} source
    mkdir -p "$objects"
    for source in "$1"/*.c; do
        "$2" -O3 -fPIC -D_LARGEFILE64_SOURCE=1 -DHAVE_HIDDEN -DHAVE_UNISTD_H -DHAVE_STDARG_H \
            -c "$source" -o "$objects/$(basename "$source" .c).o"
    done
    ar rcsD "$3" "$objects"/*.o
}
