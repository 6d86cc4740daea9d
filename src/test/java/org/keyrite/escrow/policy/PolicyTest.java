package org.keyrite.escrow.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.fault.Refused;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Unseen;

/** Who shares an identity, from a reviewed file. */
class PolicyTest {
  private static final String ALICE = CeremonyFixture.HOST;
  private static final String BOB = CeremonyFixture.BACKUP;

  private static final String FILE =
      """
      version: keyrite/escrow-policy/v1
      environment: testnet
      escrow:
        drill-every: 180d
        group-threshold: 1
        groups:
          operators:
            threshold: 2
            trustees:
              alice: %s
              bob: %s
              carol: paper
          directors:
            threshold: 1
            trustees:
              dora: paper
      """
          .formatted(ALICE, BOB);

  @TempDir private Path folder;

  private EscrowPolicyReader.Named read(String text) throws Exception {
    return EscrowPolicyReader.read(
        Files.writeString(folder.resolve("p.yaml"), text), PluginKeys.NONE);
  }

  @Test
  void whatItIsForIsRead() throws Exception {
    String text =
        FILE.replace(
            "  group-threshold",
            "  opens: *.age in the vault 'north'\n  contact: Zo\u00eb, +1 555 0100\n  group-threshold");
    Purpose purpose = read(text.replace(" *", " all *")).shared().policy().purpose();
    assertEquals(
        Map.of("opens", "all *.age in the vault 'north'", "contact", "Zo\u00eb, +1 555 0100"),
        purpose.texts());
    assertEquals(Map.of(), read(FILE).shared().policy().purpose().texts());
  }

  /** The widest character that there is has two UTF-16 units, and counts as one. */
  @Test
  void aTextHasUpToTwoHundredCharacters() {
    assertTrue(Purpose.fits("\ud83d\udd11".repeat(200)));
    for (String text : List.of("", " ", "a".repeat(201), "a\u202eb", "a\u0007")) {
      assertFalse(Purpose.fits(text));
      Map<String, String> texts = Map.of("opens", text);
      assertThrows(IllegalArgumentException.class, () -> new Purpose(texts));
    }
    assertThrows(IllegalArgumentException.class, () -> new Purpose(Map.of("closes", "a")));
  }

  @Test
  void aFileIsRead() throws Exception {
    EscrowPolicyReader.Named named = read(FILE);
    assertEquals("testnet", named.environment());
    assertEquals(
        "1 of these 2 groups: 2 of 3 operators, 1 of 1 directors",
        named.shared().policy().inWords());
    assertEquals(List.of("alice", "bob", "carol", "dora"), named.shared().policy().names());
    assertEquals(OptionalInt.of(180), named.shared().policy().drillDays());
    assertEquals(
        Optional.of(BOB),
        named.shared().policy().trustee(new ShareIndex(0, 1)).recipient().map(Object::toString));
    assertEquals(
        Optional.empty(), named.shared().policy().trustee(new ShareIndex(1, 0)).recipient());
  }

  @ParameterizedTest
  @CsvSource({"x25519, X25519", "post-quantum, HYBRID"})
  void theKindOfTheIdentityCanBeSaid(String word, IdentityKind kind) throws Exception {
    String said = FILE.replace("escrow:\n", "escrow:\n  identity: " + word + "\n");
    assertEquals(kind, read(said).shared().kind());
    assertEquals(IdentityKind.X25519, read(FILE).shared().kind());
  }

  @Test
  void withoutAGroupThresholdItTakesAllGroups() throws Exception {
    assertEquals(
        2, read(FILE.replace("  group-threshold: 1\n", "")).shared().policy().groupThreshold());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy/v1 | policy/v2 | line 1, column 10: the version must be"
            + " keyrite/escrow-policy/v1",
        "testnet | Test | line 2, column 14: expected a name: lower-case letters, digits"
            + " and . _ - (at most 64)",
        "180d | 180 | line 4, column 16: expected a number of days, such as 180d",
        "180d | 4000d | line 4, column 3: drills can be asked for every 1 to 3660 days",
        "threshold: 2 | threshold: two | line 8, column 18: expected a number",
        "threshold: 2 | threshold: 4 | line 4, column 3: group 1 must have a threshold from 1 to"
            + " the number of its members, which is 3",
        "dora: | alice: | line 4, column 3: 'alice' cannot name a trustee, or names another",
        "carol: paper | carol: age1x | line 12, column 16: 'carol' has no valid recipient: the"
            + " recipient is cut short or of another type",
        "drill-every: 180d | identity: rsa | line 4, column 13: expected x25519 or"
            + " post-quantum",
        "carol: paper | carol: age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z | line"
            + " 12, column 16: 'carol' has no valid recipient: the recipient is a point of low"
            + " order, which anyone could decrypt for",
        "drill-every | drill | line 4, column 3: the key 'drill' is unknown; known here:"
            + " identity, opens, kept-at, contact, drill-every, group-threshold, groups",
        "drill-every: 180d | opens: '' | line 4, column 10: expected one line of up to 200"
            + " characters, all of which show",
        "drill-every: 180d | kept-at: \"two\\nlines\" | line 4, column 12: expected one line of up to"
            + " 200 characters, all of which show",
        "drill-every: 180d | contact: [] | line 4, column 12: expected a single value, not a"
            + " list or a mapping",
      })
  void aFileThatIsNoneIsRefused(String from, String to, String clause) {
    Refused refused = assertThrows(Refused.class, () -> read(FILE.replace(from, to)));
    assertEquals(
        folder.resolve("p.yaml")
            + ", "
            + clause
            + ".\nCorrect the policy, and have it reviewed"
            + " again.",
        refused.getMessage() + "\n" + refused.advice());
  }

  @ParameterizedTest
  @MethodSource("org.keyrite.testing.Unseen#characters")
  void noCharacterThatDoesNotShow(Unseen unseen) {
    aFileThatIsNoneIsRefused(
        "carol:",
        "car" + unseen.text() + "ol:",
        "line 12, column 12: the character "
            + unseen.code()
            + " does not show, or changes how the text around it reads");
    String name = "car" + unseen.text() + "ol";
    aFileThatIsNoneIsRefused(
        "carol:",
        "\"car" + unseen.escape() + "ol\":",
        "line 4, column 3: '" + name + "' cannot name a trustee, or names another");
  }

  @Test
  void oneRecipientHasOneShare() {
    assertEquals(
        folder.resolve("p.yaml")
            + ", line 4, column 3: the recipient of 'bob' is another trustee's too.",
        assertThrows(Refused.class, () -> read(FILE.replace(BOB, ALICE))).getMessage());
  }

  @Test
  void aFileIsNotReadInPart() {
    Refused refused =
        assertThrows(Refused.class, () -> read(FILE + "# and more\n".repeat(100_000)));
    assertEquals(
        folder.resolve("p.yaml") + " cannot be read: it is longer than 1 MiB.",
        refused.getMessage());
  }

  @Test
  void thePolicyOfTheManualIsOne() throws Exception {
    EscrowPolicyReader.Named named =
        EscrowPolicyReader.read(
            CeremonyFixture.PROJECT.resolve("ceremony/escrow-policy.yaml"), PluginKeys.NONE);
    assertEquals("2 of 3 operators and 1 of 1 directors", named.shared().policy().inWords());
  }
}
