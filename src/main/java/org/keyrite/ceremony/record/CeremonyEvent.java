package org.keyrite.ceremony.record;

import java.util.List;
import java.util.Optional;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.journal.Family;
import org.keyrite.journal.Form;
import org.keyrite.journal.Form.FactException;

/**
 * What happens in a ceremony, as its journal tells it. The names of events and facts are a promise.
 */
public sealed interface CeremonyEvent {
  /** It began, with a plan of this name and hash. */
  record Begun(String plan, String environment, String planSha256, String keyrite)
      implements CeremonyEvent {
    Begun(Form<Begun> f) throws FactException {
      this(
          f.text("plan", Begun::plan),
          f.text("environment", Begun::environment),
          f.text("plan-sha256", Begun::planSha256),
          f.text("keyrite", Begun::keyrite));
    }
  }

  /**
   * The machine was checked for something.
   *
   * @param acceptedBecause why the plan accepts that the check failed
   */
  record Checked(String check, boolean passed, String found, Optional<String> acceptedBecause)
      implements CeremonyEvent {
    Checked(Form<Checked> f) throws FactException {
      this(
          f.text("check", Checked::check),
          f.truth("passed", Checked::passed),
          f.text("found", Checked::found),
          f.optional(String.class, "accepted-because", Checked::acceptedBecause));
    }
  }

  /** What holds the generator, as this kernel allows it; {@code landlock} is its ABI, or 0. */
  record SandboxMade(boolean namespaces, long landlock, boolean filter) implements CeremonyEvent {
    SandboxMade(Form<SandboxMade> f) throws FactException {
      this(
          f.truth("namespaces", SandboxMade::namespaces),
          f.number("landlock", SandboxMade::landlock),
          f.truth("filter", SandboxMade::filter));
    }
  }

  /**
   * Something that must fail was tried in the sandbox.
   *
   * @param refused the kernel's reason; empty if it succeeded
   */
  record Attempted(String attempt, Optional<String> refused) implements CeremonyEvent {
    Attempted(Form<Attempted> f) throws FactException {
      this(
          f.text("attempt", Attempted::attempt),
          f.optional(String.class, "refused", Attempted::refused));
    }
  }

  /** The workspace of a killed run was wiped. */
  record LeftoverWiped(String path, long files, long overwrittenBytes) implements CeremonyEvent {
    LeftoverWiped(Form<LeftoverWiped> f) throws FactException {
      this(
          f.text("path", LeftoverWiped::path),
          f.number("files", LeftoverWiped::files),
          f.number("overwritten-bytes", LeftoverWiped::overwrittenBytes));
    }
  }

  /**
   * The generator was verified.
   *
   * @param receipt of a trust policy's verdict, as JSON's values, if one admitted it
   */
  record GeneratorVerified(
      String file, String version, Optional<Object> receipt, String sha256, long bytes)
      implements CeremonyEvent {
    GeneratorVerified(Form<GeneratorVerified> f) throws FactException {
      this(
          f.text("file", GeneratorVerified::file),
          f.text("version", GeneratorVerified::version),
          f.optional(Object.class, "receipt", GeneratorVerified::receipt),
          f.text("sha256", GeneratorVerified::sha256),
          f.number("bytes", GeneratorVerified::bytes));
    }
  }

  /** A further file for the generator was verified. */
  record FileVerified(String file, String sha256, long bytes) implements CeremonyEvent {
    FileVerified(Form<FileVerified> f) throws FactException {
      this(
          f.text("file", FileVerified::file),
          f.text("sha256", FileVerified::sha256),
          f.number("bytes", FileVerified::bytes));
    }
  }

  /** A signature that counts, of the generator or of a list that it is in. */
  record GeneratorSigned(String file, String signer, String key, String made)
      implements CeremonyEvent {
    GeneratorSigned(Form<GeneratorSigned> f) throws FactException {
      this(
          f.text("file", GeneratorSigned::file),
          f.text("signer", GeneratorSigned::signer),
          f.text("key", GeneratorSigned::key),
          f.text("made", GeneratorSigned::made));
    }
  }

  /**
   * The operator confirmed who gets the results.
   *
   * @param how the operator was asked
   * @param trustees of the escrow; empty if there is none
   */
  record Confirmed(String how, List<Receiver> recipients, List<Receiver> trustees)
      implements CeremonyEvent {
    Confirmed(Form<Confirmed> f) throws FactException {
      this(
          f.text("confirmed", Confirmed::how),
          f.all("recipients", Confirmed::recipients, Receiver::new),
          f.all("trustees", Confirmed::trustees, Receiver::new));
    }
  }

  /**
   * Somebody for whom something is encrypted.
   *
   * @param recipient empty for a trustee whose share is on paper
   */
  record Receiver(String group, String name, Optional<String> recipient, String fingerprint) {
    /** What a trustee without recipient has instead. */
    public static final String ON_PAPER = "on paper";

    Receiver(Form<Receiver> f) throws FactException {
      this(
          f.text("group", Receiver::group),
          f.text("name", Receiver::name),
          f.optional(String.class, "recipient", Receiver::recipient),
          f.text("fingerprint", Receiver::fingerprint));
    }
  }

  /** The generator made a key. */
  record KeyGenerated(long printedBytes) implements CeremonyEvent {
    KeyGenerated(Form<KeyGenerated> f) throws FactException {
      this(f.number("printed-bytes", KeyGenerated::printedBytes));
    }
  }

  /** The generator tried something that the sandbox denies: a thing for each of these clauses. */
  record GeneratorDenied(List<String> tried) implements CeremonyEvent {
    GeneratorDenied(Form<GeneratorDenied> f) throws FactException {
      this(f.texts("tried", GeneratorDenied::tried));
    }
  }

  /** The generator told a public value. */
  record PublicValue(String name, String value) implements CeremonyEvent {
    PublicValue(Form<PublicValue> f) throws FactException {
      this(f.text("name", PublicValue::name), f.text("value", PublicValue::value));
    }
  }

  /** The escrow's identity was made and split. */
  record EscrowSplit(SetEvent.Split split) implements CeremonyEvent {
    EscrowSplit(Form<EscrowSplit> f) throws FactException {
      this(new SetEvent.Split(f.of(EscrowSplit::split)));
    }
  }

  /** A secret was encrypted into a file of the bundle, to the recipients of these names. */
  record Encrypted(String file, String secret, String sha256, long bytes, List<String> recipients)
      implements CeremonyEvent {
    Encrypted(Form<Encrypted> f) throws FactException {
      this(
          f.text("file", Encrypted::file),
          f.text("secret", Encrypted::secret),
          f.text("sha256", Encrypted::sha256),
          f.number("bytes", Encrypted::bytes),
          f.texts("recipients", Encrypted::recipients));
    }
  }

  /** The workspace was wiped, and nothing is left in it. */
  record WorkspaceWiped(long files, long overwrittenBytes) implements CeremonyEvent {
    WorkspaceWiped(Form<WorkspaceWiped> f) throws FactException {
      this(
          f.number("files", WorkspaceWiped::files),
          f.number("overwritten-bytes", WorkspaceWiped::overwrittenBytes));
    }
  }

  /** It ended, with so many artifacts. */
  record Ended(long artifacts) implements CeremonyEvent {
    Ended(Form<Ended> f) throws FactException {
      this(f.number("artifacts", Ended::artifacts));
    }
  }

  /**
   * An event that this version does not know. The journal is read all the same, for its chain
   * holds; but the report names the event, so that its reader knows what is not in it.
   */
  record Unknown(String name) implements CeremonyEvent {}

  /** All of them. */
  Family<CeremonyEvent> FAMILY =
      new Family<CeremonyEvent>((name, _) -> new Unknown(name))
          .with("ceremony-begun", Begun.class, Begun::new)
          .with("preflight-check", Checked.class, Checked::new)
          .with("sandbox-made", SandboxMade.class, SandboxMade::new)
          .with("sandbox-attempt", Attempted.class, Attempted::new)
          .with("leftover-wiped", LeftoverWiped.class, LeftoverWiped::new)
          .with("generator-verified", GeneratorVerified.class, GeneratorVerified::new)
          .with("generator-file-verified", FileVerified.class, FileVerified::new)
          .with("generator-signature", GeneratorSigned.class, GeneratorSigned::new)
          .with("recipients-confirmed", Confirmed.class, Confirmed::new)
          .with("key-generated", KeyGenerated.class, KeyGenerated::new)
          .with("generator-denied", GeneratorDenied.class, GeneratorDenied::new)
          .with("public-value", PublicValue.class, PublicValue::new)
          .with("escrow-split", EscrowSplit.class, EscrowSplit::new)
          .with("artifact-encrypted", Encrypted.class, Encrypted::new)
          .with("workspace-wiped", WorkspaceWiped.class, WorkspaceWiped::new)
          .with("ceremony-ended", Ended.class, Ended::new);
}
