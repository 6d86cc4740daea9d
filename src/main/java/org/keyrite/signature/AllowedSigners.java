package org.keyrite.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.keyrite.crypto.signing.SshPublicKey;

/**
 * The keys of an {@code allowed_signers} file of {@code ssh-keygen -Y verify}: in each line whose
 * key it is (its principals), perhaps options, and the key. Empty lines and those that begin with a
 * {@code #} say nothing.
 */
public final class AllowedSigners {
  /** In bytes. */
  private static final int MOST_BYTES = 1 << 20;

  /** With which a line of {@code authorized_keys} begins, which names no principals. */
  private static final Set<String> OPTIONS =
      Set.of(
          "cert-authority",
          "command",
          "from",
          "namespaces",
          "no-touch-required",
          "restrict",
          "valid-after",
          "valid-before",
          "verify-required");

  private final List<Person> people = new ArrayList<>();

  private AllowedSigners() {}

  /**
   * Somebody with keys.
   *
   * @param principals by what names
   * @param keys each as {@link SshSigner#parse} reads it, once
   */
  public record Person(Set<String> principals, List<String> keys) {}

  /** A line, cut into two. */
  private record Line(String principals, String key) {
    private static Optional<Line> of(String line) {
      int end = line.startsWith("\"") ? line.indexOf('"', 1) + 1 : endOfWord(line);
      String principals = line.substring(0, end).replace("\"", "");
      String key = line.substring(end).strip();
      boolean named =
          !principals.isEmpty() && !isOption(principals.split("[,=]", 2)[0]) && end < line.length();
      return named && isKey(key) ? Optional.of(new Line(principals, key)) : Optional.empty();
    }

    private static int endOfWord(String line) {
      int end = 0;
      while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
        end++;
      }
      return end;
    }

    private static boolean isOption(String word) {
      return OPTIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    private static boolean isKey(String text) {
      try {
        return SshPublicKey.parse(text).isPresent()
            || SshPublicKey.parse(SshOptions.parse(text).key()).isPresent();
      } catch (SignatureFormatException e) {
        return false;
      }
    }
  }

  /** Whether a text has the form of such a file, as its first line shows that says something. */
  public static boolean isOne(String text) {
    return text.lines()
        .map(String::strip)
        .filter(AllowedSigners::saysSomething)
        .findFirst()
        .flatMap(Line::of)
        .isPresent();
  }

  private static boolean saysSomething(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  /**
   * Reads a file, at most 1 MiB.
   *
   * @return each person; lines that have a principal in common are one person's
   */
  public static List<Person> read(byte[] file) throws SignatureFormatException {
    AllowedSigners signers = new AllowedSigners();
    TextLines lines = new TextLines(file, MOST_BYTES);
    for (int number = 1; !lines.atEnd(); number++) {
      String line = lines.next("a key").strip();
      if (saysSomething(line)) {
        signers.add(line, number);
      }
    }
    return List.copyOf(signers.people);
  }

  private void add(String text, int number) throws SignatureFormatException {
    Optional<Line> line = Line.of(text);
    if (line.isEmpty()) {
      throw new SignatureFormatException(
          "does not have principals and an SSH public key in line " + number);
    }
    Person person =
        new Person(
            new LinkedHashSet<>(Arrays.asList(line.get().principals().split(","))),
            new ArrayList<>(List.of(line.get().key())));
    for (Person other : List.copyOf(people)) {
      if (!Collections.disjoint(other.principals(), person.principals())) {
        people.remove(other);
        person.principals().addAll(other.principals());
        other.keys().stream()
            .filter(key -> !person.keys().contains(key))
            .forEach(person.keys()::add);
      }
    }
    people.add(person);
  }
}
