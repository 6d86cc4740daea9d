package org.keyrite.yaml;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Refused;
import org.keyrite.files.BoundedFile;
import org.keyrite.text.Utf8Text;

/** The files that people review before they are obeyed: plans and policies. */
public final class YamlFile {
  /** In bytes. */
  private static final int MOST_BYTES = 1 << 20;

  private YamlFile() {}

  /** Makes something of a file's content. */
  @FunctionalInterface
  public interface Reader<T> {
    /**
     * Reads the content, {@code version} included.
     *
     * @param sha256 the hash of the file, in hex
     */
    T read(YamlValue root, String sha256) throws YamlException;
  }

  /** What is wrong with a file: a clause, and what to do. */
  private static final class Problem extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    private Problem(String clause, String advice, Exception cause) {
      super(clause, cause);
      this.advice = advice;
    }
  }

  /**
   * Reads a file.
   *
   * @param what what it is: {@code plan}, {@code policy}
   * @param version what its {@code version} must be
   * @throws Refused when it cannot be read or is not valid, with the place of the first mistake
   */
  public static <T> T read(Path file, String what, String version, Reader<T> reader)
      throws Refused {
    try {
      return content(file, what, version, reader);
    } catch (Problem e) {
      String clause = e.getMessage();
      boolean path = clause.startsWith(file.toString());
      throw new Refused(
          (path ? clause : Character.toUpperCase(clause.charAt(0)) + clause.substring(1)) + ".",
          e.advice,
          e.getCause());
    }
  }

  /**
   * Reads a file that another one names.
   *
   * @param place where it is named
   * @throws YamlException for the other file, when this one cannot be read or is not valid
   */
  public static <T> T read(
      YamlValue place, Path file, String what, String version, Reader<T> reader)
      throws YamlException {
    try {
      return content(file, what, version, reader);
    } catch (Problem e) {
      throw place.error(e.getMessage(), e);
    }
  }

  private static <T> T content(Path file, String what, String version, Reader<T> reader)
      throws Problem {
    String another = "Name the " + what + "'s file.";
    try {
      byte[] bytes = BoundedFile.bytes(file, MOST_BYTES);
      String text = Utf8Text.of(bytes);
      // Before anything of it can be repeated in a message.
      if (text.toUpperCase(Locale.ROOT).contains("AGE-SECRET-KEY-")) {
        throw new Problem(
            "the "
                + what
                + " "
                + file
                + " holds an age identity, and a "
                + what
                + " holds no secret",
            "Put the recipient (age1…) there. Treat the identity as disclosed: make a new one.",
            null);
      }
      YamlValue root = YamlValue.parse(text);
      // First of all, since another version has other keys.
      YamlValue stated = new YamlValue.Fields(root, root.entries()).required("version");
      if (!stated.text().equals(version)) {
        throw stated.error("the version must be " + version);
      }
      return reader.read(root, Sha256.hex(bytes));
    } catch (Utf8Text.NotUtf8 e) {
      throw new Problem("the " + what + " " + file + " " + e.getMessage(), another, e);
    } catch (IOException e) {
      throw new Problem(BoundedFile.clause(file.toString(), e), another, e);
    } catch (YamlException e) {
      throw new Problem(
          file + ", " + e.getMessage(), "Correct the " + what + ", and have it reviewed again.", e);
    }
  }
}
