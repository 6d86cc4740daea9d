package org.keyrite.cli.machine;

import java.io.PrintStream;
import java.util.List;
import org.keyrite.machine.Medium;
import org.keyrite.machine.WipeTarget;
import org.keyrite.machine.Wiped;
import org.keyrite.text.Columns;
import org.keyrite.text.Visible;

/** What is to be wiped, and what was, for people. */
final class WipeView {
  static final String QUESTION =
      """

      This cannot be undone.
      Type yes to wipe it, anything else to stop:\s""";

  private WipeView() {}

  static void printPlan(List<WipeTarget> targets, List<Medium> media, PrintStream out) {
    out.println("This will be overwritten and removed:");
    for (WipeTarget target : targets) {
      String size =
          target.folder()
              ? "a folder with " + files(target.files()) + ", " + bytes(target.bytes())
              : "a file of " + bytes(target.bytes());
      out.println("  " + Columns.filled(Visible.of(target.path() + ": " + size), 2));
    }
    if (targets.size() > 1) {
      out.println(
          "Together "
              + files(targets.stream().mapToLong(WipeTarget::files).sum())
              + ", "
              + bytes(targets.stream().mapToLong(WipeTarget::bytes).sum())
              + ".");
    }
    print(media, out);
  }

  static void print(Wiped wiped, List<Medium> media, PrintStream out) {
    if (wiped.complete()) {
      out.println(wiped.inWords() + ".");
    } else {
      out.println(done(wiped) + ". NOT complete:");
      for (String remaining : wiped.remaining()) {
        out.println("  " + Columns.filled(Visible.of(remaining), 2));
      }
    }
    print(media, out);
  }

  private static void print(List<Medium> media, PrintStream out) {
    for (Medium medium : media) {
      out.println(Columns.filled(Visible.of(medium.inWords()), 0));
    }
  }

  /** What was done, whether that is all or not. */
  static String done(Wiped wiped) {
    return files(wiped.files()) + " removed, " + bytes(wiped.overwrittenBytes()) + " overwritten";
  }

  /** So many things, in words. */
  static String things(int count) {
    return count == 1 ? "one thing" : count + " things";
  }

  private static String files(long count) {
    return count == 1 ? "1 file" : count + " files";
  }

  private static String bytes(long count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }
}
