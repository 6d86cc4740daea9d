package org.keyrite.journal;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.journal.Form.FactException;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;
import org.keyrite.json.JsonWriter;

/**
 * A growing journal: JSON Lines, each with {@code seq} (from 1), {@code time} (UTC, RFC 3339, whole
 * seconds), {@code event}, the event's public facts, and {@code prev}.
 *
 * <p>{@code prev} is the SHA-256 of the line before, without its newline; 64 zeros in the first
 * line. Nobody can change, move or remove a line without changing all that follow. Whoever can
 * replace the whole journal can still do so: keep or sign the last hash elsewhere.
 *
 * @param <E> what it tells of
 */
public final class Journal<E> {
  private final Family<E> family;
  private final List<Entry<E>> entries = new ArrayList<>();
  private String last = "0".repeat(64);

  /**
   * A line of the journal.
   *
   * @param time when it was added, to the second
   * @param name the event's, in lower-case words joined by hyphens
   * @param event what it tells
   * @param line the whole line, without its newline
   */
  public record Entry<E>(Instant time, String name, E event, String line) {}

  /** An empty journal. */
  public Journal(Family<E> family) {
    this.family = family;
  }

  /**
   * Reads a journal: its chain and its events, in one walk.
   *
   * @param record the whole file
   * @throws Denied naming the first line that does not continue the chain, or is not an event
   */
  public static <E> Journal<E> read(byte[] record, Family<E> family) throws Denied {
    Journal<E> journal = new Journal<>(family);
    for (int start = 0; start < record.length; ) {
      int end = start;
      while (end < record.length && record[end] != '\n') {
        end++;
      }
      if (end == record.length) {
        throw broken("line " + (journal.entries.size() + 1) + " has no end", null);
      }
      journal.take(Arrays.copyOfRange(record, start, end));
      start = end + 1;
    }
    if (journal.entries.isEmpty()) {
      throw broken("it is empty", null);
    }
    return journal;
  }

  /**
   * Reads a journal that grows on: a last newline that an editor or a letter has taken is there
   * again when it is next written. A line that is cut short is none all the same.
   */
  public static <E> Journal<E> readToContinue(byte[] record, Family<E> family) throws Denied {
    if (record.length == 0 || record[record.length - 1] == '\n') {
      return read(record, family);
    }
    byte[] ended = Arrays.copyOf(record, record.length + 1);
    ended[record.length] = '\n';
    return read(ended, family);
  }

  /** Follows the chain of a journal, whatever it tells of. */
  public static Journal<String> read(byte[] record) throws Denied {
    return read(record, new Family<>((name, _) -> name));
  }

  private void take(byte[] line) throws Denied {
    int number = entries.size() + 1;
    try {
      Form<E> form = new Form<>(null, Form.facts(plain(JsonParser.parse(line))));
      if (form.number("seq", null) != number || !form.text("prev", null).equals(last)) {
        throw broken("the chain breaks at line " + number, null);
      }
      Instant time = Instant.parse(form.text("time", null));
      String name = form.text("event", null);
      if (name.isEmpty()) {
        throw new FactException("event");
      }
      E event = family.read(name, form);
      entries.add(new Entry<>(time, name, event, new String(line, StandardCharsets.UTF_8)));
      last = Sha256.hex(line);
    } catch (JsonException | FactException | DateTimeException | NumberFormatException e) {
      throw broken("line " + number + " is not an event", e);
    }
  }

  /** A value as {@link JsonWriter} takes it; null, which it never writes, is no fact's value. */
  private static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.Text text when text.isNumber() -> Long.valueOf(text.text());
      case JsonValue.Text text -> text.text();
      case JsonValue.Elements list -> list.values().stream().map(Journal::plain).toList();
      case JsonValue.Members members -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        members.values().forEach((name, member) -> plain.put(name, plain(member)));
        yield plain;
      }
      case JsonValue.Literal literal ->
          literal == JsonValue.Literal.NULL ? literal : literal == JsonValue.Literal.TRUE;
    };
  }

  private static Denied broken(String clause, Exception cause) {
    return new Denied(
        "The journal was changed or damaged: " + clause + ".",
        "Do not rely on it; compare it with another copy.",
        cause);
  }

  /**
   * Adds a line.
   *
   * @param now when the event happened
   */
  public void append(Instant now, E event) {
    Instant time = now.truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seq", entries.size() + 1);
    members.put("time", time.toString());
    String name = family.write(event, members);
    members.put("prev", last);
    String line = JsonWriter.write(members);
    entries.add(new Entry<>(time, name, event, line));
    last = Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
  }

  /** The entries so far. */
  public List<Entry<E>> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** The hash of the last line, which stands for the whole journal. */
  public String lastHash() {
    return last;
  }

  /** The journal as it is written to a file: every line ends with a newline. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.line()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
