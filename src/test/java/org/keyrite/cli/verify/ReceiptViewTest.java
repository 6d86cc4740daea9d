package org.keyrite.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.Finding;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.Scheme;
import org.keyrite.trust.Condition;
import org.keyrite.trust.KeyRing;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Party;
import org.keyrite.trust.Pin;
import org.keyrite.trust.Policy;
import org.keyrite.trust.SignatureFile;
import org.keyrite.trust.Verdict;

/** What a person sees of a verdict. */
final class ReceiptViewTest {
  private static final String HASH = "a".repeat(64);
  private static final KeyName KEY =
      new KeyName(Scheme.OPENPGP, "0123456789ABCDEF0123456789ABCDEF01234567");
  private static final Party.Signer ALICE = new Party.Signer("alice", List.of(KEY));
  private static final SignatureFile ASC =
      new SignatureFile("file.asc", Scheme.OPENPGP, SignatureFile.Mode.DETACHED, false, false, "");

  @Test
  void everyKindOfLine() {
    Finding.Good good =
        new Finding.Good(
            KEY,
            "F".repeat(40),
            Optional.of(Instant.parse("2025-01-01T00:00:00Z")),
            "Ed25519, SHA-512",
            "says who?");
    Finding rejected =
        new Finding.Rejected(
            Optional.empty(), Rejection.UNKNOWN_KEY, "It names a key that is not pinned.");
    Verdict verdict =
        verdict(
            "file",
            List.of(
                condition(true, "it has the required SHA-256"),
                new Condition(
                    Condition.Kind.SIGNED,
                    false,
                    "release needs 2 of 2 and has none",
                    List.of(condition(false, "builders needs 2 of 3 and has none")))),
            List.of(
                new Verdict.SignatureSeen(ASC, HASH, Optional.of(ALICE), good, Optional.empty()),
                new Verdict.SignatureSeen(
                    ASC,
                    HASH,
                    Optional.of(ALICE),
                    good,
                    Optional.of(new Verdict.Discount("too-old", "It was made before 2025-04-01."))),
                new Verdict.SignatureSeen(ASC, HASH, Optional.empty(), rejected, Optional.empty())),
            List.of("notes.txt"),
            true);
    assertEquals(
        """
        policy      trust.yaml
          sha256    %s
        REHEARSAL   judged as if it were 2026-11-22T00:00:00Z

        file 1.0
          sha-256   %s
          yes       it has the required SHA-256
          NO        release needs 2 of 2 and has none
            NO      builders needs 2 of 3 and has none
          signed    by alice at 2025-01-01T00:00:00Z (openpgp, Ed25519, SHA-512)
            key     0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567
            subkey  FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF
            says    says who?
          void      by alice at 2025-01-01T00:00:00Z (openpgp, Ed25519, SHA-512)
                    It was made before 2025-04-01.
            key     0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567
            subkey  FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF FFFF
            says    says who?
          void      in file.asc: It names a key that is not pinned.

        Also there, and admitted by nothing:
          NO        notes.txt

        At that time the answer is NO.
        """
            .formatted(HASH, HASH),
        shown(verdict));
  }

  /** Whatever a download calls its files, and whatever a signer writes. */
  @Test
  void hostileTextIsMadeHarmlessAndFits() {
    String hostile = "\u001b[2J\n  yes       it is fine\u202e" + "x".repeat(500);
    Finding.Good good = new Finding.Good(KEY, KEY.fingerprint(), Optional.empty(), "RSA", hostile);
    String shown =
        shown(
            verdict(
                hostile,
                List.of(condition(false, hostile)),
                List.of(
                    new Verdict.SignatureSeen(
                        ASC, HASH, Optional.of(ALICE), good, Optional.empty())),
                IntStream.range(0, 25).mapToObj(i -> i + hostile).toList(),
                false));
    assertEquals(
        "", shown.lines().filter(line -> line.length() > 80).collect(Collectors.joining("\n")));
    assertEquals(
        List.of(),
        shown
            .codePoints()
            .filter(character -> character != '\n' && Character.isISOControl(character))
            .boxed()
            .toList());
    assertEquals(-1, shown.indexOf('\u202e'));
    assertEquals(
        0, shown.lines().filter(line -> line.startsWith("  yes       it is fine")).count());
    assertEquals(true, shown.contains("\n            and 5 more\n"), shown);
  }

  private static Condition condition(boolean met, String clause) {
    return new Condition(Condition.Kind.HASH, met, clause, List.of());
  }

  private static Verdict verdict(
      String file,
      List<Condition> conditions,
      List<Verdict.SignatureSeen> signatures,
      List<String> unadmitted,
      boolean rehearsed) {
    Policy.Artifact artifact =
        new Policy.Artifact(
            file,
            "1.0",
            Optional.of(new Pin(List.of(HASH))),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Policy policy =
        new Policy(
            Optional.of(new Policy.Origin(Path.of("trust.yaml"), HASH)),
            false,
            List.of(),
            List.of(ALICE),
            List.of(artifact),
            KeyRing.none());
    return new Verdict(
        policy,
        new Moment(
            Instant.parse("2026-11-22T00:00:00Z"),
            rehearsed ? Moment.Kind.REHEARSED : Moment.Kind.NOW),
        List.of(
            new Verdict.Judged(
                artifact, 1, Map.of(StrongHash.SHA_256, HASH), conditions, signatures)),
        0,
        unadmitted);
  }

  private static String shown(Verdict verdict) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ReceiptView.print(verdict, new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }
}
