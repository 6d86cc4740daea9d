package org.keyrite.ceremony.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Preflight;
import org.keyrite.os.RegularFile;
import org.keyrite.yaml.YamlException;
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
    "generator",
    "extract",
    "recipients",
    "escrow",
    "artifacts"
  };

  private static final int MOST_BYTES = 1 << 20;

  private final Path file;

  private PlanReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a plan file.
   *
   * @throws Refused when it is not a valid plan, with the place of the first mistake
   */
  public static Plan read(Path file) throws Refused {
    PlanReader reader = new PlanReader(file);
    byte[] bytes = reader.bytes();
    try {
      String text = reader.decode(bytes);
      return reader.plan(YamlValue.parse(text), Sha256.hex(bytes));
    } catch (YamlException e) {
      throw new Refused(
          file + ", " + e.getMessage() + ".", "Correct the plan, and have it reviewed again.", e);
    }
  }

  private byte[] bytes() throws Refused {
    Optional<FileProblem> problem = FileProblem.of(file);
    if (problem.isPresent()) {
      throw new Refused(
          problem.get().missing()
              ? "There is no plan " + file + "."
              : "The plan " + file + " " + problem.get().clause() + ".",
          "Name the plan's file.");
    }
    try (InputStream in = RegularFile.open(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new Refused("The plan " + file + " is longer than 1 MiB.", "Name the plan's file.");
      }
      return bytes;
    } catch (IOException e) {
      throw new Refused(
          "The plan " + file + " cannot be read: " + Reason.of(e) + ".",
          "Check its permissions.",
          e);
    }
  }

  private String decode(byte[] bytes) throws Refused {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused("The plan " + file + " is not UTF-8 text.", "Name the plan's file.", e);
    }
    // Before anything of it can be repeated in a message.
    if (text.toUpperCase(Locale.ROOT).contains("AGE-SECRET-KEY-")) {
      throw new Refused(
          "The plan " + file + " holds an age identity, and a plan holds no secret.",
          "Put the recipient (age1…) there. Treat the identity as disclosed: make a new one.");
    }
    return text;
  }

  private Plan plan(YamlValue root, String sha256) throws YamlException {
    // First of all, since another version has other keys.
    YamlValue version = new YamlValue.Fields(root, root.entries()).required("version");
    if (!version.text().equals(VERSION)) {
      throw version.error("this program reads plans of version " + VERSION);
    }
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
      throw value.error("a date is expected here, such as 2026-11-22");
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
}
