package org.keyrite.age.header;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.keyrite.age.header.AgeException.PayloadFailure;
import org.keyrite.files.CountedInput;

/**
 * What an age file tells those who cannot open it.
 *
 * <p>Nothing of it is authentic: whoever passed the file on may have changed it.
 *
 * @param armored whether it is in ASCII armor
 * @param stanzaTypes of every stanza of the header, in their order
 * @param postQuantum whether it stays closed to a quantum computer
 * @param headerLength in bytes, without armor
 * @param armorLength what the armor adds, in bytes, the ends of lines and the space around it
 *     included
 * @param overhead what the encryption adds to the payload, in bytes
 * @param payloadLength of the plaintext, in bytes
 */
public record Inspection(
    boolean armored,
    List<String> stanzaTypes,
    PostQuantum postQuantum,
    long headerLength,
    long armorLength,
    long overhead,
    long payloadLength) {
  private static final int BUFFER_LENGTH = 1 << 16;

  // Specification: "Payload".
  static final int CHUNK_LENGTH = 1 << 16;
  static final int TAG_LENGTH = 16;
  private static final int NONCE_LENGTH = 16;
  private static final int SEALED_LENGTH = CHUNK_LENGTH + TAG_LENGTH;

  private static final Set<String> CLASSIC =
      Set.of("X25519", "ssh-rsa", "ssh-ed25519", "p256tag", "piv-p256");
  private static final Set<String> RESISTANT =
      Set.of("mlkem768x25519", "scrypt", "mlkem768p256tag");

  public Inspection {
    stanzaTypes = List.copyOf(stanzaTypes);
  }

  /** Whether a file stays closed to a quantum computer. */
  public enum PostQuantum {
    /** Every stanza withstands one. */
    YES,
    /** A stanza does not, and one is enough. */
    NO,
    /** A stanza is of an unknown type, which may or may not. */
    UNKNOWN
  }

  /**
   * Looks at a file, in armor or not.
   *
   * @param source the whole file; not closed
   * @param length the file's length in bytes, if it is known: all of it need not be read then
   * @throws AgeException.HeaderFailure if the header is malformed
   * @throws AgeException.ArmorFailure if the armor is
   * @throws PayloadFailure if no payload has this length
   */
  public static Inspection of(InputStream source, OptionalLong length) throws IOException {
    AtomicLong read = new AtomicLong();
    BufferedInputStream buffered =
        new BufferedInputStream(new CountedInput(source, read::addAndGet), BUFFER_LENGTH);
    boolean armored = ArmorInput.isArmored(buffered);
    InputStream file =
        armored ? new BufferedInputStream(new ArmorInput(buffered), BUFFER_LENGTH) : buffered;
    Header header = HeaderParser.parse(file);
    long headerLength = header.encode().length;
    long encrypted =
        armored || length.isEmpty()
            ? file.transferTo(OutputStream.nullOutputStream())
            : length.getAsLong() - headerLength;
    long overhead = overhead(encrypted);
    List<String> types = header.stanzas().stream().map(Stanza::type).toList();
    return new Inspection(
        armored,
        types,
        postQuantum(types),
        headerLength,
        armored ? read.get() - headerLength - encrypted : 0,
        overhead,
        encrypted - overhead);
  }

  /** The length of the whole file, in bytes. */
  public long length() {
    return headerLength + armorLength + overhead + payloadLength;
  }

  private static PostQuantum postQuantum(List<String> types) {
    if (types.stream().anyMatch(CLASSIC::contains)) {
      return PostQuantum.NO;
    }
    return RESISTANT.containsAll(types) ? PostQuantum.YES : PostQuantum.UNKNOWN;
  }

  private static long overhead(long encrypted) throws PayloadFailure {
    long sealed = encrypted - NONCE_LENGTH;
    long last = sealed % SEALED_LENGTH;
    if (sealed < TAG_LENGTH || (last > 0 && last < TAG_LENGTH)) {
      throw new PayloadFailure("the file ends before its last chunk does");
    }
    if (last == TAG_LENGTH && sealed > SEALED_LENGTH) {
      throw new PayloadFailure("the last chunk is empty");
    }
    long chunks = sealed / SEALED_LENGTH + (last > 0 ? 1 : 0);
    return NONCE_LENGTH + chunks * TAG_LENGTH;
  }
}
