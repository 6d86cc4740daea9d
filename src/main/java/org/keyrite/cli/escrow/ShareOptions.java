package org.keyrite.cli.escrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.keyrite.age.Identity;
import org.keyrite.age.ScryptIdentity;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.KeyFiles;
import org.keyrite.cli.console.Passphrases;
import org.keyrite.cli.console.ProtectionOptions;
import org.keyrite.cli.console.Terminal;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.life.GatheringFolder;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.Invitation;
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

  @Option(
      names = "--gathering",
      paramLabel = "DIR",
      description = "Folder of a gathering (keyrite escrow gather): open what was given for it.")
  private Path gathering;

  @Parameters(
      paramLabel = "SHARE",
      arity = "0..*",
      description = "File of a share: its words, or encrypted.")
  private List<Path> files = new ArrayList<>();

  /**
   * Gathers shares.
   *
   * @param set that they are of, if it has a record
   * @param all whether to go on when there are enough
   * @return which the caller closes
   */
  Gathering gather(Optional<EscrowSet> set, boolean all) throws Fault {
    return gather(set, files.isEmpty() || type, gathering -> !all && gathering.isComplete());
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
  Gathering gatherOne(EscrowSet set) throws Fault {
    if (files.size() > 1) {
      throw new Refused("This command takes one share.", "Name one SHARE.");
    }
    return gather(Optional.of(set), files.isEmpty(), gathering -> !gathering.present().isEmpty());
  }

  /** Gathers the shares in the files that are named, and no typed ones. */
  Gathering gatherFiles(EscrowSet set) throws Fault {
    return gather(Optional.of(set), false, _ -> true);
  }

  /**
   * What the trustees of the gathering were told, if one was named; to be shown before a share is
   * taken.
   *
   * @throws Fault if it is of another set, or of one without a record
   */
  Optional<Invitation> invitation(Optional<EscrowSet> set) throws Fault {
    return held(set).map(GatheringFolder::invitation);
  }

  private Optional<GatheringFolder> held(Optional<EscrowSet> set) throws Fault {
    if (gathering == null) {
      return Optional.empty();
    }
    if (set.isEmpty()) {
      throw new Refused(
          "A gathering is of a set with a record.", "Give --set escrow.json, not --foreign.");
    }
    return Optional.of(gathering(set.get()));
  }

  /**
   * The gathering that was named.
   *
   * @throws Fault if none was, or it is of another set
   */
  GatheringFolder gathering(EscrowSet set) throws Fault {
    if (gathering == null) {
      throw new Refused("No gathering is named.", "Name its folder with --gathering.");
    }
    return GatheringFolder.open(gathering, set);
  }

  private Gathering gather(Optional<EscrowSet> set, boolean typed, Predicate<Gathering> enough)
      throws Fault {
    requireProtection();
    Optional<GatheringFolder> held = held(set);
    Gathering gathered =
        new Gathering(set.map(EscrowSet::record), held.map(GatheringFolder::invitation));
    try {
      Terminal terminal = new ControllingTerminal();
      takeFiles(gathered, terminal, held);
      if (typed) {
        OptionalInt length = set.isPresent() ? OptionalInt.of(WORDS) : OptionalInt.empty();
        ShareDialogue.run(terminal, gathered, length, enough);
      }
      return gathered;
    } catch (Fault e) {
      gathered.close();
      throw e;
    }
  }

  private void takeFiles(Gathering gathering, Terminal terminal, Optional<GatheringFolder> held)
      throws Fault {
    KeyFiles keys = ShareFiles.keys(terminal);
    List<Identity> opened = new ArrayList<>(open(keys));
    try {
      if (held.isPresent()) {
        List<Identity> keepers = new ArrayList<>(opened);
        keepers.add(new ScryptIdentity(() -> askPassphrase(terminal)));
        opened.add(held.get().identity(keepers));
      }
      // What was given for another gathering nobody here can open.
      boolean asks = held.isEmpty() && Tty.isTerminal(0);
      Optional<Terminal> asked = asks ? Optional.of(terminal) : Optional.empty();
      ShareFiles shares = new ShareFiles(keys, opened, asked, System.err);
      for (Path file : files) {
        shares.take(file, gathering);
      }
    } finally {
      opened.forEach(Identity::close);
    }
  }

  private static SecretBytes askPassphrase(Terminal terminal) throws IOException {
    return new Passphrases(terminal, "keyrite").ask("Passphrase of the gathering:");
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
