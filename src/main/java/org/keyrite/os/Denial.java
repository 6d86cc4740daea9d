package org.keyrite.os;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of what a {@link Room} denies, in the order of the bits of {@code enum denial} (room.h).
 */
public enum Denial {
  SOCKET("open or use a socket"),
  PROCESS("reach another process"),
  NAMESPACE("mount something, or make a namespace"),
  KERNEL("change or inspect the kernel"),
  SHARED_MEMORY("share memory with other programs"),
  KEYS("use the kernel's keyrings"),
  TERMINAL("control a terminal"),
  ATTRIBUTES("change a file's mode, owner or time by its name");

  private final String words;

  Denial(String words) {
    this.words = words;
  }

  /** What was tried, as the end of a sentence that begins with "it tried to". */
  public String inWords() {
    return words;
  }

  static Set<Denial> of(int bits) {
    Set<Denial> denied = EnumSet.noneOf(Denial.class);
    int bit = 1;
    for (Denial denial : values()) {
      if ((bits & bit) != 0) {
        denied.add(denial);
      }
      bit <<= 1;
    }
    return Collections.unmodifiableSet(denied);
  }
}
