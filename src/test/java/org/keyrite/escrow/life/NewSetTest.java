package org.keyrite.escrow.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.Age;
import org.keyrite.age.HybridIdentity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.header.AgeException;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.set.Trustees;
import org.keyrite.escrow.sheet.KitFolder;
import org.keyrite.escrow.sheet.KitPaper;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.ShareWords;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Refused;
import org.keyrite.journal.Journal;
import org.keyrite.machine.SecretFiles;

/** Splitting into a folder, which appears complete and proven, or not at all. */
class NewSetTest {
  private static final String POLICY = "2 operators alice bob carol; 1 directors dora";

  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();

  private NewSet to(String name) {
    return new NewSet(folder.resolve(name), Optional.empty(), Trustees.clock(0));
  }

  @Test
  void everyShareGoesToItsTrustee() throws Exception {
    SetRecord record = trustees.split(folder.resolve("set"), POLICY);
    String start = "testnet-" + record.shortName() + "-";
    assertEquals(
        List.of(
            "escrow-journal.jsonl",
            "escrow.json",
            start + "alice.share.age",
            start + "bob.share.age",
            start + "carol.share.age",
            start + "dora.share.age"),
        Trustees.files(folder.resolve("set")));
    for (String name : record.policy().names()) {
      try (Share share = trustees.share(folder.resolve("set"), record, name).share(record)) {
        assertEquals(record.policy().find(name).orElseThrow(), share.index());
      }
    }
    assertEquals(Trustees.DAY, record.created());
    assertEquals("2 of 3 operators and 1 of 1 directors", record.policy().inWords());
  }

  @Test
  void aGivenIdentityComesBack() throws Exception {
    for (NativeIdentity identity : List.of(X25519Identity.generate(), HybridIdentity.generate())) {
      Path out = folder.resolve(identity.getClass().getSimpleName());
      NewSet.Made made =
          new NewSet(out, Optional.empty(), Trustees.clock(0))
              .split(identity, "testnet", trustees.policy(POLICY), "given", List.of());
      assertEquals(3, made.split().combinations());
      assertTrue(made.split().all());
      try (Gathering gathering = trustees.gather(out, made.record(), "carol", "dora", "alice");
          NativeIdentity restored = gathering.restore()) {
        assertEquals(
            new String(identity.exposeEncoding(), StandardCharsets.US_ASCII),
            new String(restored.exposeEncoding(), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void whatDidNotProtectItIsInItsJournal() throws Exception {
    Path out = folder.resolve("set");
    List<String> risks = List.of("Swap is on (/dev/sda2)", "A protection is not in force: one");
    try (X25519Identity identity = X25519Identity.generate()) {
      to("set")
          .accepting(risks)
          .split(identity, "testnet", trustees.policy(POLICY), "new", List.of());
    }
    EscrowSet set = EscrowSet.open(out.resolve("escrow.json"), Trustees.clock(1));
    String id = set.record().set();
    set.accepted(List.of());
    set.accepted(List.of("later"));
    set.save();
    assertEquals(
        List.of(
            new SetEvent.RiskAccepted(id, risks), new SetEvent.RiskAccepted(id, List.of("later"))),
        EscrowSet.open(out.resolve("escrow.json"), Trustees.clock(2)).journal().entries().stream()
            .skip(1)
            .map(Journal.Entry::event)
            .toList());
    assertEquals(
        List.of(
            "Not one more share may be lost: one more, and the identity may be. Reissue what was lost,"
                + " or reshare."),
        SetStatus.of(set, Trustees.clock(1).instant()).warnings());
  }

  @Test
  void aLeadingZeroIsNotLost() throws Exception {
    byte[] secret = new byte[32];
    secret[31] = 1;
    try (X25519Identity identity = X25519Identity.fromSecret(secret)) {
      SetRecord record =
          to("set")
              .split(identity, "testnet", trustees.policy(POLICY), "given", List.of())
              .record();
      try (Gathering gathering =
              trustees.gather(folder.resolve("set"), record, "alice", "bob", "dora");
          X25519Identity restored = (X25519Identity) gathering.restore()) {
        assertEquals(List.of(secret[0], secret[31]), List.of(restored.exposeSecret()[0], (byte) 1));
      }
    }
  }

  @Test
  void filesOfAnySizeAreEncryptedToTheIdentity() throws Exception {
    Path secret = Files.write(folder.resolve("secret"), new byte[200_000]);
    try (X25519Identity identity = X25519Identity.generate()) {
      NewSet.Made made =
          to("set").split(identity, "testnet", trustees.policy(POLICY), "new", List.of(secret));
      assertEquals(List.of("secret.age"), made.files());
      try (InputStream in = Files.newInputStream(folder.resolve("set/secret.age"));
          InputStream plain = Age.decrypt(List.of(identity), in)) {
        assertEquals(200_000, plain.readAllBytes().length);
      }
    }
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path set = Files.createDirectory(folder.resolve("set"));
    Files.createFile(set.resolve("something"));
    Refused refused = assertThrows(Refused.class, () -> trustees.split(set, POLICY));
    Trustees.says(
        refused,
        "The folder " + set + " is not empty.",
        "Name a new folder with --out: nothing joins or replaces other files.");
    assertEquals(List.of("something"), Trustees.files(set));
  }

  @Test
  void ofAFailureNothingIsLeft() throws Exception {
    Refused refused =
        assertThrows(
            Refused.class,
            () -> trustees.split(folder.resolve("set"), "2 operators alice bob paper-carol"));
    Trustees.says(
        refused,
        "paper-carol has no recipient, and there is no place for a paper kit.",
        "Name a folder in memory with --kits, or a recipient for the trustee.");
    assertEquals(List.of(), Trustees.files(folder));
    try (X25519Identity identity = X25519Identity.generate()) {
      Failed failed =
          assertThrows(
              Failed.class,
              () ->
                  to("set")
                      .split(
                          identity,
                          "testnet",
                          trustees.policy(POLICY),
                          "new",
                          List.of(folder.resolve("missing"))));
      Trustees.says(
          failed,
          "The file "
              + folder.resolve("missing")
              + " could not be encrypted: No such file or directory.",
          "Nothing was kept. Check the file, and begin again.");
    }
    assertEquals(List.of(), Trustees.files(folder));
  }

  @Test
  void thoseWithoutRecipientGetPaper() throws Exception {
    Path memory = SecretFiles.folder(folder.resolve("memory"));
    EscrowPolicy policy = trustees.policy("2 operators alice paper-bob");
    try (KitFolder kits = new KitFolder(memory, true, SecretFiles::create);
        X25519Identity identity = X25519Identity.generate()) {
      SetRecord record =
          new NewSet(folder.resolve("set"), Optional.of(kits), Trustees.clock(0))
              .split(identity, "testnet", policy, "new", List.of())
              .record();
      ShareIndex bob = new ShareIndex(0, 1);
      assertEquals(record.kitFiles(bob), Trustees.files(memory));
      for (String name : record.kitFiles(bob)) {
        try (InputStream sheet = Files.newInputStream(memory.resolve(name));
            Share share = ShareReader.read(sheet, List.of()).share(record)) {
          assertEquals(bob, share.index());
        }
      }
      KitPaper paper = KitPaper.read(Files.readString(memory.resolve(record.kitFiles(bob).get(0))));
      assertEquals("paper-bob", paper.fact("Trustee"));
      assertEquals("operators", paper.fact("Group"));
      assertEquals("2 of 2 operators", paper.fact("Policy"));
      assertEquals("testnet", paper.fact("Environment"));
      assertEquals(record.set() + "spliton2026-11-22", paper.fact("Set").replace(" ", ""));
      assertEquals(record.recipient(), paper.fact("Recipient"));
      assertTrue(
          Files.readString(memory.resolve(record.kitFiles(bob).get(1)))
              .contains("\nRECOVERY SHEET: PRACTICE\n"));
    }
  }

  @Test
  void papersGoAwayWithASetThatFails() throws Exception {
    Path memory = SecretFiles.folder(folder.resolve("memory"));
    try (KitFolder kits = new KitFolder(memory, true, SecretFiles::create);
        X25519Identity identity = X25519Identity.generate()) {
      NewSet target = new NewSet(folder.resolve("set"), Optional.of(kits), Trustees.clock(0));
      EscrowPolicy policy = trustees.policy("2 operators paper-bob alice");
      assertThrows(
          Failed.class,
          () ->
              target.split(identity, "testnet", policy, "new", List.of(folder.resolve("missing"))));
    }
    assertEquals(List.of(), Trustees.files(memory));
  }

  /** A maker of kits that misprints. */
  private record Misprinting(UnaryOperator<String> print) implements PaperKits {
    @Override
    public void requirePlace() {}

    @Override
    public SecretBytes write(SetRecord record, Share share) {
      try (ShareWords words = share.words();
          SecretBytes text = words.text()) {
        return Ascii.secret(print.apply(Ascii.text(text)));
      }
    }

    @Override
    public void commit() {
      throw new AssertionError("nothing may stay");
    }

    @Override
    public void settled() {}

    @Override
    public void withdraw() {}

    @Override
    public void close() {}
  }

  @Test
  void paperThatDoesNotReadBackIsNoPaper() throws Exception {
    for (Misprinting kits :
        List.of(
            new Misprinting(
                text -> text.replaceFirst(" [a-z]+$", text.endsWith(" acid") ? " acne" : " acid")),
            new Misprinting(text -> text.replaceFirst(" [a-z]+$", "")))) {
      try (X25519Identity identity = X25519Identity.generate()) {
        NewSet target = new NewSet(folder.resolve("set"), Optional.of(kits), Trustees.clock(0));
        EscrowPolicy policy = trustees.policy("2 operators alice paper-bob");
        Failed failed =
            assertThrows(
                Failed.class, () -> target.split(identity, "testnet", policy, "new", List.of()));
        assertTrue(
            failed.getMessage().startsWith("The share of paper-bob is not what was written: "),
            failed.getMessage());
      }
    }
    assertEquals(List.of(), Trustees.files(folder));
  }

  @Test
  void aShareThatCannotBeEncryptedIsNamed() throws Exception {
    Recipient broken =
        _ -> {
          throw new AgeException.NoPassphrase("it cannot be used", "use another");
        };
    EscrowPolicy policy =
        new EscrowPolicy(
            1,
            List.of(new Group("operators", 1, List.of(new Trustee("eve", Optional.of(broken))))),
            OptionalInt.empty());
    Trustees.says(
        assertThrows(Failed.class, () -> trustees.split(folder.resolve("set"), policy, "testnet")),
        "The share of eve could not be encrypted: it cannot be used.",
        "use another");
    assertEquals(List.of(), Trustees.files(folder));
  }
}
