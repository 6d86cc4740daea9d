package org.keyrite.escrow.slip39;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;

/**
 * One of SLIP-0039's test vectors (see {@code vectors/SOURCES.md}).
 *
 * @param description begins with the vector's number
 * @param shares the words of each share
 * @param secret in hex; empty if the shares must be refused
 */
public record Slip39Vector(String description, List<String> shares, String secret) {
  public static List<Slip39Vector> all() {
    String name = "/vectors/slip39/vectors.json";
    try (InputStream in = Slip39Vector.class.getResourceAsStream(name)) {
      return elements(JsonParser.parse(in.readAllBytes())).stream()
          .map(vector -> read(elements(vector)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JsonException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Slip39Vector read(List<JsonValue> parts) {
    List<String> shares = elements(parts.get(1)).stream().map(Slip39Vector::text).toList();
    return new Slip39Vector(text(parts.get(0)), shares, text(parts.get(2)));
  }

  private static List<JsonValue> elements(JsonValue value) {
    return ((JsonValue.Elements) value).values();
  }

  private static String text(JsonValue value) {
    return ((JsonValue.Text) value).text();
  }
}
