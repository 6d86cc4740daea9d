package org.keyrite.escrow.set;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.age.Recipient;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.slip39.ShareIndex;
import org.keyrite.json.JsonWriter;
import org.keyrite.text.Groups;

/**
 * The public facts of a set, {@code escrow.json}: nothing in it helps to restore the identity, and
 * with it a share can be checked alone, a bad one named, and the restored identity compared.
 *
 * <p>It is not signed, but each share says the SHA-256 of the record that it was made with, so that
 * any trustee alone notices another one. Whoever makes shares anew makes them for a record of their
 * own; the recipient has to be known from elsewhere, too.
 *
 * @param set 128 random bits, in hex, which name the set
 * @param environment what the identity is for, such as {@code testnet}
 * @param created when it was split, to the second
 * @param recipient the identity's
 * @param identifier the 15 bits by which SLIP-0039 tells sets apart; every share has them
 * @param policy who holds the shares
 * @param commitments to the shares, in their order
 * @param replaces the set in whose place this one was made
 * @param reissued what was changed since, in order: without it, nobody could tell from a share
 *     whether the record is still the one that it was made with
 */
public record SetRecord(
    String set,
    String environment,
    Instant created,
    String recipient,
    int identifier,
    EscrowPolicy policy,
    List<Commitment> commitments,
    Optional<String> replaces,
    List<Reissued> reissued) {
  /** The file's name, by custom. */
  public static final String FILE = "escrow.json";

  static final String VERSION = "keyrite/escrow/v1";

  /** How much of the set's name is in the names of its files. */
  private static final int SHORT = 8;

  /**
   * A share that was given to its trustee again.
   *
   * @param trustee by name
   * @param was whom it was encrypted to before; empty for paper
   */
  public record Reissued(String trustee, Optional<Recipient> was) {}

  /** Takes copies of the lists. There must be as many commitments as the policy says. */
  public SetRecord {
    commitments = List.copyOf(commitments);
    reissued = List.copyOf(reissued);
    if (commitments.size() != policy.indexes().size()) {
      throw new IllegalArgumentException("a commitment is missing, or one too many");
    }
  }

  /** The commitment to the share at a place. */
  public Commitment commitment(ShareIndex index) {
    return commitments.get(policy.ordinal(index));
  }

  /** The name of the trustee who holds the share at a place. */
  public String holder(ShareIndex index) {
    return policy.trustee(index).name();
  }

  /** Who holds the share at a place, in words: "alice, share 1 of 3 of the group operators". */
  public String whose(ShareIndex index) {
    EscrowPolicy.Group group = policy.group(index);
    return holder(index)
        + ", share "
        + (index.member() + 1)
        + " of "
        + group.trustees().size()
        + " of the group "
        + group.name();
  }

  /** The beginning of the set's name, for people and for files. */
  public String shortName() {
    return set.substring(0, SHORT);
  }

  /** The name of a trustee's encrypted share. */
  public String shareFile(ShareIndex index) {
    return paperName(index) + ".share.age";
  }

  /** The names of a trustee's sheets: the one for a printer, and the text. */
  public List<String> kitFiles(ShareIndex index) {
    return List.of(paperName(index) + ".html", paperName(index) + ".txt");
  }

  private String paperName(ShareIndex index) {
    return environment + "-" + shortName() + "-" + holder(index);
  }

  /**
   * The record after a share, whose words stay what they are, was encrypted to another recipient.
   */
  public SetRecord with(ShareIndex index, Optional<Recipient> to) {
    List<Reissued> all = new ArrayList<>(reissued);
    all.add(new Reissued(holder(index), policy.trustee(index).recipient()));
    return with(policy.with(index, to), all);
  }

  private SetRecord with(EscrowPolicy changed, List<Reissued> all) {
    return new SetRecord(
        set, environment, created, recipient, identifier, changed, commitments, replaces, all);
  }

  /**
   * What the record says was reissued since it had a hash.
   *
   * @param hash of the record, or of what it was before shares were reissued
   * @return in order; empty if the record never had this hash
   */
  public Optional<List<Reissued>> since(String hash) {
    SetRecord then = this;
    for (int count = reissued.size(); !then.hash().equals(hash); count--) {
      if (count == 0) {
        return Optional.empty();
      }
      Reissued last = reissued.get(count - 1);
      ShareIndex index = policy.find(last.trustee).orElseThrow();
      then = with(then.policy.with(index, last.was), reissued.subList(0, count - 1));
    }
    return Optional.of(reissued.subList(then.reissued.size(), reissued.size()));
  }

  /** The SHA-256 of the record in hex, as {@code sha256sum escrow.json} shows it on any machine. */
  public String hash() {
    return Sha256.hex(json().getBytes(StandardCharsets.US_ASCII));
  }

  /** The record as JSON, on one line. */
  public String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", VERSION);
    members.put("set", set);
    members.put("environment", environment);
    members.put("created", created.toString());
    members.put("recipient", recipient);
    members.put("identifier", identifier);
    members.put("group-threshold", policy.groupThreshold());
    List<Object> groups = new ArrayList<>();
    for (int i = 0; i < policy.groups().size(); i++) {
      groups.add(group(i));
    }
    members.put("groups", groups);
    members.putAll(policy.purpose().texts());
    policy.drillDays().ifPresent(days -> members.put("drill-every-days", days));
    replaces.ifPresent(old -> members.put("replaces", old));
    if (!reissued.isEmpty()) {
      members.put("reissued", reissued.stream().map(SetRecord::json).toList());
    }
    return JsonWriter.write(members) + "\n";
  }

  /** The first 128 bits of the hash, in groups, as a sheet has them. */
  public String shortHash() {
    return Groups.ofFour(hash().substring(0, set.length()));
  }

  private static Map<String, Object> json(Reissued reissued) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("trustee", reissued.trustee);
    reissued.was.ifPresent(to -> members.put("was", to.toString()));
    return members;
  }

  private Map<String, Object> group(int number) {
    EscrowPolicy.Group group = policy.groups().get(number);
    List<Object> trustees = new ArrayList<>();
    for (int member = 0; member < group.trustees().size(); member++) {
      EscrowPolicy.Trustee trustee = group.trustees().get(member);
      Commitment commitment = commitment(new ShareIndex(number, member));
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("name", trustee.name());
      trustee.recipient().ifPresent(to -> members.put("recipient", to.toString()));
      members.put("salt", commitment.salt());
      members.put("sha256", commitment.sha256());
      commitment.confirmation().ifPresent(hash -> members.put("confirmation", hash));
      trustees.add(members);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", group.name());
    members.put("threshold", group.threshold());
    members.put("trustees", trustees);
    return members;
  }
}
