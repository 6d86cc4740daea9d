package org.keyrite.cli.console;

import java.time.Clock;
import java.util.List;
import org.keyrite.os.Control;

/** What the program gives to every command. */
public interface Program {
  /** What the process has denied itself. */
  List<Control> controls();

  /** Tells the time, to all commands. */
  Clock clock();
}
