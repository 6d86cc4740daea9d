package org.keyrite.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyrite.crypto.hash.RunningHash;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.fault.Failed;
import org.keyrite.fault.FileProblem;

/**
 * The files that a list names, where the policy asks for them all and not one by one. Each is
 * opened once, hashed and copied; what is kept of it is whether it is as the list says.
 */
final class ListedFiles {
  private static final int BLOCK = 256 << 10;

  private final Subject subject;
  private final StrongHash algorithm;
  private final Map<String, String> hashes;
  private final List<String> names;
  private final Copies copies;
  private final AtomicInteger next = new AtomicInteger();
  private final SortedMap<Integer, String> problems = new ConcurrentSkipListMap<>();

  private ListedFiles(
      Subject subject,
      StrongHash algorithm,
      Map<String, String> hashes,
      List<String> names,
      Copies copies) {
    this.subject = subject;
    this.algorithm = algorithm;
    this.hashes = hashes;
    this.names = names;
    this.copies = copies;
  }

  /**
   * What became of the files.
   *
   * @param names of those that were looked at
   * @param problems a clause for each that is not as the list says
   */
  record Outcome(List<String> names, List<String> problems) {}

  /**
   * Looks at the files, on all cores.
   *
   * @param list whose files they are
   * @param hashes what it says of them
   * @param examined what the policy names, and what was found of it
   * @param copies where their bytes go
   * @throws Failed when something cannot be read or written, so that there is no answer
   */
  static Outcome examine(
      Subject subject,
      Policy.Artifact list,
      Map<String, String> hashes,
      Map<String, Examined> examined,
      Copies copies)
      throws Failed {
    Policy.Lists lists = list.lists().orElseThrow();
    List<String> names = subject.listed(hashes.keySet(), lists.files() == Policy.Files.ALL);
    ListedFiles files = new ListedFiles(subject, lists.algorithm(), hashes, names, copies);
    Callable<Boolean> worker = files::work;
    Workers.run(Collections.nCopies(Math.clamp(names.size(), 1, Workers.MOST), worker));
    List<String> all = new ArrayList<>(names);
    List<String> problems = new ArrayList<>(files.problems.values());
    // What the policy names is not read again; perhaps it is the list itself.
    for (Map.Entry<String, Examined> one : examined.entrySet()) {
      if (hashes.containsKey(one.getKey()) && one.getValue() instanceof Examined.Present present) {
        all.add(one.getKey());
        if (!hashes.get(one.getKey()).equals(present.hashes().get(lists.algorithm()))) {
          problems.add(files.another(one.getKey()));
        }
      }
    }
    return new Outcome(all, problems);
  }

  private String another(String name) {
    return name + " has another " + algorithm;
  }

  /** Takes files until there are no more. */
  private boolean work() throws Failed {
    byte[] block = new byte[BLOCK];
    for (int at = next.getAndIncrement(); at < names.size(); at = next.getAndIncrement()) {
      int place = at;
      problem(names.get(at), block).ifPresent(clause -> problems.put(place, clause));
    }
    return true;
  }

  private Optional<String> problem(String name, byte[] block) throws Failed {
    SourceFile file = subject.listed(name);
    InputStream opened;
    try {
      opened = file.open();
    } catch (IOException e) {
      Optional<FileProblem> problem = file.problem();
      if (problem.isEmpty()) {
        throw Examiner.unreadable(name, e);
      }
      FileProblem known = problem.get().reached(name);
      return Optional.of(name + " " + (known.missing() ? "is not there" : known.clause()));
    }
    RunningHash hash = algorithm.begin();
    try (InputStream in = opened;
        OutputStream copy = copies.create(name)) {
      for (int count = Examiner.next(in, block, name);
          count >= 0;
          count = Examiner.next(in, block, name)) {
        hash.update(block, 0, count);
        copy.write(block, 0, count);
      }
    } catch (IOException e) {
      throw Examiner.uncopied(name, e);
    }
    return HexFormat.of().formatHex(hash.finish()).equals(hashes.get(name))
        ? Optional.empty()
        : Optional.of(another(name));
  }
}
