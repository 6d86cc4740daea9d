package org.keyrite.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;

/**
 * One case of a Wycheproof file (see {@code vectors/SOURCES.md}).
 *
 * @param group the group's own members, which hold for all of its cases
 * @param members the case's
 */
public record Wycheproof(JsonValue.Members group, JsonValue.Members members) {

  /** All cases of {@code <name>_test.json}. */
  public static List<Wycheproof> read(String name) {
    String resource = "/vectors/wycheproof/" + name + "_test.json";
    try (InputStream in = Wycheproof.class.getResourceAsStream(resource)) {
      List<Wycheproof> cases = new ArrayList<>();
      for (JsonValue group : elements(JsonParser.parse(in.readAllBytes()), "testGroups")) {
        for (JsonValue test : elements(group, "tests")) {
          cases.add(new Wycheproof((JsonValue.Members) group, (JsonValue.Members) test));
        }
      }
      return cases;
    } catch (IOException | JsonException e) {
      throw new UncheckedIOException(resource, new IOException(e));
    }
  }

  private static List<JsonValue> elements(JsonValue object, String name) {
    JsonValue value = ((JsonValue.Members) object).get(name).orElseThrow();
    return ((JsonValue.Elements) value).values();
  }

  /** Whether the case must succeed; of some, either is acceptable. */
  public boolean isValid() {
    return text(members, "result").equals("valid");
  }

  /** Whether the case has a flag. */
  public boolean has(String flag) {
    return elements(members, "flags").stream()
        .anyMatch(value -> ((JsonValue.Text) value).text().equals(flag));
  }

  /** The bytes that are written in hex under a name. */
  public byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(members, name));
  }

  /** The same, of the group, or of an object in it. */
  public byte[] groupBytes(String... path) {
    JsonValue.Members object = group;
    for (int i = 0; i < path.length - 1; i++) {
      object = (JsonValue.Members) object.get(path[i]).orElseThrow();
    }
    return HexFormat.of().parseHex(text(object, path[path.length - 1]));
  }

  public int number(String name) {
    return Integer.parseInt(text(members, name));
  }

  private static String text(JsonValue.Members object, String name) {
    return ((JsonValue.Text) object.get(name).orElseThrow()).text();
  }

  /** Names the case, for a failure. */
  @Override
  public String toString() {
    return "case " + text(members, "tcId");
  }
}
