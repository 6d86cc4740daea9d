package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.keyrite.signature.Checks.malformed;
import static org.keyrite.signature.Checks.utf8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of {@code ssh-keygen -Y verify}, as keys. */
class AllowedSignersTest {
  private static final String A = new Signer(1).sshKey().toString();
  private static final String B = new Signer(2).sshKey().toString();
  private static final String C = new Signer(3).sshKey().toString();

  @Test
  void eachPersonHasKeys() throws Exception {
    String file =
        "# of the project\n\n"
            + ("alice@example.org " + A + " laptop\n")
            + ("bob@example.org,bob namespaces=\"file\" " + B + "\r\n")
            + ("\"alice@example.org,alice\"\t" + C + "\n");
    assertTrue(AllowedSigners.isOne(file));
    String bob = "namespaces=\"file\" " + B;
    assertEquals(List.of(List.of(bob), List.of(C, A + " laptop")), keys(utf8(file)));
    assertEquals(List.of(List.of(A)), keys(utf8("alice " + A + "\nalice " + A + "\n")));
  }

  @Test
  void whatIsAnotherFile() {
    for (String text :
        new String[] {
          "", A, A + " alice", "no-touch-required " + A, "cert-authority " + A, "x y"
        }) {
      assertFalse(AllowedSigners.isOne(text), text);
    }
    malformed(
        "does not have principals and an SSH public key in line 2",
        () -> keys(utf8("alice " + A + "\n" + B + "\n")));
  }

  @Test
  void whatAKeyMaySign() throws Exception {
    SshSigner key =
        SshSigner.parse(utf8("valid-after=\"20250102\",valid-before=\"202601020304Z\" " + A));
    assertEquals(Optional.of(Instant.parse("2025-01-02T00:00:00Z")), key.validAfter());
    assertEquals(Optional.of(Instant.parse("2026-01-02T03:04:00Z")), key.validBefore());
    malformed(
        "has options that say when it is valid, too: say it once",
        () -> key.during(key.validAfter(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file | file | true",
        "git,file | file | true",
        "fil? | file | true",
        "* | file | true",
        "f*l*e | file | true",
        "*e | file | true",
        "!file,* | file | false",
        "git | file | false",
        "file* | fil | false",
        "'' | file | false",
        "**********a | bbbbbbbbbbbbbbbbbbbbb | false"
      })
  void namespacesArePatterns(String list, String namespace, boolean matches) {
    assertEquals(matches, Patterns.match(list, namespace));
  }

  private static List<List<String>> keys(byte[] file) throws SignatureFormatException {
    return AllowedSigners.read(file).stream().map(AllowedSigners.Person::keys).toList();
  }
}
