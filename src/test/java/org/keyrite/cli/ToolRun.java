package org.keyrite.cli;

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

/** Runs an age tool inside the test, on a machine whose terminals are made up. */
final class ToolRun {
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

  ToolRun withInput(String text) {
    return withInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  ToolRun withInput(InputStream input) {
    in = input;
    return this;
  }

  ToolRun withOutput(OutputStream output) {
    destination = output;
    return this;
  }

  /** File descriptors that are terminals. */
  ToolRun onTerminals(Integer... fileDescriptors) {
    terminals = Set.of(fileDescriptors);
    return this;
  }

  /** Somebody at the terminal, who types these lines when they are asked. */
  ToolRun typing(String... answers) {
    terminal = new FakeTerminal(answers);
    return this;
  }

  /** Standard error is this screen, and progress is shown there. */
  ToolRun watchedOn(FakeScreen screen) {
    printed = screen.err();
    progress = screen.of(ProgressScreen.Style.LINE);
    return this;
  }

  /** Whenever somebody is asked, this happens first. */
  ToolRun whenAsked(Runnable event) {
    terminal.whenAsked(event);
    return this;
  }

  /** What was asked and shown at the terminal. */
  String shown() {
    return terminal.shown();
  }

  ToolRun age(Object... arguments) {
    status = new AgeCommand("age", "v", streams()).run(strings(arguments));
    return this;
  }

  ToolRun keygen(Object... arguments) {
    status = new AgeKeygenCommand("age-keygen", "v", streams(), CLOCK).run(strings(arguments));
    return this;
  }

  ToolRun inspect(Object... arguments) {
    status = new AgeInspectCommand("age-inspect", "v", streams()).run(strings(arguments));
    return this;
  }

  int status() {
    return status;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private StandardStreams streams() {
    return new StandardStreams(in, destination, printed, terminals::contains, terminal, progress);
  }

  private static List<String> strings(Object[] arguments) {
    return List.of(arguments).stream().map(Object::toString).toList();
  }
}
