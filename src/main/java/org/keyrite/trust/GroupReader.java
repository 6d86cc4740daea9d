package org.keyrite.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/** Reads a policy's {@code groups}, in whatever order they stand. */
final class GroupReader {
  private static final int MOST_DEPTH = 16;
  private static final String TOLERATED = "invalid-signatures";
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");

  private final Parties parties;
  private final Map<String, YamlValue.Fields> groups = new LinkedHashMap<>();
  private final Set<String> path = new LinkedHashSet<>();

  GroupReader(Parties parties) {
    this.parties = parties;
  }

  void read(YamlValue list) throws YamlException {
    for (YamlValue group : list.elements()) {
      YamlValue.Fields fields = group.fields("name", "members", "threshold", "tolerate");
      groups.put(parties.newName(fields.required("name")), fields);
    }
    for (String name : groups.keySet()) {
      read(name);
    }
  }

  private void read(String name) throws YamlException {
    if (parties.has(name)) {
      return;
    }
    YamlValue.Fields fields = groups.get(name);
    path.add(name);
    if (path.size() > MOST_DEPTH) {
      throw fields.mapping().error("groups are nested more than " + MOST_DEPTH + " deep");
    }
    List<YamlValue> places = fields.required("members").elements();
    List<Party> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlValue place : places) {
      if (!names.add(place.text())) {
        throw place.error("'" + place.text() + "' is a member twice");
      }
      readFirst(place);
      members.add(parties.require(place));
    }
    int threshold = threshold(fields.required("threshold"), members.size());
    boolean tolerant = tolerant(fields.optional("tolerate"), threshold < members.size());
    Party.Group group = Party.Group.of(name, members, threshold, tolerant);
    if (group.threshold() > 1) {
      Parties.requireDistinct(places, members);
    }
    path.remove(name);
    parties.add(group);
  }

  /** A member may be a group that stands further down. */
  private void readFirst(YamlValue place) throws YamlException {
    String name = place.text();
    if (path.contains(name)) {
      String circle =
          path.stream().dropWhile(step -> !step.equals(name)).collect(Collectors.joining(", "));
      throw place.error("groups go in a circle: " + circle + ", and again " + name);
    }
    if (groups.containsKey(name)) {
      read(name);
    }
  }

  private static boolean tolerant(Optional<YamlValue> value, boolean hasOthers)
      throws YamlException {
    if (value.isEmpty()) {
      return false;
    }
    if (!value.get().text().equals(TOLERATED)) {
      throw value.get().error("expected '" + TOLERATED + "' or nothing");
    }
    if (!hasOthers) {
      throw value.get().error("the group needs all of its members, so it can do without none");
    }
    return true;
  }

  private static int threshold(YamlValue value, int members) throws YamlException {
    String text = value.text();
    return switch (text) {
      case "all" -> members;
      case "any" -> 1;
      default -> number(value, text, members);
    };
  }

  private static int number(YamlValue value, String text, int members) throws YamlException {
    if (!NUMBER.matcher(text).matches()) {
      throw value.error("expected a number, 'all' or 'any'");
    }
    int threshold = Integer.parseInt(text);
    if (threshold > members) {
      throw value.error(
          "the group can never have " + threshold + " of its members: they are " + members);
    }
    return threshold;
  }
}
