package org.keyrite.cli.escrow;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.keyrite.cli.console.Confirmation;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.Terminal;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.Invitation;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Refused;
import picocli.CommandLine.Option;

/**
 * The yes of those who are about to bring their shares, after they have seen for what: nobody gives
 * a share blind. What the command would do is shown before a share, an identity or a passphrase is
 * asked for or opened.
 */
final class Consent {
  /** In bytes. */
  private static final int LONGEST_ANSWER = 16;

  @Option(
      names = "--yes",
      description =
          "Ask nobody: for scripts. Without it, somebody at a terminal sees what is about to be done,"
              + " and is asked, before a share is taken.")
  private boolean yes;

  /**
   * Asks for it.
   *
   * @param deed shows the operation, for whom it is, and what cannot be undone
   * @throws Refused if nobody can be asked, or the answer is not yes
   */
  void ask(Consumer<PrintStream> deed) throws Refused {
    ask(Optional.empty(), deed);
  }

  /**
   * The same, of shares that were given for a gathering.
   *
   * @param gathering what its trustees were told
   */
  void ask(Optional<Invitation> gathering, Consumer<PrintStream> deed) throws Refused {
    if (yes) {
      return;
    }
    Confirmation terminal =
        Confirmation.atTerminal(
            "be asked: no share was taken", "Run it at a terminal; in a script, add --yes.");
    gathering.ifPresent(invitation -> EscrowView.gathering(terminal.questions(), invitation));
    deed.accept(terminal.questions());
    String question = "Type yes to go on and bring shares for this, anything else to stop:";
    if (!answer(terminal, question).equals("yes")) {
      throw new Refused("The answer was not yes: no share was taken.", "");
    }
  }

  /**
   * Asks how to go on, where anybody is asked.
   *
   * @param result shows how it is by now
   * @return what was typed; empty with {@code --yes}
   */
  Optional<String> choose(Consumer<PrintStream> result, String question) throws Refused {
    if (yes) {
      return Optional.empty();
    }
    Confirmation terminal = Confirmation.atTerminal("choose", "Run it at a terminal.");
    result.accept(terminal.questions());
    return Optional.of(answer(terminal, question));
  }

  /**
   * What is typed after the question was asked. The terminal does not show it by itself, and it is
   * taken back: it may be the words of a share, too early.
   */
  private static String answer(Confirmation terminal, String question) {
    terminal.questions().println();
    terminal.questions().flush();
    try {
      terminal.answers().skipNBytes(terminal.answers().available());
      try (Terminal.Dialogue dialogue = new ControllingTerminal().dialogue();
          SecretBytes line = dialogue.ask(EscrowView.broken(terminal.questions(), question, 0))) {
        return line.bytes().length > LONGEST_ANSWER
            ? ""
            : new String(line.bytes(), StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      return "";
    }
  }

  /** What is about to be done, and with which set. */
  static void show(PrintStream out, String deed, SetRecord record) {
    EscrowView.row(out, "about to", deed);
    EscrowView.set(out, record);
  }

  /** What cannot be undone, last. */
  static void showFinal(PrintStream out, String sentence) {
    EscrowView.row(out, "final", sentence);
  }
}
