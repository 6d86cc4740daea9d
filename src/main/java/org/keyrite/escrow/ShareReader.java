package org.keyrite.escrow;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.Age;
import org.keyrite.age.Identity;
import org.keyrite.crypto.SecretBytes;

/** Reads a share from a file: its words, a sheet with them, or an age file of either. */
public final class ShareReader {
  private static final List<String> ENCRYPTED = List.of("age-encryption.org/", "-----BEGIN AGE");

  private ShareReader() {}

  /**
   * Reads a share's file to its end.
   *
   * @param in not closed
   * @param identities tried in turn if it is encrypted
   * @throws org.keyrite.age.AgeException.NoMatch if it is for somebody else
   * @throws org.keyrite.age.AgeException if it is encrypted and damaged
   * @throws ShareProblem if it holds no words of the list, or more than a share has
   */
  public static ShareText read(InputStream in, List<Identity> identities)
      throws IOException, ShareProblem {
    BufferedInputStream file = new BufferedInputStream(in);
    if (!isEncrypted(file)) {
      return parse(file);
    }
    try (InputStream plain = Age.decrypt(identities, file)) {
      return parse(plain);
    }
  }

  private static boolean isEncrypted(BufferedInputStream file) throws IOException {
    int length = ENCRYPTED.getFirst().length();
    file.mark(length);
    byte[] start = file.readNBytes(length);
    file.reset();
    String text = new String(start, StandardCharsets.ISO_8859_1);
    Arrays.fill(start, (byte) 0);
    return ENCRYPTED.stream().anyMatch(text::startsWith);
  }

  private static ShareText parse(InputStream plain) throws IOException, ShareProblem {
    try (SecretBytes text = new SecretBytes(plain.readNBytes(ShareText.MOST_BYTES + 1))) {
      if (text.bytes().length > ShareText.MOST_BYTES) {
        throw new ShareProblem(
            "the file is longer than any share", "give one share in each file", Optional.empty());
      }
      if (!KitSheet.isSheet(text.bytes())) {
        return ShareText.parse(text.bytes());
      }
      try (SecretBytes words = KitSheet.words(text.bytes())) {
        return ShareText.parse(words.bytes());
      }
    } catch (ShareException e) {
      throw new ShareProblem(e, List.of());
    }
  }
}
