package org.keyrite.os;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What must fail in a {@link Room}, in the order of {@code src/main/c/attempts.c}. */
public enum Attempt {
  /** Sockets of the Internet, and of this machine. */
  TCP("open a TCP socket"),
  UDP("open a UDP socket"),
  UNIX_SOCKET("send to a socket of this machine"),
  DATAGRAM_PAIR("make a pair of datagram sockets"),
  CONNECT_PAIR("connect or bind a socket of a pair"),
  RING("make a ring of io_uring"),

  /** Files that the program was not given. */
  WRITE_FOLDERS("write a file outside the workspace"),
  READ_FILES("read the plan"),
  WRITE_SYSTEM("write into the system's folders"),

  /** Other processes. */
  MEMORY_OF_KEYRITE("open keyrite's memory"),
  SIGNAL_KEYRITE("send keyrite a signal"),
  TRACE("trace the process that watches over it"),

  /** The operator's terminal. */
  TYPE_AT_TERMINAL("type at the terminal (TIOCSTI)"),
  OPEN_TERMINAL("open the terminal"),

  /** What stays behind. */
  SHARED_MEMORY("make shared memory (System V)"),
  KEYRING("put a key into a keyring"),

  /** Ways out. */
  NAMESPACE("make a user namespace"),
  MOUNT("mount a file system"),
  ROOT_AGAIN("become root"),
  CORE_DUMP("leave a core dump");

  /** Those that would be a way to a network. */
  public static final Set<Attempt> NETWORK = EnumSet.range(TCP, RING);

  private final String words;

  Attempt(String words) {
    this.words = words;
  }

  /** What is tried, as the end of a sentence that begins with "it tried to". */
  public String inWords() {
    return words;
  }

  /** Its name in records, such as {@code unix-socket}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
