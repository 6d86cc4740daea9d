package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.header.AgeException;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareEntry;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.fault.Denied;

/** Trustees bring shares until there are enough. */
class GatheringTest {
  private static final SecretBytes NONE = new SecretBytes(new byte[0]);

  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();

  @Test
  void aWrongShareChangesNothingForTheOthers() throws Exception {
    SetRecord record = trustees.split(folder.resolve("set"), "2 operators alice bob carol");
    try (Gathering gathering = trustees.gather(folder.resolve("set"), record, "alice")) {
      Share forged =
          Sharing.forged(
              Sharing.parse(Ascii.bytes(trustees.words(folder.resolve("set"), record, "bob"))));
      assertThrows(ShareProblem.class, () -> gathering.add(Trustees.text(Ascii.words(forged))));
      assertEquals("operators 1 of 2", gathering.progress());
      assertEquals("[share 2 of group 1]", gathering.faulty().toString());
      gathering.add(trustees.share(folder.resolve("set"), record, "carol"));
      assertEquals("operators 2 of 2 ok", gathering.progress());
      try (NativeIdentity restored = gathering.restore()) {
        assertEquals(record.recipient(), restored.recipient().toString());
      }
      gathering.add(trustees.share(folder.resolve("set"), record, "bob"));
      assertEquals("[]", gathering.faulty().toString());
    }
  }

  private static String trouble(Gathering gathering, String words, int count) {
    try (ShareEntry entry = new ShareEntry(OptionalInt.of(33))) {
      String first = String.join(" ", List.of(words.split(" ", -1)).subList(0, count));
      assertEquals(Optional.empty(), entry.type(Ascii.bytes(first)));
      return entry.start().flatMap(gathering::trouble).orElse("");
    }
  }

  /** Two words say of which set a share is, four which one of it. */
  @Test
  void theFirstWordsTellAShareThatWillNotBeTaken() throws Exception {
    String groups = "2 operators alice bob carol; 1 directors dora";
    SetRecord record = trustees.split(folder.resolve("set"), groups);
    SetRecord other = trustees.split(folder.resolve("other"), groups);
    SetRecord larger = trustees.split(folder.resolve("larger"), "2 all alice bob carol erin");
    String bob = trustees.words(folder.resolve("set"), record, "bob");
    String foreign = trustees.words(folder.resolve("other"), other, "bob");
    String[] mixed = bob.split(" ", -1);
    String[] place = trustees.words(folder.resolve("larger"), larger, "erin").split(" ", -1);
    mixed[2] = place[2];
    mixed[3] = place[3];
    try (Gathering gathering = trustees.gather(folder.resolve("set"), record, "alice")) {
      assertEquals("", trouble(gathering, foreign, 1));
      for (int count : List.of(2, 3, 4, 32)) {
        assertEquals(
            "these words are of another set than this record's",
            trouble(gathering, foreign, count));
        assertEquals("", trouble(gathering, bob, count));
      }
      String alice = trustees.words(folder.resolve("set"), record, "alice");
      assertEquals("", trouble(gathering, alice, 3));
      assertEquals("it was there already: alice", trouble(gathering, alice, 4));
      assertEquals("", trouble(gathering, String.join(" ", mixed), 3));
      assertEquals("this set has no such share", trouble(gathering, String.join(" ", mixed), 4));
    }
    try (Gathering gathering = new Gathering(Optional.empty())) {
      assertEquals("", trouble(gathering, foreign, 4));
      gathering.add(Trustees.text(bob));
      assertEquals(
          "these words are of another set than the shares that are here",
          trouble(gathering, foreign, 2));
      assertEquals("it was there already: share 2 of group 1", trouble(gathering, bob, 4));
    }
  }

  /** What letters make of an encrypted share, they make of plain words, too. */
  @Test
  void aQuotedOrIndentedArmoredShareIsRead() throws Exception {
    SetRecord record = trustees.split(folder.resolve("set"), "1 operators alice");
    String words = trustees.words(folder.resolve("set"), record, "alice");
    X25519Identity alice = trustees.identity("alice");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (AgeOutput age = Age.encryptArmored(List.of(alice.recipient()), out)) {
      age.write(Ascii.bytes(words));
      age.finish();
    }
    String armor = out.toString(StandardCharsets.US_ASCII);
    for (String mark : List.of("", "> ", ">", "    ", "> > ", "\t")) {
      for (String end : List.of("\n", "\r\n")) {
        String quoted = armor.lines().map(line -> mark + line + end).collect(Collectors.joining());
        try (ShareText read =
                ShareReader.read(new ByteArrayInputStream(Ascii.bytes(quoted)), List.of(alice));
            SecretBytes text = read.words().text()) {
          assertEquals(words, Ascii.text(text));
        }
      }
    }
    String changed = armor.replaceFirst("\n(.)(.)", "\n$2$1");
    assertThrows(
        AgeException.class,
        () -> ShareReader.read(new ByteArrayInputStream(Ascii.bytes(changed)), List.of(alice)));
  }

  @Test
  void whoseAShareIsIsNotBelievedToItsText() throws Exception {
    SetRecord record = trustees.split(folder.resolve("set"), "2 operators alice bob carol");
    String text = "# set: " + record.set() + "\n# trustee: bob\nacademic acid";
    try (Gathering gathering = new Gathering(Optional.of(record))) {
      assertThrows(ShareProblem.class, () -> gathering.add(Trustees.text(text)));
      assertEquals("[]", gathering.faulty().toString());
      assertEquals("[share 2 of group 1]", gathering.unreadable().toString());
      gathering.add(trustees.share(folder.resolve("set"), record, "bob"));
      assertEquals("[]", gathering.unreadable().toString());
    }
  }

  @Test
  void whichGroupsAreEnoughIsSaid() throws Exception {
    EscrowPolicy all = trustees.policy("2 operators alice bob; 1 directors dora");
    EscrowPolicy either = new EscrowPolicy(1, all.groups(), all.drillDays());
    SetRecord record = trustees.split(folder.resolve("set"), either, "testnet");
    assertEquals(
        "1 of these 2 groups: 2 of 2 operators, 1 of 1 directors", record.policy().inWords());
    try (Gathering gathering = trustees.gather(folder.resolve("set"), record, "dora");
        NativeIdentity restored = gathering.restore()) {
      assertEquals(
          "operators 0 of 2, directors 1 of 1 ok; it takes 1 of these groups",
          gathering.progress());
      assertEquals(record.recipient(), restored.recipient().toString());
    }
  }

  @Test
  void ofAForeignSetMoreSharesThanItTakesNameTheWrongOne() throws Exception {
    X25519Identity identity = X25519Identity.generate();
    List<Share> shares =
        Sharing.forging(Sharing.split(identity.exposeSecret(), Sharing.policy(1, "2 of 4")), 2);
    try (Gathering gathering = new Gathering(Optional.empty())) {
      assertEquals("no share yet", gathering.progress());
      for (Share share : shares) {
        gathering.add(Trustees.text(Ascii.words(share)));
      }
      assertEquals("group 1 4 of 2 ok; it takes 1 group", gathering.progress());
      Gathering.Foreign restored = gathering.restore(IdentityKind.X25519, NONE, Optional.empty());
      assertEquals(List.of(new ShareIndex(0, 2)), restored.faulty());
      assertEquals(identity.recipient(), restored.identity().recipient());
    }
  }

  @Test
  void aForeignSetOfAPostQuantumIdentityIsComparedWithItsRecipient() throws Exception {
    HybridIdentity identity = HybridIdentity.generate();
    List<Share> shares = Sharing.split(identity.exposeSecret(), Sharing.policy(1, "1 of 1"));
    try (Gathering gathering = new Gathering(Optional.empty())) {
      gathering.add(Trustees.text(Ascii.words(shares.getFirst())));
      String recipient = identity.recipient().toString();
      assertEquals(
          recipient,
          gathering
              .restore(IdentityKind.of(recipient), NONE, Optional.of(recipient))
              .identity()
              .recipient()
              .toString());
      SecretBytes passphrase = Ascii.secret("another");
      assertThrows(
          Denied.class,
          () -> gathering.restore(IdentityKind.HYBRID, passphrase, Optional.of(recipient)));
    }
  }

  @Test
  void whatIsNoIdentityIsNotTakenForOne() throws Exception {
    List<Share> shares = Sharing.split(new byte[16], Sharing.policy(1, "1 of 1"));
    try (Gathering gathering = new Gathering(Optional.empty())) {
      gathering.add(Trustees.text(Ascii.words(shares.getFirst())));
      Trustees.says(
          assertThrows(
              Denied.class, () -> gathering.restore(IdentityKind.X25519, NONE, Optional.empty())),
          "The set restores 16 bytes, and the secret of an age identity has 32.",
          "It does not hold an age identity: restore it with the program that made it.");
    }
  }

  @Test
  void ofAForeignSetSharesThatDoNotGoTogetherAreRefused() throws Exception {
    byte[] secret = Sharing.secret(32, 1);
    Share one = Sharing.split(secret, Sharing.policy(1, "2 of 3"), 1).getFirst();
    Share other = Sharing.split(secret, Sharing.policy(1, "2 of 3"), 2).getLast();
    try (Gathering gathering = new Gathering(Optional.empty())) {
      gathering.add(Trustees.text(Ascii.words(one)));
      ShareProblem problem =
          assertThrows(ShareProblem.class, () -> gathering.add(Trustees.text(Ascii.words(other))));
      assertEquals("the share is of another set: it has another identifier", problem.getMessage());
      assertEquals("leave it out; all shares must be of one set", problem.advice());
    }
  }
}
