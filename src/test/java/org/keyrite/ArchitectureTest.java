package org.keyrite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house: which package may know which, and what only one of them may touch. */
final class ArchitectureTest {
  private static final String OURS = "org.keyrite";

  /** The arrows; {@code cli} stands above all. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("json", Set.of()),
          Map.entry("yaml", Set.of()),
          Map.entry("fault", Set.of()),
          Map.entry("crypto", Set.of("os")),
          Map.entry("os", Set.of()),
          Map.entry("age", Set.of("crypto")),
          Map.entry("folder", Set.of("os", "fault")),
          Map.entry(
              "escrow",
              Set.of(
                  "age",
                  "workspace",
                  "journal",
                  "json",
                  "yaml",
                  "crypto",
                  "folder",
                  "os",
                  "fault")),
          Map.entry("journal", Set.of("json", "crypto", "fault")),
          Map.entry("workspace", Set.of("os", "fault")),
          Map.entry("checksum", Set.of("crypto")),
          Map.entry("signature", Set.of("crypto")),
          Map.entry("openpgp", Set.of("signature", "crypto")),
          Map.entry(
              "trust",
              Set.of(
                  "checksum",
                  "signature",
                  "openpgp",
                  "json",
                  "yaml",
                  "crypto",
                  "folder",
                  "os",
                  "fault")),
          Map.entry(
              "bundle", Set.of("checksum", "journal", "json", "crypto", "folder", "os", "fault")),
          Map.entry(
              "ceremony",
              Set.of(
                  "escrow",
                  "trust",
                  "checksum",
                  "bundle",
                  "age",
                  "workspace",
                  "journal",
                  "json",
                  "yaml",
                  "crypto",
                  "os",
                  "fault")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(OURS);

  @Test
  void everyPackageHasItsPlace() {
    Set<String> rooms =
        CLASSES.stream()
            .map(ArchitectureTest::room)
            .filter(room -> !room.isEmpty() && !room.equals("cli"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(MAY_USE.keySet()), rooms);
  }

  @Test
  void arrowsPointDownOnly() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(to) && !mayUse(room(from), room(to))) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void atTheRootStandsTheBuildAlone() {
    assertEquals(
        Set.of("Build", "package-info"),
        CLASSES.stream()
            .filter(type -> room(type).isEmpty())
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toSet()));
  }

  @Test
  void nothingReachesTheNetwork() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net..", "javax.net..", "java.rmi..", "com.sun.net..", "sun.net..", "sun.nio.ch..")
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.channels\\.(.*Socket.*|Datagram.*|Network.*|Multicast.*|spi\\..*)")
        .check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "crypto, org.bouncycastle..",
    "crypto, java.security..",
    "crypto, javax.crypto..",
    "os, org.graalvm..",
    "yaml, org.snakeyaml..",
    "escrow, io.nayuki..",
    "cli, picocli.."
  })
  void onePackageKnowsALibrary(String room, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(OURS + "." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(CLASSES);
  }

  @Test
  void randomnessComesFromOnePlace() {
    Set<String> users =
        users(
            access ->
                access.getTargetOwner().getName().matches("java\\.security\\.SecureRandom")
                    || access.getName().equals("randomUUID"));
    assertEquals(Set.of(OURS + ".crypto.Randomness", OURS + ".crypto.Randomness$Kernel"), users);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(.*Random|concurrent\\.ThreadLocalRandom|random\\..*)")
        .check(CLASSES);
  }

  @Test
  void theClockIsReadInOnePlace() {
    assertEquals(Set.of(OURS + ".cli.Main"), users(ArchitectureTest::readsTheClock));
  }

  @Test
  void nothingHasANameThatSaysNothing() {
    Pattern saysNothing =
        Pattern.compile("(?i).*[.$a-z](util|utils|common|constants|helper|helpers|misc)([.$].*)?");
    assertEquals(
        List.of(),
        CLASSES.stream()
            .map(JavaClass::getName)
            .filter(name -> saysNothing.matcher(name).matches())
            .toList());
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean javaTime =
        owner.startsWith("java.time.")
            && (name.matches("system.*|tick.*") || (name.equals("now") && !takesClock(access)));
    return javaTime
        || name.equals("currentTimeMillis")
        || owner.equals("java.util.Date")
        || owner.equals("java.util.Calendar");
  }

  private static boolean takesClock(JavaAccess<?> access) {
    return access instanceof JavaCall<?> call
        && call.getTarget().getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static Set<String> users(Predicate<JavaAccess<?>> use) {
    return CLASSES.stream()
        .filter(type -> type.getAccessesFromSelf().stream().anyMatch(use))
        .map(JavaClass::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean mayUse(String from, String to) {
    return from.equals(to)
        || from.equals("cli")
        || to.isEmpty()
        || MAY_USE.getOrDefault(from, Set.of()).contains(to);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(OURS) || type.getPackageName().startsWith(OURS + ".");
  }

  /** The package's name below ours; empty for the root. */
  private static String room(JavaClass type) {
    return type.getPackageName().equals(OURS)
        ? ""
        : type.getPackageName().substring(OURS.length() + 1);
  }
}
