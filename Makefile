# keyrite. `make help` lists what can be made.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The C library that is linked in (musl: fully static) or to (glibc).
LIBC ?= musl
PREFIX ?= /usr/local
DESTDIR ?=
WITH_AGE_LINKS ?=
ITERATIONS ?= 300000
# What "bench" encrypts, and how often.
SIZE ?= 1G
RUNS ?= 5

MAVEN := ./mvnw --batch-mode --no-transfer-progress
NATIVE := -Dnative.libc=$(LIBC)
EXECUTABLE := target/native/$(LIBC)/keyrite
TOOLCHAIN := $(shell find src/toolchain -type f ! -name '*.md' ! -name 'test*')
SOURCES := pom.xml $(TOOLCHAIN) $(shell find src/main/java src/main/resources reflect-config -type f)
C_SOURCES := $(TOOLCHAIN) $(shell find src/main/c src/test/c -type f)
C_LIBRARY := target/c/$(LIBC)/libkeyrite.a
# The same C, for the JVM's tests.
C_LIBRARY_FOR_TESTS := target/c/libkeyrite.so
SCRIPTS := .ci/run mvnw $(shell grep -lsE '^\#!.*sh( -eu)?$$' src/make/* src/toolchain/* src/test/machine/* src/test/machine/bin/*)
AGE_LINKS := age age-inspect age-keygen
MANUAL := $(addprefix docs/,keyrite.1 keyrite-ceremony.1 keyrite-doctor.1 keyrite-escrow.1 keyrite-verify.1 \
	keyrite-wipe.1 keyrite-workspace.1)
# Under the names of the originals' pages, so only where the links take the originals' place.
AGE_MANUAL := $(AGE_LINKS:%=docs/%.1)

.PHONY: demo picture test unit-test javadoc toolchain-test native-test machine-test machine-memory machine-power escrow-moments fuzz mutation coverage native jvm pins bench install uninstall clean help

demo: $(EXECUTABLE)  ## build what is missing, hold a complete ceremony and show it
	@src/make/demo $(EXECUTABLE)

test: unit-test javadoc toolchain-test native-test  ## every test: on the JVM, then of the native executable

unit-test: $(C_LIBRARY_FOR_TESTS)
	$(MAVEN) test

# The newest age and rage, beside those that are installed, the reference implementation of
# SLIP-0039 and one in JavaScript, another of age, and an OpenPGP tool that knows version 6: fetched
# where Debian's archive or npm is there.
native-test: $(EXECUTABLE)
	stock=$$(src/make/stock age || true); slip39=$$(src/make/stock slip39 || true); \
	slip39js=$$(src/make/stock slip39js || true); \
	typage=$$(src/make/stock typage || true); sop=$$(src/make/stock sop || true); \
	KEYRITE_STOCK_AGE=$$stock KEYRITE_STOCK_SLIP39=$$slip39 KEYRITE_STOCK_SLIP39JS=$$slip39js \
	KEYRITE_STOCK_TYPAGE=$$typage KEYRITE_STOCK_SOP=$$sop \
	PATH=$$PATH$${stock:+:$$stock} $(MAVEN) -Dskip.unit-tests $(NATIVE) verify

machine-test: $(EXECUTABLE)  ## boot Debian's kernels in an emulator, and hold ceremonies and attacks there
	@src/make/machine-test $(EXECUTABLE)

machine-memory: $(EXECUTABLE)  ## the same, and search the machine's memory for the secret afterwards
	@src/make/machine-memory $(EXECUTABLE)

machine-power: $(EXECUTABLE)  ## the same, and cut its power while results go to a stick
	@src/make/machine-power $(EXECUTABLE)

MOMENTS ?= 200
escrow-moments: $(EXECUTABLE)  ## send signals to escrow's commands at many moments each (MOMENTS=200)
	$(MAVEN) -Dskip.unit-tests $(NATIVE) verify -Dit.test=EscrowMomentsIT -Dkeyrite.moments=$(MOMENTS)

fuzz: $(C_LIBRARY_FOR_TESTS)  ## feed every parser with mutations for a long time (ITERATIONS=300000)
	$(MAVEN) test -Dtest=FuzzTest -Dkeyrite.fuzz.iterations=$(ITERATIONS)

mutation: $(C_LIBRARY_FOR_TESTS)  ## change the code where it matters most, and count what tests notice (target/pit-reports)
	$(MAVEN) -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage

coverage: $(C_LIBRARY_FOR_TESTS)  ## show which lines the tests on the JVM run (target/coverage/index.html)
	$(MAVEN) -Pcoverage test

javadoc:  ## build the Javadoc (target/javadoc); a warning is an error
	src/make/javadoc

toolchain-test:
	@if command -v shellcheck >/dev/null; then shellcheck -x -P SCRIPTDIR -P src/toolchain $(SCRIPTS); \
	elif [ "$${CI:-}" = true ]; then echo "shellcheck is not installed" >&2; exit 1; fi
	src/toolchain/test.sh
	src/toolchain/test-debian.sh
	src/make/test-pins

native: $(EXECUTABLE)  ## build the executable, for every x86-64 (LIBC=glibc links to that one)
	@ls -l $(EXECUTABLE)

$(C_LIBRARY): $(C_SOURCES)
	src/toolchain/c-library $(LIBC) $@

$(C_LIBRARY_FOR_TESTS): $(C_SOURCES)
	src/toolchain/c-library shared $@

$(EXECUTABLE): $(SOURCES) $(C_LIBRARY)
	@home=$$(src/toolchain/graalvm-home); \
	if [ $(LIBC) = musl ]; then PATH=$$(src/toolchain/musl-kit):$$PATH; fi; \
	GRAALVM_HOME=$$home PATH=$$PATH $(MAVEN) --quiet -Pnative -Dskip.unit-tests $(NATIVE) package
	@touch $@

picture:  ## draw the house in docs/architecture.md as it is compiled
	$(MAVEN) test -Dtest=ArchitectureTest -Dkeyrite.picture=true

jvm: $(C_LIBRARY_FOR_TESTS)  ## compile and check everything that runs on the JVM, without a native build
	$(MAVEN) test

pins:  ## fetch everything from Maven's repositories anew, and write its checksums (.mvn/checksums.sha256)
	src/make/pins

bench: $(EXECUTABLE)  ## measure against stock tools, on this machine (SIZE=1G, RUNS=5)
	@stock=$$(src/make/stock age || true); \
	PATH=$${stock:+$$stock:}$$PATH SIZE=$(SIZE) RUNS=$(RUNS) src/make/bench $(EXECUTABLE)

# Whoever may not read the executable may not read its processes' memory either, from their first moment.
install: $(EXECUTABLE)  ## install (PREFIX, DESTDIR; WITH_AGE_LINKS=1 for the names of the age tools)
	install -D -m 0711 $(EXECUTABLE) $(DESTDIR)$(PREFIX)/bin/keyrite
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/man/man1 $(MANUAL)
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/doc/keyrite LICENSE NOTICE
	if [ "$(WITH_AGE_LINKS)" = 1 ]; then \
	  for name in $(AGE_LINKS); do ln -sf keyrite $(DESTDIR)$(PREFIX)/bin/$$name; done; \
	  install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/man/man1 $(AGE_MANUAL); \
	fi

uninstall:  ## remove what install made; what is the age package's by now stays
	rm -f $(DESTDIR)$(PREFIX)/bin/keyrite
	rm -f $(MANUAL:docs/%=$(DESTDIR)$(PREFIX)/share/man/man1/%)
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/keyrite
	for name in $(AGE_LINKS); do \
	  link=$(DESTDIR)$(PREFIX)/bin/$$name; \
	  if [ "$$(readlink $$link)" = keyrite ]; then rm -f $$link; fi; \
	  page=$(DESTDIR)$(PREFIX)/share/man/man1/$$name.1; \
	  if [ -f $$page ] && head -n 1 $$page | grep -q '^\.TH .*"keyrite"$$'; then rm -f $$page; fi; \
	done

clean:  ## remove what was built; the assembled toolchain stays in its cache
	rm -rf target

help:  ## show this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*##  ?/\1\t/' | expand -t 12
