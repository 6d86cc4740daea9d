package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** What GnuPG's and Sequoia's small verifiers make of the same files. */
final class StockVerifiers {
  private StockVerifiers() {}

  /** The exit statuses that they end with: 0 accepts the signature. */
  static void areAt(int gpgv, int sqv, byte[] certificate, byte[] signature, byte[] data)
      throws IOException {
    Tools.require("gpgv");
    Tools.require("sqv");
    Path folder = Files.createTempDirectory("keyrite-stock");
    try {
      String keyring = write(folder, "keyring", certificate);
      String signed = write(folder, "data.sig", signature);
      String file = write(folder, "data", data);
      Keyrite.Result first =
          run(List.of("gpgv", "--homedir", folder.toString(), "--keyring", keyring, signed, file));
      Keyrite.Result second = run(List.of("sqv", "--keyring", keyring, signed, file));
      assertEquals(
          "gpgv " + gpgv + ", sqv " + sqv,
          "gpgv " + first.status() + ", sqv " + second.status(),
          () -> first.stderr() + second.stderr());
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static Keyrite.Result run(List<String> command) {
    return Keyrite.execute(new byte[0], command);
  }

  private static String write(Path folder, String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content).toString();
  }
}
