package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.StockSlip39;

/**
 * A shell with the programs that a sheet asks for.
 *
 * @param scratch where it is
 */
record StockShell(Path scratch) {
  /** What a shell prints that was given a command. */
  String run(String command, String input) throws IOException, InterruptedException {
    Path typed = Files.writeString(scratch.resolve("typed"), input);
    Path output = scratch.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-c", command)
            .directory(scratch.toFile())
            .redirectInput(typed.toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    shell.environment().put("PYTHONPATH", StockSlip39.folder().toString());
    shell.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    shell
        .environment()
        .merge("PATH", StockAge.folder(), (path, age) -> age + File.pathSeparator + path);
    assertEquals(0, shell.start().waitFor(), command);
    return Files.readString(output);
  }

  /** The 64 digits in a text that has no others. */
  static String digits(String text) {
    List<String> found =
        Pattern.compile("[0-9a-f]{64}").matcher(text).results().map(MatchResult::group).toList();
    assertEquals(1, found.size(), text);
    return found.getFirst();
  }
}
