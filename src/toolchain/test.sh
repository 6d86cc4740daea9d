#!/usr/bin/env bash
# Tests of the toolchain's scripts and of its native-image command, without assembling a home or building an image.
# shellcheck disable=SC2016,SC2001 # scripts in quotes are for in_toolchain; sed is clearer than ${//} here
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset GRAALVM_HOME NATIVE_IMAGE_OPTIONS
export KEYRITE_CACHE=$scratch/cache
# shellcheck source-path=SCRIPTDIR
. "$here/../make/expect.sh"

# in_toolchain SCRIPT: runs it with the toolchain's functions
in_toolchain() {
    bash -c "set -euo pipefail; for part in common debian musl home; do . \"$here/lib/\$part.sh\"; done; $1"
}

fake_graalvm() { # FOLDER VERSION
    mkdir -p "$1/bin"
    printf '#!/bin/sh\necho "native-image %s 2026-01-20"\n' "$2" >"$1/bin/native-image"
    chmod +x "$1/bin/native-image"
}

# --- a GraalVM of the user's own

fake_graalvm "$scratch/graalvm-24" 24.0.2
fake_graalvm "$scratch/graalvm-25" 25.0.2
expect "GRAALVM_HOME without native-image is refused" 1 "has no bin/native-image" \
    env GRAALVM_HOME="$scratch" "$here/graalvm-home"
expect "GRAALVM_HOME of another version is refused" 1 "is not of version 25" \
    env GRAALVM_HOME="$scratch/graalvm-24" "$here/graalvm-home"
expect "GRAALVM_HOME of version 25 is taken" 0 "^$scratch/graalvm-25$" \
    env GRAALVM_HOME="$scratch/graalvm-25" "$here/graalvm-home"
expect "native-image 25 on PATH is taken" 0 "^$scratch/graalvm-25$" \
    env PATH="$scratch/graalvm-25/bin:$PATH" "$here/graalvm-home"
expect "an argument is refused" 1 "usage" "$here/graalvm-home" --help

# --- the cache

expect "an interrupted assembly leaves no folder of that name" 137 "" \
    in_toolchain 'fill() { echo half >"$1/half"; kill -KILL $$; sleep 1; }; cached thing fill'
expect "... only an unfinished one" 0 "thing.unfinished" ls "$KEYRITE_CACHE"
expect "... which the next run replaces" 0 "^$KEYRITE_CACHE/thing$" \
    in_toolchain 'fill() { echo whole >"$1/whole"; }; cached thing fill; ls "$cache/thing"'
expect "... completely" 0 "^whole$" ls "$KEYRITE_CACHE/thing"
expect "a failing step anywhere fails the whole" 1 "" \
    in_toolchain 'fill() { place=$(false); echo "not reached"; }; place=$(cached other fill); echo "$place"'
expect "... and leaves no folder of that name" 2 "" ls "$KEYRITE_CACHE/other"
two_at_once='fill() { sleep 1; echo filled >>"$cache/fills"; }; cached shared fill'
in_toolchain "$two_at_once" >"$scratch/one" 2>/dev/null &
in_toolchain "$two_at_once" >"$scratch/two" 2>/dev/null
wait
expect "two at once: one fills" 0 "^1$" grep -c . "$KEYRITE_CACHE/fills"
expect "two at once: both get the folder" 0 "^2$" grep -cx "$KEYRITE_CACHE/shared" <(cat "$scratch/one" "$scratch/two")

# --- the JDK's copy, of one laid out as Debian does

debian_jdk=$scratch/debian-jdk
mkdir -p "$debian_jdk"/{bin,lib,jmods} "$scratch/etc" "$scratch/copy/work"
touch "$debian_jdk"/{release,bin/java,lib/modules,lib/src.zip,jmods/java.base.jmod} "$scratch/etc/net.properties"
ln -s "$scratch/etc" "$debian_jdk/conf"
ln -s /nowhere/cacerts "$debian_jdk/lib/cacerts"
in_toolchain "copy_jdk '$debian_jdk' '$scratch/copy'" 2>/dev/null
(cd "$scratch/copy" && find . -type f ! -path './work/*' | LC_ALL=C sort) >"$scratch/copied"
printf './%s\n' bin/java conf/net.properties lib/modules release >"$scratch/expected"
expect "links are followed, dangling ones and sources left out" 0 "" diff "$scratch/expected" "$scratch/copied"

# --- the native-image command, in a home whose java prints its arguments

jdk=$(in_toolchain jdk_25)
home=$scratch/home
mkdir -p "$home"/{bin,lib/svm/{driver,builder},lib/musl/bin} "$scratch/classes/META-INF/native-image/group/artifact"
"$jdk/bin/javac" -Xlint:all -Werror -d "$home/lib/svm/driver" "$here"/driver/org/keyrite/toolchain/*.java
printf '#!/bin/sh\nprintf "%%s\\n" "$@"\nexit 7\n' >"$home/bin/java"
chmod +x "$home/bin/java"
printf 'GRAALVM_VERSION="25.0.2"\nJAVA_VERSION_DATE="2026-01-20"\nKEYRITE_TOOLCHAIN="test"\n' >"$home/release"
echo '{}' >"$scratch/classes/META-INF/native-image/group/artifact/reachability-metadata.json"
echo 'Args = --initialize-at-run-time=a.B,c -H:IncludeX=${.}/x' \
    >"$scratch/classes/META-INF/native-image/group/artifact/native-image.properties"
native_image() {
    "$jdk/bin/java" -XX:TieredStopAtLevel=1 -Dtoolchain.home="$home" -cp "$home/lib/svm/driver" \
        org.keyrite.toolchain.NativeImage "$@"
}
expect "--version is in GraalVM's form" 0 "^native-image 25\.0\.2 2026-01-20$" native_image --version
expect "an unknown option is refused by name" 2 "does not know the option --bogus=1;" \
    native_image -cp "$scratch/classes" --bogus=1 Main
expect "no main class is refused" 2 "main class" native_image -cp "$scratch/classes"
expect "another libc is refused" 2 "takes glibc or musl" native_image --libc=bionic
expect "container support is refused" 2 "no container support" native_image -H:+UseContainerSupport

cat >"$scratch/arguments" <<ARGUMENTS
# as the Maven plugin writes them
-cp "$scratch/classes"
-o '$scratch/out/program' --no-fallback --static --libc=musl
"-march=x86-64-v3" -O3 --add-modules jdk.incubator.vector -H:+VectorAPISupport -H:Foo=a=b
--initialize-at-build-time=x --enable-native-access=ALL-UNNAMED --gc=epsilon -J-Xmx3g -Dkey=value Main
ARGUMENTS
native_image "@$scratch/arguments" >"$scratch/command" && status=0 || status=$?
expect "the builder's exit status is the command's" 0 "" test "$status" = 7
passes() { expect "passes $1" 0 "" grep -qxF -- "$1" "$scratch/command"; }
passes "$scratch/classes"
passes "-H:Name@driver=program"
passes "-H:Path@driver=$scratch/out"
passes "-H:Class@driver=Main"
passes "-H:-UseContainerSupport@driver"
passes "-H:CLibraryPath@driver=$home/lib/svm/clibraries/linux-amd64/musl,$home/lib/svm/clibraries/linux-amd64"
passes "-H:+StaticExecutable@user+api"
passes "-H:UseLibC@user+api=musl"
passes "-H:FallbackThreshold@user+api=0"
passes "-H:MicroArchitecture@user+api=x86-64-v3"
passes "-H:Optimize@user+api=3"
passes "-H:+VectorAPISupport@user"
passes "-H:Foo@user=a=b"
passes "-H:ClassInitialization@user+api=x:build_time"
passes "-H:EnableNativeAccess@user+api=ALL-UNNAMED"
passes "-H:SupportedGCs@user+api=epsilon"
passes "-Xmx3g"
passes "-Dkey=value"
passes "-Dsvm.modulesupport.addedModules=jdk.incubator.vector"
metadata=META-INF/native-image/group/artifact
passes "-H:ReachabilityMetadataResources@file://$scratch/classes/$metadata/reachability-metadata.json=$metadata/reachability-metadata.json"
passes "-H:ClassInitialization@file://$scratch/classes/$metadata/native-image.properties+api=a.B:run_time,c:run_time"
passes "-H:IncludeX@file://$scratch/classes/$metadata/native-image.properties=$metadata/x"
sources() {
    env -u MAKEFLAGS make --no-print-directory -C "$here/../.." --eval 'sources: ; @printf "%s\n" $(SOURCES)' sources
}
expect "the executable is built anew when a C source of the toolchain changes" 0 "^src/toolchain/clibraries/cpu.c$" sources
build_id() { (cd "$1" && native_image -cp classes Main | grep '^-H:ImageBuildID'); }
mkdir "$scratch/elsewhere"
cp -r "$scratch/classes" "$scratch/elsewhere/"
expect "the build id does not depend on the place" 0 "" test "$(build_id "$scratch")" = "$(build_id "$scratch/elsewhere")"
echo more >"$scratch/elsewhere/classes/more"
expect "... but on the class path's contents" 1 "" test "$(build_id "$scratch")" = "$(build_id "$scratch/elsewhere")"

done_testing
