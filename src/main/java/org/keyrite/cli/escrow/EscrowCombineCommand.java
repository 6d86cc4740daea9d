package org.keyrite.cli.escrow;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.HybridRecipient;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Refused;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code keyrite escrow combine}: trustees restore the identity, or what it opens. */
@Command(
    name = "combine",
    description = {
      "Restore the identity from shares into a file in memory; or decrypt a file with it, so that"
          + " the identity is written nowhere. Without SHARE, type the shares at the terminal."
    },
    footer = {
      "",
      "Example, in a folder of yours in memory:",
      "  keyrite escrow combine --set escrow.json -o identity alice.txt bob.txt"
    })
final class EscrowCombineCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Spec private CommandSpec spec;

  @Option(names = "--set", paramLabel = "FILE", description = "The set's escrow.json.")
  private Path set;

  @Option(
      names = "--foreign",
      description = "Restore a set that has no escrow.json: nothing tells which shares are right.")
  private boolean foreign;

  @Option(
      names = "--recipient",
      paramLabel = "RECIPIENT",
      description = "With --foreign: the age recipient of the identity.")
  private String recipient;

  @Option(names = "--pq", description = "With --foreign: restore a post-quantum identity.")
  private boolean postQuantum;

  @Option(
      names = "--passphrase",
      description = "With --foreign: ask for the passphrase of the set.")
  private boolean passphrase;

  @Option(
      names = "--decrypt",
      paramLabel = "FILE",
      description = "File to decrypt with the identity.")
  private Path encrypted;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "New file in memory; with --decrypt also - for a pipe.")
  private Path output;

  @Mixin private ShareOptions shares;

  @Mixin private Consent consent;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    if (foreign == (set != null)
        || (!foreign && (recipient != null || postQuantum || passphrase))) {
      throw usage(
          "Give either --set escrow.json or --foreign. Only --foreign goes with --recipient, --pq"
              + " and --passphrase.");
    }
    requireRecipient();
    Optional<EscrowSet> opened =
        foreign ? Optional.empty() : Optional.of(EscrowSet.look(set, parent.clock()));
    RestoredOutput result = new RestoredOutput(output, Optional.ofNullable(encrypted), System.out);
    result.requirePlace();
    consent.ask(shares.invitation(opened), terminal -> ask(terminal, opened));
    try (Gathering gathering = shares.gather(opened, false)) {
      Gathering.Foreign restored =
          foreign ? foreign(gathering) : new Gathering.Foreign(gathering.restore(), List.of());
      try (NativeIdentity identity = restored.identity()) {
        result.write(identity);
        List<String> faulty = restored.faulty().stream().map(gathering::holder).toList();
        List<String> by = new ArrayList<>(gathering.holders());
        by.removeAll(faulty);
        show(identity.recipient().toString(), by, faulty);
      }
      return ExitStatus.DONE;
    }
  }

  private void ask(PrintStream terminal, Optional<EscrowSet> opened) {
    String to = output.equals(RestoredOutput.PIPE) ? "standard output" : output.toString();
    String deed =
        encrypted == null
            ? "restore the identity and write it in the clear, into " + to + ":"
            : "restore the identity and decrypt " + encrypted + " with it, into " + to + ":";
    if (opened.isPresent()) {
      SetRecord record = opened.get().record();
      Consent.show(terminal, deed, record);
      EscrowView.row(terminal, "takes", record.policy().inWords());
      EscrowView.replaced(terminal, opened.get());
    } else {
      EscrowView.row(terminal, "about to", deed);
      EscrowView.row(terminal, "set", "a foreign one: no record tells which shares are right");
      EscrowView.row(
          terminal,
          "identity",
          recipient == null ? "whatever the shares restore" : EscrowView.fingerprint(recipient));
    }
    Consent.showFinal(
        terminal,
        encrypted == null
            ? "Whoever gets that file can open all that is encrypted to the identity, for ever."
            : "Whoever gets the result knows what was encrypted.");
  }

  /** To standard error, since standard output may be the plaintext. */
  private void show(String restored, List<String> by, List<String> faulty) {
    Map<String, Object> result =
        JsonOption.members("restored", true, "recipient", restored, "by", by);
    if (foreign) {
      result.put("faulty", faulty);
    }
    result.put("output", output.toString());
    json.show(
        System.err,
        result,
        () -> {
          // Of a foreign set no record has the recipient, so that all of it has to be shown.
          String shown = foreign ? restored : EscrowView.recipient(restored);
          EscrowView.row(System.err, "shares", String.join(", ", by));
          EscrowView.row(System.err, "identity", "of " + shown);
          boolean piped = output.equals(RestoredOutput.PIPE);
          EscrowView.row(System.err, "written", piped ? "to standard output" : output.toString());
        });
  }

  /** Refuses, before anybody brings a share, a recipient whose identity cannot be split. */
  private void requireRecipient() {
    if (recipient == null) {
      return;
    }
    try {
      Recipient parsed = Recipients.parse(recipient);
      if (!(parsed instanceof X25519Recipient) && !(parsed instanceof HybridRecipient)) {
        throw usage("--recipient: keyrite splits X25519 and post-quantum identities only.");
      }
    } catch (AgeException e) {
      throw usage("--recipient: not an age recipient: " + e.getMessage() + ".");
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }

  private Gathering.Foreign foreign(Gathering gathering) throws Fault {
    IdentityKind kind =
        recipient != null
            ? IdentityKind.of(recipient)
            : postQuantum ? IdentityKind.HYBRID : IdentityKind.X25519;
    try (SecretBytes words = askPassphrase()) {
      Gathering.Foreign restored = gathering.restore(kind, words, Optional.ofNullable(recipient));
      restored
          .faulty()
          .forEach(index -> System.err.println("keyrite: " + index + " is wrong: leave it out."));
      System.err.println(
          recipient == null
              ? "keyrite: Not checked: whether these are the shares that were given out, and"
                  + " whether this\n         is the right identity. Compare its recipient."
              : "keyrite: Not checked: whether these are the shares that were given out.");
      return restored;
    }
  }

  private SecretBytes askPassphrase() throws Refused {
    if (!passphrase) {
      return new SecretBytes(new byte[0]);
    }
    try {
      return new ControllingTerminal().readSecret("Passphrase of the set:");
    } catch (IOException e) {
      throw new Refused(
          "There is no terminal to type the passphrase at.", "Run it at a terminal.", e);
    }
  }
}
