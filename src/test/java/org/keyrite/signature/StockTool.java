package org.keyrite.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** Runs a stock tool in a folder of its own. */
final class StockTool {
  static final boolean ACCEPTS = true;

  static final boolean REFUSES = false;

  private final Path folder;

  StockTool(Path folder, String tool) {
    Tools.require(tool);
    this.folder = folder;
  }

  /** Whether a command ends well; its words are split at spaces. */
  boolean accepts(String command) {
    return run(new byte[0], command).status() == 0;
  }

  boolean accepts(byte[] input, String command) {
    return run(input, command).status() == 0;
  }

  void succeed(String command) {
    Keyrite.Result result = run(new byte[0], command);
    assertEquals(0, result.status(), command + ": " + result.stderr());
  }

  private Keyrite.Result run(byte[] input, String command) {
    List<String> words =
        Stream.concat(Stream.of("env", "-C", folder.toString()), Stream.of(command.split(" ", -1)))
            .collect(Collectors.toList());
    return Keyrite.execute(input, words);
  }

  void write(String name, byte[] content) {
    try {
      Files.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] read(String name) {
    try {
      return Files.readAllBytes(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
