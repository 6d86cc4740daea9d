package org.keyrite.escrow.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.keyrite.Build;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.policy.Purpose;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.escrow.slip39.SetParameters;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareWords;
import org.keyrite.text.Columns;
import org.keyrite.text.Groups;
import org.keyrite.text.Visible;

/**
 * A trustee's recovery sheet: everything on it but the share. It prints on one page of A4 or US
 * Letter, as HTML that refers to nothing outside itself, or as text of 80 columns.
 *
 * <p>Guaranteed: a name is shown as text, whatever it contains; the HTML is one page for all names,
 * policies and shares that are accepted here. The words are on it twice, numbered and as a QR code
 * (in the text once, because a code of this size does not fit a screen).
 *
 * <p>Not guaranteed: that nothing of the share stays in memory. What is gathered here is wiped, and
 * no word becomes a String; but the QR library has the words and the code in arrays of its own,
 * which stay until their memory is used again.
 *
 * @param setId of the record of the set: 32 hex digits in lower case
 * @param recipient the identity's, which the sheet shows in full or by its fingerprint
 * @param environment what the identity is for: "testnet", "mainnet"
 * @param date of the split
 * @param record the short hash of {@code escrow.json}
 * @param trustee who gets the sheet
 * @param group the trustee's
 * @param policy who restores the identity, as in "2 of 3 operators and 1 of 1 director"; printed up
 *     to {@value #PRINTED_POLICY} characters
 * @param people how many have a share
 * @param purpose what the identity opens, where that lies, and whom to ask
 * @param practice whether the set is for practice, which the sheet says in its title
 */
public record KitSheet(
    String setId,
    String recipient,
    String environment,
    LocalDate date,
    String record,
    String trustee,
    String group,
    String policy,
    int people,
    Purpose purpose,
    boolean practice) {
  static final int LONGEST_NAME = 64;
  static final int LONGEST_POLICY = 4096;
  static final int PRINTED_POLICY = 240;

  private static final int SHOWN = 16;
  private static final String REST = "... (the whole policy is in escrow.json)";

  /** A share of 64 bytes, twice an identity's. The sheet has no room for more. */
  static final int MOST_WORDS = 59;

  private static final Pattern SET_ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SHORT_HASH = Pattern.compile("[0-9a-f]{4}( [0-9a-f]{4}){7}");

  /** Bech32 of a public key: 32 bytes, or the hybrid's 1216. */
  private static final Pattern RECIPIENT =
      Pattern.compile("age1([02-9ac-hj-np-z]{58}|pq1[02-9ac-hj-np-z]{1952})");

  /**
   * Ranges: a name has from 1 to 64 characters and a policy up to 4096, all of which {@linkplain
   * Visible#shows show}. Anything else is a bug of the caller.
   */
  public KitSheet {
    boolean fits =
        SET_ID.matcher(setId).matches()
            && SHORT_HASH.matcher(record).matches()
            && RECIPIENT.matcher(recipient).matches()
            && isPrinted(environment, LONGEST_NAME)
            && isPrinted(trustee, LONGEST_NAME)
            && isPrinted(group, LONGEST_NAME)
            && isPrinted(policy, LONGEST_POLICY);
    if (!fits) {
      throw new IllegalArgumentException("a recovery sheet cannot say this");
    }
    Objects.requireNonNull(date);
  }

  /** The sheet of a trustee, as the record of their set has it. */
  public static KitSheet of(SetRecord record, Share share, boolean practice) {
    return new KitSheet(
        record.set(),
        record.recipient(),
        record.environment(),
        record.created().atOffset(ZoneOffset.UTC).toLocalDate(),
        record.shortHash(),
        record.holder(share.index()),
        record.policy().group(share.index()).name(),
        record.policy().inWords(),
        record.policy().trustees().size(),
        record.policy().purpose(),
        practice);
  }

  /**
   * Writes the sheet as an HTML document in UTF-8, at once, and leaves no copy.
   *
   * @param share not kept; of at most 59 words
   */
  public void writeHtml(Share share, OutputStream out) throws IOException {
    try (KitPage page = new KitPage();
        KitWords words = new KitWords(share)) {
      KitHtml.fill(page, facts(share), words);
      page.writeTo(out);
    }
  }

  /**
   * Writes the sheet as text, at once, and leaves no copy. It is ASCII except for the names.
   *
   * @param share as above
   */
  public void writeText(Share share, OutputStream out) throws IOException {
    try (KitPage page = new KitPage();
        KitWords words = new KitWords(share)) {
      KitText.fill(page, facts(share), words);
      page.writeTo(out);
    }
  }

  /** Whether a text begins as the sheets do that are written here. */
  static boolean isSheet(byte[] text) {
    return KitReading.of(text).isPresent();
  }

  /**
   * The words on a sheet in either form, to read back what is about to be relied on.
   *
   * @param sheet neither kept nor changed
   * @return as {@link ShareWords#parse} takes them; empty if this is not such a sheet
   */
  static SecretBytes words(byte[] sheet) {
    return KitReading.of(sheet)
        .map(reading -> reading.words(sheet))
        .orElseGet(() -> new SecretBytes(new byte[0]));
  }

  private static boolean isPrinted(String text, int longest) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= longest
        && Visible.shows(text);
  }

  /** The public facts on a sheet, by the names that the documents have for them. */
  Map<String, String> facts(Share share) {
    boolean hybrid = IdentityKind.of(recipient) == IdentityKind.HYBRID;
    SetParameters set = share.set();
    boolean whole = set.groupThreshold() == 1 && share.memberThreshold() == 1;
    Map<String, String> facts = new HashMap<>(purpose.texts());
    facts.putAll(
        Map.ofEntries(
            Map.entry("mark", practice ? "PRACTICE" : environment),
            Map.entry("kind", practice ? "PRACTICE" : ""),
            Map.entry("version", Build.VERSION),
            Map.entry("what", people == 1 ? "the only share" : "one of the " + people + " shares"),
            Map.entry("alone", whole ? "It opens everything ALONE" : "Alone it opens nothing"),
            Map.entry(
                "meaning",
                practice
                    ? "For practice: no real secret depends on it."
                    : "Keep it sealed and dry, away from the others."),
            Map.entry("trustee", trustee),
            Map.entry("group", group),
            Map.entry("environment", environment),
            Map.entry("date", date.toString()),
            Map.entry("record", record),
            Map.entry("share", share.index().toString()),
            Map.entry("policy", Columns.cut(policy, PRINTED_POLICY + REST.length(), REST)),
            Map.entry(
                "thresholds",
                count(share.memberThreshold(), "share")
                    + " of group "
                    + (share.index().group() + 1)
                    + ", and "
                    + set.groupThreshold()
                    + " of "
                    + count(set.groupCount(), "group")),
            Map.entry("setid", Groups.ofFour(setId)),
            Map.entry("recipient", hybrid ? shortened(recipient) : recipient),
            Map.entry(
                "fingerprint",
                Groups.ofFour(Sha256.hex(recipient.getBytes(StandardCharsets.US_ASCII)))),
            Map.entry("prefix", hybrid ? "age-secret-key-pq-" : "age-secret-key-"),
            Map.entry("age", hybrid ? "age 1.3 or later" : "age")));
    return facts;
  }

  private static String shortened(String recipient) {
    return recipient.substring(0, SHOWN)
        + "..."
        + recipient.substring(recipient.length() - SHOWN)
        + " ("
        + recipient.length()
        + " characters; compare its fingerprint)";
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
