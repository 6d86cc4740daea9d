package org.keyrite.ceremony.plan;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.ceremony.plan.PlannedRecipient.Group;
import org.keyrite.escrow.policy.SharedIdentity;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/**
 * Reads a plan's {@code artifacts}: every secret is in one, and every recipient can open one.
 *
 * @param values what is extracted
 * @param recipients who can open the results
 * @param escrow the identity that is made, and opens results too
 */
record PlannedArtifactReader(
    ExtractReader.Values values,
    List<PlannedRecipient> recipients,
    Optional<SharedIdentity> escrow) {
  /** Of the encrypted shares, which are no artifacts. */
  private static final String SHARE = ".share.age";

  List<Plan.Artifact> read(YamlValue list) throws YamlException {
    List<Plan.Artifact> artifacts = new ArrayList<>();
    Set<String> usedSecrets = new HashSet<>();
    Set<Group> usedGroups = new HashSet<>();
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
      List<Group> groups = groups(fields.required("to"));
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
    if (escrow.isPresent() && !usedGroups.contains(Group.ESCROW)) {
      throw list.error("nothing is encrypted to the escrow");
    }
    return artifacts;
  }

  private FileTemplate template(YamlValue value) throws YamlException {
    if (!FileTemplate.isTemplate(value.text())) {
      throw value.error(
          "expected a file name: letters, digits, . _ - and {names}, ending with .age");
    }
    if (value.text().endsWith(SHARE)) {
      throw value.error("a name that ends with " + SHARE + " is a share's");
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
  private void requireUsable(List<Group> groups, YamlValue place) throws YamlException {
    List<Recipient> together =
        new ArrayList<>(
            recipients.stream()
                .filter(recipient -> groups.contains(recipient.group()))
                .map(PlannedRecipient::recipient)
                .toList());
    if (groups.contains(Group.ESCROW)) {
      try (NativeIdentity likeIt = escrow.orElseThrow().kind().generate()) {
        together.add(likeIt.recipient());
      }
    }
    try (AgeOutput trial = Age.encrypt(together, OutputStream.nullOutputStream())) {
      trial.finish();
    } catch (IOException e) {
      throw place.error("nothing can be encrypted to these recipients: " + e.getMessage());
    }
  }

  private List<Group> groups(YamlValue value) throws YamlException {
    List<Group> groups = new ArrayList<>();
    for (YamlValue word : value.isScalar() ? List.of(value) : value.elements()) {
      Group group = group(word);
      boolean there =
          group == Group.ESCROW
              ? escrow.isPresent()
              : recipients.stream().anyMatch(recipient -> recipient.group() == group);
      if (!there) {
        throw word.error("the plan has no " + group.word());
      }
      if (groups.contains(group)) {
        throw word.error(group.word() + " is here twice");
      }
      groups.add(group);
    }
    return groups;
  }

  private static Group group(YamlValue word) throws YamlException {
    for (Group group : Group.values()) {
      if (group.word().equals(word.text())) {
        return group;
      }
    }
    throw word.error("expected hosts, backups or escrow");
  }
}
