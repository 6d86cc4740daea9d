package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.keyrite.age.files.Identities;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.AgeVector;
import org.keyrite.testing.OneByteAtATime;

/** Every public vector: its exact outcome, and the hash of what is released before it. */
class AgeVectorsTest {
  private static final int ALL = 143;
  private static final int LARGE = 3;

  @Test
  void everyVectorHasItsExactOutcome() {
    List<AgeVector> vectors = AgeVector.all();
    assertAll(vectors.stream().map(vector -> () -> check(vector, ByteArrayInputStream::new)));
    assertEquals(ALL, vectors.size());
  }

  @Test
  void aSourceThatGivesOneByteAtATimeChangesNothing() {
    List<AgeVector> small =
        AgeVector.all().stream().filter(vector -> vector.file().length < 1 << 20).toList();
    assertAll(small.stream().map(vector -> () -> check(vector, OneByteAtATime::new)));
    assertEquals(ALL - LARGE, small.size());
  }

  @Test
  void armorIsRecognizedWhereThereIsSome() {
    for (AgeVector vector : AgeVector.all()) {
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
      case AgeException.NoPassphrase _ -> "no passphrase";
      case AgeException.PluginFailure _ -> "plugin failure";
    };
  }

  private static List<Identity> identities(AgeVector vector) throws IOException {
    List<Identity> identities = new ArrayList<>();
    for (String passphrase : vector.passphrases()) {
      identities.add(new ScryptIdentity(Prompts.saying(passphrase)));
    }
    if (!vector.identities().isEmpty()) {
      byte[] file = String.join("\n", vector.identities()).getBytes(StandardCharsets.US_ASCII);
      identities.addAll(
          Identities.read(new ByteArrayInputStream(file), PluginKeys.NONE, Prompts.NOBODY));
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
