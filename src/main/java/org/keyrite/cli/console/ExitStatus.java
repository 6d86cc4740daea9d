package org.keyrite.cli.console;

import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;

/** What a command's exit status means, outside the age tools. Usage errors (2) are picocli's. */
public final class ExitStatus {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int DENIED = 3;
  public static final int REFUSED = 4;

  private ExitStatus() {}

  public static int of(Fault fault) {
    return switch (fault) {
      case Failed failed -> FAILED;
      case Denied denied -> DENIED;
      case Refused refused -> REFUSED;
    };
  }
}
