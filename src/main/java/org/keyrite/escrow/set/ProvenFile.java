package org.keyrite.escrow.set;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Identity;
import org.keyrite.age.Recipient;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.fault.Failed;
import org.keyrite.files.NewFolder;

/** An encrypted file of any size, of which it is known that its identity opens it. */
public final class ProvenFile {
  private ProvenFile() {}

  /**
   * Encrypts a stream, and decrypts what reached the disk.
   *
   * @param plain read to its end, not closed
   * @param identity one of the recipients'
   * @param armored whether it is to be text
   * @throws Failed if what is read back is not what was written
   */
  public static void write(
      InputStream plain,
      List<Recipient> recipients,
      Identity identity,
      NewFolder folder,
      String name,
      boolean armored)
      throws IOException, Failed {
    String written;
    try (OutputStream file = folder.create(name);
        AgeOutput out =
            armored ? Age.encryptArmored(recipients, file) : Age.encrypt(recipients, file)) {
      written = Sha256.copy(plain, out);
      out.finish();
    }
    try (InputStream file = Files.newInputStream(folder.staging().resolve(name));
        InputStream found = Age.decrypt(List.of(identity), file)) {
      if (!Sha256.copy(found, OutputStream.nullOutputStream()).equals(written)) {
        throw new Failed(
            "The file " + name + " read back is not the file written.",
            "Nothing was kept. Check the disk, and begin again.");
      }
    }
  }
}
