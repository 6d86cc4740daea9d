package org.keyrite.escrow.life;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.files.Recipients;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;

/** A new identity in place of an old one: every file of it, for everybody who is to have it. */
class RotationTest {
  private static final List<String> QUORUM = List.of("alice", "bob", "dora");

  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private final X25519Identity host = X25519Identity.generate();
  private final X25519Identity guest = X25519Identity.generate();
  private Watch watch = new Watch(Integer.MAX_VALUE);
  private Path home;
  private Path files;
  private SetRecord record;
  private Recipient old;

  /** Is told how far it is, and ends it after some files, as a signal would. */
  private static class Watch implements Rotation.Watch {
    private final int most;
    private final List<Object> told = new ArrayList<>();
    private int done;
    private long bytes;

    Watch(int most) {
      this.most = most;
    }

    @Override
    public void begin(Optional<NewSet.Made> made, int files, long length) {
      told.addAll(List.of(made.isPresent(), files, length));
    }

    @Override
    public void accept(long more) {
      bytes += more;
    }

    @Override
    public void done() {
      if (++done == most) {
        throw new IllegalStateException("interrupted");
      }
    }
  }

  @BeforeEach
  void split() throws Exception {
    folder = folder.toRealPath();
    home = folder.resolve("set");
    files = Files.createDirectory(folder.resolve("files"));
    record = trustees.split(home, "2 operators alice bob carol; 1 directors dora");
    old = Recipients.parse(record.recipient());
  }

  private EscrowSet open() throws Fault {
    return EscrowSet.open(home.resolve("escrow.json"), Trustees.clock(9));
  }

  private List<String> events() throws Fault {
    return open().journal().entries().stream().map(Journal.Entry::name).toList();
  }

  private Path encrypted(String name, Recipient... recipients) throws IOException {
    return encrypted(name, false, recipients);
  }

  private Path encrypted(String name, boolean armored, Recipient... recipients) throws IOException {
    Path file = files.resolve(name);
    Files.createDirectories(file.getParent());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Recipient> all = List.of(recipients);
    try (AgeOutput out = armored ? Age.encryptArmored(all, bytes) : Age.encrypt(all, bytes)) {
      out.write(name.getBytes(StandardCharsets.US_ASCII));
      out.finish();
    }
    return Files.write(file, bytes.toByteArray());
  }

  private static String decrypted(Path file, NativeIdentity identity) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = Age.decrypt(List.of(identity), in)) {
      return new String(plain.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private Rotation rotation(
      Path of, String out, EscrowPolicy policy, boolean alone, List<Recipient> also) throws Fault {
    NewSet target = new NewSet(folder.resolve(out), Optional.empty(), Trustees.clock(9));
    return new Rotation(
        open(),
        new Rotation.Order(of, also, alone),
        new RotationTarget.NewIdentity(target, policy, IdentityKind.X25519));
  }

  private Rotation rotation(Recipient... also) throws Fault {
    return rotation(files, "next", record.policy(), false, List.of(also));
  }

  private Rotation.Rotated rotate(Rotation rotation) throws Exception {
    rotation.requirePossible();
    try (Gathering gathering = trustees.gather(home, record, "alice", "bob", "dora");
        NativeIdentity identity = gathering.restore()) {
      return rotation.rotate(identity, QUORUM, watch);
    }
  }

  private void isRefused(String sentence, String advice, Rotation rotation) throws Exception {
    Trustees.says(assertThrows(Refused.class, rotation::requirePossible), sentence, advice);
    assertThrows(Refused.class, () -> rotate(rotation));
    assertEquals(List.of("files", "set"), Trustees.files(folder));
    assertEquals(List.of("set-split"), events());
  }

  @Test
  void everyFileIsEncryptedToTheNewIdentity() throws Exception {
    byte[] before = Files.readAllBytes(encrypted("one.age", old));
    encrypted("below/two.age", old);
    Files.writeString(files.resolve("README"), "what these are");
    Rotation.Rotated rotated = rotate(rotation());
    assertEquals(List.of("below/two.age", "one.age"), rotated.files());
    assertEquals(List.of("README"), rotated.passedOver());
    SetRecord next = rotated.record();
    assertNotEquals(record.recipient(), next.recipient());
    assertEquals(Optional.of(record.set()), next.replaces());
    try (Gathering gathering =
            trustees.gather(folder.resolve("next"), next, "alice", "carol", "dora");
        NativeIdentity restored = gathering.restore()) {
      for (String name : rotated.files()) {
        assertEquals(name, decrypted(folder.resolve("next/files").resolve(name), restored));
      }
    }
    assertArrayEquals(before, Files.readAllBytes(files.resolve("one.age")));
    SetRecord made = rotated.record();
    List<SetEvent> events = open().journal().entries().stream().map(Journal.Entry::event).toList();
    assertEquals(
        List.of(
            new SetEvent.Rotated(
                record.set(),
                QUORUM,
                made.set(),
                Optional.of(folder.resolve("next").toString()),
                made.recipient(),
                List.of(),
                List.of()),
            new SetEvent.FilesRotated(
                record.set(),
                QUORUM,
                made.set(),
                folder.resolve("next").toString(),
                List.of("below/two.age", "one.age"),
                List.of("README"),
                List.of())),
        events.subList(1, 3));
    long length = Files.size(files.resolve("one.age")) + Files.size(files.resolve("below/two.age"));
    assertEquals(List.of(true, 2, length), watch.told);
    assertEquals(length, watch.bytes);
    assertEquals(2, watch.done);
  }

  private Rotation onto(String name) throws Exception {
    return new Rotation(
        open(),
        new Rotation.Order(files, List.of(), false),
        new RotationTarget.Existing(
            EscrowSet.look(folder.resolve(name).resolve("escrow.json"), Trustees.clock(9)).record(),
            folder.resolve("next")));
  }

  /** The set is there from the first file on; what was done stays, and the rest comes later. */
  @Test
  void whatWasInterruptedIsContinued() throws Exception {
    for (String name : List.of("1.age", "2.age", "3.age")) {
      encrypted(name, old);
    }
    watch = new Watch(2);
    assertThrows(IllegalStateException.class, () -> rotate(rotation()));
    Path made = folder.resolve("next/files");
    assertEquals(List.of("1.age", "2.age"), Trustees.files(made));
    assertEquals(List.of("set-split", "set-rotated"), events());
    byte[] second = Files.readAllBytes(made.resolve("2.age"));
    watch = new Watch(Integer.MAX_VALUE);
    Rotation.Rotated rotated = rotate(onto("next"));
    assertEquals(List.of("3.age"), rotated.files());
    assertEquals(List.of("1.age", "2.age"), rotated.already());
    assertEquals(Optional.empty(), rotated.made());
    assertEquals(List.of("1.age", "2.age", "3.age"), Trustees.files(made));
    assertArrayEquals(second, Files.readAllBytes(made.resolve("2.age")));
    assertEquals(List.of("set-split", "set-rotated", "files-rotated"), events());
    assertEquals(3, watch.done);
  }

  private static final String OTHER = "the new folder has something else of that name";

  /** Old files in the place of new ones, and new ones for others, are not taken for done. */
  @Test
  void whatNoRotationMadeIsNotTakenForDone() throws Exception {
    for (String name : List.of("1.age", "2.age", "3.age", "4.age")) {
      encrypted(name, old);
    }
    watch = new Watch(3);
    assertThrows(IllegalStateException.class, () -> rotate(rotation()));
    watch = new Watch(Integer.MAX_VALUE);
    Path made = folder.resolve("next/files");
    encrypted("1.age", old);
    Files.copy(files.resolve("2.age"), made.resolve("2.age"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(files.resolve("4.age"), made.resolve("4.age"), StandardCopyOption.COPY_ATTRIBUTES);
    Rotation.Rotated rotated = rotate(onto("next"));
    assertEquals(Map.of("1.age", OTHER, "2.age", OTHER, "4.age", OTHER), rotated.failed());
    assertEquals(List.of("3.age"), rotated.already());
    assertEquals(1, watch.done);
    Rotation also =
        new Rotation(
            open(),
            new Rotation.Order(files, List.of(host.recipient()), false),
            onto("next").target());
    assertEquals(List.of(), rotate(also).already());
  }

  @Test
  void theNewFolderIsNotTheOldOne() throws Exception {
    Path inside = Files.createDirectories(folder.resolve("w/files"));
    encrypted("one.age", old);
    Files.move(files.resolve("one.age"), inside.resolve("one.age"));
    encrypted("other.age", old);
    rotate(rotation());
    RotationTarget.Existing next = (RotationTarget.Existing) onto("next").target();
    RotationTarget there = new RotationTarget.Existing(next.set(), folder.resolve("w"));
    Rotation rotation = new Rotation(open(), new Rotation.Order(inside, List.of(), false), there);
    Trustees.says(
        assertThrows(Refused.class, rotation::requirePossible),
        "The new files would be in " + inside + ", which is a link or has the old ones.",
        "Name another folder with --out.");
  }

  @Test
  void aFileMayHaveAnyName() throws Exception {
    for (String name : List.of(".unfinished", ".rotating-1", "rotated.jsonl", "z.age")) {
      encrypted(name, old);
    }
    assertEquals(4, rotate(rotation()).files().size());
    assertEquals(
        List.of(".rotating-1", ".unfinished", "rotated.jsonl", "z.age"),
        Trustees.files(folder.resolve("next/files")));
  }

  @Test
  void twoAtOnceAreRefused() throws Exception {
    encrypted("one.age", old);
    encrypted("two.age", old);
    List<String> said = new ArrayList<>();
    watch =
        new Watch(Integer.MAX_VALUE) {
          @Override
          public void done() {
            if (said.isEmpty()) {
              said.add("");
              Failed second = assertThrows(Failed.class, () -> rotate(onto("next")));
              said.set(0, second.getMessage());
            }
          }
        };
    assertEquals(2, rotate(rotation()).files().size());
    assertEquals(
        "The file rotated.jsonl could not be encrypted again: another rotation is at work there."
            + " 0 of 2 are done.",
        said.getFirst());
  }

  @Test
  void aFileThatIsDamagedInItsMiddleDoesNotKeepTheOthersFromIt() throws Exception {
    for (String name : List.of("1.age", "2.age", "3.age")) {
      encrypted(name, old);
    }
    Path damaged = files.resolve("2.age");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length - 1] ^= 1;
    Files.write(damaged, bytes);
    Rotation.Rotated rotated = rotate(rotation());
    assertEquals(List.of("1.age", "3.age"), rotated.files());
    assertEquals(List.of("2.age"), List.copyOf(rotated.failed().keySet()));
    assertEquals(List.of("1.age", "3.age"), Trustees.files(folder.resolve("next/files")));
    bytes[bytes.length - 1] ^= 1;
    Files.write(damaged, bytes);
    assertEquals(List.of("2.age"), rotate(onto("next")).files());
  }

  @Test
  void aSecondFolderBecomesTheSameIdentitys() throws Exception {
    encrypted("one.age", old);
    SetRecord next = rotate(rotation()).record();
    Files.delete(files.resolve("one.age"));
    encrypted("two.age", old);
    assertEquals(List.of("two.age"), rotate(onto("next")).files());
    try (Gathering gathering =
            trustees.gather(folder.resolve("next"), next, "alice", "bob", "dora");
        NativeIdentity restored = gathering.restore()) {
      for (String name : List.of("one.age", "two.age")) {
        assertEquals(name, decrypted(folder.resolve("next/files").resolve(name), restored));
      }
    }
  }

  @Test
  void aSetOfTheSameIdentityOrOfAnotherEnvironmentIsRefused() throws Exception {
    encrypted("one.age", old);
    trustees.split(folder.resolve("other"), record.policy(), "mainnet");
    Trustees.says(
        assertThrows(Refused.class, () -> onto("other").requirePossible()),
        "The set after --onto is for mainnet, and has another identity.",
        "Name a set for testnet with another identity than this.");
    Trustees.says(
        assertThrows(Refused.class, () -> onto("set").requirePossible()),
        "The set after --onto is for testnet, and has the same identity.",
        "Name a set for testnet with another identity than this.");
  }

  @Test
  void modeAndTimeStay() throws Exception {
    Path one = encrypted("one.age", old);
    Path two = encrypted("two.age", old);
    Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(two, PosixFilePermissions.fromString("rw-rw-r--"));
    Files.setLastModifiedTime(one, FileTime.fromMillis(1_234_567_890_123L));
    rotate(rotation());
    Path made = folder.resolve("next/files");
    assertEquals(
        Files.getPosixFilePermissions(one), Files.getPosixFilePermissions(made.resolve("one.age")));
    assertEquals(
        Files.getPosixFilePermissions(two), Files.getPosixFilePermissions(made.resolve("two.age")));
    assertEquals(
        FileTime.fromMillis(1_234_567_890_123L),
        Files.getLastModifiedTime(made.resolve("one.age")));
  }

  /** What only its owner could read must not become everybody's to copy. */
  @Test
  void aFileKeepsItsMode() throws Exception {
    for (String mode : List.of("rw-------", "r--r-----", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(
          encrypted(mode + ".age", old), PosixFilePermissions.fromString(mode));
    }
    rotate(rotation());
    for (String mode : List.of("rw-------", "r--r-----", "rw-rw-rw-")) {
      Path made = folder.resolve("next/files").resolve(mode + ".age");
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }
  }

  @Test
  void aFileIsKnownByItsBeginningNotByItsName() throws Exception {
    List<String> names = List.of("UP.AGE", "arm.txt", "sub/no_ext", "x.share.age");
    for (String name : names) {
      encrypted(name, name.equals("arm.txt"), old, host.recipient());
    }
    Rotation.Rotated rotated = rotate(rotation(host.recipient()));
    assertEquals(names, rotated.files());
    assertEquals(List.of(), rotated.passedOver());
    for (String name : names) {
      assertEquals(name, decrypted(folder.resolve("next/files").resolve(name), host));
    }
    // What was text for a mail is text again.
    assertTrue(
        Files.readString(folder.resolve("next/files/arm.txt"))
            .startsWith("-----BEGIN AGE ENCRYPTED FILE-----\n"));
  }

  @Test
  void aDamagedFileIsNoticed() throws Exception {
    encrypted("one.age", old);
    Path damaged = Files.writeString(files.resolve("two.age"), "lost");
    Trustees.says(
        assertThrows(Failed.class, () -> rotation().requirePossible()),
        "The file "
            + damaged
            + " does not open: this is not an age file: it does not start with the format's name.",
        "Nothing was changed. To go on, check that it is the encrypted file, and the whole of it.");
  }

  @Test
  void whatALinkLeadsToIsNotForgotten() throws Exception {
    Path one = encrypted("one.age", old);
    Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("text"), "not encrypted");
    Files.copy(one, elsewhere.resolve("secret"));
    Path link = files.resolve("link");
    String advice =
        "keyrite does not follow links. Replace the link by its target, or take it out of the"
            + " folder.";
    Files.createSymbolicLink(link, elsewhere.resolve("secret"));
    isRefused(
        link + " is a link to " + elsewhere.resolve("secret") + ", which is encrypted.",
        advice,
        rotation());
    Files.delete(link);
    Files.createSymbolicLink(link, elsewhere);
    isRefused(link + " is a link to " + elsewhere + ", a folder.", advice, rotation());
    Files.delete(link);
    Files.createSymbolicLink(link, elsewhere.resolve("text"));
    Files.createSymbolicLink(files.resolve("latest"), one);
    Files.createSymbolicLink(files.resolve("nowhere"), files.resolve("missing"));
    Rotation.Rotated rotated = rotate(rotation());
    assertEquals(List.of("one.age"), rotated.files());
    assertEquals(List.of("latest", "link", "nowhere"), rotated.passedOver());
  }

  @Test
  void aFileThatIsNotTheSetsStopsIt() throws Exception {
    encrypted("one.age", old);
    Path other = encrypted("two.age", host.recipient());
    Trustees.says(
        assertThrows(Refused.class, () -> rotate(rotation())),
        "The file " + other + " is not encrypted to the identity of this set.",
        "Nothing was changed. Take it out of the folder, or rotate the set that it is of.");
    assertEquals(List.of("files", "set"), Trustees.files(folder));
    assertEquals(List.of("set-split"), events());
  }

  @Test
  void theOldSharesMayLieBesideTheFiles() throws Exception {
    files = home;
    encrypted("one.age", old);
    Rotation.Rotated rotated = rotate(rotation(home, "next", record.policy(), false, List.of()));
    assertEquals(List.of("one.age"), rotated.files());
    assertEquals(6, rotated.passedOver().size());
  }

  @Test
  void nobodyLosesAFileUnsaid() throws Exception {
    Path file = encrypted("one.age", old, host.recipient(), guest.recipient());
    String advice =
        "Name all of them with --also; or give --alone if those who are not named are to lose it.";
    isRefused(
        "The file "
            + file
            + " is for the identity and 2 others, and 0 others are named: somebody would lose access.",
        advice,
        rotation());
    isRefused(
        "The file "
            + file
            + " is for the identity and 2 others, and 1 other is named: somebody would lose access.",
        advice,
        rotation(host.recipient()));
    rotate(rotation(host.recipient(), guest.recipient()));
    assertEquals("one.age", decrypted(folder.resolve("next/files/one.age"), host));
    assertEquals("one.age", decrypted(folder.resolve("next/files/one.age"), guest));
    rotate(rotation(files, "alone", record.policy(), true, List.of(host.recipient())));
    assertEquals("one.age", decrypted(folder.resolve("alone/files/one.age"), host));
  }

  @Test
  void theOldIdentityIsLeftOut() throws Exception {
    encrypted("one.age", old);
    isRefused(
        "--also: this is the recipient of the old identity, which must not open the new files.",
        "Name each other recipient once with --also.",
        rotation(host.recipient(), old));
    isRefused(
        "--also names a recipient twice: " + host.recipient() + ".",
        "Name each other recipient once with --also.",
        rotation(host.recipient(), host.recipient()));
    EscrowPolicy with = record.policy().with(new ShareIndex(0, 1), Optional.of(old));
    isRefused(
        "The recipient of bob belongs to the identity that the trustees share.",
        "Nobody could open that share: give the trustee's own recipient.",
        rotation(files, "next", with, false, List.of()));
  }

  @Test
  void whatIsNamedIsAFolder() throws Exception {
    String advice = "Name the folder of the encrypted files with --files.";
    isRefused("There is no encrypted file in " + files + ".", advice, rotation());
    Path one = encrypted("one.age", old);
    isRefused(
        one + " is not a folder.",
        advice,
        rotation(one, "next", record.policy(), false, List.of()));
    Trustees.says(
        assertThrows(
            Failed.class,
            () ->
                rotation(files.resolve("no"), "next", record.policy(), false, List.of())
                    .requirePossible()),
        "The folder " + files.resolve("no") + " cannot be read: No such file or directory.",
        advice);
    Path link = Files.createSymbolicLink(home.resolve("link"), files);
    Rotation.Rotated rotated = rotate(rotation(link, "next", record.policy(), false, List.of()));
    assertEquals(List.of("one.age"), rotated.files());
  }

  @Test
  void oldAndNewAreNotMixed() throws Exception {
    encrypted("one.age", old);
    Files.createDirectories(files.resolve("below"));
    Files.createSymbolicLink(home.resolve("link"), files.resolve("below"));
    for (String out : List.of("files/below/../next", "set/link/next")) {
      isRefused(
          "The new folder " + folder.resolve(out) + " would be among the files in " + files + ".",
          "Name a folder outside with --out.",
          rotation(files, out, record.policy(), false, List.of()));
    }
  }

  @Test
  void aNameThatIsNotTextIsNotGuessed() throws Exception {
    encrypted("one.age", old);
    Process made =
        new ProcessBuilder("sh", "-c", "cp one.age \"$(printf 'b\\377.age')\"")
            .directory(files.toFile())
            .start();
    assertEquals(0, made.waitFor());
    isRefused(
        "The name of " + files.resolve("b\uFFFD.age") + " is not UTF-8 text.",
        "Give the file another name first.",
        rotation());
  }

  @Test
  void whatIsWantingIsSaidBeforeAnybodyBringsAShare() throws Exception {
    encrypted("one.age", old);
    isRefused(
        "The folder " + home + " is not empty.",
        "Name a new folder with --out: nothing joins or replaces other files.",
        rotation(files, "set", record.policy(), false, List.of()));
    isRefused(
        "A trustee has no recipient, and there is no folder for their recovery sheet.",
        "Name a tmpfs folder for it with --kits, or give the trustee a recipient.",
        rotation(files, "next", trustees.policy("2 operators alice paper-bob"), false, List.of()));
    Files.createDirectories(home.resolve(".escrow-journal.jsonl.trial/in the way"));
    Rotation rotation = rotation();
    Trustees.says(
        assertThrows(Failed.class, rotation::requirePossible),
        "The journal "
            + home.resolve(EscrowSet.JOURNAL)
            + " cannot be written: input or output failed.",
        "Put the set's folder on a medium that can be written, and begin again.");
  }

  @Test
  void whereTheJournalCannotTellOfItNothingIsMade() throws Exception {
    encrypted("one.age", old);
    Files.createDirectories(home.resolve(".escrow-journal.jsonl.partial/in the way"));
    Trustees.says(
        assertThrows(Failed.class, () -> rotate(rotation())),
        "The journal "
            + home.resolve(EscrowSet.JOURNAL)
            + " could not be written: input or output failed.",
        "Put the set's folder on a medium that can be written, and begin again.");
    assertEquals(List.of("files", "set"), Trustees.files(folder));
    assertEquals(List.of("set-split"), events());
  }
}
