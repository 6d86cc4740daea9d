package org.keyrite.escrow.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.keyrite.escrow.policy.Purpose;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.Sharing;

/** Sheets for tests, of secrets that are no one's. */
final class KitSample {
  static final byte[] SECRET = Sharing.secret(32, 2026);

  /** What {@code age-keygen -y} says of an identity that has the secret. */
  static final String RECIPIENT = "age1msgftq7wyjygshd7acr4nm6lvwpggtakv0acpddkc243gq3saf8sdtw56k";

  static final KitSheet SHEET =
      new KitSheet(
          "3f2a91c07bd84e56a1c4099e5d27b8f3",
          RECIPIENT,
          "mainnet",
          LocalDate.of(2026, 11, 22),
          "91c0 3f2a 4e56 7bd8 099e a1c4 b8f3 5d27",
          "Alice Example",
          "operators",
          "2 of 3 operators and 1 of 1 director",
          4,
          new Purpose(
              Map.of(
                  "opens", "the backups of the validators' keys, *.age in the vault 'north'",
                  "contact", "the security desk, +1 555 0100")),
          false);

  /** All names as long as they may be, of the widest letter, and the policy of the widest. */
  static final KitSheet LARGEST =
      new KitSheet(
          SHEET.setId(),
          hybrid(),
          "W".repeat(KitSheet.LONGEST_NAME),
          SHEET.date(),
          SHEET.record(),
          "W".repeat(KitSheet.LONGEST_NAME),
          "W".repeat(KitSheet.LONGEST_NAME),
          "2 of 3 WWWWWWWW, ".repeat(240).strip(),
          256,
          purpose("W".repeat(Purpose.LONGEST)),
          true);

  /** With no place to break a line. */
  static final KitSheet UNBROKEN =
      new KitSheet(
          SHEET.setId(),
          RECIPIENT,
          "mainnet",
          SHEET.date(),
          SHEET.record(),
          "alice",
          "operators",
          "W".repeat(KitSheet.LONGEST_POLICY),
          4,
          purpose("W".repeat(Purpose.LONGEST)),
          true);

  private KitSample() {}

  /** Three operators' shares and a director's. */
  static List<Share> shares(byte[] secret) {
    return Sharing.split(secret, Sharing.policy(2, "2 of 3", "1 of 1"));
  }

  static Share share() {
    return shares(SECRET).get(1);
  }

  static KitSheet of(String recipient, boolean practice) {
    return new KitSheet(
        SHEET.setId(),
        recipient,
        SHEET.environment(),
        SHEET.date(),
        SHEET.record(),
        SHEET.trustee(),
        SHEET.group(),
        SHEET.policy(),
        SHEET.people(),
        SHEET.purpose(),
        practice);
  }

  static KitSheet named(String name) {
    return new KitSheet(
        SHEET.setId(),
        RECIPIENT,
        name,
        SHEET.date(),
        SHEET.record(),
        name,
        name,
        name,
        SHEET.people(),
        Purpose.fits(name) ? purpose(name) : SHEET.purpose(),
        SHEET.practice());
  }

  private static Purpose purpose(String text) {
    return new Purpose(Map.of("opens", text, "kept-at", text, "contact", text));
  }

  /** The same of the hybrid identity that has the secret for its seed. */
  static String hybrid() {
    return resource("hybrid.recipient").strip();
  }

  static String resource(String name) {
    try (InputStream resource = KitSample.class.getResourceAsStream("/kit/" + name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A second operator's share of a secret of another length. */
  static Share share(int length) {
    return shares(Sharing.secret(length, length)).get(1);
  }

  static String html(KitSheet sheet, Share share) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sheet.writeHtml(share, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static String text(KitSheet sheet, Share share) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    sheet.writeText(share, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
