package org.keyrite.ceremony.plan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;

/** The secrets and public values that the generator made; the secrets end with it. */
public final class Values implements AutoCloseable {
  /** Shorter than any key: whatever it is, it was not the secret that was meant. */
  private static final int FEWEST_SECRET_BYTES = 16;

  private static final int MOST_PUBLIC_BYTES = 4096;

  private static final int MOST_SHOWN = 64;

  /** A public value this long cannot be part of a secret by chance. */
  private static final int TELLING_BYTES = 8;

  private final Map<String, SecretBytes> secrets = new LinkedHashMap<>();
  private final Map<String, String> publicValues = new LinkedHashMap<>();

  private Values() {}

  /**
   * Extracts every value of the plan.
   *
   * @throws Failed when one is missing, or is not what its name promises
   */
  public static Values extract(Plan plan, Extractor extractor) throws Failed {
    Values values = new Values();
    try {
      for (Map.Entry<String, Extraction> entry : plan.secrets().entrySet()) {
        values.addSecret(entry.getKey(), extractor.extract(entry.getKey(), entry.getValue()));
      }
      for (Map.Entry<String, Extraction> entry : plan.publicValues().entrySet()) {
        try (SecretBytes value = extractor.extract(entry.getKey(), entry.getValue())) {
          values.addPublic(entry.getKey(), value.bytes());
        }
      }
      return values;
    } catch (Failed e) {
      values.close();
      throw e;
    }
  }

  private void addSecret(String name, SecretBytes value) throws Failed {
    secrets.put(name, value);
    if (value.bytes().length < FEWEST_SECRET_BYTES) {
      throw new Failed(
          "The secret '" + name + "' has only " + inBytes(value.bytes().length) + ".",
          "A key is longer: correct the plan's extract.");
    }
  }

  private static String inBytes(int count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  private void addPublic(String name, byte[] value) throws Failed {
    byte[] line = Arrays.copyOf(value, lengthWithoutLineEnd(value));
    boolean printable = line.length > 0 && line.length <= MOST_PUBLIC_BYTES;
    for (byte character : line) {
      printable &= character >= ' ' && character <= '~';
    }
    if (!printable) {
      throw new Failed(
          "The public value '" + name + "' is not one line of plain text.",
          "Correct the plan's extract.");
    }
    byte[] folded = withoutCase(line);
    for (SecretBytes secret : secrets.values()) {
      if (overlap(secret, folded)) {
        throw new Failed(
            "The public value '" + name + "' is, or is part of, a secret.",
            "It would have been written in the open: correct the plan's extract.");
      }
    }
    publicValues.put(name, new String(line, StandardCharsets.US_ASCII));
  }

  /** Whether a value without case shows a secret, whose letters may be written in either case. */
  private static boolean overlap(SecretBytes secret, byte[] value) {
    try (SecretBytes folded = new SecretBytes(withoutCase(secret.bytes()))) {
      byte[] key = folded.bytes();
      return contains(value, key, lengthWithoutLineEnd(key))
          || (value.length >= TELLING_BYTES && contains(key, value, value.length));
    }
  }

  /** A copy with the letters A-Z in lower case, made without branching on any of them. */
  private static byte[] withoutCase(byte[] text) {
    byte[] folded = new byte[text.length];
    for (int at = 0; at < text.length; at++) {
      int character = text[at] & 0xff;
      int isOther = ((character - 'A') | ('Z' - character)) >>> 31;
      folded[at] = (byte) (character + ((1 - isOther) << 5));
    }
    return folded;
  }

  private static int lengthWithoutLineEnd(byte[] text) {
    int length = text.length;
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r')) {
      length--;
    }
    return length;
  }

  private static boolean contains(byte[] whole, byte[] part, int length) {
    for (int at = 0; at + length <= whole.length; at++) {
      if (Arrays.equals(whole, at, at + length, part, 0, length)) {
        return true;
      }
    }
    return false;
  }

  /** A value for a line on a terminal, or in a message: its beginning, if it is long. */
  public static String shortened(String value) {
    return value.length() <= MOST_SHOWN
        ? value
        : value.substring(0, MOST_SHOWN) + "… (" + value.length() + " characters)";
  }

  public byte[] secret(String name) {
    return secrets.get(name).bytes();
  }

  public Map<String, String> publicValues() {
    return publicValues;
  }

  @Override
  public void close() {
    secrets.values().forEach(SecretBytes::close);
  }
}
