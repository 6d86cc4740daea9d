package org.keyrite.escrow.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyrite.age.Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.escrow.policy.Purpose;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.escrow.set.SetRecord.Reissued;
import org.keyrite.escrow.slip39.SetParameters;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.BoundedFile;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;

/**
 * Reads {@code escrow.json}. Whatever is unknown, missing or impossible is an error: a record that
 * was written by another version, or by hand, is not half-understood.
 */
public final class SetRecordReader {
  /** 256 trustees with post-quantum recipients take half of it. */
  private static final int MOST_BYTES = 1 << 20;

  /** Each is a record to compute the hash of. */
  private static final int MOST_REISSUED = 256;

  private static final int MOST_NUMBER = SetParameters.IDENTIFIERS - 1;
  private static final Pattern SET = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NATIVE = Pattern.compile("age1(pq1)?[a-z0-9]+");

  private static final Set<String> RECORD =
      Set.of(
          "version",
          "set",
          "environment",
          "created",
          "recipient",
          "identifier",
          "group-threshold",
          "groups",
          "opens",
          "kept-at",
          "contact",
          "drill-every-days",
          "replaces",
          "reissued");
  private static final Set<String> GROUP = Set.of("name", "threshold", "trustees");
  private static final Set<String> REISSUED = Set.of("trustee", "was");
  private static final Set<String> TRUSTEE =
      Set.of("name", "recipient", "salt", "sha256", "confirmation");

  private final List<Commitment> commitments = new ArrayList<>();

  private SetRecordReader() {}

  /**
   * Reads a record's file.
   *
   * @throws Refused when it cannot be read or is not a record, with the first thing that is wrong
   */
  public static SetRecord read(Path file) throws Refused {
    try {
      return parse(BoundedFile.bytes(file, MOST_BYTES));
    } catch (IOException e) {
      throw new Refused(
          "The escrow record " + file + " cannot be read: " + Reason.of(e) + ".",
          "Name the set's escrow.json with --set.",
          e);
    } catch (RecordException e) {
      throw new Refused(
          file + " is not an escrow record: " + e.getMessage() + ".",
          "Take another copy of it; every trustee has one.",
          e);
    }
  }

  public static SetRecord parse(byte[] bytes) throws RecordException {
    if (bytes.length > MOST_BYTES) {
      throw new RecordException("it is longer than 1 MiB");
    }
    try {
      return new SetRecordReader().record(JsonParser.parse(bytes));
    } catch (JsonException e) {
      throw new RecordException("it is not JSON (" + e.getMessage() + ")");
    }
  }

  private SetRecord record(JsonValue value) throws RecordException {
    String version =
        value instanceof JsonValue.Members members
                && members.get("version").orElse(null) instanceof JsonValue.Text text
            ? text.text()
            : "";
    if (!version.equals(SetRecord.VERSION)) {
      throw new RecordException("its version is not " + SetRecord.VERSION);
    }
    RecordMembers record = RecordMembers.of(value, "the record", RECORD);
    List<Group> groups = new ArrayList<>();
    for (JsonValue group : record.list("groups")) {
      groups.add(group(group));
    }
    int threshold = record.number("group-threshold", SetParameters.MOST_SHARES);
    OptionalInt drillDays =
        record.has("drill-every-days")
            ? OptionalInt.of(record.number("drill-every-days", EscrowPolicy.MOST_DRILL_DAYS))
            : OptionalInt.empty();
    Optional<String> problem = EscrowPolicy.problem(threshold, groups, drillDays);
    if (problem.isPresent()) {
      throw new RecordException(problem.get());
    }
    EscrowPolicy policy = new EscrowPolicy(threshold, groups, drillDays, purpose(record));
    String recipient = recipient(record.text("recipient", NATIVE)).toString();
    Optional<String> itself = policy.whose(recipient);
    if (itself.isPresent()) {
      throw new RecordException(
          "the share of '" + itself.get() + "' is encrypted to the shared identity itself");
    }
    SetRecord read =
        new SetRecord(
            record.text("set", SET),
            record.name("environment"),
            record.time("created"),
            recipient,
            record.number("identifier", MOST_NUMBER),
            policy,
            commitments,
            record.optionalText("replaces", SET),
            reissued(record, policy));
    try {
      // Whoever holds an older share goes back through what was reissued.
      read.since("");
      return read;
    } catch (IllegalArgumentException e) {
      throw new RecordException("what it was before a reissue is not possible: " + e.getMessage());
    }
  }

  private static Purpose purpose(RecordMembers record) throws RecordException {
    Map<String, String> texts = new HashMap<>();
    for (String key : Purpose.KEYS) {
      if (record.has(key)) {
        texts.put(key, record.text(key));
        if (!Purpose.fits(texts.get(key))) {
          throw new RecordException("'" + key + "' of the record is not what it should be");
        }
      }
    }
    return new Purpose(texts);
  }

  private static List<Reissued> reissued(RecordMembers record, EscrowPolicy policy)
      throws RecordException {
    List<Reissued> all = new ArrayList<>();
    for (JsonValue value :
        record.has("reissued") ? record.list("reissued") : List.<JsonValue>of()) {
      RecordMembers reissued = RecordMembers.of(value, "a reissue", REISSUED);
      Reissued one = new Reissued(reissued.name("trustee"), recipient(reissued, "was"));
      if (policy.find(one.trustee()).isEmpty()) {
        throw new RecordException("a reissue is of '" + one.trustee() + "', who is no trustee");
      }
      all.add(one);
    }
    if (all.size() > MOST_REISSUED) {
      throw new RecordException("it has more than " + MOST_REISSUED + " reissues: reshare the set");
    }
    return all;
  }

  private Group group(JsonValue value) throws RecordException {
    RecordMembers group = RecordMembers.of(value, "a group", GROUP);
    List<Trustee> trustees = new ArrayList<>();
    for (JsonValue trustee : group.list("trustees")) {
      trustees.add(trustee(trustee));
    }
    return new Group(
        group.name("name"), group.number("threshold", SetParameters.MOST_SHARES), trustees);
  }

  private Trustee trustee(JsonValue value) throws RecordException {
    RecordMembers trustee = RecordMembers.of(value, "a trustee", TRUSTEE);
    commitments.add(
        new Commitment(
            trustee.text("salt", SET),
            trustee.text("sha256", HASH),
            trustee.optionalText("confirmation", HASH)));
    return new Trustee(trustee.name("name"), recipient(trustee, "recipient"));
  }

  private static Optional<Recipient> recipient(RecordMembers members, String name)
      throws RecordException {
    return members.has(name) ? Optional.of(recipient(members.text(name))) : Optional.empty();
  }

  private static Recipient recipient(String text) throws RecordException {
    try {
      return Recipients.parse(text, PluginKeys.NAMED);
    } catch (AgeException e) {
      throw new RecordException("a recipient is not valid: " + e.getMessage());
    }
  }
}
