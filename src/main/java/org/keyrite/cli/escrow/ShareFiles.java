package org.keyrite.cli.escrow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.Identity;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.cli.console.Inputs;
import org.keyrite.cli.console.KeyFiles;
import org.keyrite.cli.console.Passphrases;
import org.keyrite.cli.console.Terminal;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.ShareProblem;
import org.keyrite.escrow.set.ShareText;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.text.Visible;

/**
 * Takes shares from files. What is wrong with one is said, and the others are taken all the same.
 * For a file that none of the identities opens, its holder is asked at the terminal for theirs.
 *
 * @param identities tried for each file
 * @param terminal where people can be asked for theirs; empty if nobody is to be
 */
record ShareFiles(
    KeyFiles keys, List<Identity> identities, Optional<Terminal> terminal, PrintStream err) {
  /** In bytes: an encrypted share with room to spare. */
  private static final int MOST_BYTES = 1 << 20;

  /** The files' keys, and what is said about them. */
  static KeyFiles keys(Terminal terminal) {
    return new KeyFiles(
        new Inputs(System.in),
        PluginKeys.refused(
            "no plugin runs beside a share",
            "decrypt the share with age -d -i, into a file in memory, and name that as SHARE"),
        new Passphrases(terminal, "keyrite"),
        new Diagnostics("keyrite", System.err));
  }

  /**
   * The identities in some files, which the caller closes. A pipe that the shell makes for one is
   * taken, as age takes it. Of a named one nobody may be at the other end, for ever.
   */
  static List<Identity> identities(KeyFiles keys, List<String> names) throws Failed, IOException {
    for (String name : names) {
      if (isNamedPipeOrDevice(name)) {
        throw new Failed(
            "The identity " + name + " is a named pipe or a device, not a file.",
            "Name the file; or have the shell make a pipe for it, as in -i <(age -d …).");
      }
    }
    return keys.identities(names);
  }

  private static boolean isNamedPipeOrDevice(String name) {
    try {
      // What the shell or a program makes is below /proc, and has no other name.
      Path file = Path.of(name).toRealPath();
      return !file.startsWith("/proc")
          && Files.readAttributes(file, BasicFileAttributes.class).isOther();
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Takes the share of a file. */
  void take(Path file, Gathering gathering) throws Failed {
    try {
      Gathering.Taken taken = gathering.add(read(file));
      if (taken.repeated()) {
        say(file, "the share of " + gathering.holder(taken.index()) + " was there already", "");
      }
    } catch (ShareProblem e) {
      say(file, e.getMessage(), e.advice());
    } catch (AgeException.NoMatch e) {
      say(
          file,
          identities.isEmpty()
              ? "it is encrypted, and no identity was given"
              : "it is encrypted, and none of the identities that were given opens it",
          "give the identity of its trustee with -i FILE");
    } catch (AgeException e) {
      say(file, e.getMessage(), e.advice());
    } catch (IOException e) {
      throw new Failed(
          "The share " + file + " cannot be read: " + Reason.of(e) + ".", "Check its name.", e);
    }
  }

  /**
   * Reads the share of a file.
   *
   * @throws AgeException if it is encrypted and does not open
   */
  ShareText read(Path file) throws IOException, ShareProblem, Failed {
    byte[] bytes = BoundedFile.bytes(file, MOST_BYTES);
    if (bytes.length == 0) {
      throw new ShareProblem("the file is empty", "name the file of a share", Optional.empty());
    }
    List<Identity> asked = new ArrayList<>();
    try {
      List<Identity> tried = identities;
      while (true) {
        try {
          return ShareReader.read(new ByteArrayInputStream(bytes), tried);
        } catch (AgeException.NoMatch | AgeException.KeyFailure | AgeException.NoPassphrase e) {
          // Of a passphrase that was wrong, too, its holder has a second try.
          tried = ask(file, e);
          asked.addAll(tried);
        }
      }
    } finally {
      asked.forEach(Identity::close);
    }
  }

  private List<Identity> ask(Path file, AgeException trouble) throws IOException {
    if (terminal.isEmpty()) {
      throw trouble;
    }
    if (trouble instanceof AgeException.NoMatch) {
      err.println(
          "keyrite: " + Visible.of(file.toString()) + " is encrypted, and no identity opens it.");
    } else {
      say(file, trouble.getMessage(), trouble.advice());
    }
    while (true) {
      String name = askName();
      if (name.isEmpty() || name.equals(":drop") || name.equals(":quit")) {
        throw trouble;
      }
      if (!KeyFiles.exists(name)) {
        // Not what was typed: it may be the words of a share, in the wrong place.
        err.println("keyrite: There is no file of that name. Enter alone leaves the share out.");
        continue;
      }
      try {
        // Standard input is this terminal, and would show what comes from it.
        return identities(keys, List.of(name.equals(Inputs.STANDARD_INPUT) ? "./-" : name));
      } catch (Failed e) {
        err.println("keyrite: " + Diagnostics.shown(e.getMessage()) + ".");
      } catch (IOException e) {
        err.println("keyrite: " + Visible.of(name) + ": " + Reason.of(e) + ".");
      }
    }
  }

  private String askName() throws IOException {
    try (Terminal.Dialogue dialogue = terminal.orElseThrow().dialogue();
        SecretBytes line =
            dialogue.ask("file of its holder's identity (Enter alone: leave the share out):\n")) {
      return new String(line.bytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private void say(Path file, String clause, String advice) {
    err.println("keyrite: " + Visible.of(file + ": " + clause) + ".");
    if (!advice.isEmpty()) {
      err.println("         To go on, " + advice + ".");
    }
  }
}
