package org.keyrite.cli.console;

import java.io.IOException;
import java.io.InputStream;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;

/** Opens what a command line names: files, or standard input for {@code -}, which one may have. */
public final class Inputs {
  public static final String STANDARD_INPUT = "-";

  private final InputStream standardInput;
  private boolean standardInputIsTaken;

  public Inputs(InputStream standardInput) {
    this.standardInput = standardInput;
  }

  /**
   * Opens an input.
   *
   * @param what says what it is for, in an error: "input file", "identity file"
   */
  public InputStream open(String name, String what) throws Failed {
    if (!name.equals(STANDARD_INPUT)) {
      return openFile(name, what);
    }
    if (standardInputIsTaken) {
      throw new Failed(
          "standard input is used for more than one thing",
          "give \"-\" once only, and name the input file if it is used for keys");
    }
    standardInputIsTaken = true;
    return standardInput;
  }

  private static InputStream openFile(String name, String what) throws Failed {
    try {
      return new FileInput(name);
    } catch (IOException e) {
      throw new Failed("failed to open " + what + " \"" + name + "\": " + Reason.of(e), "", e);
    }
  }
}
