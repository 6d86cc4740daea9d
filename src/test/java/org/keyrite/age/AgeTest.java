package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.NoMatch;
import org.keyrite.age.header.AgeException.NoPassphrase;
import org.keyrite.age.header.Header;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;

/** Who may share a file, and what one that is not for us says. */
class AgeTest {
  private static final Recipient CLASSIC = X25519Identity.generate().recipient();

  @Test
  void recipientsWithDifferentLabelsMayNotShareAFile() throws IOException {
    encrypt(List.of(labelled("one"), labelled("one")));
    for (List<Recipient> mixed :
        List.of(
            List.of(CLASSIC, labelled("one")),
            List.of(labelled("one"), CLASSIC),
            List.of(labelled("one"), labelled("two")))) {
      KeyFailure failure = assertThrows(KeyFailure.class, () -> encrypt(mixed));
      assertEquals(
          "incompatible recipients: the weaker would undo the stronger", failure.getMessage());
    }
  }

  @Test
  void postQuantumRecipientsAreNotMixedWithOthers() throws IOException {
    Recipient hybrid = HybridIdentity.generate().recipient();
    encrypt(List.of(hybrid, HybridIdentity.generate().recipient()));
    for (List<Recipient> mixed : List.of(List.of(CLASSIC, hybrid), List.of(hybrid, CLASSIC))) {
      KeyFailure failure = assertThrows(KeyFailure.class, () -> encrypt(mixed));
      assertEquals(
          "incompatible recipients: can't mix post-quantum and classic recipients, or the file"
              + " would be vulnerable to quantum computers",
          failure.getMessage());
    }
  }

  @Test
  void aFileForNoOneIsABug() {
    assertThrows(IllegalArgumentException.class, () -> encrypt(List.of()));
  }

  @Test
  void noFileIsWrittenThatOthersWouldNotRead() throws IOException {
    encrypt(Collections.nCopies(1024, labelled("x")));
    assertRefused("there are more than 1024 recipients", Collections.nCopies(1025, labelled("x")));
    Stanza lengthy = new Stanza("x", Collections.nCopies(128, "y"), new byte[0]);
    assertRefused("a plugin's stanza has 128 arguments or more", List.of(of(lengthy)));
    Stanza large = new Stanza("x", List.of(), new byte[2 << 20]);
    assertRefused("the recipients need a header of more than 2097152 bytes", List.of(of(large)));
  }

  private static void assertRefused(String sentence, List<Recipient> recipients) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    KeyFailure failure = assertThrows(KeyFailure.class, () -> Age.encrypt(recipients, out));
    assertEquals(sentence + ", which other programs do not read", failure.getMessage());
    assertEquals(0, out.size());
  }

  private static Recipient of(Stanza stanza) {
    return _ -> new Recipient.Wrapped(List.of(stanza), Set.of());
  }

  @Test
  void aRecipientOfLowOrderIsRefused() throws IOException {
    byte[] encoded = Bech32.encode("age", new byte[32]);
    Recipient recipient = Recipients.parse(new String(encoded, StandardCharsets.US_ASCII));
    assertThrows(KeyFailure.class, () -> encrypt(List.of(recipient)));
  }

  @Test
  void aFileThatIsNotForUsTellsWhatItAsksFor() {
    byte[] forSomeone = Ciphertexts.encrypt(new byte[1]);
    assertSays("no identity matched any of the recipients", forSomeone, true);
    assertSays("the file is not passphrase-encrypted, identities are required", forSomeone, false);
    byte[] forPassphrase =
        Header.create(
                List.of(new Stanza("scrypt", List.of("AAAA", "18"), new byte[32])),
                FileKey.generate()::headerMac)
            .encode();
    for (boolean withIdentity : new boolean[] {true, false}) {
      assertSays(
          "the file is passphrase-encrypted but identities were specified",
          forPassphrase,
          withIdentity);
    }
  }

  @Test
  void whoHasToAskIsTriedLast() throws IOException {
    X25519Identity classic = X25519Identity.generate();
    HybridIdentity hybrid = HybridIdentity.generate();
    List<Identity> identities = List.of(asking(), X25519Identity.generate(), classic, hybrid);
    for (Recipient recipient : List.of(classic.recipient(), hybrid.recipient())) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      try (AgeOutput output = Age.encrypt(List.of(recipient), file)) {
        output.finish();
      }
      Age.decrypt(identities, new ByteArrayInputStream(file.toByteArray())).close();
    }
    byte[] forSomeoneElse = Ciphertexts.encrypt(new byte[1]);
    assertThrows(
        NoPassphrase.class,
        () -> Age.decrypt(identities, new ByteArrayInputStream(forSomeoneElse)));
  }

  /** An identity that cannot be tried without somebody, who is not there. */
  private static Identity asking() {
    return new Identity() {
      @Override
      public UnwrapResult unwrap(List<Stanza> stanzas) throws NoPassphrase {
        throw new NoPassphrase("nobody is there", "");
      }

      @Override
      public Recipient recipient() {
        throw new AssertionError();
      }

      @Override
      public void close() {}
    };
  }

  private static void assertSays(String sentence, byte[] file, boolean withIdentity) {
    List<Identity> identities = withIdentity ? List.of(X25519Identity.generate()) : List.of();
    NoMatch failure =
        assertThrows(NoMatch.class, () -> Age.decrypt(identities, new ByteArrayInputStream(file)));
    assertEquals(sentence, failure.getMessage());
  }

  private static void encrypt(List<Recipient> recipients) throws IOException {
    try (AgeOutput output = Age.encrypt(recipients, OutputStream.nullOutputStream())) {
      output.finish();
    }
  }

  private static Recipient labelled(String label) {
    Stanza stanza = new Stanza("example.com/labelled", List.of(), new byte[0]);
    return _ -> new Recipient.Wrapped(List.of(stanza), Set.of(label));
  }
}
