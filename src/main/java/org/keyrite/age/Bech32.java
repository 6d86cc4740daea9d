package org.keyrite.age;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.keyrite.age.header.AgeException.KeyFailure;

/**
 * Bech32 (BIP 173), without its limit on length, as the encoding of recipients and identities.
 *
 * <p>Works on bytes and wipes what it leaves behind, because an identity is encoded like this too.
 * An error never quotes the input, for the same reason.
 */
public final class Bech32 {
  private static final char SEPARATOR = '1';
  private static final int CHECKSUM_LENGTH = 6;
  private static final byte[] CHARACTERS =
      "qpzry9x8gf2tvdw0s3jn54khce6mua7l".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] VALUES = values();
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };

  private Bech32() {}

  /**
   * Encodes data.
   *
   * @param prefix the human-readable part; its case is the case of the whole
   * @return ASCII
   */
  public static byte[] encode(String prefix, byte[] data) {
    byte[] human = prefix.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    byte[] groups = new byte[(data.length * 8 + 4) / 5 + CHECKSUM_LENGTH];
    byte[] encoded = new byte[human.length + 1 + groups.length];
    int length = regroup(data, data.length, 8, groups, 5);
    // With its last six groups still zero, the checksum of the whole is what belongs there.
    int checksum = checksum(human, groups) ^ 1;
    for (int i = 0; i < CHECKSUM_LENGTH; i++) {
      groups[length + i] = (byte) ((checksum >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31);
    }
    System.arraycopy(human, 0, encoded, 0, human.length);
    encoded[human.length] = SEPARATOR;
    for (int i = 0; i < groups.length; i++) {
      encoded[human.length + 1 + i] = CHARACTERS[groups[i]];
    }
    Arrays.fill(groups, (byte) 0);
    boolean upperCase = !prefix.equals(prefix.toLowerCase(Locale.ROOT));
    return upperCase ? toUpperCase(encoded) : encoded;
  }

  /**
   * Decodes data.
   *
   * @param prefix the human-readable part that must be there, in the case that it must have
   * @param what names the encoding in errors: "the recipient", "the identity"
   * @return the data, which the caller must wipe if it is secret
   */
  public static byte[] decode(String prefix, byte[] encoded, String what) throws KeyFailure {
    byte[] human = prefix.getBytes(StandardCharsets.US_ASCII);
    boolean upperCase = checkCase(encoded, what);
    int start = human.length + 1;
    if (encoded.length < start + CHECKSUM_LENGTH
        || !Arrays.equals(encoded, 0, human.length, human, 0, human.length)
        || encoded[human.length] != SEPARATOR) {
      throw failure(what + " is cut short or of another type");
    }
    byte[] groups = new byte[encoded.length - start];
    try {
      for (int i = 0; i < groups.length; i++) {
        int character = encoded[start + i] & 0xff;
        int value = character < VALUES.length ? VALUES[character] : -1;
        if (value < 0) {
          throw failure(what + " has a character that does not belong there");
        }
        groups[i] = (byte) value;
      }
      byte[] lowerHuman = upperCase ? toLowerCase(human) : human;
      if (checksum(lowerHuman, groups) != 1) {
        throw failure(what + " has a wrong checksum: at least one character is not right");
      }
      return ungroup(groups, groups.length - CHECKSUM_LENGTH, what);
    } finally {
      Arrays.fill(groups, (byte) 0);
    }
  }

  private static byte[] ungroup(byte[] groups, int length, String what) throws KeyFailure {
    int spareBits = length * 5 % 8;
    // More than four spare bits are a whole group too many; set bits among them are a second
    // encoding of the same data.
    if (spareBits > 4 || (length > 0 && (groups[length - 1] & ((1 << spareBits) - 1)) != 0)) {
      throw failure(what + " has bits left over at its end");
    }
    byte[] data = new byte[length * 5 / 8];
    regroup(groups, length, 5, data, 8);
    return data;
  }

  /** Regroups bits, and fills the last group up with zero bits if there is room for it. */
  private static int regroup(byte[] from, int length, int fromBits, byte[] to, int toBits) {
    int fromMask = (1 << fromBits) - 1;
    int toMask = (1 << toBits) - 1;
    int accumulator = 0;
    int bits = 0;
    int written = 0;
    for (int i = 0; i < length; i++) {
      accumulator = (accumulator << fromBits) | (from[i] & fromMask);
      bits += fromBits;
      while (bits >= toBits) {
        bits -= toBits;
        to[written++] = (byte) ((accumulator >>> bits) & toMask);
      }
      // What is left fits in the larger group; the rest has been written.
      accumulator &= (1 << bits) - 1;
    }
    if (bits > 0 && toBits < fromBits) {
      to[written++] = (byte) ((accumulator << (toBits - bits)) & toMask);
    }
    return written;
  }

  private static int checksum(byte[] human, byte[] groups) {
    int checksum = 1;
    for (byte character : human) {
      checksum = step(checksum, character >>> 5);
    }
    checksum = step(checksum, 0);
    for (byte character : human) {
      checksum = step(checksum, character & 31);
    }
    for (byte group : groups) {
      checksum = step(checksum, group);
    }
    return checksum;
  }

  private static int step(int checksum, int value) {
    int top = checksum >>> 25;
    int next = ((checksum & 0x1ffffff) << 5) ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= -((top >>> i) & 1) & GENERATOR[i];
    }
    return next;
  }

  /**
   * Whether the text is in upper case. A mix has no meaning, and hides the confusion of a typist.
   */
  private static boolean checkCase(byte[] encoded, String what) throws KeyFailure {
    boolean upper = false;
    boolean lower = false;
    for (byte character : encoded) {
      upper |= character >= 'A' && character <= 'Z';
      lower |= character >= 'a' && character <= 'z';
    }
    if (upper && lower) {
      throw failure(what + " mixes upper and lower case");
    }
    return upper;
  }

  private static byte[] toUpperCase(byte[] ascii) {
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) Character.toUpperCase(ascii[i]);
    }
    return ascii;
  }

  private static byte[] toLowerCase(byte[] ascii) {
    byte[] lower = new byte[ascii.length];
    for (int i = 0; i < ascii.length; i++) {
      lower[i] = (byte) Character.toLowerCase(ascii[i]);
    }
    return lower;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < CHARACTERS.length; i++) {
      values[CHARACTERS[i]] = (byte) i;
      values[Character.toUpperCase(CHARACTERS[i])] = (byte) i;
    }
    return values;
  }

  private static KeyFailure failure(String sentence) {
    return new KeyFailure(sentence, "copy it again, from its first character to its last");
  }
}
