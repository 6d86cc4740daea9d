package org.keyrite.checksum;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.testing.Fuzzing;

/** The list's parser, fed with mutations: what it takes is plain, and writes itself again. */
class FuzzTest {
  private static final String A = "a".repeat(64);

  @Test
  void lists() {
    List<byte[]> seeds =
        Stream.of(
                A + "  x\n" + A + " *folder/y\n",
                A + "  x\r\n" + A + "  Y",
                "\\" + A + "  x\\\\y\n",
                "SHA256 (x) = " + A + "\nSHA512 (x) = " + A + A + "\n",
                "# c\n\nSHA256 (x) = " + A + "\nBLAKE2b-256 (x) = " + A + "\n",
                A + " x\nSHA2-256(x)= " + A + "\nSHA256(é)= " + A + "\n")
            .map(text -> text.getBytes(UTF_8))
            .toList();
    Fuzzing.Outcome outcome =
        Fuzzing.of(ChecksumFormatException.class, FuzzTest::taken)
            .run(seeds, A, "  ", " *", "\n", "\r\n", "../", "/", "\\", "SHA256 (", ") = ", ")= ");
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }

  private static void taken(byte[] input) throws ChecksumFormatException {
    ChecksumList list = ChecksumList.ofRelease(input, StrongHash.SHA_256);
    assertFalse(list.hashes().isEmpty());
    StringBuilder again = new StringBuilder();
    list.hashes()
        .forEach(
            (name, hash) -> {
              assertEquals(64, hash.length());
              assertFalse(name.startsWith("/"), name);
              for (String part : name.split("/", -1)) {
                assertFalse(part.isEmpty() || part.equals(".") || part.equals(".."), name);
              }
              again.append("\\SHA256 (").append(name.replace("\\", "\\\\")).append(") = ");
              again.append(hash).append("\n");
            });
    byte[] written = again.toString().getBytes(UTF_8);
    assertEquals(
        new ChecksumList(list.hashes(), ChecksumList.PassedOver.NOTHING),
        ChecksumList.ofRelease(written, StrongHash.SHA_256));
  }
}
