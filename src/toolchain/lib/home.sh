# shellcheck shell=bash
# Assembles a folder that looks and works like a GraalVM home: a JDK 25, the image builder, the
# static libraries images are linked from, and a native-image command (driver/).

builder_version=25.0.2
jdk_c_libraries=(java.base/java java.base/nio java.base/net java.base/zip jdk.net/extnet) # module/library

# The JDK 25 of this machine.
jdk_25() {
    local jdk
    jdk=$("$toolchain/jdk25")
    grep -qs '^OS_ARCH="x86_64"' "$jdk/release" ||
        refuse "the JDK in $jdk is not for x86_64; set GRAALVM_HOME to a GraalVM 25."
    printf '%s\n' "$jdk"
}

# assembled_home JDK
assembled_home() {
    local jdk=$1 key
    key=$({
        key_of clibraries driver lib/common.sh lib/home.sh lib/musl.sh musl-gcc musl-gcc.specs native-image pom.xml
        first_pins openjdk-25="$(update_of "$jdk")" zlib musl-dev
        cat "$jdk/release"
    } | sha256sum | cut -c1-16)
    home_jdk=$jdk home_key=$key cached "graalvm-$builder_version-$key" fill_home
}

# "25.0.3", of a JDK
update_of() { sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1/release"; }

fill_home() {
    local home=$1 work=$1/work sources zlib
    require_tools gcc ar nm flock apt-get dpkg-deb tar
    # shellcheck disable=SC2154 # assembled_home sets home_jdk and home_key
    say "assembling a GraalVM home from $home_jdk (once; a few minutes)"
    mkdir -p "$work"
    fill_musl_kit "$home/lib/musl"
    fetch_builder "$home/lib/svm/builder"
    sources=$(debian_file source openjdk-25 "$(update_of "$home_jdk")")
    zlib=$(debian_file source zlib)
    warn_if_other_update "$sources"

    copy_jdk "$home_jdk" "$home"
    say "compiling the static libraries"
    unpack "$sources" "$work/jdk" --strip-components=1 --wildcards \
        '*/src/java.base/*/native/*' '*/src/jdk.net/*/native/*' '*/src/hotspot/share/include/*' '*/src/hotspot/os/posix/include/*'
    unpack "$zlib" "$work/zlib" --strip-components=1
    "$home/bin/java" "$toolchain/clibraries/JniHeaders.java" "$work/jdk/src" "$work/jni" java.base jdk.net
    compile_for glibc gcc "$home" "$work"
    compile_for musl "$home/lib/musl/bin/x86_64-linux-musl-gcc" "$home" "$work"
    gcc -O2 -fPIC -shared -I"$home/include" -I"$home/include/linux" "$toolchain/clibraries/reporter.c" \
        -o "$home/lib/svm/builder/lib/libreporterchelper.so"

    say "compiling the native-image command"
    "$home/bin/javac" -Xlint:all -Werror -d "$home/lib/svm/driver" "$toolchain"/driver/org/keyrite/toolchain/*.java
    install -m 755 "$toolchain/native-image" "$home/bin/native-image"
    printf 'GRAALVM_VERSION="%s"\nKEYRITE_TOOLCHAIN="%s"\nKEYRITE_SOURCES="%s"\n' \
        "$builder_version" "$home_key" "${sources##*/} ${zlib##*/}" >>"$home/release"
    rm -rf "$work"
}

# A copy, because java finds its home through its own real path: links would lead back to the JDK.
copy_jdk() {
    local jdk=$1 home=$2
    say "copying the JDK"
    # Debian's JDK links to its configuration in /etc (followed) and to optional packages (dropped).
    (cd "$jdk" && find . -xtype l) >"$home/work/dangling"
    tar -C "$jdk" -c --dereference --anchored --exclude-from="$home/work/dangling" \
        --exclude=./lib/src.zip --exclude=./jmods --exclude=./man --exclude=./demo . |
        tar -C "$home" -x --no-same-owner
    chmod u+w "$home" "$home/release"
}

# ./mvnw holds what it fetches to .mvn/checksums.sha256.
fetch_builder() {
    say "fetching the image builder $builder_version"
    mkdir -p "$1/lib"
    JAVA_HOME=$home_jdk quietly "$toolchain/../../mvnw" -q -B -f "$toolchain/pom.xml" \
        dependency:copy-dependencies -DoutputDirectory="$1" ||
        refuse "Maven could not fetch the image builder."
}

# The C halves of JDK classes should be those of the same update; a neighbouring one has the same interface.
warn_if_other_update() {
    local jdk sources
    jdk=$(update_of "$home_jdk")
    sources=$(sed -E 's/^.*openjdk-25_([0-9.]+)[+~].*/\1/' <<<"$1")
    [[ $jdk == "$sources" ]] ||
        say "WARNING: the JDK is $jdk, the C sources of its libraries are $sources."
}

# compile_for LIBC COMPILER HOME WORK: everything an image of that libc is linked from.
compile_for() {
    local libc=$1 compiler=$2 home=$3 work=$4 library
    local jdk_libraries=$home/lib/static/linux-amd64/$libc
    local our_libraries=$home/lib/svm/clibraries/linux-amd64/$libc
    mkdir -p "$jdk_libraries" "$our_libraries"
    cp -r "$toolchain/clibraries/include" "$home/lib/svm/clibraries/linux-amd64/"

    for library in "${jdk_c_libraries[@]}"; do
        jdk_library "$library" "$@"
    done
    build_zlib "$work/zlib" "$compiler" "$jdk_libraries/libz.a"

    compile_ours liblibchelper cpu.c locale.c process.c signals.c
    stubs_for_libjvm "$jdk_libraries" >"$work/libjvm-stubs.c"
    compile_ours libjvm libjvm.c "$work/libjvm-stubs.c"
}

# compile_ours LIBRARY SOURCE...: for compile_for, whose variables it uses
compile_ours() {
    local name=$1 source objects
    objects=$work/$libc-$name
    shift
    mkdir -p "$objects"
    for source; do
        [[ $source == /* ]] || source=$toolchain/clibraries/$source
        # plain x86-64, whatever the compiler's default: this code tells the user of an older CPU
        "$compiler" -march=x86-64 -O2 -fPIC -Wall -Wextra -Werror -I"$toolchain/clibraries/include" \
            -I"$home/include" -I"$home/include/linux" -c "$source" -o "$objects/$(basename "$source" .c).o"
    done
    ar rcsD "$our_libraries/$name.a" "$objects"/*.o
}

# jdk_library MODULE/NAME LIBC COMPILER HOME WORK
jdk_library() {
    local module=${1%/*} name=${1#*/} libc=$2 compiler=$3 home=$4 work=$5
    local version folder includes=() objects=$work/$libc-$name base=$work/jdk/src/java.base sources=$work/jdk/src/$module
    mkdir -p "$objects"
    version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$home/release")
    for folder in "$base"/{share,unix,linux}/native/{lib"$name",libjava,libjli,libjimage,libnio,libnio/ch,libnio/fs,libnet,include} \
        "$work"/jdk/src/hotspot/{share,os/posix}/include; do
        [[ ! -d $folder ]] || includes+=(-I"$folder")
    done
    set -- "$compiler" -O2 -fPIC -ffunction-sections -fdata-sections -w \
        -DLINUX -D_GNU_SOURCE -D_REENTRANT -D_LP64=1 -D_LITTLE_ENDIAN -DNDEBUG -DSTATIC_BUILD=1 \
        -DARCH='"amd64"' -DARCHPROPNAME='"amd64"' -DVERSION_STRING="\"$version\"" \
        -I"$home/include" -I"$home/include/linux" -I"$work/jni" "${includes[@]}"
    # shellcheck disable=SC2016 # expanded by the inner shell: $0 is the folder, the last word the source
    find "$sources" -regextype posix-extended -regex ".*/(share|unix|linux)/native/lib$name/.*\.c" -print0 |
        xargs -0 -n 1 -P "$(nproc)" sh -c '
            for source; do :; done
            exec "$@" -c -o "$0/$(basename "$source" .c).o"' "$objects" "$@" -DLIBRARY_NAME="$name" \
            >"$objects.log" 2>&1 || {
        grep -m 20 -E 'error|warning' "$objects.log" >&2
        refuse "the JDK's lib$name did not compile for $libc."
    }
    if [[ $name == net ]]; then # see net.c
        "$@" -DLIBRARY_NAME=net_probe -Dipv4_available=jdk_ipv4_available -Dipv6_available=jdk_ipv6_available \
            -Dreuseport_available=jdk_reuseport_available \
            -c "$base/share/native/libnet/net_util.c" -o "$objects/net_util.o"
        "$@" -c "$toolchain/clibraries/net.c" -o "$objects/net.o"
    fi
    ar rcsD "$home/lib/static/linux-amd64/$libc/lib$name.a" "$objects"/*.o
}

# The JDK's libraries name functions of the virtual machine that no image calls. The linker wants
# them nevertheless: stubs that say so and stop.
stubs_for_libjvm() {
    local libraries=$1 name
    printf '#include <stdio.h>\n#include <stdlib.h>\n'
    nm -u "$libraries"/*.a | awk '$1 == "U" && $2 ~ /^(JVM|jio)_/ { print $2 }' | sort -u |
        while read -r name; do
            grep -q "\\b$name(" "$toolchain/clibraries/libjvm.c" || printf \
                'void %s(void) { fputs("%s: not available in an executable\\n", stderr); abort(); }\n' "$name" "$name"
        done
}
