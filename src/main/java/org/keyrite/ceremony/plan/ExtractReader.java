package org.keyrite.ceremony.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/** Reads a plan's {@code extract}: which values there are, and where they are found. */
final class ExtractReader {
  private static final Pattern VALUE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private ExtractReader() {}

  /** The values of a plan, by name; no name is in both. */
  public record Values(Map<String, Extraction> secrets, Map<String, Extraction> publicValues) {}

  static Values read(YamlValue extract) throws YamlException {
    YamlValue.Fields fields = extract.fields("secret", "public");
    Map<String, Extraction> secrets = values(fields.required("secret"));
    if (fields.optional("public").isEmpty()) {
      return new Values(secrets, Map.of());
    }
    YamlValue publicMapping = fields.required("public");
    Map<String, Extraction> publicValues = values(publicMapping);
    for (String name : publicValues.keySet()) {
      if (secrets.containsKey(name)) {
        throw publicMapping.error("'" + name + "' is both secret and public");
      }
    }
    return new Values(secrets, publicValues);
  }

  private static Map<String, Extraction> values(YamlValue mapping) throws YamlException {
    Map<String, Extraction> extractions = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : mapping.entries().entrySet()) {
      if (!VALUE_NAME.matcher(entry.getKey()).matches() || entry.getKey().equals("workspace")) {
        throw entry
            .getValue()
            .error("'" + entry.getKey() + "' cannot name a value: lower-case letters, digits, _");
      }
      extractions.put(entry.getKey(), extraction(entry.getValue()));
    }
    if (extractions.isEmpty()) {
      throw mapping.error("nothing is named here");
    }
    return extractions;
  }

  private static Extraction extraction(YamlValue value) throws YamlException {
    YamlValue.Fields fields = value.fields("file", "whole", "json", "label");
    Optional<String> file = Optional.empty();
    if (fields.optional("file").isPresent()) {
      file = Optional.of(fileInWorkspace(fields.required("file")));
    }
    List<Extraction.Rule> rules = new ArrayList<>();
    if (fields.optional("whole").isPresent()) {
      if (!fields.required("whole").truth()) {
        throw fields.required("whole").error("leave 'whole' out instead");
      }
      rules.add(new Extraction.Whole());
    }
    if (fields.optional("json").isPresent()) {
      rules.add(new Extraction.JsonField(YamlText.line(fields.required("json"))));
    }
    if (fields.optional("label").isPresent()) {
      rules.add(new Extraction.AfterLabel(YamlText.line(fields.required("label"))));
    }
    if (rules.size() != 1) {
      throw value.error("expected exactly one of 'whole: true', 'json: …' and 'label: …'");
    }
    return new Extraction(file, rules.getFirst());
  }

  private static String fileInWorkspace(YamlValue value) throws YamlException {
    Path path = YamlText.path(value);
    if (path.isAbsolute() || !path.normalize().equals(path) || path.startsWith("..")) {
      throw value.error("expected a path below the workspace, without . or ..");
    }
    return value.text();
  }
}
