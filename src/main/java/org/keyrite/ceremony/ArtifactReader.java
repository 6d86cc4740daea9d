package org.keyrite.ceremony;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Recipient;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/**
 * Reads a plan's {@code artifacts}: every secret is in one, and every recipient can open one.
 *
 * @param values what is extracted
 * @param recipients who can open the results
 */
record ArtifactReader(ExtractReader.Values values, List<PlannedRecipient> recipients) {
  List<Plan.Artifact> read(YamlValue list) throws YamlException {
    List<Plan.Artifact> artifacts = new ArrayList<>();
    Set<String> usedSecrets = new HashSet<>();
    Set<PlannedRecipient.Group> usedGroups = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (YamlValue entry : list.elements()) {
      YamlValue.Fields fields = entry.fields("secret", "file", "to");
      YamlValue secret = fields.required("secret");
      if (!values.secrets().containsKey(secret.text())) {
        throw secret.error("no secret of this name is extracted");
      }
      FileTemplate template = template(fields.required("file"));
      if (!names.add(template.text().toLowerCase(Locale.ROOT))) {
        throw fields.required("file").error("another artifact has this name");
      }
      List<PlannedRecipient.Group> groups = groups(fields.required("to"));
      requireUsable(groups, fields.required("to"));
      artifacts.add(new Plan.Artifact(secret.text(), template, groups));
      usedSecrets.add(secret.text());
      usedGroups.addAll(groups);
    }
    for (String secret : values.secrets().keySet()) {
      if (!usedSecrets.contains(secret)) {
        throw list.error("the secret '" + secret + "' is extracted and encrypted to nobody");
      }
    }
    for (PlannedRecipient recipient : recipients) {
      if (!usedGroups.contains(recipient.group())) {
        throw list.error("nothing is encrypted to '" + recipient.name() + "'");
      }
    }
    return artifacts;
  }

  private FileTemplate template(YamlValue value) throws YamlException {
    if (!FileTemplate.isTemplate(value.text())) {
      throw value.error(
          "a file name is expected here: letters, digits, . _ - and {names}, ending with .age");
    }
    FileTemplate template = new FileTemplate(value.text());
    for (String name : template.placeholders()) {
      if (!values.publicValues().containsKey(name)) {
        throw value.error("{" + name + "} is not a public value of this plan");
      }
    }
    return template;
  }

  /** A trial, since only encrypting shows whether these recipients can have a file together. */
  private void requireUsable(List<PlannedRecipient.Group> groups, YamlValue place)
      throws YamlException {
    List<Recipient> together =
        recipients.stream()
            .filter(recipient -> groups.contains(recipient.group()))
            .map(PlannedRecipient::recipient)
            .toList();
    try (AgeOutput trial = Age.encrypt(together, OutputStream.nullOutputStream())) {
      trial.finish();
    } catch (IOException e) {
      throw place.error("nothing can be encrypted to these recipients: " + e.getMessage());
    }
  }

  private List<PlannedRecipient.Group> groups(YamlValue value) throws YamlException {
    List<PlannedRecipient.Group> groups = new ArrayList<>();
    for (YamlValue word : value.isScalar() ? List.of(value) : value.elements()) {
      PlannedRecipient.Group group = group(word);
      if (recipients.stream().noneMatch(recipient -> recipient.group() == group)) {
        throw word.error("the plan has no " + group.word());
      }
      if (groups.contains(group)) {
        throw word.error(group.word() + " stands here twice");
      }
      groups.add(group);
    }
    return groups;
  }

  private static PlannedRecipient.Group group(YamlValue word) throws YamlException {
    for (PlannedRecipient.Group group : PlannedRecipient.Group.values()) {
      if (group.word().equals(word.text())) {
        return group;
      }
    }
    throw word.error("either hosts or backups is expected here");
  }
}
