package org.keyrite.cli.escrow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keyrite.cli.console.Terminal;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.ShareProblem;
import org.keyrite.escrow.set.ShareText;
import org.keyrite.escrow.slip39.ShareEntry;
import org.keyrite.escrow.slip39.ShareEntry.Misspelling;
import org.keyrite.escrow.slip39.ShareException;
import org.keyrite.escrow.slip39.ShareException.Kind;
import org.keyrite.escrow.slip39.WordList;
import org.keyrite.fault.Refused;
import org.keyrite.text.Columns;

/**
 * People type their shares at the terminal, one after another. A word is on the screen while it is
 * typed and no longer; what stays is how many there are, and what is known of each share.
 *
 * @param length how many words a share has, if that is known
 */
record ShareDialogue(Terminal.Dialogue terminal, Gathering gathering, OptionalInt length) {
  private static final String BACK = "<";
  private static final String GIVE_UP = "!";

  /** Mistakes that a person can mend by typing a word again, adding one or removing one. */
  private static final Set<Kind> MENDABLE =
      EnumSet.of(Kind.WRONG_CHECKSUM, Kind.IMPOSSIBLE_LENGTH, Kind.TOO_SHORT);

  /**
   * Takes shares until there are enough, or until nobody has another.
   *
   * @param length how many words a share has, if that is known
   */
  static void run(
      Terminal terminal, Gathering gathering, OptionalInt length, Predicate<Gathering> enough)
      throws Refused {
    try (Terminal.Dialogue dialogue = terminal.dialogue()) {
      new ShareDialogue(dialogue, gathering, length).take(enough);
    } catch (IOException e) {
      throw new Refused(
          "There is no terminal to type shares at, or it was closed.",
          "Run it at a terminal, or name the files of the shares.",
          e);
    }
  }

  private void take(Predicate<Gathering> enough) throws IOException {
    say("Type the words of each share; the first four letters of a word are enough.");
    say("Each line is cleared again. Type < to go back a word, ! to give a share up.");
    say("Here: " + gathering.progress());
    boolean more = true;
    while (more && !enough.test(gathering)) {
      more = share();
    }
  }

  /** Takes one share; false if nobody has another. */
  private boolean share() throws IOException {
    try (ShareEntry entry = new ShareEntry(length)) {
      while (words(entry)) {
        Optional<ShareProblem> problem = take(entry);
        if (problem.isEmpty() || !correct(entry, problem.get())) {
          return true;
        }
      }
      return entry.count() > 0;
    }
  }

  /** Takes words until the share is complete; false if it is given up. */
  private boolean words(ShareEntry entry) throws IOException {
    String trouble = "";
    while (!entry.isComplete()) {
      try (SecretBytes line = terminal.ask(trouble + question(entry))) {
        String command = line.bytes().length > 1 ? "" : ascii(line);
        trouble = "";
        if (line.bytes().length == 0) {
          if (entry.count() == 0) {
            return false;
          }
          if (length.isEmpty() || isLast(entry)) {
            return true;
          }
        } else if (command.equals(GIVE_UP) && entry.count() > 0) {
          say("Share " + (gathering.present().size() + 1) + " was given up.");
          entry.close();
          return false;
        } else if (command.equals(BACK)) {
          entry.back();
        } else {
          trouble = entry.type(line.bytes()).map(ShareDialogue::inWords).orElse("");
        }
      }
    }
    terminal.show(trouble.getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  /** Who has left a word out before has none now. */
  private boolean isLast(ShareEntry entry) {
    return entry.count() == length.orElse(0) - 1 && entry.number() > entry.count();
  }

  private String question(ShareEntry entry) {
    String of = length.isPresent() ? " of " + length.getAsInt() : "";
    String end = "";
    if (entry.count() == 0) {
      end = " (Enter alone: no more shares)";
    } else if (length.isEmpty()) {
      end = " (Enter alone: that is all)";
    } else if (isLast(entry)) {
      end = " (Enter alone: it was left out)";
    }
    return "share "
        + (gathering.present().size() + 1)
        + ", word "
        + entry.number()
        + of
        + end
        + ": ";
  }

  private static String inWords(Misspelling misspelling) {
    String perhaps =
        Arrays.stream(misspelling.suggestions())
            .mapToObj(index -> new String(WordList.word(index), StandardCharsets.US_ASCII))
            .collect(Collectors.joining(", "));
    return misspelling.problem().getMessage()
        + "\n"
        + (perhaps.isEmpty() ? misspelling.problem().advice() : "perhaps: " + perhaps)
        + "\n";
  }

  private Optional<ShareProblem> take(ShareEntry entry) throws IOException {
    try {
      Gathering.Taken taken = gathering.add(ShareText.of(entry.words()));
      say(
          (taken.repeated() ? "It was there already: " : "Taken: ")
              + gathering.holder(taken.index())
              + ". Here: "
              + gathering.progress());
      return Optional.empty();
    } catch (ShareProblem e) {
      say("Not taken: " + e.getMessage() + ".");
      return Optional.of(e);
    }
  }

  /** Has a word typed again where that can help; false if the share is given up. */
  private boolean correct(ShareEntry entry, ShareProblem problem) throws IOException {
    boolean mendable =
        problem.getCause() instanceof ShareException cause && MENDABLE.contains(cause.kind());
    if (!mendable) {
      say("To go on, " + problem.advice() + ".");
      return false;
    }
    String trouble = "";
    while (true) {
      try (SecretBytes line =
          terminal.ask(
              trouble
                  + "number of the word to type again; +number: put one in before it; -number: take\n"
                  + "it out; "
                  + (entry.isComplete() ? "Enter alone: give the share up" : "Enter alone: go on")
                  + ": ")) {
        if (line.bytes().length == 0 && entry.isComplete()) {
          say("The share was given up. Here: " + gathering.progress());
          return false;
        }
        if (line.bytes().length == 0 || mend(entry, ascii(line))) {
          return true;
        }
        trouble =
            entry.isComplete()
                ? "there is no such word, or no room: take one out first\n"
                : "there is no such word\n";
      }
    }
  }

  private static boolean mend(ShareEntry entry, String line) {
    if (line.startsWith("+")) {
      return entry.insertBefore(number(line.substring(1)));
    }
    return line.startsWith("-")
        ? entry.remove(number(line.substring(1)))
        : entry.again(number(line));
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
  }

  private static String ascii(SecretBytes line) {
    return new String(line.bytes(), StandardCharsets.US_ASCII);
  }

  private void say(String line) throws IOException {
    terminal.show((Columns.broken(line, 0) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
