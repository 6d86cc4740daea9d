package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A policy that uses most of the format, for tests that change one thing in it. */
public final class ExamplePolicy {
  /** Ed25519 keys with the numbers 0…0, 1…1 and 2…2, in minisign's and signify's form. */
  public static final String ALICE = "RWQAAAAAAAAAAPkTO7v3f8UTYg0m6vMrr8SWorux41yyXxs+OeQ69tTl";

  public static final String BOB = "RWQBAQEBAQEBAasTDQn4nsOCR61WsWCbtvPtQ5+iW6k0src4Cafhetop";
  static final String CAROL = "RWQCAgICAgICAoMn9S9JwsHekqXuPXs1xCemDlo7U7I3RdGhmxKgTWfm";

  /** Alice's key under another number. */
  public static final String ALICE_RENUMBERED =
      "RWQJCQkJCQkJCfkTO7v3f8UTYg0m6vMrr8SWorux41yyXxs+OeQ69tTl";

  /** Alice's key as an SSH key. */
  static final String ALICE_OF_SSH =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkTO7v3f8UTYg0m6vMrr8SWorux41yyXxs+OeQ69tTl";

  /** The same by its fingerprint, as ssh-keygen -l shows it. */
  static final String ALICE_SSH_FINGERPRINT = "SHA256:e1iDcpaVbK5Eq4sboYuHqmp82gi2NuazjogBQhBgfDY";

  public static final String BOB_OF_SSH =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDQuq/Jj70VW9+jV1ZoL8/7ioN1QrMypb5Y5AbxWlt5T";

  static final String TEXT =
      """
      version: keyrite/trust/v1
      signers:
        - name: alice
          keys:
            - minisign: %s
        - name: bob
          keys:
            - minisign: %s
            - {ssh: %s, valid-after: 2025-01-01}
        - name: carol
          keys:
            - signify: %s
      groups:
        - name: release
          members: [builders, carol]
          threshold: any
        - name: builders
          members: [alice, bob]
          threshold: 2
      artifacts:
        - file: SUMS
          version: "29.0"
          signatures:
            - {file: SUMS.minisig, scheme: minisign}
            - {file: bob.minisig, scheme: minisign, legacy: allowed}
          required: [release]
          not-before: 2025-04-01
          lists: sha256
        - file: app.tar.gz
          version: "29.0"
          listed-in: SUMS
        - file: tool
          version: 1.2
          sha256: [%s, %s]
      """
          .formatted(ALICE, BOB, BOB_OF_SSH, CAROL, "a".repeat(64), "b".repeat(64));

  private ExamplePolicy() {}

  /** Writes it with one change; the text that is replaced must be there exactly once. */
  static Path write(Path folder, String text, String replacement) throws IOException {
    assertEquals(2, TEXT.split(Pattern.quote(text), -1).length, text);
    return Files.writeString(folder.resolve("trust.yaml"), TEXT.replace(text, replacement));
  }

  static Path write(Path folder) throws IOException {
    return Files.writeString(folder.resolve("trust.yaml"), TEXT);
  }
}
