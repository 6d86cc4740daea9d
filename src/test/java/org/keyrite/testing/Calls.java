package org.keyrite.testing;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.stream.Stream;

/** Who calls whom, in the program and in its tests. */
final class Calls {
  static final JavaClasses ALL = new ClassFileImporter().importPackages("org.keyrite");

  private Calls() {}

  static Stream<JavaCodeUnit> units() {
    return ALL.stream().flatMap(owner -> owner.getCodeUnits().stream());
  }

  /** What it calls, and what it passes on to be called. */
  static Stream<CodeUnitAccessTarget> from(JavaCodeUnit unit) {
    return Stream.concat(
            unit.getCallsFromSelf().stream(), unit.getCodeUnitReferencesFromSelf().stream())
        .map(call -> call.getTarget());
  }
}
