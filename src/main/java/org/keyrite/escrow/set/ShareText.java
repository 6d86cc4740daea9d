package org.keyrite.escrow.set;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.ShareCorrection;
import org.keyrite.escrow.slip39.ShareException;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.escrow.slip39.ShareWords;
import org.keyrite.text.Columns;
import org.keyrite.yaml.YamlText;

/**
 * A share as the text of a file: lines after {@code #}, which say what it is, and its words. Any
 * program that restores shares takes the words; the rest is for people, and keeps environments
 * apart.
 */
public final class ShareText implements AutoCloseable {
  /** In bytes. The longest share has 1023 words of at most nine with their space. */
  public static final int MOST_BYTES = 1 << 16;

  private static final int MOST_FACTS = 32;
  private static final int MOST_SHOWN = 80;
  private static final String TITLE =
      "# A share of an age identity, in the words of SLIP-0039. Keep it secret.\n";

  /** The fact that is the hash of the record. */
  private static final String RECORD = "record";

  /** The fact that is the hash of the invitation for which the share was given. */
  private static final String GATHERING = "gathering";

  private static final String OTHER_RECORD =
      "find out who changed it, and take a copy that another trustee has";
  private static final String OTHER_SET =
      "bring the share of this set, or the escrow.json of the share's set";

  private final Map<String, String> facts;
  private final ShareWords words;

  private ShareText(Map<String, String> facts, ShareWords words) {
    this.facts = facts;
    this.words = words;
  }

  /** What a share says of its set, in order, so that a record that says otherwise is noticed. */
  private static Map<String, String> facts(SetRecord record, ShareIndex index) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("environment", record.environment());
    facts.put("set", record.set());
    facts.put("made", record.created().toString());
    facts.put("trustee", record.holder(index));
    facts.put("group", record.policy().group(index).name());
    facts.put("takes", record.policy().inWords());
    facts.put("recipient", record.recipient());
    return facts;
  }

  /**
   * The text of a share.
   *
   * @param invitation to the gathering, and no other, for which its trustee gives it
   */
  public static SecretBytes write(SetRecord record, Share share, Optional<Invitation> invitation) {
    Map<String, String> facts = facts(record, share.index());
    facts.put(RECORD, record.hash());
    invitation.ifPresent(to -> facts.put(GATHERING, to.hash()));
    StringBuilder head = new StringBuilder(TITLE);
    facts.forEach((name, fact) -> head.append("# " + name + ": " + fact + "\n"));
    byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
    try (ShareWords words = share.words();
        SecretBytes text = words.text()) {
      return new SecretBytes(Joined.of(start, text.bytes(), new byte[] {'\n'}));
    }
  }

  /**
   * Reads a text, with or without such lines. Letters and messages indent and quote them: blanks
   * and {@code >} at the beginning of a line do not count, and a space that does not break is one.
   *
   * @param text neither kept nor changed
   * @throws ShareProblem if the other lines have something that is not a word of the list
   */
  public static ShareText parse(byte[] text) throws ShareProblem {
    Map<String, String> facts = new LinkedHashMap<>();
    byte[] plain = text.clone();
    try {
      blankUnbreakable(plain);
      for (int start = 0; start < plain.length; ) {
        int end = start;
        while (end < plain.length && plain[end] != '\n') {
          end++;
        }
        int from = start;
        while (from < end && (ShareWords.isSpace(plain[from]) || plain[from] == '>')) {
          plain[from++] = ' ';
        }
        if (from < end && plain[from] == '#') {
          take(new String(plain, from, end - from, StandardCharsets.US_ASCII), facts);
          Arrays.fill(plain, from, end, (byte) ' ');
        }
        start = end + 1;
      }
      return new ShareText(facts, ShareWords.parse(plain));
    } catch (ShareException e) {
      throw new ShareProblem(e, List.of());
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** U+00A0 in UTF-8, which word processors put between words. */
  private static void blankUnbreakable(byte[] text) {
    for (int i = 0; i + 1 < text.length; i++) {
      if (text[i] == (byte) 0xc2 && text[i + 1] == (byte) 0xa0) {
        text[i] = ' ';
        text[i + 1] = ' ';
      }
    }
  }

  /** Words that were typed, which say nothing of their environment. */
  public static ShareText of(ShareWords words) {
    return new ShareText(Map.of(), words);
  }

  private static void take(String line, Map<String, String> facts) {
    int colon = line.indexOf(": ");
    if (colon > 0 && facts.size() < MOST_FACTS) {
      facts.putIfAbsent(line.substring(1, colon).strip(), line.substring(colon + 2).strip());
    }
  }

  /** The environment that the share says it is for. */
  Optional<String> environment() {
    return Optional.ofNullable(facts.get("environment")).filter(YamlText::isName);
  }

  /**
   * The place of the share in a set, by the trustee that it names, if it says it is of that set.
   */
  Optional<ShareIndex> claimedIndex(SetRecord record) {
    return Optional.ofNullable(facts.get("trustee"))
        .filter(_ -> record.set().equals(facts.get("set")))
        .flatMap(record.policy()::find);
  }

  /** The words. */
  public ShareWords words() {
    return words;
  }

  /**
   * The share that the words make, which the caller closes.
   *
   * @throws ShareProblem if they make none, with the words to look at first
   */
  Share share() throws ShareProblem {
    try {
      return Share.decode(words);
    } catch (ShareException e) {
      throw new ShareProblem(e, ShareCorrection.suspects(words));
    }
  }

  /**
   * The same, checked against the record of its set: all that its holder can learn alone, and
   * nothing is learned of the secret.
   *
   * @throws ShareProblem if it is not whole, not of this set, or not the one that was given out
   */
  public Share share(SetRecord record) throws ShareProblem {
    Optional<String> environment = environment();
    if (environment.isPresent() && !environment.get().equals(record.environment())) {
      throw new ShareProblem(
          "the share is for " + environment.get() + ", and the set is for " + record.environment(),
          "bring the shares of one environment; they are never mixed",
          Optional.empty());
    }
    Share share = share();
    try {
      check(record, share);
      return share;
    } catch (ShareProblem e) {
      share.close();
      throw e;
    }
  }

  private void check(SetRecord record, Share share) throws ShareProblem {
    EscrowPolicy policy = record.policy();
    boolean isOfSet = share.set().identifier() == record.identifier();
    if (isOfSet && policy.has(share.index()) && record.commitment(share.index()).isTo(share)) {
      compare(record, share.index());
      compareNumbers(policy, share);
      return;
    }
    if (record.set().equals(facts.get("set")) && isOfAnother(record)) {
      throw changed(
          "the record was changed since the share was made, or the share is forged: they do not"
              + " fit");
    }
    if (!isOfSet) {
      throw new ShareProblem("the share belongs to another set than this record", OTHER_SET);
    }
    if (!policy.has(share.index())) {
      throw new ShareProblem("this record has no such share", OTHER_SET);
    }
    throw new ShareProblem(
        "the share is not the one that "
            + record.holder(share.index())
            + " was given: it was changed or forged, or is of another set",
        "leave it out, and find out where it comes from",
        Optional.of(share.index()));
  }

  /** Whether the share says that it was made with a record that this one never was. */
  private boolean isOfAnother(SetRecord record) {
    return madeWith().isPresent() && record.since(madeWith().get()).isEmpty();
  }

  /** What the share says of itself is compared, fact by fact, so that what differs is named. */
  private void compare(SetRecord record, ShareIndex index) throws ShareProblem {
    for (Map.Entry<String, String> fact : facts(record, index).entrySet()) {
      String said = facts.getOrDefault(fact.getKey(), fact.getValue());
      if (!said.equals(fact.getValue())) {
        throw changed(
            "the share is good, but the record was changed since it was made: '"
                + fact.getKey()
                + "' is "
                + shown(fact.getValue())
                + ", and was "
                + shown(said));
      }
    }
    if (isOfAnother(record)) {
      throw changed("the share is good, but the record was changed since it was made");
    }
  }

  /** What typed words say, too. */
  private static void compareNumbers(EscrowPolicy policy, Share share) throws ShareProblem {
    if (share.set().groupThreshold() != policy.groupThreshold()
        || share.set().groupCount() != policy.groups().size()
        || share.memberThreshold() != policy.group(share.index()).threshold()) {
      throw new ShareProblem(
          "the share is good, but the record was changed: it asks for other numbers of shares or groups",
          "take another copy of it; every trustee has one",
          Optional.empty());
    }
  }

  private static ShareProblem changed(String clause) {
    return new ShareProblem(clause, OTHER_RECORD, Optional.empty());
  }

  private static String shown(String fact) {
    return Columns.cut(fact, MOST_SHOWN, "...");
  }

  /**
   * Compares what the share was given for with what it is brought to.
   *
   * @param invitation to the gathering that is held, if one is
   * @throws ShareProblem if its trustee gave it for another
   */
  void requireGivenFor(Optional<Invitation> invitation) throws ShareProblem {
    String given = facts.get(GATHERING);
    if (given != null && !invitation.map(Invitation::hash).equals(Optional.of(given))) {
      throw new ShareProblem(
          "its trustee gave the share for another gathering",
          "bring what they gave for this one",
          Optional.empty());
    }
  }

  /** The hash of the record that the share says it was made with; typed words say none. */
  Optional<String> madeWith() {
    return Optional.ofNullable(facts.get(RECORD));
  }

  @Override
  public void close() {
    words.close();
  }

  @Override
  public String toString() {
    return "a share's text (secret)";
  }
}
