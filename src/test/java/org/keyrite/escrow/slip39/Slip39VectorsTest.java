package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.SecretBytes;

/** Every public vector: the secret, or the exact reason why there is none. */
class Slip39VectorsTest {
  /** By the vector's number. Those that are not here give their secret. */
  private static final Map<Integer, String> REFUSALS =
      Map.ofEntries(
          Map.entry(2, "WRONG_CHECKSUM"),
          Map.entry(3, "WRONG_PADDING"),
          Map.entry(5, "TOO_FEW_MEMBERS"),
          Map.entry(6, "OTHER_IDENTIFIER"),
          Map.entry(7, "OTHER_ITERATION_EXPONENT"),
          Map.entry(8, "OTHER_GROUP_THRESHOLD"),
          Map.entry(9, "OTHER_GROUP_COUNT"),
          Map.entry(10, "GROUP_THRESHOLD_ABOVE_COUNT"),
          Map.entry(11, "CONFLICT"),
          Map.entry(12, "OTHER_MEMBER_THRESHOLD"),
          Map.entry(13, "MEMBERS_DISAGREE"),
          Map.entry(14, "TOO_FEW_GROUPS"),
          Map.entry(15, "TOO_FEW_GROUPS"),
          Map.entry(16, "TOO_FEW_MEMBERS"),
          Map.entry(21, "WRONG_CHECKSUM"),
          Map.entry(22, "WRONG_PADDING"),
          Map.entry(24, "TOO_FEW_MEMBERS"),
          Map.entry(25, "OTHER_IDENTIFIER"),
          Map.entry(26, "OTHER_ITERATION_EXPONENT"),
          Map.entry(27, "OTHER_GROUP_THRESHOLD"),
          Map.entry(28, "OTHER_GROUP_COUNT"),
          Map.entry(29, "GROUP_THRESHOLD_ABOVE_COUNT"),
          Map.entry(30, "CONFLICT"),
          Map.entry(31, "OTHER_MEMBER_THRESHOLD"),
          Map.entry(32, "MEMBERS_DISAGREE"),
          Map.entry(33, "TOO_FEW_GROUPS"),
          Map.entry(34, "TOO_FEW_GROUPS"),
          Map.entry(35, "TOO_FEW_MEMBERS"),
          Map.entry(39, "TOO_SHORT"),
          Map.entry(40, "IMPOSSIBLE_LENGTH"));

  @Test
  void everyVectorHasItsExactOutcome() {
    List<Slip39Vector> vectors = Slip39Vector.all();
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> actual = new LinkedHashMap<>();
    for (int i = 0; i < vectors.size(); i++) {
      Slip39Vector vector = vectors.get(i);
      assertTrue(vector.description().startsWith((i + 1) + ". "));
      assertEquals(REFUSALS.containsKey(i + 1), vector.secret().isEmpty(), vector.description());
      expected.put(vector.description(), REFUSALS.getOrDefault(i + 1, vector.secret()));
      actual.put(vector.description(), outcome(vector.shares()));
    }
    assertEquals(expected, actual);
    assertEquals(45, vectors.size());
    assertEquals(30, REFUSALS.size());
  }

  private static String outcome(List<String> shares) {
    try (ShareSet set = new ShareSet()) {
      for (String words : shares) {
        set.add(Sharing.parse(Ascii.bytes(words)));
      }
      try (Recovery recovery = set.recover();
          SecretBytes passphrase = Ascii.secret("TREZOR");
          SecretBytes secret = recovery.decrypt(passphrase)) {
        return HexFormat.of().formatHex(secret.bytes());
      }
    } catch (ShareException e) {
      return e.kind().name();
    }
  }

  @Test
  void everyShareThatIsTakenIsWrittenAsItWasRead() throws Exception {
    int written = 0;
    for (Slip39Vector vector : Slip39Vector.all()) {
      for (String words : vector.shares()) {
        if (!vector.secret().isEmpty()) {
          try (Share share = Sharing.parse(Ascii.bytes(words))) {
            assertEquals(words, Ascii.words(share));
            written++;
          }
        }
      }
    }
    assertEquals(35, written);
  }
}
