package org.keyrite.cli.escrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.keyrite.age.Identity;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.KeyFiles;
import org.keyrite.cli.console.ProtectionOptions;
import org.keyrite.cli.console.Terminal;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.os.Tty;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Where the shares come from: files, or people at the terminal. */
final class ShareOptions {
  /** Of the 32 bytes of an identity. */
  private static final int WORDS = 33;

  /** The mixin in this one is given none. */
  @ParentCommand private EscrowCommand parent;

  @Mixin private ProtectionOptions protection;

  @Option(
      names = {"-i", "--identity"},
      paramLabel = "FILE",
      description = "Identity of a trustee, to decrypt their share. Repeatable.")
  private List<String> identities = new ArrayList<>();

  @Option(
      names = "--type",
      description =
          "Take typed shares, too, at the terminal (type :help there). Without SHARE, only those.")
  private boolean type;

  @Parameters(
      paramLabel = "SHARE",
      arity = "0..*",
      description = "File of a share: its words, or encrypted.")
  private List<Path> files = new ArrayList<>();

  /**
   * Gathers shares.
   *
   * @param record of their set, if there is one
   * @param all whether to go on when there are enough
   * @return which the caller closes
   */
  Gathering gather(Optional<SetRecord> record, boolean all) throws Fault {
    return gather(record, files.isEmpty() || type, gathering -> !all && gathering.isComplete());
  }

  /**
   * Asks whether a secret is protected here, before anybody brings one.
   *
   * @return what is not in force, and was accepted
   */
  List<String> requireProtection() throws Refused {
    return protection.require(parent.controls());
  }

  /** Takes one share more, typed, for those that are there. */
  void more(Gathering gathering) throws Refused {
    int before = gathering.present().size();
    ShareDialogue.run(
        new ControllingTerminal(),
        gathering,
        OptionalInt.of(WORDS),
        there -> there.present().size() > before);
  }

  /** Gathers the share of one holder, who may be alone with it. */
  Gathering gatherOne(SetRecord record) throws Fault {
    if (files.size() > 1) {
      throw new Refused("This command takes one share.", "Name one SHARE.");
    }
    return gather(
        Optional.of(record), files.isEmpty(), gathering -> !gathering.present().isEmpty());
  }

  private Gathering gather(Optional<SetRecord> record, boolean typed, Predicate<Gathering> enough)
      throws Fault {
    requireProtection();
    Gathering gathering = new Gathering(record);
    try {
      Terminal terminal = new ControllingTerminal();
      takeFiles(gathering, terminal);
      if (typed) {
        OptionalInt length = record.isPresent() ? OptionalInt.of(WORDS) : OptionalInt.empty();
        ShareDialogue.run(terminal, gathering, length, enough);
      }
      return gathering;
    } catch (Fault e) {
      gathering.close();
      throw e;
    }
  }

  private void takeFiles(Gathering gathering, Terminal terminal) throws Failed {
    KeyFiles keys = ShareFiles.keys(terminal);
    List<Identity> opened = open(keys);
    try {
      Optional<Terminal> asked = Tty.isTerminal(0) ? Optional.of(terminal) : Optional.empty();
      ShareFiles shares = new ShareFiles(keys, opened, asked, System.err);
      for (Path file : files) {
        shares.take(file, gathering);
      }
    } finally {
      opened.forEach(Identity::close);
    }
  }

  private List<Identity> open(KeyFiles keys) throws Failed {
    try {
      return ShareFiles.identities(keys, identities);
    } catch (IOException e) {
      throw new Failed(
          "An identity cannot be read: " + Reason.of(e) + ".", "Check the files after -i.", e);
    }
  }
}
