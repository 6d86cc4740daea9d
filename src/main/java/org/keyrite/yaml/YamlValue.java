package org.keyrite.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML file, with its place.
 *
 * <p>A scalar is read as the text that stands there: {@code version: 1.10} is "1.10", not a number.
 */
public final class YamlValue {
  private static final int MOST_CHARACTERS = 1 << 20;

  /** The property of a node that has no place in a file. */
  private static final String OPTION = "option";

  private final Node node;

  private YamlValue(Node node) {
    this.node = node;
  }

  /**
   * Parses a file that holds exactly one document.
   *
   * @param text at most 1 MiB of characters
   * @throws YamlException when it is not YAML, or uses what this package leaves out
   */
  public static YamlValue parse(String text) throws YamlException {
    PlainCharacters.check(text);
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MOST_CHARACTERS)
            .setAllowNonScalarKeys(true) // and refused by text(), which knows the place
            .setVersionFunction(UnaryOperator.identity()) // and refused like every directive
            .setUseMarks(true)
            .build();
    try {
      PlainYaml.check(new Parse(settings).parseString(text));
      return new YamlValue(
          new Compose(settings)
              .composeString(text)
              .orElseThrow(() -> new YamlException("the file is empty")));
    } catch (MarkedYamlEngineException e) {
      throw YamlException.at(e.getProblemMark(), "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new YamlException("not YAML: " + e.getMessage());
    } catch (NumberFormatException e) {
      // The engine lets it escape for \U with eight digits that are more than an int.
      throw new YamlException("not YAML: an escape for no character");
    }
  }

  /**
   * Something that an option of a command line says, in place of a file.
   *
   * @param option its name, which stands for line and column in complaints
   * @param value as for {@link #of}
   */
  public record Said(String option, Object value) {}

  /**
   * What options say, for the reader of a file that would say the same.
   *
   * @param value a text, a list or a mapping of such values, or one of them as {@link Said}
   */
  public static YamlValue of(Object value) {
    return new YamlValue(node(value, ""));
  }

  private static Node node(Object value, String option) {
    Node node =
        switch (value) {
          case Said said -> node(said.value(), said.option());
          case List<?> list ->
              new SequenceNode(
                  Tag.SEQ,
                  list.stream().map(element -> node(element, option)).toList(),
                  FlowStyle.AUTO);
          case Map<?, ?> map ->
              new MappingNode(
                  Tag.MAP,
                  map.entrySet().stream()
                      .map(
                          entry ->
                              new NodeTuple(
                                  node(entry.getKey(), option), node(entry.getValue(), option)))
                      .toList(),
                  FlowStyle.AUTO);
          default -> new ScalarNode(Tag.STR, value.toString(), ScalarStyle.DOUBLE_QUOTED);
        };
    if (node.getProperty(OPTION) == null) {
      node.setProperty(OPTION, option);
    }
    return node;
  }

  /** A complaint about this value, at its place. */
  public YamlException error(String message) {
    return error(message, null);
  }

  /**
   * A complaint about another file, which is named here.
   *
   * @param cause what is wrong with it
   */
  public YamlException error(String message, Throwable cause) {
    String option = (String) node.getProperty(OPTION);
    String place = option == null ? YamlException.place(node.getStartMark()) : option + ": ";
    return new YamlException(place + message, cause);
  }

  /** The text of a scalar, exactly as written; an empty plain scalar (a null) is an error. */
  public String text() throws YamlException {
    if (!(node instanceof ScalarNode scalar)) {
      throw error("expected a single value, not a list or a mapping");
    }
    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
    if (plain && scalar.getTag().equals(Tag.NULL)) {
      throw error("a value is missing here");
    }
    return scalar.getValue();
  }

  /** Whether a scalar says {@code true} or {@code false}. */
  public boolean truth() throws YamlException {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw error("expected true or false");
    };
  }

  /** Whether this is a single value rather than a list or a mapping. */
  public boolean isScalar() {
    return node instanceof ScalarNode;
  }

  /** The elements of a list, of which there must be at least one. */
  public List<YamlValue> elements() throws YamlException {
    if (!(node instanceof SequenceNode sequence)) {
      throw error("expected a list");
    }
    if (sequence.getValue().isEmpty()) {
      throw error("the list is empty");
    }
    List<YamlValue> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(new YamlValue(element));
    }
    return elements;
  }

  /** The entries of a mapping, each key once, in the order of the file. */
  public Map<String, YamlValue> entries() throws YamlException {
    if (!(node instanceof MappingNode mapping)) {
      throw error("expected a mapping (key: value)");
    }
    Map<String, YamlValue> entries = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      YamlValue key = new YamlValue(entry.getKeyNode());
      if (entries.put(key.text(), new YamlValue(entry.getValueNode())) != null) {
        throw key.error("the key '" + key.text() + "' is here a second time");
      }
    }
    return entries;
  }

  /**
   * A mapping of which every key must be known.
   *
   * @param known the keys that may occur
   */
  public Fields fields(String... known) throws YamlException {
    Map<String, YamlValue> entries = entries();
    for (NodeTuple entry : ((MappingNode) node).getValue()) {
      YamlValue key = new YamlValue(entry.getKeyNode());
      if (!List.of(known).contains(key.text())) {
        throw key.error(
            "the key '" + key.text() + "' is unknown; known here: " + String.join(", ", known));
      }
    }
    return new Fields(this, entries);
  }

  /** The fields of a mapping with known keys. */
  public record Fields(YamlValue mapping, Map<String, YamlValue> entries) {
    /** A field that must be there. */
    public YamlValue required(String key) throws YamlException {
      YamlValue value = entries.get(key);
      if (value == null) {
        throw mapping.error("the key '" + key + "' is missing");
      }
      return value;
    }

    /** A field that may be there. */
    public Optional<YamlValue> optional(String key) {
      return Optional.ofNullable(entries.get(key));
    }
  }
}
