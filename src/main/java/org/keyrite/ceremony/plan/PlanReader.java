package org.keyrite.ceremony.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.fault.Refused;
import org.keyrite.machine.control.Preflight;
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
    "require",
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
    Preflight preflight = PreflightReader.read(plan);
    Plan.Generator generator =
        new GeneratorReader(file.toAbsolutePath().getParent()).read(plan.required("generator"));

    ExtractReader.Values values = ExtractReader.read(plan.required("extract"));
    List<PlannedRecipient> recipients = RecipientReader.read(plan.required("recipients"));
    Optional<SharedIdentity> escrow =
        plan.optional("escrow").isEmpty()
            ? Optional.empty()
            : Optional.of(
                EscrowPolicyReader.shared(plan.required("escrow"), RecipientReader.NO_PLUGINS));
    List<Plan.Artifact> artifacts =
        new PlannedArtifactReader(values, recipients, escrow).read(plan.required("artifacts"));
    return new Plan(
        file,
        sha256,
        name,
        environment,
        preflight,
        generator,
        values.secrets(),
        values.publicValues(),
        recipients,
        escrow,
        artifacts);
  }
}
