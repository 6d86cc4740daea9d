package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keyrite.cli.console.TypedLine.Effect;
import org.keyrite.crypto.SecretBytes;

/** Keys make a line as they would at a terminal that edits lines itself. */
class TypedLineTest {
  private final TypedLine line = new TypedLine();

  @AfterEach
  void end() {
    line.close();
  }

  private String after(String keys) {
    for (byte key : keys.getBytes(StandardCharsets.UTF_8)) {
      line.take(key & 0xff);
    }
    try (SecretBytes content = line.content()) {
      return new String(content.bytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aLineEndsWithEnterAndWithTheEndOfInput() {
    assertEquals("acid", after("acid"));
    for (char end : new char[] {'\n', '\r', 4}) {
      assertEquals(Effect.ENDED, line.take(end));
    }
  }

  @Test
  void backspaceTakesACharacterOfSeveralBytes() {
    assertEquals("aci", after("acid\u007f"));
    assertEquals("aci", after("\u00fc\b"));
    assertEquals("aci", after("\u20ac\b"));
    assertEquals("", after("\b\b\b\b\b"));
  }

  @Test
  void aWordAndTheLineAreErased() {
    assertEquals("academic ", after("academic acid  \u0017"));
    assertEquals("", after("\u0017"));
    assertEquals("", after("academic acid\u0015"));
  }

  @Test
  void aTabIsASpaceAndOtherControlsAreNothing() {
    assertEquals("academic acid", after("academic\tac\u001c\u001aid\u0000"));
  }

  @Test
  void cursorAndFunctionKeysAreNothing() {
    assertEquals("acid", after("a\u001b[Ac\u001b[15~i\u001bOPd\u001b[200~"));
    assertEquals("acid", after("\u001bx"));
    assertEquals(Effect.NONE, line.take(0x1b));
    assertEquals(Effect.ENDED, line.take('\n'));
  }

  @Test
  void thereIsRoomForTheLongestShareAndAnEnd() {
    for (int i = 0; i < TypedLine.MOST_BYTES; i++) {
      assertEquals(Effect.ADDED, line.take('a'));
    }
    assertEquals(Effect.TOO_LONG, line.take('a'));
    assertEquals("a".repeat(16384), after(""));
  }
}
