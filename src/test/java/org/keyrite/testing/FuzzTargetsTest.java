package org.keyrite.testing;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No parser is forgotten: every static method called {@code parse} or {@code read} that takes
 * bytes, a text, a stream or a file is called by some {@code FuzzTest}, directly or by what that
 * calls.
 */
class FuzzTargetsTest {
  private static final Set<String> NAMES = Set.of("parse", "read");

  private static final Set<Class<?>> INPUTS =
      Set.of(byte[].class, String.class, InputStream.class, Path.class);

  private static final Map<String, String> NO_TARGETS =
      Map.of(
          "BoundedFile.read", "bounds bytes and looks at none",
          "InPlace.read", "moves bytes and looks at none",
          "SetRecordReader.read", "opens a file for SetRecordReader.parse",
          "Invitation.read", "opens a file for Invitation.parse",
          "TerminalInput.read", "collects what is pasted, for ArmorInput");

  /** The names of everything that is called; two methods of one name are one parser. */
  private static Set<String> reached() {
    Map<String, JavaCodeUnit> units = new HashMap<>();
    Calls.units().forEach(unit -> units.put(unit.getFullName(), unit));
    Deque<JavaCodeUnit> open = new ArrayDeque<>();
    units.values().stream()
        .filter(unit -> unit.getOwner().getSimpleName().equals("FuzzTest"))
        .forEach(open::add);
    Set<String> reached = new HashSet<>();
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.remove();
      Calls.from(unit)
          .map(target -> target.getFullName())
          .filter(units::containsKey)
          .filter(reached::add)
          .map(units::get)
          .forEach(open::add);
    }
    return reached.stream().map(units::get).map(FuzzTargetsTest::name).collect(toSet());
  }

  private static String name(JavaCodeUnit unit) {
    return unit.getOwner().getSimpleName() + "." + unit.getName();
  }

  private static boolean isParser(JavaMethod method) {
    return NAMES.contains(method.getName())
        && method.getModifiers().contains(JavaModifier.STATIC)
        && !method.getModifiers().contains(JavaModifier.PRIVATE)
        && method.getRawParameterTypes().stream()
            .anyMatch(type -> INPUTS.stream().anyMatch(type::isEquivalentTo));
  }

  private static boolean isOfTests(JavaMethod method) {
    return method.getOwner().getSource().orElseThrow().getUri().toString().contains("test-classes");
  }

  @Test
  void everyParserIsFedWithMutations() {
    Set<String> found = new TreeSet<>();
    for (JavaMethod method : Calls.ALL.stream().flatMap(o -> o.getMethods().stream()).toList()) {
      if (isParser(method) && !isOfTests(method)) {
        found.add(name(method));
      }
    }
    Set<String> forgotten = new TreeSet<>(found);
    forgotten.removeAll(reached());
    forgotten.removeAll(NO_TARGETS.keySet());
    assertEquals(Set.of(), forgotten);
    assertTrue(found.containsAll(NO_TARGETS.keySet()), "NO_TARGETS has what is gone");
    assertTrue(found.size() > 20, found.toString());
  }
}
