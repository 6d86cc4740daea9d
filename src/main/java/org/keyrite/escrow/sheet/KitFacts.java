package org.keyrite.escrow.sheet;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.slip39.SetParameters;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.text.Columns;

/** What a sheet says that is no secret, by the names that the documents have for it. */
final class KitFacts {
  private static final String HYBRID = "age1pq1";
  private static final int SHOWN = 16;
  private static final String REST = "... (the whole policy is in escrow.json)";

  private final Map<String, String> facts;

  KitFacts(KitSheet sheet, Share share) {
    boolean hybrid = sheet.recipient().startsWith(HYBRID);
    SetParameters set = share.set();
    facts =
        Map.ofEntries(
            Map.entry("mark", sheet.practice() ? "PRACTICE" : "PRODUCTION"),
            Map.entry(
                "meaning",
                sheet.practice()
                    ? "For practice. No real secret depends on this sheet."
                    : "A real secret depends on this sheet. Keep it sealed, dry, and alone."),
            Map.entry("trustee", sheet.trustee()),
            Map.entry("group", sheet.group()),
            Map.entry("environment", sheet.environment()),
            Map.entry("date", sheet.date().toString()),
            Map.entry("share", share.index().toString()),
            Map.entry(
                "policy",
                Columns.cut(sheet.policy(), KitSheet.PRINTED_POLICY + REST.length(), REST)),
            Map.entry(
                "thresholds",
                count(share.memberThreshold(), "share")
                    + " of group "
                    + (share.index().group() + 1)
                    + ", and "
                    + set.groupThreshold()
                    + " of "
                    + count(set.groupCount(), "group")),
            Map.entry("setid", groups(sheet.setId())),
            Map.entry("recipient", hybrid ? shortened(sheet.recipient()) : sheet.recipient()),
            Map.entry("fingerprint", groups(fingerprint(sheet))),
            Map.entry("prefix", hybrid ? "age-secret-key-pq-" : "age-secret-key-"),
            Map.entry("age", hybrid ? "age 1.3 or later" : "age"));
  }

  /** A fact of the sheet; asking for another is a bug in a document. */
  String get(String name) {
    String fact = facts.get(name);
    if (fact == null) {
      throw new IllegalStateException("a sheet says nothing of " + name);
    }
    return fact;
  }

  private static String fingerprint(KitSheet sheet) {
    return Sha256.hex(sheet.recipient().getBytes(StandardCharsets.US_ASCII));
  }

  private static String shortened(String recipient) {
    return recipient.substring(0, SHOWN)
        + "..."
        + recipient.substring(recipient.length() - SHOWN)
        + " ("
        + recipient.length()
        + " characters; compare its fingerprint)";
  }

  private static String groups(String hex) {
    return hex.replaceAll("....(?=.)", "$0 ");
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
