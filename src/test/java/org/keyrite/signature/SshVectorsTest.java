package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.keyrite.signature.Checks.NOW;
import static org.keyrite.signature.Checks.rejected;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** OpenSSH's own signatures, of every type of key that it has. */
class SshVectorsTest {
  private static final String NAMESPACE = "unittest";

  @Test
  void everyTypeThatIsKnownHere() throws Exception {
    List<String> algorithms = new ArrayList<>();
    for (String name : List.of("rsa", "ecdsa", "ed25519", "ecdsa_sk", "ed25519_sk")) {
      SshSigner signer = SshSigner.parse(vector(name + ".pub"));
      Finding.Good good = Checks.good(check(name, signer, vector("signed-data")));
      assertEquals(signer.name(), good.key());
      assertEquals(signer.fingerprint(), good.madeBy());
      assertEquals(Optional.empty(), good.made());
      algorithms.add(good.algorithm());
      byte[] changed = vector("signed-data");
      changed[0] ^= 1;
      rejected(
          signer.name(),
          Rejection.NOT_THESE_BYTES,
          "The key did not sign these bytes.",
          check(name, signer, changed));
    }
    assertEquals(
        List.of(
            "rsa-sha2-512, SHA-512",
            "ecdsa-sha2-nistp256, SHA-512",
            "ssh-ed25519, SHA-512",
            "sk-ecdsa-sha2-nistp256@openssh.com, SHA-512",
            "sk-ssh-ed25519@openssh.com, SHA-512"),
        algorithms);
  }

  @Test
  void theTypeOfTheFuture() throws Exception {
    SshSigner signer = SshSigner.parse(vector("mldsa44-ed25519.pub"));
    rejected(
        signer.name(),
        Rejection.UNSUPPORTED,
        "Its kind is unknown, or not its key's.",
        check("mldsa44-ed25519", signer, vector("signed-data")));
  }

  private static Finding check(String name, SshSigner signer, byte[] message) throws Exception {
    byte[] file = vector(name + ".sig");
    return Checks.finding(SshSignature.check(file, List.of(signer), NAMESPACE, NOW), message);
  }

  static byte[] vector(String name) throws IOException {
    try (InputStream in = SshVectorsTest.class.getResourceAsStream("/vectors/sshsig/" + name)) {
      return in.readAllBytes();
    }
  }
}
