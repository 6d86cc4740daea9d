package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Checked.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignedMessage;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockSop;

/** What a stock tool makes with keys of version 6, and of version 4. */
@Tag("tool")
class Version6ToolIT {
  private static final byte[] DATA = bytes("what was released\nand no more\n");

  @TempDir Path folder;

  private static byte[] run(byte[] stdin, String... arguments) {
    List<String> command = new ArrayList<>(List.of(StockSop.program()));
    command.addAll(Arrays.asList(arguments));
    Keyrite.Result result = Keyrite.execute(stdin, command);
    assertEquals(0, result.status(), () -> command + ": " + result.stderr());
    return result.stdout();
  }

  /** Makes a key, and reads its certificate. */
  private Certificates key(String profile) throws Exception {
    byte[] key = run(new byte[0], "generate-key", "--profile", profile, "signer");
    Files.write(folder.resolve("key"), key);
    byte[] certificate = run(key, "extract-cert", "--no-armor");
    // A packet of its own length, in the new format: the key stands first.
    byte[] body = Arrays.copyOfRange(certificate, 2, 2 + (certificate[1] & 0xff));
    String fingerprint = PublicKey.fingerprint(body);
    return Gpg.certificates(Set.of(fingerprint), certificate);
  }

  private String key() {
    return folder.resolve("key").toString();
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(60);
  }

  @ParameterizedTest
  @CsvSource({"rfc9580, 64", "default, 40"})
  void whatItMakesIsVerified(String profile, int digits) throws Exception {
    Certificates certificates = key(profile);
    String fingerprint = certificates.fingerprints().iterator().next();
    assertEquals(digits, fingerprint.length());
    for (byte[] signature :
        List.of(run(DATA, "sign", key()), run(DATA, "sign", "--no-armor", key()))) {
      Good good = good(detached(signature, DATA, certificates, soon()));
      assertEquals(fingerprint, good.key().fingerprint());
      assertEquals("Ed25519", good.algorithm().split(",", -1)[0]);
      sentence(Rejection.NOT_THESE_BYTES, detached(signature, bytes("else"), certificates, soon()));
    }
    sentence(
        Rejection.WRONG_PURPOSE,
        detached(run(DATA, "sign", "--as", "text", key()), DATA, certificates, soon()));
  }

  @Test
  void itsMessagesAreUnpacked() throws Exception {
    Certificates certificates = key("rfc9580");
    byte[] inline = run(DATA, "inline-sign", "--as", "binary", key());
    SignedMessage read = InlineMessage.read(inline, 1000, certificates, soon());
    good(read.findings());
    assertEquals(text(DATA), text(read.content().orElseThrow()));
    byte[] clear = run(DATA, "inline-sign", "--as", "clearsigned", key());
    assertEquals(
        text(DATA).stripTrailing(), text(clearSigned(clear, certificates)).stripTrailing());
  }

  private static byte[] clearSigned(byte[] file, Certificates certificates) throws Exception {
    SignedMessage message = ClearSignedMessage.read(file, certificates, soon());
    good(message.findings());
    return message.content().orElseThrow();
  }
}
