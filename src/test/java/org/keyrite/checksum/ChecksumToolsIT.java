package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.crypto.hash.FileHashes;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.crypto.hash.StrongHash.Family;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** What stock tools write is read, and says what this program computes. */
class ChecksumToolsIT {
  private static final List<String> NAMES =
      List.of("keyrite-1.0.tar.gz", "folder/with space", "größe", "-option", "(x) = f");

  @TempDir private Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(folder.resolve("folder"));
    for (String name : NAMES) {
      Files.writeString(folder.resolve(name), "content of " + name);
    }
  }

  @Tag("tool")
  @ParameterizedTest
  @CsvSource({
    "sha256sum, SHA_2, 256",
    "sha256sum -b, SHA_2, 256",
    "sha256sum --tag, SHA_2, 256",
    "sha384sum, SHA_2, 384",
    "sha512sum, SHA_2, 512",
    "sha512sum --tag, SHA_2, 512",
    "b2sum, BLAKE2B, 512",
    "b2sum --tag, BLAKE2B, 512",
    "b2sum -l 256, BLAKE2B, 256",
    "b2sum -l 384 --tag, BLAKE2B, 384",
    "cksum -a sha256, SHA_2, 256",
    "cksum -a sha512 --untagged, SHA_2, 512",
    "cksum -a blake2b -l 256, BLAKE2B, 256",
    "openssl dgst -sha256, SHA_2, 256",
    "openssl dgst -sha512, SHA_2, 512",
    "openssl dgst -blake2b512, BLAKE2B, 512",
    "openssl dgst -sha256 -r, SHA_2, 256",
    "shasum -a 256, SHA_2, 256",
    "shasum -a 512 --tag, SHA_2, 512",
  })
  void listsOf(String command, Family family, int bits) throws Exception {
    StrongHash algorithm = new StrongHash(family, bits);
    Tools.require(command.split(" ", 2)[0]);
    byte[] list = shell("find . -type f -print0 | xargs -0 " + command);
    ChecksumList read = ChecksumList.ofRelease(list, algorithm);
    assertEquals(NAMES.size(), read.hashes().size(), new String(list, UTF_8));
    for (String name : NAMES) {
      byte[] content = Files.readAllBytes(folder.resolve(name));
      assertEquals(
          FileHashes.copy(
              new ByteArrayInputStream(content),
              OutputStream.nullOutputStream(),
              List.of(algorithm)),
          Map.of(algorithm, read.hashes().get(name)),
          name);
    }
  }

  @Test
  void aNameWithABackslash() throws Exception {
    Files.writeString(folder.resolve("a\\x2db"), "x");
    for (String command : List.of("sha256sum", "sha256sum --tag")) {
      byte[] list = shell(command + " a*");
      assertEquals('\\', list[0]);
      assertEquals(
          Set.of("a\\x2db"), ChecksumList.ofRelease(list, StrongHash.SHA_256).hashes().keySet());
    }
  }

  private byte[] shell(String command) {
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0], List.of("sh", "-c", "cd \"$1\" && " + command, "sh", folder.toString()));
    assertEquals(0, result.status(), result.stderr());
    return result.stdout();
  }
}
