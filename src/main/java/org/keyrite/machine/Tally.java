package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.keyrite.fault.Reason;
import org.keyrite.os.Held;

/** What a wipe has done, and what it could not do. */
final class Tally {
  private final String place;
  private final List<String> remaining = new ArrayList<>();

  /** What was removed, but not overwritten: a later attempt does not find it any more. */
  private final List<String> readable = new ArrayList<>();

  /** Files that have further names, with the last one that was removed here. */
  private final Map<Held.Identity, String> linked = new HashMap<>();

  private long files;
  private long overwritten;

  /**
   * Nothing yet.
   *
   * @param place what is wiped
   */
  Tally(String place) {
    this.place = place;
  }

  /** The result up to now; another thread may ask. */
  synchronized Wiped wiped() {
    List<String> left = new ArrayList<>(remaining);
    for (String file : linked.values()) {
      left.add(file + " was not overwritten: it has another name, outside " + place);
    }
    left.addAll(readable);
    return new Wiped(files, overwritten, left);
  }

  /** What could not be removed is tried again. */
  synchronized void forgetRemaining() {
    remaining.clear();
  }

  synchronized int remaining() {
    return remaining.size();
  }

  synchronized void removed(boolean folder) {
    files += folder ? 0 : 1;
  }

  /** Counts bytes as overwritten, and passes them on. */
  LongConsumer counting(LongConsumer watch) {
    return bytes -> {
      synchronized (this) {
        overwritten += bytes;
      }
      watch.accept(bytes);
    };
  }

  synchronized void remains(String what) {
    remaining.add(what);
  }

  synchronized void remains(Path known, Exception reason) {
    remaining.add(left(known, reason));
  }

  /** It is removed. */
  synchronized void readable(String what) {
    readable.add(what);
  }

  /** One name of it is removed; its content is overwritten with the last name. */
  synchronized void nameRemoved(Held.Identity file, Path known) {
    linked.put(file, known.toString());
    files++;
  }

  /** What has one name now, or is overwritten with all its names. */
  synchronized void isOverwritten(Held.Identity file) {
    linked.remove(file);
  }

  /** What remains, and why. */
  static String left(Path known, Exception reason) {
    return known + " (" + why(reason) + ")";
  }

  static String why(Exception reason) {
    return reason instanceof IOException failure
        ? Reason.of(failure)
        : reason.getClass().getSimpleName();
  }
}
