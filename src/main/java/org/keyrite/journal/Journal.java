package org.keyrite.journal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Denied;
import org.keyrite.json.JsonWriter;

/**
 * A growing record: JSON Lines, each with {@code seq} (from 1), {@code time} (UTC, RFC 3339, whole
 * seconds), {@code event}, the event's public facts, and {@code prev}.
 *
 * <p>{@code prev} is the SHA-256 of the line before, without its newline; 64 zeros in the first
 * line. A line cannot be changed, moved or taken out without all that follow it. Whoever can
 * replace the whole record can still do so: the last hash has to be kept or signed elsewhere.
 */
public final class Journal {
  /** What the first line has for {@code prev}. */
  static final String NO_PREVIOUS = "0".repeat(64);

  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();
  private String last = NO_PREVIOUS;

  /**
   * An entry, as a person's report shows it.
   *
   * @param time when, to the second
   * @param event what happened, in lower-case words joined by hyphens
   * @param facts public facts, in order
   * @param line the whole line of the record, without its newline
   */
  public record Entry(Instant time, String event, Map<String, Object> facts, String line) {}

  /** An empty record. */
  public Journal(Clock clock) {
    this.clock = clock;
  }

  /**
   * A record that goes on: its chain is followed first.
   *
   * @param record the whole file
   * @throws Denied if it is not whole
   */
  public static Journal continuing(byte[] record, Clock clock) throws Denied {
    Journal journal = new Journal(clock);
    journal.entries.addAll(JournalReader.entries(record));
    journal.last = JournalCheck.follow(record);
    return journal;
  }

  /**
   * Adds a line.
   *
   * @param event what happened
   * @param facts public facts only: a secret never goes into a record
   */
  public void append(String event, Map<String, ?> facts) {
    Instant time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seq", entries.size() + 1);
    members.put("time", time.toString());
    members.put("event", event);
    for (Map.Entry<String, ?> fact : facts.entrySet()) {
      put(members, fact.getKey(), fact.getValue());
    }
    put(members, "prev", last);
    String line = JsonWriter.write(members);
    entries.add(new Entry(time, event, new LinkedHashMap<>(facts), line));
    last = Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(Map<String, Object> members, String name, Object value) {
    if (members.put(name, value) != null) {
      throw new IllegalArgumentException("the record's own member: " + name);
    }
  }

  /** The entries so far. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The hash of the last line, which stands for the whole record. */
  public String lastHash() {
    return last;
  }

  /** The record as it is written to a file: every line ends with a newline. */
  public byte[] bytes() {
    StringBuilder text = new StringBuilder();
    entries.forEach(entry -> text.append(entry.line()).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
