package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
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
