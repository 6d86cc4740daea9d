package org.keyrite.fault;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why input or output failed, in the operating system's words. */
public final class Reason {
  private static final String UNKNOWN = "input or output failed";

  private Reason() {}

  /**
   * The reason without the file's name, which Java puts first, and which may be all that it says.
   *
   * @return a clause without a full stop, such as {@code No space left on device}
   */
  public static String of(IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ -> "No such file or directory";
      case AccessDeniedException _ -> "Permission denied";
      case FileAlreadyExistsException _ -> "File exists";
      case FileSystemException e -> Objects.requireNonNullElse(e.getReason(), UNKNOWN);
      default -> withoutName(Objects.requireNonNullElse(failure.getMessage(), UNKNOWN));
    };
  }

  /** The streams' and the processes' form: what it was about, and the reason in parentheses. */
  private static String withoutName(String message) {
    String plain = message.strip();
    int open = plain.lastIndexOf('(');
    return open >= 0 && plain.endsWith(")") ? plain.substring(open + 1, plain.length() - 1) : plain;
  }
}
