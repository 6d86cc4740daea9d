package org.keyrite.age;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.HmacFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.NoMatch;
import org.keyrite.age.header.ArmorInput;
import org.keyrite.age.header.ArmorOutput;
import org.keyrite.age.header.Header;
import org.keyrite.age.header.HeaderParser;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.sealing.FileKey;

/** Encrypts and decrypts age files, as streams of any length. */
public final class Age {
  private static final int NONCE_LENGTH = 16;

  /** In a header. age reads no more; what is written here must open everywhere. */
  static final int MAX_WRITTEN_STANZAS = 1024;

  /** In a stanza, its type included; the same. */
  private static final int MAX_WRITTEN_WORDS = 128;

  /** Room for a header; the chunks after it are longer, and are read past the buffer. */
  private static final int BUFFER_LENGTH = 1 << 13;

  private Age() {}

  /**
   * Starts a file that each of the recipients can decrypt: writes its header.
   *
   * @param recipients at least one
   * @param destination belongs to the returned stream, which closes it
   * @return takes the plaintext, and must be {@linkplain AgeOutput#finish() finished}
   * @throws KeyFailure if a recipient is unusable, or if the recipients may not be mixed
   */
  public static AgeOutput encrypt(List<Recipient> recipients, OutputStream destination)
      throws IOException {
    try (FileKey fileKey = FileKey.generate()) {
      return encrypt(fileKey, recipients, destination);
    }
  }

  /** The same under a file key that is new and used for nothing else. */
  static AgeOutput encrypt(FileKey fileKey, List<Recipient> recipients, OutputStream destination)
      throws IOException {
    Header header = Header.create(wrap(fileKey, recipients), fileKey::headerMac);
    byte[] encoded = header.encode();
    if (encoded.length > HeaderParser.MAX_LENGTH) {
      throw tooMuch(
          "the recipients need a header of more than " + HeaderParser.MAX_LENGTH + " bytes");
    }
    byte[] nonce = Randomness.bytes(NONCE_LENGTH);
    destination.write(encoded);
    destination.write(nonce);
    return new AgeOutput(fileKey.payloadKey(nonce), destination);
  }

  /** Like {@link #encrypt}, in ASCII armor. */
  public static AgeOutput encryptArmored(List<Recipient> recipients, OutputStream destination)
      throws IOException {
    return encrypt(recipients, new ArmorOutput(destination));
  }

  /**
   * Opens a file, in ASCII armor or not.
   *
   * @param identities tried in turn; none at all only tells what the file asks for
   * @param source belongs to the returned stream, which closes it; it is read ahead of need
   * @return the plaintext, which {@link InputStream#transferTo} decrypts on all cores. Reading it
   *     throws {@link AgeException.PayloadFailure} or {@link AgeException.ArmorFailure} if the file
   *     is not whole, so what was read before that must not be taken for all there is.
   * @throws HeaderFailure if the header is malformed
   * @throws NoMatch if none of the identities opens the file
   * @throws HmacFailure if the header was forged
   */
  public static InputStream decrypt(List<Identity> identities, InputStream source)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(source, BUFFER_LENGTH);
    return ArmorInput.isArmored(buffered)
        ? decryptArmored(identities, buffered)
        : decryptBinary(identities, buffered);
  }

  static InputStream decryptArmored(List<Identity> identities, InputStream source)
      throws IOException {
    return decryptBinary(
        identities, new BufferedInputStream(new ArmorInput(source), BUFFER_LENGTH));
  }

  /** Opens a file that is not in armor, or no longer. */
  static InputStream decryptBinary(List<Identity> identities, InputStream source)
      throws IOException {
    Header header = HeaderParser.parse(source);
    checkPassphraseIsAlone(header.stanzas());
    try (FileKey fileKey = unwrap(header.stanzas(), identities)) {
      return payload(header, fileKey, source);
    }
  }

  /** Goes on after a header, if whoever wrote it knew the file key. */
  static InputStream payload(Header header, FileKey fileKey, InputStream source)
      throws IOException {
    if (!fileKey.authenticates(header.authenticated(), header.mac())) {
      throw new HmacFailure();
    }
    byte[] nonce = source.readNBytes(NONCE_LENGTH);
    if (nonce.length < NONCE_LENGTH) {
      throw new HeaderFailure("the file ends before its payload starts");
    }
    return new PayloadInput(fileKey.payloadKey(nonce), source);
  }

  private static List<Stanza> wrap(FileKey fileKey, List<Recipient> recipients) throws IOException {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("a file for no one");
    }
    List<Stanza> stanzas = wrapForAll(fileKey, recipients).stanzas();
    if (stanzas.size() > MAX_WRITTEN_STANZAS) {
      throw tooMuch("there are more than " + MAX_WRITTEN_STANZAS + " recipients");
    }
    if (stanzas.stream().anyMatch(stanza -> stanza.arguments().size() >= MAX_WRITTEN_WORDS)) {
      throw tooMuch("a plugin's stanza has " + MAX_WRITTEN_WORDS + " arguments or more");
    }
    return stanzas;
  }

  private static KeyFailure tooMuch(String sentence) {
    return new KeyFailure(
        sentence + ", which other programs do not read",
        "encrypt to an identity that all recipients share, or to fewer in each file");
  }

  /** Wraps the file key for recipients that are to share a file, and refuses those that may not. */
  public static Recipient.Wrapped wrapForAll(FileKey fileKey, List<Recipient> recipients)
      throws IOException {
    List<Stanza> stanzas = new ArrayList<>();
    Set<String> labels = null;
    for (Recipient recipient : recipients) {
      Recipient.Wrapped wrapped = recipient.wrap(fileKey);
      if (labels != null && !labels.equals(wrapped.labels())) {
        throw incompatible(labels, wrapped.labels());
      }
      labels = wrapped.labels();
      stanzas.addAll(wrapped.stanzas());
    }
    return new Recipient.Wrapped(stanzas, labels == null ? Set.of() : labels);
  }

  private static KeyFailure incompatible(Set<String> some, Set<String> others) {
    Set<String> quantum = HybridRecipient.POST_QUANTUM;
    if (some.equals(quantum) || others.equals(quantum)) {
      return new KeyFailure(
          "incompatible recipients: can't mix post-quantum and classic recipients, or the file"
              + " would be vulnerable to quantum computers",
          "encrypt to recipients of one kind, each kind in a file of its own");
    }
    return new KeyFailure(
        "incompatible recipients: the weaker would undo the stronger",
        "encrypt to recipients of one kind, each kind in a file of its own");
  }

  private static FileKey unwrap(List<Stanza> stanzas, List<Identity> identities)
      throws IOException {
    for (Identity identity : thoseThatAskNobodyFirst(identities)) {
      switch (identity.unwrap(stanzas)) {
        case UnwrapResult.Unwrapped unwrapped -> {
          return unwrapped.fileKey();
        }
        case UnwrapResult.NotForMe _ -> {}
      }
    }
    throw noMatch(isForPassphrase(stanzas.getFirst()), identities);
  }

  /**
   * A plugin or a passphrase may cost a person a touch or a word, and can fail for a new reason.
   */
  private static List<Identity> thoseThatAskNobodyFirst(List<Identity> identities) {
    return identities.stream()
        .sorted(Comparator.comparing(identity -> !(identity instanceof NativeIdentity)))
        .toList();
  }

  private static NoMatch noMatch(boolean forPassphrase, List<Identity> identities) {
    boolean asked = identities.stream().anyMatch(ScryptIdentity.class::isInstance);
    if (forPassphrase) {
      return asked
          ? new NoMatch("incorrect passphrase", "")
          : new NoMatch(
              "the file is passphrase-encrypted but identities were specified",
              "leave out -i/--identity to be asked for the passphrase");
    }
    return identities.isEmpty() || asked
        ? new NoMatch(
            "the file is not passphrase-encrypted, identities are required",
            "give the identity of one of the recipients with -i/--identity")
        : new NoMatch(
            "no identity matched any of the recipients",
            "give the identity of one of the recipients");
  }

  /**
   * Who encrypts with a passphrase expects that only those who know it could have made the file. A
   * second stanza would break that, and so would an identity that looked only for its own.
   */
  private static void checkPassphraseIsAlone(List<Stanza> stanzas) throws HeaderFailure {
    if (stanzas.size() > 1 && stanzas.stream().anyMatch(Age::isForPassphrase)) {
      throw new HeaderFailure("the header has a passphrase stanza beside another stanza");
    }
  }

  private static boolean isForPassphrase(Stanza stanza) {
    return stanza.type().equals(ScryptRecipient.STANZA_TYPE);
  }

  /**
   * Whether a file begins as one of age's does, of any version, in ASCII armor or not. Nothing else
   * of it is looked at.
   *
   * @param source the file from its beginning; not closed, and not usable afterwards
   */
  public static boolean isEncrypted(InputStream source) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(source, BUFFER_LENGTH);
    return ArmorInput.isArmored(buffered) || HeaderParser.isBeginning(buffered);
  }
}
