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
  /** Mistakes that a person can mend by typing a word again, adding one or removing one. */
  private static final Set<Kind> MENDABLE =
      EnumSet.of(Kind.WRONG_CHECKSUM, Kind.IMPOSSIBLE_LENGTH, Kind.TOO_SHORT);

  /** In columns. */
  private static final int NARROW = 40;

  private static final String COMPARE =
      ".\nCompare the words with the paper: :undo goes back a word, :drop leaves this share out.\n";

  /**
   * Takes shares until there are enough, or until nobody has another.
   *
   * @param length how many words a share has, if that is known
   * @throws Refused if there is no terminal, or somebody stopped
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

  private void take(Predicate<Gathering> enough) throws IOException, Refused {
    say("Type the words of each share; the first four letters of a word are enough.");
    say("Each line is cleared again. Type :undo to go back a word, :help for more.");
    say("Here: " + gathering.progress());
    boolean more = true;
    while (more && !enough.test(gathering)) {
      more = share();
    }
  }

  /** Takes one share; false if nobody has another. */
  private boolean share() throws IOException, Refused {
    try (ShareEntry entry = new ShareEntry(length)) {
      Next next = words(entry);
      while (next == Next.SHARE) {
        Optional<ShareProblem> problem = take(entry);
        if (problem.isEmpty() || !correct(entry, problem.get())) {
          return true;
        }
        next = words(entry);
      }
      return next == Next.DROPPED;
    }
  }

  /** What the words that were typed come to. */
  private enum Next {
    SHARE,
    DROPPED,
    NO_MORE
  }

  /** Takes words until the share is complete. */
  private Next words(ShareEntry entry) throws IOException, Refused {
    String trouble = "";
    while (!entry.isComplete()) {
      try (SecretBytes line = terminal.ask(soFar(entry) + trouble + question(entry))) {
        Optional<DialogueCommand> command = DialogueCommand.of(line);
        if (command.isPresent()) {
          if (command.get() == DialogueCommand.DROP && entry.count() > 0) {
            return drop();
          }
          trouble = obey(command.get(), entry);
        } else if (line.bytes().length == 0) {
          if (entry.count() == 0) {
            return Next.NO_MORE;
          }
          if (length.isEmpty() || isLast(entry)) {
            return Next.SHARE;
          }
          trouble = "";
        } else {
          trouble =
              DialogueCommand.meant(line)
                  .map(mark -> unmarked(mark, line))
                  .or(() -> entry.type(line.bytes()).map(ShareDialogue::inWords))
                  .orElse("");
        }
      }
    }
    for (String line : trouble.lines().toList()) {
      say(line);
    }
    return Next.SHARE;
  }

  /** A word of the list may begin with what looks like a command: it is never a guess. */
  private static String unmarked(String command, SecretBytes line) {
    OptionalInt word = WordList.indexOf(line.bytes());
    return "to say that, type "
        + command
        + "; "
        + (word.isEmpty()
            ? "there is no such word in the list\n"
            : "the word of the list that begins so is '"
                + word(word.getAsInt())
                + "': type all of it\n");
  }

  /**
   * Does what a command says, but for leaving a share out.
   *
   * @return what to say before the next question
   * @throws Refused if it is to stop
   */
  private String obey(DialogueCommand command, ShareEntry entry) throws IOException, Refused {
    return switch (command) {
      case HELP -> {
        for (String line : DialogueCommand.LINES) {
          say(line);
        }
        yield "";
      }
      case UNDO -> {
        boolean none = entry.count() == 0;
        entry.back();
        yield none ? "there is no word of this share to take back\n" : "";
      }
      case DROP -> "this share has no word yet\n";
      case QUIT ->
          throw new Refused(
              "Somebody typed :quit: nothing was done, and nothing was recorded.",
              "Begin again when you have the shares.");
      case UNKNOWN -> "there is no such command; type :help\n";
    };
  }

  private Next drop() throws IOException {
    say("The share was given up. Here: " + gathering.progress());
    return Next.DROPPED;
  }

  /** What the first words tell of the share, for as long as they do. */
  private String soFar(ShareEntry entry) {
    return entry
        .start()
        .flatMap(gathering::trouble)
        .map(clause -> Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + COMPARE)
        .orElse("");
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

  /** Words that may be right stand in short rows, so that a narrower terminal moves none. */
  private static String inWords(Misspelling misspelling) {
    String perhaps =
        Arrays.stream(misspelling.suggestions())
            .mapToObj(ShareDialogue::word)
            .collect(Collectors.joining(", "));
    String how = perhaps.isEmpty() ? misspelling.problem().advice() : "perhaps: " + perhaps;
    return misspelling.problem().getMessage() + "\n" + Columns.broken(how, 0, NARROW) + "\n";
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
  private boolean correct(ShareEntry entry, ShareProblem problem) throws IOException, Refused {
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
                  + "number of the word to type again; +number: put one in before it; -number: take"
                  + " it out; Enter alone: "
                  + (entry.isComplete() ? "give the share up" : "go on")
                  + ": ")) {
        Optional<DialogueCommand> command = DialogueCommand.of(line);
        boolean isEmpty = line.bytes().length == 0;
        if (command.equals(Optional.of(DialogueCommand.DROP)) || (isEmpty && entry.isComplete())) {
          drop();
          return false;
        }
        if (command.isPresent()) {
          trouble = obey(command.get(), entry);
        } else if (isEmpty || mend(entry, ascii(line))) {
          return true;
        } else {
          trouble =
              entry.isComplete()
                  ? "there is no such word, or no room: take one out first\n"
                  : "there is no such word\n";
        }
        if (command.equals(Optional.of(DialogueCommand.UNDO))) {
          return true;
        }
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

  private static String word(int index) {
    return new String(WordList.word(index), StandardCharsets.US_ASCII);
  }

  private void say(String line) throws IOException {
    terminal.say(line);
  }
}
