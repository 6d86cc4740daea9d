package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.Sha256;
import org.keyrite.testing.AgeVector;
import org.keyrite.testing.OneByteAtATime;

/** Every public vector that needs neither a passphrase nor a post-quantum identity. */
class AgeVectorsTest {
  private static final int RUN = 98;
  private static final int LATER = 45;

  @Test
  void everyVectorHasItsExactOutcome() {
    List<AgeVector> vectors = AgeVector.supported();
    assertAll(vectors.stream().map(vector -> () -> check(vector, ByteArrayInputStream::new)));
    assertEquals(RUN, vectors.size());
  }

  @Test
  void aSourceThatGivesOneByteAtATimeChangesNothing() {
    List<AgeVector> small =
        AgeVector.supported().stream().filter(vector -> vector.file().length < 1 << 20).toList();
    assertAll(small.stream().map(vector -> () -> check(vector, OneByteAtATime::new)));
    assertEquals(RUN - 3, small.size());
  }

  @Test
  void theRestNeedsAPassphraseOrAPostQuantumIdentity() {
    List<String> later =
        AgeVector.all().stream()
            .filter(vector -> !vector.isSupported())
            .map(AgeVector::name)
            .toList();
    assertEquals(LATER, later.size());
    assertTrue(later.stream().allMatch(n -> n.contains("scrypt") || n.contains("hybrid")));
    assertEquals(RUN + LATER, AgeVector.all().size());
  }

  @Test
  void armorIsRecognizedWhereThereIsSome() {
    for (AgeVector vector : AgeVector.supported()) {
      Outcome outcome = outcome(vector, Age::decrypt, ByteArrayInputStream::new);
      assertEquals(
          vector.expect().equals("success"), outcome.kind.equals("success"), vector.name());
      assertEquals(vector.payload(), outcome.payload, vector.name());
    }
  }

  @Test
  void aPassphraseStanzaBesideAnotherIsRefusedEvenIfTheOtherIsForUs() {
    AgeVector vector = named("scrypt_and_x25519");
    assertEquals(
        "header failure", outcome(vector, Age::decryptBinary, ByteArrayInputStream::new).kind);
  }

  private static void check(AgeVector vector, Function<byte[], InputStream> source) {
    Decryption decryption = vector.isArmored() ? Age::decryptArmored : Age::decryptBinary;
    Outcome outcome = outcome(vector, decryption, source);
    assertEquals(vector.expect(), outcome.kind, vector.name());
    assertEquals(vector.payload(), outcome.payload, vector.name());
  }

  private static Outcome outcome(
      AgeVector vector, Decryption decryption, Function<byte[], InputStream> source) {
    ByteArrayOutputStream released = new ByteArrayOutputStream();
    String kind = "success";
    try (InputStream plaintext = decryption.open(identities(vector), source.apply(vector.file()))) {
      plaintext.transferTo(released);
    } catch (AgeException e) {
      kind = kind(e);
    } catch (IOException e) {
      throw new AssertionError(vector.name(), e);
    }
    return new Outcome(kind, Sha256.hex(released.toByteArray()));
  }

  private static String kind(AgeException failure) {
    return switch (failure) {
      case AgeException.HeaderFailure _ -> "header failure";
      case AgeException.HmacFailure _ -> "HMAC failure";
      case AgeException.NoMatch _ -> "no match";
      case AgeException.PayloadFailure _ -> "payload failure";
      case AgeException.ArmorFailure _ -> "armor failure";
      case AgeException.KeyFailure _ -> "key failure";
      case AgeException.PluginFailure _ -> "plugin failure";
    };
  }

  private static List<Identity> identities(AgeVector vector) throws AgeException {
    List<Identity> identities = new ArrayList<>();
    for (String encoded : vector.identities()) {
      identities.add(X25519Identity.parse(encoded.getBytes(StandardCharsets.US_ASCII)));
    }
    return identities;
  }

  private static AgeVector named(String name) {
    return AgeVector.all().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  private interface Decryption {
    InputStream open(List<Identity> identities, InputStream source) throws IOException;
  }

  private record Outcome(String kind, String payload) {}
}
