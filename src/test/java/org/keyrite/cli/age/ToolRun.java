package org.keyrite.cli.age;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.keyrite.cli.console.FakeScreen;
import org.keyrite.cli.console.ProgressScreen;
import org.keyrite.cli.console.StandardStreams;

/** Runs an age tool inside the test, on a machine whose terminals are made up. */
public final class ToolRun {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T14:30:00.5Z"), ZoneOffset.ofHours(1));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private InputStream in = InputStream.nullInputStream();
  private OutputStream destination = out;
  private Set<Integer> terminals = Set.of();
  private FakeTerminal terminal = new FakeTerminal();
  private PrintStream printed = new PrintStream(err, false, StandardCharsets.UTF_8);
  private ProgressScreen progress = ProgressScreen.none(printed);
  private int status = -1;

  public ToolRun withInput(String text) {
    return withInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  public ToolRun withInput(InputStream input) {
    in = input;
    return this;
  }

  ToolRun withOutput(OutputStream output) {
    destination = output;
    return this;
  }

  /** File descriptors that are terminals. */
  public ToolRun onTerminals(Integer... fileDescriptors) {
    terminals = Set.of(fileDescriptors);
    return this;
  }

  /** Somebody at the terminal, who types these lines when they are asked. */
  public ToolRun typing(String... answers) {
    terminal = new FakeTerminal(answers);
    return this;
  }

  /** Standard error is this screen, and progress is shown there. */
  public ToolRun watchedOn(FakeScreen screen) {
    printed = screen.err();
    progress = screen.of(ProgressScreen.Style.LINE);
    return this;
  }

  /** Whenever somebody is asked, this happens first. */
  public ToolRun whenAsked(Runnable event) {
    terminal.whenAsked(event);
    return this;
  }

  /** What was asked and shown at the terminal. */
  String shown() {
    return terminal.shown();
  }

  public ToolRun age(Object... arguments) {
    status = new AgeCommand("age", "v", streams()).run(strings(arguments));
    return this;
  }

  public ToolRun keygen(Object... arguments) {
    status = new AgeKeygenCommand("age-keygen", "v", streams(), CLOCK).run(strings(arguments));
    return this;
  }

  ToolRun inspect(Object... arguments) {
    status = new AgeInspectCommand("age-inspect", "v", streams()).run(strings(arguments));
    return this;
  }

  public int status() {
    return status;
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private StandardStreams streams() {
    return new StandardStreams(in, destination, printed, terminals::contains, terminal, progress);
  }

  private static List<String> strings(Object[] arguments) {
    return List.of(arguments).stream().map(Object::toString).toList();
  }
}
