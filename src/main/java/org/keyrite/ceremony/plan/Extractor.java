package org.keyrite.ceremony.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;
import org.keyrite.os.Held;

/** Finds the plan's values in what the generator leaves. No message repeats any of it. */
public final class Extractor {
  private static final int MOST_FILE_BYTES = 16 << 20;

  private final byte[] output;
  private final Path workspace;

  /**
   * Looks in these places.
   *
   * @param output what the generator printed; only read
   * @param workspace where it left its files; a path that leads there whatever its name is by now
   */
  public Extractor(SecretBytes output, Path workspace) {
    this.output = output.bytes();
    this.workspace = workspace;
  }

  /**
   * Finds a value.
   *
   * @param name the plan's name for it, for messages
   * @return the value, never empty, to be wiped by the caller
   * @throws Failed when it is not there, or cannot be told apart
   */
  public SecretBytes extract(String name, Extraction extraction) throws Failed {
    if (extraction.file().isEmpty()) {
      return extract(name, extraction.rule(), output, "its output");
    }
    String file = extraction.file().get();
    byte[] text = file(file);
    try {
      return extract(name, extraction.rule(), text, "the file " + file);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static SecretBytes extract(String name, Extraction.Rule rule, byte[] text, String place)
      throws Failed {
    if (text.length == 0) {
      throw missing(name, place + " is empty");
    }
    return new SecretBytes(
        switch (rule) {
          case Extraction.Whole _ -> text.clone();
          case Extraction.JsonField json -> jsonField(text, json.field(), name, place);
          case Extraction.AfterLabel label -> new LabelRule(label.label(), name, place).find(text);
        });
  }

  private byte[] file(String name) throws Failed {
    try {
      return read(workspace, Path.of(name)).orElseThrow(() -> noFile(name));
    } catch (BoundedFile.TooLong e) {
      throw new Failed(
          "The generator's file " + name + " is larger than 16 MiB.",
          "A key is smaller: check the file's name in the plan.",
          e);
    } catch (IOException e) {
      throw new Failed(
          "The generator's file " + name + " cannot be read: " + Reason.of(e) + ".",
          "Check its permissions.",
          e);
    }
  }

  /**
   * Reads a file below a folder, folder by folder, each of which is held meanwhile. A link could
   * lead out of the workspace, to a file that is not the generator's.
   *
   * @return empty if there is no file of that name, without links
   */
  private static Optional<byte[]> read(Path folder, Path name) throws IOException {
    Path next = folder.resolve(name.getName(0));
    if (!next.normalize().equals(next)) {
      return Optional.empty();
    }
    if (name.getNameCount() == 1) {
      return Files.isRegularFile(next, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(BoundedFile.bytes(next, MOST_FILE_BYTES, LinkOption.NOFOLLOW_LINKS))
          : Optional.empty();
    }
    if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (Held held = Held.open(next)) {
      return held.isFolder()
          ? read(held.path(), name.subpath(1, name.getNameCount()))
          : Optional.empty();
    }
  }

  private static Failed noFile(String name) {
    return new Failed(
        "The generator left no file " + name + " in the workspace.",
        "Check its arguments in the plan.");
  }

  private static byte[] jsonField(byte[] text, String field, String name, String place)
      throws Failed {
    JsonValue root;
    try {
      root = JsonParser.parse(text);
    } catch (JsonException e) {
      throw missing(name, place + " is not JSON (" + e.getMessage() + ")");
    }
    try {
      JsonValue value =
          root instanceof JsonValue.Members members ? members.get(field).orElse(null) : null;
      if (!(value instanceof JsonValue.Text found)) {
        throw missing(name, place + " has no string or number '" + field + "'");
      }
      byte[] bytes = found.bytes();
      if (bytes.length == 0) {
        throw missing(name, "the field '" + field + "' is empty");
      }
      return bytes;
    } finally {
      root.wipe();
    }
  }

  static Failed missing(String name, String reason) {
    return missing(
        name, reason, "Correct the plan: what the generator makes, or where it is looked for.");
  }

  static Failed missing(String name, String reason, String advice) {
    return new Failed(
        "The generator made no '" + name + "' that can be found: " + reason + ".", advice);
  }
}
