package org.keyrite.ceremony.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/** Reads a plan's {@code recipients}: each has one name and occurs once. */
final class RecipientReader {
  /** They would be programs that nobody pinned, beside a secret in the clear. */
  static final PluginKeys NO_PLUGINS = PluginKeys.refused("no plugin runs in a ceremony");

  private static final List<PlannedRecipient.Group> PLANNED =
      List.of(PlannedRecipient.Group.HOSTS, PlannedRecipient.Group.BACKUPS);

  private RecipientReader() {}

  static List<PlannedRecipient> read(YamlValue mapping) throws YamlException {
    List<PlannedRecipient> recipients = new ArrayList<>();
    Set<String> texts = new HashSet<>();
    Set<String> names = new HashSet<>();
    YamlValue.Fields groups = mapping.fields("hosts", "backups");
    for (PlannedRecipient.Group group : PLANNED) {
      if (groups.optional(group.word()).isEmpty()) {
        continue;
      }
      YamlValue members = groups.required(group.word());
      for (Map.Entry<String, YamlValue> entry : members.entries().entrySet()) {
        YamlValue value = entry.getValue();
        if (!YamlText.isName(entry.getKey()) || !names.add(entry.getKey())) {
          throw value.error("'" + entry.getKey() + "' cannot name a recipient, or names another");
        }
        PlannedRecipient recipient = recipient(group, entry.getKey(), value);
        if (!texts.add(recipient.recipient().toString())) {
          throw value.error("this recipient is in the plan under another name, too");
        }
        recipients.add(recipient);
      }
    }
    if (recipients.isEmpty()) {
      throw mapping.error("there is no recipient");
    }
    return recipients;
  }

  private static PlannedRecipient recipient(
      PlannedRecipient.Group group, String name, YamlValue value) throws YamlException {
    try {
      return new PlannedRecipient(group, name, Recipients.parse(value.text(), NO_PLUGINS));
    } catch (AgeException e) {
      throw value.error("'" + name + "' has no valid recipient: " + e.getMessage());
    }
  }
}
