package org.keyrite.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.crypto.hash.BlockPipeline;
import org.keyrite.crypto.hash.FileHashes;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;
import org.keyrite.fault.Reason;
import org.keyrite.signature.WholeMessage;

/**
 * Looks at an artifact: opens its file once, and hashes its bytes, checks its signatures and copies
 * it while they go by.
 *
 * @param copies where the bytes of artifacts go
 */
record Examiner(Policy policy, Subject subject, Moment moment, Copies copies) {
  /**
   * Looks at an artifact.
   *
   * @throws Failed when something cannot be read or written, so that there is no answer
   */
  Examined examine(Policy.Artifact artifact) throws Failed {
    List<SignatureReading> readings = new ArrayList<>();
    WholeMessage message = new WholeMessage();
    for (SignatureFile file : artifact.signatures()) {
      readings.add(
          SignatureReading.of(file, subject.file(file.file()), policy.keys(), message, moment));
    }
    if (artifact.holder().isPresent()) {
      return held(artifact, readings.getFirst());
    }
    Optional<FileProblem> problem = problem(artifact.file());
    if (problem.isPresent()) {
      return absent(problem.get());
    }
    try (InputStream in = subject.file(artifact.file()).orElseThrow().open()) {
      return pass(artifact, in, readings);
    } catch (IOException e) {
      throw unreadable(artifact.file(), e);
    }
  }

  /**
   * The bytes in a signature file. Whoever has a file of the artifact's name beside it would use
   * that one, so it must not be another.
   */
  private Examined held(Policy.Artifact artifact, SignatureReading holder) throws Failed {
    if (holder.content().isEmpty()) {
      return new Examined.Absent(
          "cannot be had out of " + holder.file().file(), List.of(holder.finish()));
    }
    byte[] content = holder.content().get();
    Optional<FileProblem> problem = problem(artifact.file());
    if (problem.isPresent() && !problem.get().missing()) {
      return new Examined.Absent(
          "is in " + holder.file().file() + "; what has its name " + problem.get().clause(),
          List.of(holder.finish()));
    }
    if (problem.isEmpty() && !sameAsFile(artifact.file(), content)) {
      return new Examined.Absent(
          "is there a second time, with other bytes than in " + holder.file().file(),
          List.of(holder.finish()));
    }
    return pass(artifact, new ByteArrayInputStream(content), List.of(holder));
  }

  private boolean sameAsFile(String name, byte[] content) throws Failed {
    try (InputStream in = subject.file(name).orElseThrow().open()) {
      return Arrays.equals(content, in.readNBytes(content.length)) && in.read() < 0;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private Optional<FileProblem> problem(String name) throws Failed {
    Optional<SourceFile> file = subject.file(name);
    Optional<FileProblem> problem =
        file.isEmpty() ? Optional.of(FileProblem.NOWHERE) : file.get().problem();
    return problem.isEmpty() ? problem : Optional.of(problem.get().reached(name));
  }

  private static Examined absent(FileProblem problem) {
    return new Examined.Absent(problem.missing() ? "is not there" : problem.clause(), List.of());
  }

  private Examined pass(Policy.Artifact artifact, InputStream in, List<SignatureReading> readings)
      throws Failed {
    FileHashes hashes = new FileHashes(algorithms(artifact));
    Optional<ListReading> list = artifact.lists().map(lists -> new ListReading(lists.algorithm()));
    List<BlockPipeline.Reader> readers = new ArrayList<>(hashes.readers());
    if (!readings.isEmpty()) {
      // One after the other: those of one file can share what they keep of it.
      readers.add((block, offset, count) -> readings.forEach(r -> r.update(block, offset, count)));
    }
    list.ifPresent(reading -> readers.add(reading::update));
    long bytes = 0;
    try (BlockPipeline pipeline = new BlockPipeline(readers);
        OutputStream copy = copies.create(artifact.file())) {
      byte[] block = pipeline.block();
      for (int count = next(in, block, artifact.file());
          count >= 0;
          count = next(in, block, artifact.file())) {
        pipeline.pass(count);
        copy.write(block, 0, count);
        bytes += count;
        block = pipeline.block();
      }
      pipeline.finish();
    } catch (IOException e) {
      throw uncopied(artifact.file(), e);
    }
    return new Examined.Present(
        bytes,
        hashes.finish(),
        readings.stream().map(SignatureReading::finish).toList(),
        list.map(ListReading::finish));
  }

  /** Told apart from what the copy's disk says. */
  static int next(InputStream in, byte[] buffer, String name) throws Failed {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  static Failed uncopied(String name, IOException e) {
    return new Failed(
        name + " cannot be copied: " + Reason.of(e) + ".",
        "Make room for the copy, and begin again.",
        e);
  }

  static Failed unreadable(String name, IOException e) {
    return new Failed(
        name + " cannot be read: " + Reason.of(e) + ".", "Check its permissions and the disk.", e);
  }

  private Set<StrongHash> algorithms(Policy.Artifact artifact) {
    Set<StrongHash> algorithms = new LinkedHashSet<>(List.of(StrongHash.SHA_256));
    artifact
        .listedIn()
        .flatMap(policy::artifact)
        .flatMap(Policy.Artifact::lists)
        .ifPresent(lists -> algorithms.add(lists.algorithm()));
    // It may be in one of these as well.
    policy.artifacts().stream()
        .filter(Policy.Artifact::admitsUnnamed)
        .forEach(list -> algorithms.add(list.lists().orElseThrow().algorithm()));
    return algorithms;
  }
}
