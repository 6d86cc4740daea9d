package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.HmacFailure;
import org.keyrite.age.header.Header;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.ssh.SshKeys;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.text.CanonicalBase64;

/** What every recipient type promises, whatever it is made of. A new type is added to the list. */
class RecipientContractTest {

  static Stream<Supplier<Identity>> types() {
    return Stream.of(
        X25519Identity::generate, HybridIdentity::generate, SshKeys::ed25519, SshKeys::rsa);
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatIsWrappedIsUnwrapped(Supplier<Identity> type) throws IOException {
    Identity identity = type.get();
    FileKey fileKey = FileKey.generate();
    UnwrapResult result = identity.unwrap(identity.recipient().wrap(fileKey).stanzas());
    FileKey unwrapped = assertInstanceOf(UnwrapResult.Unwrapped.class, result).fileKey();
    assertArrayEquals(fileKey.headerMac(new byte[0]), unwrapped.headerMac(new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("types")
  void noTwoStanzasAreTheSame(Supplier<Identity> type) throws IOException {
    Recipient recipient = type.get().recipient();
    FileKey fileKey = FileKey.generate();
    Stanza one = recipient.wrap(fileKey).stanzas().getFirst();
    Stanza two = recipient.wrap(fileKey).stanzas().getFirst();
    assertNotEquals(text(one), text(two));
  }

  @ParameterizedTest
  @MethodSource("types")
  void anothersStanzaIsNotForMe(Supplier<Identity> type) throws IOException {
    List<Stanza> stanzas = type.get().recipient().wrap(FileKey.generate()).stanzas();
    assertInstanceOf(UnwrapResult.NotForMe.class, type.get().unwrap(stanzas));
  }

  @ParameterizedTest
  @MethodSource("types")
  void unknownStanzasArePassedOver(Supplier<Identity> type) throws IOException {
    Identity identity = type.get();
    Stanza unknown = new Stanza("example.com/unknown", List.of("x"), new byte[3]);
    assertInstanceOf(UnwrapResult.NotForMe.class, identity.unwrap(List.of(unknown)));
    List<Stanza> stanzas = new ArrayList<>(List.of(unknown));
    stanzas.addAll(identity.recipient().wrap(FileKey.generate()).stanzas());
    stanzas.add(unknown);
    assertInstanceOf(UnwrapResult.Unwrapped.class, identity.unwrap(stanzas));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aMalformedStanzaOfItsTypeIsRefusedEvenBehindAGoodOneForSomeoneElse(Supplier<Identity> type)
      throws IOException {
    Stanza good = type.get().recipient().wrap(FileKey.generate()).stanzas().getFirst();
    List<Stanza> malformed =
        List.of(
            new Stanza(good.type(), List.of(), good.body()),
            new Stanza(good.type(), List.of("!"), good.body()),
            new Stanza(good.type(), good.arguments(), new byte[0]),
            new Stanza(good.type(), good.arguments(), new byte[33]));
    for (Stanza stanza : malformed) {
      assertThrows(HeaderFailure.class, () -> type.get().unwrap(List.of(good, stanza)));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void oneOfManyRecipientsOpensTheFile(Supplier<Identity> type) throws IOException {
    List<Identity> identities = Stream.generate(type).limit(3).toList();
    byte[] file = file(identities.stream().map(Identity::recipient).toList());
    for (Identity identity : identities) {
      List<Identity> tried = List.of(type.get(), identity, type.get());
      assertEquals(42, Age.decrypt(tried, new ByteArrayInputStream(file)).readAllBytes()[0]);
    }
    assertThrows(
        AgeException.NoMatch.class,
        () -> Age.decrypt(List.of(type.get()), new ByteArrayInputStream(file)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aStanzaThatWasAddedOrTakenAwayIsNoticed(Supplier<Identity> type) throws IOException {
    Identity identity = type.get();
    FileKey fileKey = FileKey.generate();
    List<Stanza> stanzas = identity.recipient().wrap(fileKey).stanzas();
    Header header = Header.create(stanzas, fileKey::headerMac);
    List<Stanza> more = new ArrayList<>(stanzas);
    more.add(new Stanza("x", List.of(), new byte[0]));
    byte[] forged = Header.create(more, FileKey.generate()::headerMac).encode();
    assertThrows(
        HmacFailure.class, () -> Age.decrypt(List.of(identity), new ByteArrayInputStream(forged)));
    // With the right MAC only the payload is missing.
    assertThrows(
        HeaderFailure.class,
        () -> Age.decrypt(List.of(identity), new ByteArrayInputStream(header.encode())));
  }

  private static String text(Stanza stanza) {
    return stanza.arguments() + CanonicalBase64.UNPADDED.encode(stanza.body());
  }

  private static byte[] file(List<Recipient> recipients) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encrypt(recipients, file)) {
      output.write(42);
      output.finish();
    }
    return file.toByteArray();
  }
}
