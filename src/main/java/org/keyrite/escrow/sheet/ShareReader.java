package org.keyrite.escrow.sheet;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyrite.age.Age;
import org.keyrite.age.Identity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.ShareProblem;
import org.keyrite.escrow.set.ShareText;
import org.keyrite.escrow.slip39.ShareWords;
import org.keyrite.files.BoundedFile;
import org.keyrite.text.Utf8Text;

/** Reads a share from a file: its words, a sheet with them, or an age file of either. */
public final class ShareReader {
  private static final String ARMOR = "-----BEGIN AGE";
  private static final List<String> ENCRYPTED = List.of("age-encryption.org/", ARMOR);

  /** In bytes: an armored share with room to spare. */
  private static final int MOST_ARMOR = 1 << 20;

  private ShareReader() {}

  /**
   * Reads a share's file to its end.
   *
   * @param in not closed
   * @param identities tried in turn if it is encrypted
   * @throws org.keyrite.age.header.AgeException.NoMatch if it is for somebody else
   * @throws org.keyrite.age.header.AgeException if it is encrypted and damaged
   * @throws ShareProblem if it holds no words of the list, or more than a share has
   */
  public static ShareText read(InputStream in, List<Identity> identities)
      throws IOException, ShareProblem {
    BufferedInputStream file = new BufferedInputStream(in);
    try {
      skipToStart(file);
      String beginning = beginning(file);
      if (ENCRYPTED.stream().noneMatch(beginning::startsWith)) {
        return parse(file);
      }
      InputStream encrypted = beginning.startsWith(ARMOR) ? unquoted(file) : file;
      try (InputStream plain = Age.decrypt(identities, encrypted)) {
        return parse(plain);
      }
    } catch (Utf8Text.NotUtf8 e) {
      throw new ShareProblem("the file " + e.getMessage(), "save it as UTF-8", Optional.empty());
    }
  }

  /** Past a mark, blanks and quotation marks, which an armored file may begin with. */
  private static void skipToStart(BufferedInputStream file) throws IOException {
    file.mark(Utf8Text.MARK_LENGTH);
    int begin = Utf8Text.begin(file.readNBytes(Utf8Text.MARK_LENGTH));
    file.reset();
    file.skipNBytes(begin);
    for (int skipped = 0; skipped < ShareText.MOST_BYTES; skipped++) {
      file.mark(1);
      int next = file.read();
      if (next != '>' && (next < 0 || !ShareWords.isSpace((byte) next))) {
        file.reset();
        return;
      }
    }
  }

  /**
   * Armor whose lines letters and messages have indented or quoted, as they do with words: no line
   * of it begins like that by itself.
   */
  private static InputStream unquoted(InputStream armor) throws IOException {
    byte[] text = BoundedFile.bytes(armor, MOST_ARMOR);
    int length = 0;
    boolean begins = true;
    for (byte next : text) {
      begins &= next == '>' || next == ' ' || next == '\t';
      if (!begins) {
        text[length++] = next;
      }
      begins |= next == '\n';
    }
    return new ByteArrayInputStream(text, 0, length);
  }

  private static String beginning(BufferedInputStream file) throws IOException {
    int length = ENCRYPTED.getFirst().length();
    file.mark(length);
    byte[] start = file.readNBytes(length);
    file.reset();
    String text = new String(start, StandardCharsets.ISO_8859_1);
    Arrays.fill(start, (byte) 0);
    return text;
  }

  /** Without the mark, and without the carriage returns of other systems. */
  private static byte[] unixLines(byte[] file) throws Utf8Text.NotUtf8 {
    int start = Utf8Text.begin(file);
    byte[] text = new byte[file.length];
    int length = 0;
    for (int i = start; i < file.length; i++) {
      if (file[i] != '\r' || i + 1 == file.length || file[i + 1] != '\n') {
        text[length++] = file[i];
      }
    }
    byte[] exact = Arrays.copyOf(text, length);
    Arrays.fill(text, (byte) 0);
    return exact;
  }

  private static ShareText parse(InputStream plain) throws IOException, ShareProblem {
    try (SecretBytes file = new SecretBytes(BoundedFile.bytes(plain, ShareText.MOST_BYTES));
        SecretBytes text = new SecretBytes(unixLines(file.bytes()))) {
      if (!KitSheet.isSheet(text.bytes())) {
        return ShareText.parse(text.bytes());
      }
      try (SecretBytes words = KitSheet.words(text.bytes())) {
        return ShareText.parse(words.bytes());
      }
    } catch (BoundedFile.TooLong e) {
      throw new ShareProblem(
          "the file is longer than any share", "give one share in each file", Optional.empty());
    }
  }
}
