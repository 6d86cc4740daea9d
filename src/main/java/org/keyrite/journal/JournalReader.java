package org.keyrite.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Journal.Entry;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;

/** Reads the entries of a record whose chain has been followed. */
final class JournalReader {
  /** The record's own members. */
  private static final Set<String> OWN = Set.of("seq", "time", "event", "prev");

  private JournalReader() {}

  static List<Entry> entries(byte[] record) throws Denied {
    JournalCheck.follow(record);
    List<Entry> entries = new ArrayList<>();
    for (String line : new String(record, StandardCharsets.UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        entries.add(entry(line, entries.size() + 1));
      }
    }
    return entries;
  }

  private static Entry entry(String line, int number) throws Denied {
    try {
      JsonValue.Members members =
          (JsonValue.Members) JsonParser.parse(line.getBytes(StandardCharsets.UTF_8));
      Map<String, Object> facts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonValue> member : members.values().entrySet()) {
        if (!OWN.contains(member.getKey())) {
          facts.put(member.getKey(), plain(member.getValue()));
        }
      }
      return new Entry(Instant.parse(text(members, "time")), text(members, "event"), facts, line);
    } catch (JsonException | DateTimeException | NumberFormatException e) {
      throw new Denied(
          "The journal is not whole: line " + number + " is not an entry.",
          "Do not rely on this record; compare it with another copy.",
          e);
    }
  }

  private static String text(JsonValue.Members members, String name) {
    return members.get(name).orElse(null) instanceof JsonValue.Text text ? text.text() : "";
  }

  private static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Text text when text.isNumber() -> Long.valueOf(text.text());
      case JsonValue.Text text -> text.text();
      case JsonValue.Elements list -> list.values().stream().map(JournalReader::plain).toList();
      case JsonValue.Members members -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        members.values().forEach((name, member) -> plain.put(name, plain(member)));
        yield plain;
      }
      case JsonValue.Literal literal -> literal == JsonValue.Literal.TRUE;
    };
  }
}
