package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;

/**
 * Passphrases for people who leave it to the program: ten words of BIP-39's English list, joined by
 * hyphens. With 2048 words to choose from that is 110 bits, and no word is in another's way when it
 * is spoken.
 */
public final class GeneratedPassphrase {
  /** What the list is: sorted words, a line each. */
  static final String WORDS = "english.txt";

  private static final int WORD_COUNT = 10;
  private static final int LIST_LENGTH = 2048;
  private static final int LONGEST_WORD = 8;

  private GeneratedPassphrase() {}

  /** A new passphrase, in ASCII, which the caller closes. */
  public static SecretBytes generate() {
    byte[] list = list();
    int[] starts = starts(list);
    byte[] passphrase = new byte[WORD_COUNT * (LONGEST_WORD + 1)];
    byte[] random = Randomness.bytes(2 * WORD_COUNT);
    int length = 0;
    for (int i = 0; i < WORD_COUNT; i++) {
      // The list's length is a power of two, so every word is as likely as any other.
      int chosen = ((random[2 * i] << Byte.SIZE) | (random[2 * i + 1] & 0xff)) & (LIST_LENGTH - 1);
      if (i > 0) {
        passphrase[length++] = '-';
      }
      for (int at = starts[chosen]; list[at] != '\n'; at++) {
        passphrase[length++] = list[at];
      }
    }
    byte[] exact = Arrays.copyOf(passphrase, length);
    Arrays.fill(passphrase, (byte) 0);
    Arrays.fill(random, (byte) 0);
    return new SecretBytes(exact);
  }

  private static int[] starts(byte[] list) {
    int[] starts = new int[LIST_LENGTH];
    int count = 1;
    for (int i = 0; i < list.length - 1; i++) {
      if (list[i] == '\n') {
        starts[count++] = i + 1;
      }
    }
    return starts;
  }

  private static byte[] list() {
    try (InputStream in = GeneratedPassphrase.class.getResourceAsStream(WORDS)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of words is part of the program", e);
    }
  }
}
