package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.files.Recipients;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Reissue;
import org.keyrite.escrow.life.Rotation;
import org.keyrite.escrow.life.RotationTarget;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.fault.Refused;

/** A share that is encrypted to the shared identity itself is lost from the first day. */
class OwnRecipientTest {
  private static final String NOBODY =
      "Nobody could open that share: give the trustee's own recipient.";

  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private SetRecord record;

  @BeforeEach
  void split() throws Exception {
    record = trustees.split(folder.resolve("set"), "2 operators alice bob carol");
  }

  private EscrowPolicy policy(Recipient bobs) {
    Trustee alice = new Trustee("alice", Optional.of(trustees.identity("alice").recipient()));
    Trustee bob = new Trustee("bob", Optional.of(bobs));
    return new EscrowPolicy(
        1, List.of(new Group("operators", 2, List.of(alice, bob))), OptionalInt.empty());
  }

  private NewSet target() {
    return new NewSet(folder.resolve("next"), Optional.empty(), Trustees.clock(1));
  }

  private EscrowSet open() throws Exception {
    return EscrowSet.open(folder.resolve("set/escrow.json"), Trustees.clock(1));
  }

  @Test
  void noTrusteeIsGivenAShareThatItTakesSharesToOpen() {
    X25519Identity shared = X25519Identity.generate();
    Trustees.says(
        assertThrows(
            Refused.class,
            () ->
                target().split(shared, "testnet", policy(shared.recipient()), "given", List.of())),
        "The recipient of bob belongs to the identity that the trustees share.",
        NOBODY);
    assertEquals(false, Files.exists(folder.resolve("next")));
  }

  @Test
  void norInAReshareOrARotation() throws Exception {
    EscrowPolicy policy = policy(Recipients.parse(record.recipient()));
    Path files = Files.createDirectory(folder.resolve("files"));
    try (Gathering gathering = trustees.gather(folder.resolve("set"), record, "alice", "bob");
        NativeIdentity identity = gathering.restore()) {
      Rotation rotation =
          new Rotation(
              open(),
              new Rotation.Order(files, List.of(), true),
              new RotationTarget.NewIdentity(target(), policy, IdentityKind.X25519));
      for (Refused refused :
          List.of(
              assertThrows(
                  Refused.class, () -> target().reshare(open(), identity, policy, List.of())),
              assertThrows(Refused.class, () -> rotation.rotate(identity, List.of(), null)))) {
        Trustees.says(
            refused,
            "The recipient of bob belongs to the identity that the trustees share.",
            NOBODY);
      }
    }
  }

  @Test
  void norByAReissue() throws Exception {
    Optional<Recipient> shared = Optional.of(Recipients.parse(record.recipient()));
    try (Gathering gathering = trustees.gather(folder.resolve("set"), record, "alice", "bob")) {
      Reissue reissue = new Reissue(open(), target());
      Trustees.says(
          assertThrows(Refused.class, () -> reissue.make(gathering, "carol", shared)),
          "This is the recipient of the shared identity itself.",
          "Nobody could open the share: give the trustee's own recipient.");
    }
  }

  @Test
  void norDoesARecordSaySo() throws Exception {
    String bobs = trustees.identity("bob").recipient().toString();
    String json =
        Files.readString(folder.resolve("set/escrow.json")).replace(bobs, record.recipient());
    assertEquals(
        "the share of 'bob' is encrypted to the shared identity itself",
        assertThrows(
                RecordException.class,
                () -> SetRecordReader.parse(json.getBytes(StandardCharsets.UTF_8)))
            .getMessage());
  }
}
