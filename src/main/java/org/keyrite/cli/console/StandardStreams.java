package org.keyrite.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import org.keyrite.os.Tty;

/**
 * What a program reads and writes when it is not told otherwise.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminals whether a file descriptor is a terminal
 * @param terminal where a person can be asked
 * @param progress where they are shown how far it is
 */
public record StandardStreams(
    InputStream in,
    OutputStream out,
    PrintStream err,
    IntPredicate terminals,
    Terminal terminal,
    ProgressScreen progress) {

  /** Those of this process, without the buffers and locks that {@code System.out} has. */
  public static StandardStreams ofProcess() {
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
    return new StandardStreams(
        new FileInput(FileDescriptor.in),
        new FileOutput(FileDescriptor.out),
        err,
        Tty::isTerminal,
        new ControllingTerminal(),
        ProgressScreen.ofAgeTools(err));
  }

  /** Writes a text to standard output. */
  public void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  public boolean inIsTerminal() {
    return terminals.test(0);
  }

  public boolean outIsTerminal() {
    return terminals.test(1);
  }
}
