package org.keyrite.ceremony.plan;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Preflight;
import org.keyrite.machine.SandboxRequirement;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlFile;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/**
 * Reads a plan ({@code keyrite/plan/v1}). Whatever is unknown, missing, contradictory or unused is
 * an error: a reviewer must be able to rely on every line, and on there being no other.
 */
public final class PlanReader {
  static final String VERSION = "keyrite/plan/v1";

  private static final String[] KEYS = {
    "version",
    "name",
    "environment",
    "valid",
    "accept",
    "sandbox",
    "generator",
    "extract",
    "recipients",
    "escrow",
    "artifacts"
  };

  private PlanReader() {}

  /**
   * Reads a plan file.
   *
   * @throws Refused when it is not a valid plan, with the place of the first mistake
   */
  public static Plan read(Path file) throws Refused {
    return YamlFile.read(file, "plan", VERSION, (root, sha256) -> plan(file, root, sha256));
  }

  private static Plan plan(Path file, YamlValue root, String sha256) throws YamlException {
    YamlValue.Fields plan = root.fields(KEYS);
    String name = YamlText.name(plan.required("name"));
    String environment = YamlText.name(plan.required("environment"));
    Optional<YamlValue.Fields> valid = fields(plan.optional("valid"), "from", "until");
    Optional<LocalDate> from = date(valid, "from");
    Optional<LocalDate> until = date(valid, "until");
    if (from.isPresent() && until.isPresent() && from.get().isAfter(until.get())) {
      throw plan.required("valid").error("the plan ends before it begins");
    }
    Map<Preflight.Item, String> accepted = accepted(plan.optional("accept"));
    SandboxRequirement sandbox = sandbox(plan.optional("sandbox"));
    Plan.Generator generator =
        new GeneratorReader(file.toAbsolutePath().getParent()).read(plan.required("generator"));

    ExtractReader.Values values = ExtractReader.read(plan.required("extract"));
    List<PlannedRecipient> recipients = RecipientReader.read(plan.required("recipients"));
    Optional<SharedIdentity> escrow =
        plan.optional("escrow").isEmpty()
            ? Optional.empty()
            : Optional.of(EscrowPolicyReader.shared(plan.required("escrow")));
    List<Plan.Artifact> artifacts =
        new PlannedArtifactReader(values, recipients, escrow).read(plan.required("artifacts"));
    return new Plan(
        file,
        sha256,
        name,
        environment,
        from,
        until,
        accepted,
        sandbox,
        generator,
        values.secrets(),
        values.publicValues(),
        recipients,
        escrow,
        artifacts);
  }

  private static Optional<YamlValue.Fields> fields(Optional<YamlValue> value, String... known)
      throws YamlException {
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().fields(known));
  }

  private static Optional<LocalDate> date(Optional<YamlValue.Fields> fields, String key)
      throws YamlException {
    YamlValue value = fields.flatMap(present -> present.optional(key)).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(value.text()));
    } catch (DateTimeParseException e) {
      throw value.error("expected a date, such as 2026-11-22");
    }
  }

  private static Map<Preflight.Item, String> accepted(Optional<YamlValue> list)
      throws YamlException {
    Map<Preflight.Item, String> accepted = new EnumMap<>(Preflight.Item.class);
    if (list.isEmpty()) {
      return accepted;
    }
    for (YamlValue entry : list.get().elements()) {
      YamlValue.Fields fields = entry.fields("check", "reason");
      YamlValue check = fields.required("check");
      Preflight.Item item =
          Preflight.Item.acceptable(check.text())
              .orElseThrow(
                  () ->
                      check.error(
                          "no check of this name can be accepted; these can: "
                              + Preflight.Item.acceptableWords()));
      YamlValue reason = fields.required("reason");
      if (reason.text().isBlank()) {
        throw reason.error("a reason is needed");
      }
      if (accepted.put(item, reason.text().strip()) != null) {
        throw check.error("this check is accepted twice");
      }
    }
    return accepted;
  }

  private static SandboxRequirement sandbox(Optional<YamlValue> words) throws YamlException {
    SandboxRequirement required = SandboxRequirement.ANY;
    if (words.isPresent()) {
      for (YamlValue word :
          words.get().isScalar() ? List.of(words.get()) : words.get().elements()) {
        required =
            required
                .and(word.text())
                .orElseThrow(() -> word.error("expected " + SandboxRequirement.WORDS));
      }
    }
    return required;
  }
}
