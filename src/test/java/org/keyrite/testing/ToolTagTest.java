package org.keyrite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

/**
 * What needs a stock tool is tagged {@code tool}, so that {@code -DexcludedGroups=tool} leaves it
 * out: a test method that asks for one, however many helpers are between, or its class.
 */
class ToolTagTest {
  private static final String TAG = "tool";

  private static final Set<JavaCodeUnit> NEEDING = needing();

  /** Everything that calls {@link Tools#require}, or something that does. */
  private static Set<JavaCodeUnit> needing() {
    List<JavaCodeUnit> all = Calls.units().toList();
    Set<JavaCodeUnit> found = new HashSet<>();
    Set<String> names = new HashSet<>();
    int before = -1;
    while (found.size() > before) {
      before = found.size();
      for (JavaCodeUnit unit : all) {
        if (Calls.from(unit)
            .anyMatch(target -> asksForTool(target) || names.contains(target.getFullName()))) {
          found.add(unit);
          names.add(unit.getFullName());
        }
      }
    }
    return found;
  }

  private static boolean asksForTool(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    boolean isStock =
        owner.getPackageName().equals("org.keyrite.testing")
            && owner.getSimpleName().startsWith("Stock");
    return isStock || (owner.isEquivalentTo(Tools.class) && target.getName().equals("require"));
  }

  @Test
  void whatNeedsAToolIsTagged() {
    Set<String> untagged = new TreeSet<>();
    for (JavaCodeUnit unit : NEEDING) {
      JavaClass owner = outermost(unit.getOwner());
      if (isTestClass(owner) && !isTagged(owner) && !isTagged(unit)) {
        if (isTest(unit)) {
          untagged.add(unit.getFullName());
        } else if (runsForEveryTest(unit)) {
          untagged.add(owner.getFullName());
        }
      }
    }
    assertEquals(Set.of(), untagged);
  }

  @Test
  void whatIsTaggedNeedsATool() {
    Set<String> needless = new TreeSet<>();
    for (JavaClass owner : Calls.ALL) {
      boolean needs = NEEDING.stream().anyMatch(unit -> outermost(unit.getOwner()).equals(owner));
      if (isTagged(owner) && !needs) {
        needless.add(owner.getFullName());
      }
      for (JavaMethod method : owner.getMethods()) {
        if (isTagged(method) && !NEEDING.contains(method)) {
          needless.add(method.getFullName());
        }
      }
    }
    assertEquals(Set.of(), needless);
    assertTrue(NEEDING.size() > 100, NEEDING.size() + "");
  }

  private static boolean isTestClass(JavaClass owner) {
    return owner.getMethods().stream().anyMatch(ToolTagTest::isTest);
  }

  private static boolean isTest(JavaCodeUnit unit) {
    return unit.isMetaAnnotatedWith(Testable.class);
  }

  private static boolean runsForEveryTest(JavaCodeUnit unit) {
    return !(unit instanceof JavaMethod)
        || Stream.of(BeforeAll.class, BeforeEach.class, AfterAll.class, AfterEach.class)
            .anyMatch(unit::isAnnotatedWith);
  }

  private static boolean isTagged(HasAnnotations<?> owner) {
    return owner.getAnnotations().stream().anyMatch(ToolTagTest::isTag);
  }

  private static boolean isTag(JavaAnnotation<?> annotation) {
    return annotation.getRawType().isEquivalentTo(Tag.class)
        && annotation.get("value").filter(TAG::equals).isPresent();
  }

  private static JavaClass outermost(JavaClass owner) {
    return owner.getEnclosingClass().map(ToolTagTest::outermost).orElse(owner);
  }
}
