package org.keyrite.escrow.life;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.files.BoundedFile;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonValue;
import org.keyrite.json.JsonWriter;

/**
 * What rotations have made in a folder, a line for each file: which old one, by its SHA-256, became
 * which new one, and for whom. Without a line, or with another hash, a file is not taken for done.
 * It is locked while a rotation is at work there.
 */
final class RotatedFiles implements AutoCloseable {
  /** The file's name, beside {@link Rotation#FILES}. */
  static final String NAME = "rotated.jsonl";

  private static final int MOST_BYTES = 256 << 20;

  /**
   * A file that was made.
   *
   * @param old the SHA-256 of the old one, in hex
   * @param made that of the new one
   */
  record Made(String old, String made) {}

  private final FileChannel file;
  private final String recipients;
  private final Map<String, Made> all = new HashMap<>();

  private RotatedFiles(FileChannel file, String recipients) {
    this.file = file;
    this.recipients = recipients;
  }

  /**
   * Opens the list of a folder, or begins it.
   *
   * @param recipients the hash of those for whom files are made now; those for others do not count
   * @throws IOException if it cannot be read, is a link, or another rotation is at work there
   */
  static RotatedFiles open(Path folder, String recipients) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("another rotation is at work there");
      }
      RotatedFiles files = new RotatedFiles(channel, recipients);
      files.read();
      return files;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("another rotation is at work there", e);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Up to the last whole line: what a killed run was writing behind it goes. */
  private void read() throws IOException {
    byte[] bytes = BoundedFile.bytes(Channels.newInputStream(file), MOST_BYTES);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList()) {
      take(line);
    }
    file.truncate(end);
    file.position(end);
  }

  private void take(String line) throws IOException {
    try {
      JsonValue value = JsonParser.parse(line.getBytes(StandardCharsets.UTF_8));
      if (value instanceof JsonValue.Members members) {
        List<Optional<String>> facts =
            List.of("file", "old", "new", "recipients").stream()
                .map(name -> members.get(name).filter(JsonValue.Text.class::isInstance))
                .map(fact -> fact.map(text -> ((JsonValue.Text) text).text()))
                .toList();
        if (facts.stream().allMatch(Optional::isPresent)) {
          String name = facts.get(0).get();
          if (facts.get(3).get().equals(recipients)) {
            all.put(name, new Made(facts.get(1).get(), facts.get(2).get()));
          } else {
            all.remove(name);
          }
          return;
        }
      }
    } catch (JsonException e) {
      // Said below.
    }
    throw new IOException("the list of what was rotated, " + NAME + ", was changed");
  }

  /** What was made under a name, for the recipients of now. */
  Optional<Made> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /** Adds a file, on the disk too, before this returns. */
  void add(String name, Made made) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("file", name);
    members.put("old", made.old);
    members.put("new", made.made);
    members.put("recipients", recipients);
    ByteBuffer line =
        ByteBuffer.wrap((JsonWriter.write(members) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      file.write(line);
    }
    file.force(false);
    all.put(name, made);
  }

  /** Lets others write it. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
