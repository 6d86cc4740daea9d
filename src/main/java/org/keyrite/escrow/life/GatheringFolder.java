package org.keyrite.escrow.life;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.Age;
import org.keyrite.age.Identity;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.Recipient;
import org.keyrite.age.SealedFile;
import org.keyrite.age.files.Identities;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.Joined;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.policy.IdentityKind;
import org.keyrite.escrow.set.EscrowSet;
import org.keyrite.escrow.set.Invitation;
import org.keyrite.escrow.set.SetEvent;
import org.keyrite.escrow.set.SetRecord;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.BoundedFile;
import org.keyrite.files.NewFolder;
import org.keyrite.journal.Journal;

/**
 * A gathering of trustees who are far apart, or come on different days: a folder with the
 * invitation, which they all get, and the gathering's identity, encrypted to whoever started it.
 * Without that identity nobody can open what the trustees give.
 *
 * @param folder as it was named
 * @param invitation what is in it for the trustees
 */
public record GatheringFolder(Path folder, Invitation invitation) {
  /** The name of the file with the gathering's identity. */
  private static final String IDENTITY = "gathering.identity.age";

  private static final int MOST_BYTES = 1 << 16;
  private static final String WHAT = "the gathering";

  private static final String TITLE =
      """
      # The identity of a gathering of trustees. Whoever has it can open the shares that they
      # give for it. End it with keyrite escrow gather --finish.
      """;

  /** The file holds the identity itself. */
  private static final PassphrasePrompt NOBODY =
      () -> {
        throw new AgeException.NoPassphrase("it is encrypted twice", "");
      };

  /**
   * Whether a gathering could be put there.
   *
   * @throws Fault if the name is not free, or the set's journal cannot be written
   */
  public static void requirePossible(Path out, EscrowSet set) throws Fault {
    NewFolder.requireFree(out, WHAT);
    set.requireWritable();
  }

  /**
   * Starts a gathering, and has the set's journal say so.
   *
   * @param out the folder, whose name must be free
   * @param keepers to whom the gathering's identity is encrypted
   * @param purpose what the trustees are told
   */
  public static GatheringFolder start(
      Path out, EscrowSet set, List<Recipient> keepers, String purpose, Instant now) throws Fault {
    SetRecord record = set.record();
    try (NativeIdentity identity = IdentityKind.of(record.recipient()).generate();
        NewFolder folder = NewFolder.begin(out, WHAT)) {
      Invitation invitation =
          Invitation.to(record, identity.recipient(), purpose, now.truncatedTo(ChronoUnit.SECONDS));
      folder.write(Invitation.FILE, invitation.json().getBytes(StandardCharsets.UTF_8));
      seal(identity, keepers, folder);
      set.add(new SetEvent.GatheringStarted(record.set(), invitation.hash(), purpose));
      Optional<Failed> untold = set.save(folder);
      if (untold.isPresent()) {
        throw untold.get();
      }
      return new GatheringFolder(out, invitation);
    } catch (IOException e) {
      throw new Failed(
          "The gathering could not be started: " + Reason.of(e) + ".",
          "Nothing was kept. Mend that, or name another place with --out, and begin again.",
          e);
    }
  }

  private static void seal(NativeIdentity identity, List<Recipient> keepers, NewFolder folder)
      throws IOException, Failed {
    byte[] title = TITLE.getBytes(StandardCharsets.US_ASCII);
    try (SecretBytes encoding = new SecretBytes(identity.exposeEncoding());
        SecretBytes text = new SecretBytes(Joined.of(title, encoding.bytes(), new byte[] {'\n'}));
        SealedFile sealed = SealedFile.seal(keepers, text)) {
      folder.write(IDENTITY, sealed.bytes());
      Path file = folder.staging().resolve(IDENTITY);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      try (SecretBytes found = sealed.readBack(Files.readAllBytes(file))) {
        if (!found.isSameAs(text)) {
          throw new Failed(
              "The identity of the gathering read back is not the one written.",
              "Nothing was kept. Check the disk, and begin again.");
        }
      }
    }
  }

  /**
   * Opens a gathering's folder, not yet its identity.
   *
   * @param set whose journal must know the gathering, if there is a journal
   * @throws Fault if there is no invitation in it, one to the trustees of another set, or one that
   *     was changed; or if the gathering is finished
   */
  public static GatheringFolder open(Path folder, EscrowSet set) throws Fault {
    Invitation invitation = Invitation.read(folder.resolve(Invitation.FILE));
    invitation.requireOf(set.record());
    boolean started = set.journal().entries().isEmpty();
    for (Journal.Entry<SetEvent> entry : set.journal().entries()) {
      switch (entry.event()) {
        case SetEvent.GatheringStarted e -> started |= e.gathering().equals(invitation.hash());
        case SetEvent.GatheringFinished e when e.gathering().equals(invitation.hash()) ->
            throw new Refused(
                "The gathering was finished at " + entry.time() + ".",
                "Start another, and ask the trustees again.");
        default -> {}
      }
    }
    if (!started) {
      throw new Denied(
          "The set's journal tells of no such gathering.",
          "The invitation in " + folder + " was changed, or the journal is another copy.");
    }
    return new GatheringFolder(folder, invitation);
  }

  /** The file with the gathering's identity, which is there until it ends. */
  public Path identityFile() {
    return folder.resolve(IDENTITY);
  }

  /**
   * Asks whether what is to be wiped is the identity, and nothing else.
   *
   * @throws Refused if it is not there, or is no encrypted file of that kind
   */
  public void requireIdentity() throws Refused {
    try {
      byte[] file = BoundedFile.bytes(identityFile(), MOST_BYTES, LinkOption.NOFOLLOW_LINKS);
      if (Age.isEncrypted(new ByteArrayInputStream(file))) {
        return;
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new Refused(
        "The identity of the gathering is not at " + identityFile() + ": nothing was wiped.",
        "Find out where it is. What was given for the gathering opens as long as it exists.");
  }

  /**
   * Opens the gathering's identity, which the caller closes.
   *
   * @param keepers one of those to whom it was encrypted
   * @throws Denied if it is not the one to which the invitation asks for shares
   * @throws Failed if it does not open
   */
  public Identity identity(List<Identity> keepers) throws Fault {
    try {
      byte[] file = BoundedFile.bytes(identityFile(), MOST_BYTES);
      try (InputStream plain = Age.decrypt(keepers, new ByteArrayInputStream(file))) {
        return only(Identities.read(plain, PluginKeys.NONE, NOBODY));
      }
    } catch (AgeException.NoMatch e) {
      throw new Failed(
          "No identity that was given opens the gathering.",
          "Name with -i the identity of one of those whom --to named when it was started.",
          e);
    } catch (AgeException e) {
      throw new Failed(
          "The identity of the gathering does not open: " + e.getMessage() + ".",
          "Name with -i the identity of whoever started it, or type the passphrase.",
          e);
    } catch (IOException e) {
      throw new Failed(
          "The identity of the gathering cannot be read: " + Reason.of(e) + ".",
          "Name the folder of a gathering that is not finished.",
          e);
    }
  }

  private Identity only(List<Identity> found) throws Denied {
    Identity first = found.getFirst();
    if (found.size() == 1
        && first.recipient().toString().equals(invitation.recipient().toString())) {
      return first;
    }
    found.forEach(Identity::close);
    throw new Denied(
        "The identity in " + identityFile() + " is not the one of the invitation beside it.",
        "Somebody changed one of them. Start another gathering, and warn the trustees.");
  }

  /** The set's journal says that the gathering ended. */
  public void finish(EscrowSet set) throws Fault {
    set.append(new SetEvent.GatheringFinished(set.record().set(), invitation.hash()));
  }
}
