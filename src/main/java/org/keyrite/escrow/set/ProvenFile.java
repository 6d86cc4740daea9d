package org.keyrite.escrow.set;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Recipient;
import org.keyrite.age.Witness;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;

/**
 * An encrypted file of any size, of which it is known that what reached the disk decrypts to what
 * was encrypted.
 *
 * @param path where it is
 * @param armored whether it is text
 */
public record ProvenFile(Path path, boolean armored) {
  /**
   * Encrypts a stream, and decrypts what reached the disk, by the file key, which is kept until
   * then.
   *
   * @param plain read to its end, not closed
   * @param recipients at least one, none of which needs its identity here
   * @param destination of {@link #path}; closed
   * @throws Failed if what is read back is not what was written
   */
  public void write(InputStream plain, List<Recipient> recipients, OutputStream destination)
      throws IOException, Failed {
    try (Witness witness = new Witness(recipients.getFirst())) {
      List<Recipient> all = new ArrayList<>(recipients);
      all.set(0, witness);
      String written;
      try (destination;
          AgeOutput out =
              armored ? Age.encryptArmored(all, destination) : Age.encrypt(all, destination)) {
        written = Sha256.copy(plain, out);
        out.finish();
      }
      try (InputStream file = Files.newInputStream(path);
          InputStream found = Age.decrypt(List.of(witness), file)) {
        if (!Sha256.copy(found, OutputStream.nullOutputStream()).equals(written)) {
          throw new Failed(
              "The file " + path.getFileName() + " read back is not the file written.",
              "It was not kept. Check the disk, and begin again.");
        }
      }
    }
  }
}
