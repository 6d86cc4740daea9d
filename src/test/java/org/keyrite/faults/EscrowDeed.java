package org.keyrite.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keyrite.testing.EscrowFixture;

/** A command about an escrow set, with the encrypted shares of the set and their identities. */
final class EscrowDeed extends Deed {
  private static final List<String> QUORUM = List.of("alice", "bob", "dora");
  private static final String BACKUP = "what the identity is for\n".repeat(12_000);
  private static final String JOURNAL = "escrow-journal.jsonl";

  private final Command command;
  private final EscrowFixture escrow = new EscrowFixture();
  private final Path set;
  private final Path backup;
  private final Path kits;
  private final Path place;
  private final String identity;
  private final Search secrets;
  private final Map<Path, byte[]> sources = new TreeMap<>();

  /** The commands, as {@code keyrite escrow} knows them. */
  enum Command {
    SPLIT("split"),
    COMBINE("combine"),
    DECRYPT("combine --decrypt"),
    REISSUE("reissue"),
    RESHARE("reshare"),
    ROTATE("rotate"),
    KIT("kit");

    private final String shown;

    Command(String shown) {
      this.shown = shown;
    }

    /** Whether its output is a secret, and so in memory. */
    private boolean isForMemory() {
      return this == COMBINE || this == DECRYPT || this == KIT;
    }
  }

  EscrowDeed(Command command) throws Exception {
    super(command.shown);
    this.command = command;
    set = escrow.split("set");
    backup = escrow.encrypt(set, "files/backup.age", BACKUP);
    kits = Files.createDirectory(escrow.memory().resolve("kits"), mode());
    place = command.isForMemory() ? kits : Files.createDirectory(escrow.folder().resolve("place"));
    Files.createDirectory(copy());
    Path clear = kits.resolve("clear");
    done(escrow.with("combine", set, QUORUM, "-o", clear.toString()));
    identity = Files.readString(clear).strip();
    empty(kits);
    List<Secret> known = new ArrayList<>(List.of(Secret.ofIdentity(identity)));
    for (String trustee : List.of("alice", "bob", "carol", "dora")) {
      known.add(Secret.ofWords(words(trustee)));
    }
    secrets = new Search(known);
    if (command == Command.SPLIT) {
      // A source in the clear: in memory, and under a name that says so to the search.
      Files.writeString(given(), identity + "\n");
    }
    byte[] share = Files.readAllBytes(escrow.share(set, "dora"));
    Files.write(cutOff(), Arrays.copyOf(share, share.length - 1));
    for (Path file : filesIn(escrow.folder())) {
      sources.put(file, Files.readAllBytes(file));
    }
  }

  private static FileAttribute<?> mode() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  private String words(String trustee) throws IOException {
    String[] opened = {
      "age", "-d", "-i", escrow.identity(trustee).toString(), escrow.share(set, trustee).toString()
    };
    return EscrowFixture.text(done(List.of(opened)))
        .lines()
        .filter(line -> !line.startsWith("#"))
        .findFirst()
        .orElseThrow();
  }

  private static void done(String... escrow) {
    List<String> all = new ArrayList<>(List.of("escrow"));
    all.addAll(List.of(escrow));
    done(all);
  }

  private Path cutOff() {
    return escrow.folder().resolve("cut-off.share.age");
  }

  private Path given() {
    return escrow.memory().resolve("given");
  }

  @Override
  List<String> arguments() {
    List<String> all = new ArrayList<>(List.of("escrow", command.shown.split(" ", 2)[0]));
    if (command != Command.SPLIT) {
      all.addAll(List.of("--set", set.resolve("escrow.json").toString()));
    }
    all.addAll(
        switch (command) {
          case SPLIT -> List.of("--identity", given().toString(), "--environment", "testnet");
          case COMBINE -> List.of("--yes", "-o", kits.resolve("restored").toString());
          case DECRYPT ->
              List.of(
                  "--yes",
                  "--decrypt",
                  backup.toString(),
                  "-o",
                  kits.resolve("restored").toString());
          case REISSUE -> List.of("--yes", "--trustee", "carol", "--to", "paper");
          case RESHARE -> List.of("--yes");
          case KIT -> List.of();
          case ROTATE -> List.of("--yes", "--files", backup.getParent().toString());
        });
    if (command == Command.SPLIT || command == Command.RESHARE) {
      String alice = "alice=" + escrow.recipient("alice");
      all.addAll(List.of("--threshold", "2", "--trustee", alice, "--trustee", "erin=paper"));
    }
    if (command != Command.COMBINE && command != Command.DECRYPT) {
      all.addAll(List.of("--kits", kits.toString()));
    }
    if (!command.isForMemory()) {
      all.addAll(List.of("--out", place.resolve("out").toString()));
    }
    if (command != Command.SPLIT) {
      for (String trustee : command == Command.KIT ? List.of("alice") : QUORUM) {
        all.addAll(List.of("-i", escrow.identity(trustee).toString(), shareOf(trustee)));
      }
    }
    return all;
  }

  /** With a share that is cut off, or with a file that is not there. */
  @Override
  List<String> failing() {
    List<String> arguments = new ArrayList<>(arguments());
    if (command == Command.SPLIT) {
      arguments.addAll(List.of("--file", escrow.folder().resolve("missing").toString()));
    } else {
      arguments.replaceAll(each -> each.endsWith(".share.age") ? cutOff().toString() : each);
    }
    return arguments;
  }

  private boolean isBegun() {
    return command == Command.ROTATE && Files.exists(out().resolve("escrow.json"));
  }

  /** A rotation has made its set, and each file that it has made since. */
  @Override
  boolean stays(String file) {
    return isBegun() && !file.contains("/.");
  }

  @Override
  List<String> again() {
    List<String> all = new ArrayList<>(arguments());
    if (isBegun()) {
      all.addAll(List.of("--onto", out().resolve("escrow.json").toString()));
    }
    return all;
  }

  private String shareOf(String trustee) {
    try {
      return escrow.share(set, trustee).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  Path folder() {
    return escrow.folder();
  }

  @Override
  Path memory() {
    return escrow.memory();
  }

  @Override
  Path place() {
    return place;
  }

  @Override
  Path kits() {
    return kits;
  }

  @Override
  Path workspaces() {
    return kits;
  }

  @Override
  Search secrets() {
    return secrets;
  }

  /** Restores the identity from the new set, or looks at what was restored. */
  @Override
  void verify() throws Exception {
    switch (command) {
      case COMBINE -> assertEquals(identity + "\n", Files.readString(kits.resolve("restored")));
      case DECRYPT ->
          assertTrue(
              BACKUP.equals(Files.readString(kits.resolve("restored"))), "it is another text");
      case KIT -> {
        for (Path sheet : filesIn(kits)) {
          check(set, sheet);
        }
      }
      case SPLIT, RESHARE -> restore(List.of("alice"), EscrowFixture.fact(set, "recipient"));
      case REISSUE -> check(out(), sheet());
      case ROTATE -> restore(QUORUM, EscrowFixture.fact(out(), "recipient"));
    }
  }

  private Path out() {
    return place.resolve("out");
  }

  /** The sheet as text. */
  private Path sheet() throws IOException {
    return filesIn(kits).stream()
        .filter(file -> file.toString().endsWith(".txt"))
        .findFirst()
        .orElseThrow();
  }

  private void check(Path of, Path share) {
    escrow.done("check", "--set", of.resolve("escrow.json").toString(), share.toString());
  }

  private void restore(List<String> trustees, String recipient) throws IOException {
    Path restored = escrow.memory().resolve("restored");
    List<String> more = new ArrayList<>(List.of("-o", restored.toString()));
    if (trustees.size() == 1) {
      more.add(sheet().toString());
    }
    try {
      done(escrow.with("combine", out(), trustees, more.toArray(String[]::new)));
      String[] asked = {"age-keygen", "-y", restored.toString()};
      assertEquals(recipient, EscrowFixture.text(done(List.of(asked))).strip());
    } finally {
      Files.deleteIfExists(restored);
    }
  }

  /** The journal may have grown, by whole lines. */
  @Override
  void requireSources(boolean isAbrupt) throws Exception {
    for (Map.Entry<Path, byte[]> source : sources.entrySet()) {
      byte[] now = Files.readAllBytes(source.getKey());
      if (source.getKey().endsWith(JOURNAL)) {
        String text = new String(now, UTF_8);
        assertTrue(text.startsWith(new String(source.getValue(), UTF_8)), "the journal is another");
        assertTrue(text.endsWith("}\n"), "half a line in the journal: " + text);
      } else {
        assertArrayEquals(source.getValue(), now, source.getKey().toString());
      }
    }
    List<Path> beside = new ArrayList<>(besideSources());
    beside.removeIf(file -> isAbrupt && file.getFileName().toString().startsWith("." + JOURNAL));
    assertEquals(List.of(), beside, "something new in the set's folder");
  }

  private List<Path> besideSources() throws IOException {
    try (Stream<Path> all = Files.list(set)) {
      return all.filter(file -> !sources.containsKey(file)).toList();
    }
  }

  @Override
  void clear() throws IOException {
    super.clear();
    for (Path unfinished : besideSources()) {
      Files.delete(unfinished);
    }
    for (Map.Entry<Path, byte[]> source : sources.entrySet()) {
      Path whole = escrow.memory().resolve("source");
      Files.write(whole, source.getValue());
      if (source.getKey().endsWith(JOURNAL)) {
        Files.copy(whole, source.getKey(), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.delete(whole);
    }
  }

  @Override
  public void close() throws IOException {
    escrow.close();
  }
}
