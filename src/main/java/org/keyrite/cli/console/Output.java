package org.keyrite.cli.console;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Where a result goes. It is complete once {@link #commit} returns; closing does not complete it.
 */
public sealed interface Output extends Closeable
    permits OutputFile, StandardOutput, TerminalOutput {
  /** What to write to, opened when first asked for, so that an early failure leaves no trace. */
  OutputStream stream() throws IOException;

  /** Makes what was written final. */
  void commit() throws IOException;

  /** Lets go. What was not committed is undone as far as it can be. */
  @Override
  void close();
}
