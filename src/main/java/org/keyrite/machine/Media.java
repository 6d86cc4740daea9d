package org.keyrite.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.keyrite.machine.Medium.Effect;
import org.keyrite.os.MountInfo;

/**
 * Tells what file systems and disks make of overwriting.
 *
 * @param root the folder in which {@code proc} and {@code sys} are mounted; another one in tests
 */
record Media(Path root) {

  Medium of(MountInfo mount) {
    FileSystemKind kind = FileSystemKind.of(mount);
    return switch (kind) {
      case IN_MEMORY -> inMemory(mount);
      case IN_PLACE ->
          onDisk(mount, Effect.OVERWRITTEN_IN_PLACE, "It overwrites files where they are.");
      case JOURNALED -> journaled(mount);
      case SHARING ->
          onDisk(
              mount,
              Effect.OVERWRITTEN_IN_PLACE,
              "It overwrites files where they are, unless a copy shares their blocks (reflink): the"
                  + " copy keeps the old content.");
      case COPY_ON_WRITE ->
          onDisk(
              mount,
              Effect.MAY_REMAIN,
              "It never overwrites in place (copy on write): the old content stays in free blocks"
                  + " until they are used again, and in snapshots.");
      case OVERLAY ->
          only(
              mount,
              Effect.MAY_REMAIN,
              "What was wiped is the upper layer's copy: a file of a lower layer is still there.");
      case REMOTE ->
          only(
              mount,
              Effect.UNKNOWN,
              "The files are on another machine: what it makes of overwriting cannot be known here,"
                  + " and its backups and snapshots are its own.");
      case HOST ->
          only(
              mount,
              Effect.UNKNOWN,
              "The files are the host machine's: what it makes of overwriting cannot be known here.");
      case READ_ONLY -> only(mount, Effect.MAY_REMAIN, "It cannot be written.");
      case CONTROL -> only(mount, Effect.UNKNOWN, "It is no storage.");
      case PROGRAM ->
          onDisk(
              mount,
              Effect.UNKNOWN,
              "A program keeps these files (FUSE): what it makes of overwriting cannot be known.");
      case UNKNOWN ->
          onDisk(
              mount,
              Effect.UNKNOWN,
              "This file system is not known here, nor what it makes of overwriting.");
    };
  }

  private static Medium only(MountInfo mount, Effect effect, String sentence) {
    return new Medium(mount, effect, List.of(sentence));
  }

  private Medium inMemory(MountInfo mount) {
    if (!mount.type().equals("tmpfs") || mount.has("noswap")) {
      return only(
          mount,
          Effect.OVERWRITTEN_IN_MEMORY,
          "It is in memory, and is not swapped: what was overwritten is gone.");
    }
    try {
      List<String> areas = new Swap(root).onDisk();
      return areas.isEmpty()
          ? only(
              mount,
              Effect.OVERWRITTEN_IN_MEMORY,
              "It is in memory, and no swap is on: what was overwritten is gone.")
          : only(
              mount,
              Effect.MAY_REMAIN,
              "It is in memory, but swap is on ("
                  + String.join(", ", areas)
                  + "): a copy may have got onto that disk before.");
    } catch (IOException e) {
      return only(
          mount, Effect.UNKNOWN, "It is in memory; whether swap is on cannot be known here.");
    }
  }

  private Medium journaled(MountInfo mount) {
    return mount.has("data=journal")
        ? onDisk(
            mount,
            Effect.MAY_REMAIN,
            "Its journal holds the content of files, too (data=journal): what was wiped may still"
                + " be read there, until the journal comes around.")
        : onDisk(
            mount,
            Effect.OVERWRITTEN_IN_PLACE,
            "It overwrites files where they are; its journal holds names and sizes, and content"
                + " only of files that were given the attribute j.");
  }

  private Medium onDisk(MountInfo mount, Effect fileSystem, String sentence) {
    List<String> sentences = new ArrayList<>();
    sentences.add(sentence);
    Effect effect = fileSystem;
    List<Path> disks = BlockDevice.of(root.resolve("sys"), mount);
    if (disks.isEmpty()) {
      sentences.add("Which disk it is on cannot be known here.");
      effect = effect.and(Effect.UNKNOWN);
    }
    for (Path disk : disks) {
      BlockDevice device = new BlockDevice(disk);
      sentences.add(device.sentence());
      effect = effect.and(device.effect());
    }
    return new Medium(mount, effect, sentences);
  }
}
