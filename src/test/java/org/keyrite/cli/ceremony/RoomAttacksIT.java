package org.keyrite.cli.ceremony;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyrite.testing.AttackPrograms;
import org.keyrite.testing.AttackedMachine;
import org.keyrite.testing.HostileCeremony;
import org.keyrite.testing.Keyrite;

/**
 * Every attack that a generator can make beside others, for root and for a user, and where the
 * kernel has less: what succeeds is harmless, and said to be so here.
 */
@Tag("tool")
class RoomAttacksIT {
  /** What may succeed, and why it does no harm. */
  private static final Map<String, String> HARMLESS =
      Map.ofEntries(
          Map.entry("pair-stream", "it is a pipe, connected to itself for good"),
          Map.entry("run-from-memory", "what it starts is in the room, too"),
          Map.entry("run-from-workspace", "what it starts is in the room, too"),
          Map.entry("one-address", "it makes the generator itself easier to attack, nothing else"),
          Map.entry("executable-data", "it makes the generator itself easier to attack"),
          Map.entry("memfd-secret", "it is gone with the last process that has it"),
          Map.entry("inherited-descriptors", "it is the program itself, sealed"),
          Map.entry("raise-core", "it is said to be done, and is not: core gets NOTHING"),
          Map.entry("lower-core", "it is said to be done, and is not: core gets NOTHING"),
          Map.entry("raise-memory", "addresses are no memory; what is written has its limit"),
          Map.entry("clone-parent", "a sibling is in the room, too, and ends with it"));

  /** Where files cannot be hidden, these are refused no one, and show that a name exists. */
  private static final Map<String, String> HARMLESS_WITHOUT_NAMESPACES =
      Map.of(
          "see-precious", "Landlock hides what is in files, not that they are there",
          "enter-plan-folder", "nothing can be read there");

  /** The room's own tree shows the way to the workspace. */
  private static final Map<String, String> HARMLESS_WITHOUT_LANDLOCK =
      Map.of(
          "list-beside", "there is nothing but the workspace",
          "list-shm", "there is nothing but the way to the workspace");

  /** Refused by the filter of calls, so with this error on every machine. */
  private static final Set<String> NOT_PERMITTED =
      Set.of(
          "tcp",
          "udp",
          "unix-stream",
          "unix-datagram",
          "unix-abstract",
          "any-family",
          "raw",
          "ping",
          "netlink",
          "vsock",
          "packet",
          "pair-datagram",
          "pair-datagram-cloexec",
          "pair-raw",
          "pair-packets",
          "pair-upper-halves",
          "receive-socket",
          "hand-over-output",
          "stream-connect",
          "stream-bind",
          "stream-listen",
          "stream-accept",
          "stream-sendto",
          "io-uring",
          "tiocsti",
          "tiocsti-upper",
          "tioclinux",
          "tioclinux-upper",
          "shared-memory",
          "message-queue",
          "semaphores",
          "posix-queue",
          "add-key",
          "request-key",
          "keyring",
          "bpf",
          "perf",
          "userfaultfd",
          "unshare-user",
          "unshare-mount",
          "unshare-net",
          "clone-user",
          "clone-user-upper",
          "clone-net",
          "setns-own",
          "mount",
          "pivot-root",
          "fsopen",
          "open-tree",
          "move-mount",
          "open-by-handle");

  /** What succeeds outside for any user of any kernel: so they are attacks. */
  private static final List<String> SUCCEED_OUTSIDE =
      List.of(
          "tcp",
          "udp",
          "unix-stream",
          "unix-datagram",
          "unix-abstract",
          "any-family",
          "netlink",
          "pair-datagram",
          "pair-datagram-cloexec",
          "pair-raw",
          "pair-packets",
          "pair-upper-halves",
          "receive-socket",
          "hand-over-output",
          "pair-stream",
          "stream-bind",
          "tiocsti",
          "tiocsti-upper",
          "tioclinux",
          "kill-keyrite",
          "kill-other",
          "tgkill-other",
          "queue-other",
          "pidfd-other",
          "stop-keyrite",
          "stop-other",
          "limits-other",
          "limits-write-other",
          "affinity-other",
          "priority-other",
          "environ-other",
          "cmdline-keyrite",
          "walk-environments",
          "write-tmp",
          "write-var-tmp",
          "write-shm",
          "write-plan-folder",
          "write-beside",
          "link-nameless",
          "link-outwards",
          "link-beside",
          "read-plan",
          "read-precious",
          "read-beside",
          "read-by-symbolic-link",
          "list-beside",
          "list-plan-folder",
          "truncate-precious",
          "rename-precious",
          "delete-precious",
          "see-precious",
          "enter-plan-folder",
          "mode-of-precious",
          "owner-of-precious",
          "core-filter",
          "shared-memory",
          "message-queue",
          "semaphores",
          "lower-core",
          "new-privileges",
          "run-from-memory",
          "run-from-workspace");

  @ParameterizedTest
  @EnumSource(AttackedMachine.class)
  void nothingThatHarmsSucceeds(AttackedMachine machine) throws IOException {
    Map<String, String> harmless = new TreeMap<>(HARMLESS);
    if (!machine.hidesFiles()) {
      harmless.putAll(HARMLESS_WITHOUT_NAMESPACES);
    }
    if (machine.isWithoutLandlock()) {
      harmless.putAll(HARMLESS_WITHOUT_LANDLOCK);
    }
    try (HostileCeremony ceremony = new HostileCeremony(machine)) {
      Keyrite.Result result = ceremony.hold("all");
      assertEquals("", result.stderr());
      assertEquals(0, result.status());
      Map<String, String> got = ceremony.results();
      assertAll(
          () ->
              assertEquals(
                  new TreeSet<>(AttackPrograms.require().names()), got.keySet(), "attacks made"),
          () -> assertEquals(harmless.keySet(), succeeded(got), "attacks that succeed"),
          () -> assertEquals(Map.of(), otherThan("EPERM", got), "not refused by the filter"),
          () -> assertEquals("ENOSYS", got.get("clone3")),
          () -> assertEquals(List.of(), ceremony.reachedAccomplice()),
          ceremony::assertNothingLeft,
          ceremony::assertNobodyRuns);
    }
  }

  private static Set<String> succeeded(Map<String, String> got) {
    Set<String> names = new TreeSet<>();
    got.forEach(
        (name, result) -> {
          if (result.equals("SUCCESS")) {
            names.add(name);
          }
        });
    return names;
  }

  private static Map<String, String> otherThan(String expected, Map<String, String> got) {
    Map<String, String> others = new TreeMap<>();
    for (String name : NOT_PERMITTED) {
      if (!expected.equals(got.get(name))) {
        others.put(name, got.getOrDefault(name, "not made"));
      }
    }
    return others;
  }

  /** Otherwise the test above would hold nothing. */
  @Test
  void outsideTheSameAttacksSucceed() throws IOException {
    try (HostileCeremony ceremony = new HostileCeremony(AttackedMachine.USER)) {
      Map<String, String> got = ceremony.resultsOutside();
      Map<String, String> failed = new TreeMap<>();
      for (String name : SUCCEED_OUTSIDE) {
        if (!"SUCCESS".equals(got.get(name))) {
          failed.put(name, got.getOrDefault(name, "not made"));
        }
      }
      assertEquals(Map.of(), failed);
      assertEquals(
          Set.of(
              "signal",
              "tcp",
              "udp",
              "unix-abstract",
              "unix-datagram",
              "unix-datagram with a descriptor",
              "unix-stream"),
          new TreeSet<>(ceremony.reachedAccomplice()));
    }
  }
}
