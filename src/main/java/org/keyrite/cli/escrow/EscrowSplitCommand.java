package org.keyrite.cli.escrow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyrite.age.Identity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.cli.console.ControllingTerminal;
import org.keyrite.cli.console.ExitStatus;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.KitOptions;
import org.keyrite.cli.console.OutOption;
import org.keyrite.cli.console.ProtectionOptions;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.policy.EscrowPolicyReader;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.PaperKits;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code keyrite escrow split}: shares an identity among trustees. */
@Command(
    name = "split",
    description = {
      "Split a new or given age identity among trustees: encrypt each share to its trustee, read"
          + " everything back, and restore the identity from it in every way."
    },
    footer = {
      "",
      "Example:",
      "  keyrite escrow split --policy policy.yaml --kits /dev/shm/kits --out set"
    })
final class EscrowSplitCommand implements Callable<Integer> {
  @ParentCommand private EscrowCommand parent;

  @Mixin private PolicyOptions policy;

  @Mixin private KitOptions papers;

  @Mixin private ProtectionOptions protection;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Purpose of the identity, such as testnet.")
  private String environment;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      description = "Identity to split; - for standard input. Default: a new one that nobody sees.")
  private String identityFile;

  @Option(names = "--pq", description = "Make the new identity a post-quantum one.")
  private boolean postQuantum;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Secret file of any size, to be encrypted to the identity.")
  private List<Path> files = new ArrayList<>();

  @Mixin private OutOption out;

  @Mixin private JsonOption json;

  @Override
  public Integer call() throws Fault {
    try (Interruption _ =
        Interruption.of("Nothing was made", "The new set is complete in " + out.folder())) {
      return split();
    }
  }

  private int split() throws Fault {
    EscrowPolicyReader.Named named = policy.read(Optional.ofNullable(environment));
    out.nameLeftovers();
    List<String> risks = protection.require(parent.controls());
    Optional<PaperKits> kits = papers.maker();
    try (NativeIdentity identity = identity(named.shared().kind())) {
      NewSet.Made made =
          new NewSet(out.folder(), kits, parent.clock())
              .accepting(risks)
              .split(
                  identity,
                  named.environment(),
                  named.shared().policy(),
                  identityFile == null ? "new" : "given",
                  files);
      json.show(
          System.out,
          EscrowView.result(made, out.folder()),
          () -> EscrowView.show(made, out.folder(), System.out));
      return ExitStatus.DONE;
    } finally {
      kits.ifPresent(PaperKits::close);
    }
  }

  private NativeIdentity identity(IdentityKind planned) throws Fault {
    if (identityFile == null) {
      return (postQuantum ? IdentityKind.HYBRID : planned).generate();
    }
    try {
      List<Identity> read =
          ShareFiles.identities(ShareFiles.keys(new ControllingTerminal()), List.of(identityFile));
      if (!postQuantum && read.size() == 1 && read.getFirst() instanceof NativeIdentity one) {
        return one;
      }
      read.forEach(Identity::close);
    } catch (IOException e) {
      throw new Failed("The identity cannot be read: " + Reason.of(e) + ".", "Check the file.", e);
    }
    throw new Refused(
        "The file must hold one X25519 or post-quantum identity, in the clear.",
        "Give a file with one line AGE-SECRET-KEY-… (age -d … | keyrite escrow split --identity -),"
            + " without --pq.");
  }
}
