package org.keyrite.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Refuses what this package leaves out of YAML, before anything is built of it.
 *
 * <p>Building is recursive, so that deep nesting would exhaust the stack; the events looked at here
 * come one by one.
 */
final class PlainYaml {
  private static final int MOST_DEPTH = 64;

  private int depth;

  private PlainYaml() {}

  static void check(Iterable<Event> events) throws YamlException {
    PlainYaml yaml = new PlainYaml();
    for (Event event : events) {
      yaml.check(event);
    }
  }

  private void check(Event event) throws YamlException {
    // A node with an anchor could stand in two places, and a reviewer sees only one of them. An
    // alias is a node with the anchor's name.
    refuse(
        event instanceof NodeEvent node && node.getAnchor().isPresent(),
        event,
        "anchors and aliases are not allowed");
    switch (event) {
      case DocumentStartEvent start ->
          refuse(
              start.getSpecVersion().isPresent() || !start.getTags().isEmpty(),
              event,
              "directives are not allowed");
      case CollectionStartEvent start -> {
        refuseTag(start.getTag(), event);
        refuse(++depth > MOST_DEPTH, event, "nested too deeply");
      }
      case CollectionEndEvent _ -> depth--;
      case ScalarEvent scalar -> {
        refuseTag(scalar.getTag(), event);
        refuse(
            scalar.getValue().codePoints().anyMatch(PlainYaml::isHalfOfPair),
            event,
            "half a surrogate pair is not a character");
      }
      default -> {}
    }
  }

  private static void refuseTag(Optional<String> tag, Event event) throws YamlException {
    refuse(tag.isPresent(), event, "tags are not allowed");
  }

  /** An escape can write one; no UTF-8, and so no record, can hold it. */
  private static boolean isHalfOfPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  private static void refuse(boolean leftOut, Event event, String message) throws YamlException {
    if (leftOut) {
      throw YamlException.at(event.getStartMark(), message);
    }
  }
}
