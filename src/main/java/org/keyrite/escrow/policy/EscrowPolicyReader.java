package org.keyrite.escrow.policy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.fault.Refused;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlFile;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/**
 * Reads who shares an identity: from a file of its own ({@code keyrite/escrow-policy/v1}), or from
 * the {@code escrow} of a plan, which has the same form.
 */
public final class EscrowPolicyReader {
  private static final String VERSION = "keyrite/escrow-policy/v1";

  /** The word for a trustee who has no recipient. */
  private static final String PAPER = "paper";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
  private static final Pattern DAYS = Pattern.compile("[0-9]{1,4}d");

  private EscrowPolicyReader() {}

  /**
   * A policy's file.
   *
   * @param environment what the identity is for
   * @param shared what is shared, and by whom
   */
  public record Named(String environment, SharedIdentity shared) {}

  /**
   * Reads a policy's file.
   *
   * @throws Refused when it is not one, with the place of the first mistake
   */
  public static Named read(Path file) throws Refused {
    return YamlFile.read(file, "policy", VERSION, (root, _) -> named(root));
  }

  private static Named named(YamlValue root) throws YamlException {
    YamlValue.Fields fields = root.fields("version", "environment", "escrow");
    return new Named(
        YamlText.name(fields.required("environment")), shared(fields.required("escrow")));
  }

  /** Reads the value of {@code escrow}. */
  public static SharedIdentity shared(YamlValue escrow) throws YamlException {
    YamlValue.Fields fields =
        escrow.fields(
            "identity", "opens", "kept-at", "contact", "drill-every", "group-threshold", "groups");
    List<Group> groups = new ArrayList<>();
    for (Map.Entry<String, YamlValue> entry : fields.required("groups").entries().entrySet()) {
      groups.add(group(entry.getKey(), entry.getValue()));
    }
    int threshold =
        fields.optional("group-threshold").isPresent()
            ? number(fields.required("group-threshold"))
            : groups.size();
    OptionalInt drillDays =
        fields.optional("drill-every").isPresent()
            ? OptionalInt.of(days(fields.required("drill-every")))
            : OptionalInt.empty();
    Optional<String> problem = EscrowPolicy.problem(threshold, groups, drillDays);
    if (problem.isPresent()) {
      throw escrow.error(problem.get());
    }
    return new SharedIdentity(
        kind(fields.optional("identity")),
        new EscrowPolicy(threshold, groups, drillDays, purpose(fields)));
  }

  private static Purpose purpose(YamlValue.Fields fields) throws YamlException {
    Map<String, String> texts = new HashMap<>();
    for (String key : Purpose.KEYS) {
      Optional<YamlValue> value = fields.optional(key);
      if (value.isPresent()) {
        String text = value.get().text();
        if (!Purpose.fits(text)) {
          throw value
              .get()
              .error(
                  "expected one line of up to "
                      + Purpose.LONGEST
                      + " characters, all of which show");
        }
        texts.put(key, text);
      }
    }
    return new Purpose(texts);
  }

  private static IdentityKind kind(Optional<YamlValue> word) throws YamlException {
    for (IdentityKind kind : IdentityKind.values()) {
      if (word.map(YamlValue::isScalar).orElse(false) && kind.word().equals(word.get().text())) {
        return kind;
      }
    }
    if (word.isPresent()) {
      throw word.get().error("expected x25519 or post-quantum");
    }
    return IdentityKind.X25519;
  }

  private static Group group(String name, YamlValue value) throws YamlException {
    YamlValue.Fields fields = value.fields("threshold", "trustees");
    List<Trustee> trustees = new ArrayList<>();
    for (Map.Entry<String, YamlValue> entry : fields.required("trustees").entries().entrySet()) {
      try {
        trustees.add(new Trustee(entry.getKey(), recipient(entry.getValue().text())));
      } catch (AgeException e) {
        throw entry
            .getValue()
            .error("'" + entry.getKey() + "' has no valid recipient: " + e.getMessage());
      }
    }
    return new Group(name, number(fields.required("threshold")), trustees);
  }

  /**
   * A trustee's recipient, or none for {@code paper}.
   *
   * @throws AgeException if the text is neither
   */
  public static Optional<Recipient> recipient(String text) throws AgeException {
    if (text.equals(PAPER)) {
      return Optional.empty();
    }
    Recipient recipient = Recipients.parse(text);
    // A trial, since only encrypting shows it: on the day, it would be too late.
    try (AgeOutput trial = Age.encrypt(List.of(recipient), OutputStream.nullOutputStream())) {
      trial.finish();
    } catch (AgeException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to nowhere does not fail", e);
    }
    return Optional.of(recipient);
  }

  private static int number(YamlValue value) throws YamlException {
    if (!NUMBER.matcher(value.text()).matches()) {
      throw value.error("expected a number");
    }
    return Integer.parseInt(value.text());
  }

  private static int days(YamlValue value) throws YamlException {
    return days(value.text())
        .orElseThrow(() -> value.error("expected a number of days, such as 180d"));
  }

  /** A number of days, written {@code 180d}; empty if the text is not one. */
  public static OptionalInt days(String text) {
    return DAYS.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text.substring(0, text.length() - 1)))
        : OptionalInt.empty();
  }
}
