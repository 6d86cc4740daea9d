package org.keyrite.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form that {@code sha256sum} writes and reads. */
final class ChecksumListTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void linesAreSortedByName() {
    ChecksumList list = new ChecksumList(Map.of("report.md", A, "journal.jsonl", B));
    assertEquals(B + "  journal.jsonl\n" + A + "  report.md\n", new String(list.bytes(), UTF_8));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    ChecksumList list = new ChecksumList(Map.of("x", A, "y z", B));
    assertEquals(Optional.of(list), ChecksumList.parse(list.bytes()));
  }

  @Test
  void bothMarksAndALastLineWithoutItsEndAreRead() {
    assertEquals(
        Optional.of(new ChecksumList(Map.of("/usr/bin/ssh-keygen", A, "é", B))),
        parse(A + " */usr/bin/ssh-keygen\n" + B + "  é"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "HASH\n",
        "HASH  \n",
        "HASH x\n",
        "HASH\tx\n",
        "\\HASH  back\\\\slash\n",
        "HASH  back\\slash\n",
        "HASH  x\r\n",
        "HASH  x\0y\n",
        "HASH  x\n\n",
        " HASH  x\n",
        "HASHa  x\n",
        "UPPER  x\n",
        "SHA256 (x) = HASH\n",
        "# comment\nHASH  x\n",
        "HASH  x\nHASH  x\n",
        "HASH  x\nHASH *x\n"
      })
  void anythingElseIsNoList(String text) {
    assertEquals(Optional.empty(), parse(text.replace("HASH", A).replace("UPPER", "A".repeat(64))));
  }

  private static Optional<ChecksumList> parse(String text) {
    return ChecksumList.parse(text.getBytes(UTF_8));
  }
}
