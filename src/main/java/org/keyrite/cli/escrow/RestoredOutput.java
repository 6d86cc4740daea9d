package org.keyrite.cli.escrow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.keyrite.age.Age;
import org.keyrite.age.NativeIdentity;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.Inspection;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Fault;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.machine.SecretFile;
import org.keyrite.os.RegularFile;
import org.keyrite.os.Tty;

/**
 * Where a restored identity goes, or what it decrypts: a new file in a workspace, or, for a
 * plaintext that somebody pipes on, standard output, and that only when all of it is authentic.
 *
 * @param name of a file, or {@code -}
 * @param encrypted what is decrypted, if the identity itself is not to be written
 * @param pipe meant by {@code -}
 */
record RestoredOutput(Path name, Optional<Path> encrypted, PrintStream pipe) {
  /** Stands for standard output. */
  static final Path PIPE = Path.of("-");

  /** In bytes: all of it is held in memory until its end is known to be authentic. */
  private static final int MOST_PIPED = 64 << 20;

  /**
   * Asks for the place, and for what is to be decrypted, before anybody has to bring a share.
   *
   * @throws Refused if it cannot be used; the advice names another
   * @throws Failed if the file cannot be decrypted
   */
  void requirePlace() throws Fault {
    if (encrypted.isPresent()) {
      requireHeader(encrypted.get());
    }
    if (!name.equals(PIPE)) {
      SecretFile.create(name).close();
    } else if (encrypted.isEmpty()) {
      throw new Refused(
          "An identity never goes to standard output.",
          "Name a new file in memory with -o, or a file to decrypt with --decrypt.");
    } else if (Tty.isTerminal(1)) {
      throw new Refused(
          "Standard output is a terminal, which keeps what it shows.",
          "Pipe it to a program, or name a new file in memory with -o.");
    }
  }

  private static void requireHeader(Path file) throws Failed {
    try (InputStream in = RegularFile.open(file)) {
      Inspection.of(in, OptionalLong.of(Files.size(file)));
    } catch (AgeException e) {
      throw unopened(file, e);
    } catch (IOException e) {
      throw new Failed(
          "The file " + file + " cannot be read: " + Reason.of(e) + ".",
          "Name the file to be decrypted with --decrypt.",
          e);
    }
  }

  private static Failed unopened(Path file, AgeException cause) {
    return new Failed(
        "The file " + file + " does not open: " + cause.getMessage() + ".",
        cause.advice().isEmpty() ? "" : "To go on, " + cause.advice() + ".",
        cause);
  }

  /** Writes the identity, or what it decrypts. */
  void write(NativeIdentity identity) throws Fault {
    try {
      if (name.equals(PIPE)) {
        writeToPipe(identity);
        return;
      }
      try (SecretFile file = SecretFile.create(name)) {
        OutputStream out = file.stream();
        if (encrypted.isPresent()) {
          decrypt(identity, out);
        } else {
          writeIdentity(identity, out);
        }
        file.commit();
      }
    } catch (AgeException e) {
      throw unopened(encrypted.orElseThrow(), e);
    } catch (IOException e) {
      throw new Failed(
          "The result could not be written: " + Reason.of(e) + ".", "Nothing was kept.", e);
    }
  }

  private static void writeIdentity(NativeIdentity identity, OutputStream out) throws IOException {
    try (SecretBytes encoding = new SecretBytes(identity.exposeEncoding())) {
      out.write(encoding.bytes());
      out.write('\n');
    }
  }

  private void writeToPipe(NativeIdentity identity) throws IOException {
    ByteArrayOutputStream held = new ByteArrayOutputStream();
    decrypt(identity, held);
    try (SecretBytes plain = new SecretBytes(held.toByteArray())) {
      pipe.write(plain.bytes());
      if (pipe.checkError()) {
        throw new IOException("standard output took no more");
      }
    }
  }

  private void decrypt(NativeIdentity identity, OutputStream out) throws IOException {
    try (InputStream file = RegularFile.open(encrypted.orElseThrow());
        InputStream plain = Age.decrypt(List.of(identity), file)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int count = plain.read(buffer); count >= 0; count = plain.read(buffer)) {
        total += count;
        if (name.equals(PIPE) && total > MOST_PIPED) {
          throw new IOException("it is longer than 64 MiB: name a file in memory with -o");
        }
        out.write(buffer, 0, count);
      }
    }
  }
}
