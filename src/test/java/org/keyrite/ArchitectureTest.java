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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The house: which package may know which, and what only one of them may touch. */
final class ArchitectureTest {
  private static final String OURS = "org.keyrite";

  /** What a reader can take in at once: lines of a file, and files of a package. */
  private static final int MOST_LINES = 300;

  private static final int MOST_FILES = 40;

  private static final String PICTURE_BEGINS = "<!-- the picture begins -->\n";
  private static final String PICTURE_ENDS = "<!-- the picture ends -->\n";

  /** What every room may use. Among themselves they are rooms like others. */
  private static final Set<String> EVERYWHERE =
      Set.of("crypto", "crypto.hash", "fault", "files", "json", "os", "text", "yaml");

  /**
   * The rooms, from the top down: a room's name, what it is for, and which rooms it uses besides
   * those that all may. The test holds that these are the arrows there are, no more and no fewer.
   */
  private static final List<Room> ROOMS =
      rooms(
          """
          cli               | the one executable, by its name or its first argument         | cli.age cli.verify cli.escrow cli.ceremony cli.machine cli.console
          cli.machine       | `keyrite doctor`, `wipe`, `workspace` and `version`           | cli.console ceremony ceremony.plan machine.control machine
          cli.ceremony      | `keyrite ceremony`                                            | cli.console ceremony ceremony.plan escrow.policy escrow.set trust signature machine.control machine age
          cli.escrow        | `keyrite escrow`                                              | cli.console escrow.life escrow.sheet escrow.set escrow.policy escrow.slip39 journal machine age age.files age.plugin age.header
          cli.verify        | `keyrite verify`                                              | cli.console trust signature
          cli.age           | `age`, `age-keygen` and `age-inspect`                         | cli.console age age.files age.plugin age.header
          cli.console       | terminal, prompts, standard streams, progress, exit status    | escrow.sheet escrow.set machine age age.files age.plugin age.header
          ceremony          | holding a ceremony, step by step                              | ceremony.record ceremony.plan escrow.set escrow.policy trust bundle journal machine.control machine age
          ceremony.record   | the events of a ceremony, and its report                      | escrow.set journal
          ceremony.plan     | reading and checking a plan                                   | escrow.policy trust checksum machine.control machine age age.files age.plugin age.header
          escrow.life       | a set in use: drill, loss, reissue, reshare, rotate           | escrow.set escrow.policy escrow.slip39 journal age age.files age.plugin age.header
          escrow.sheet      | the sheets that are printed for trustees, and reading them    | escrow.set escrow.policy escrow.slip39 machine age
          escrow.set        | a set of shares and its record: gather, prove, write          | escrow.policy escrow.slip39 journal age age.files age.plugin age.header
          escrow.policy     | who the trustees are, and how many of them it takes           | escrow.slip39 age age.files age.plugin age.header
          escrow.slip39     | SLIP-0039: words, points, sharing, correction                 | crypto.sealing
          age.files         | files of identities and of recipients                         | age age.plugin age.ssh age.header crypto.sealing crypto.signing
          age.plugin        | the plugin protocol                                           | age age.header crypto.sealing
          age.ssh           | SSH keys as recipients and identities                         | age age.header crypto.sealing crypto.signing
          age               | the age format: recipient types, payload                      | age.header crypto.sealing
          crypto.sealing    | what encrypts and decrypts                                    | crypto.signing
          machine.control   | the controls of a machine, and what a plan asks of them       | machine
          machine           | workspace, wiping, swap, the sandbox                          |
          trust             | policies: who may sign what, and the verdict                  | openpgp signature checksum crypto.signing
          openpgp           | OpenPGP: certificates and signatures                          | signature crypto.signing
          signature         | minisign, signify and SSH signatures                          | crypto.signing
          bundle            | the folder that crosses the gap                               | checksum journal
          checksum          | lists of checksums                                            |
          journal           | the chain of hashed lines                                     |
          age.header        | an age file's header and armor, read without opening the file |
          crypto.signing    | public keys that verify                                       |
          yaml              | YAML, the plain part of it, and the files that people review  |
          crypto.hash       | hashes, of files and of streams                               |
          crypto            | random bytes, and bytes that are wiped                        |
          files             | files and folders that appear complete or not at all          |
          json              | JSON, read strictly and written                               |
          text              | what of a text people can see and compare                     |
          fault             | the outcomes that a caller tells apart                        |
          os                | the kernel, the terminal, and OpenSSL                         |
          """);

  /** Safe for the online half: nothing in them decrypts, and none knows an identity. */
  private static final Set<String> BASE =
      Set.of(
          "trust",
          "openpgp",
          "signature",
          "checksum",
          "bundle",
          "journal",
          "age.header",
          "crypto.signing",
          "crypto.hash",
          "crypto",
          "files",
          "json",
          "yaml",
          "text",
          "fault",
          "os");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(OURS);

  /** Which rooms a room uses, from what was compiled. */
  private static final Map<String, Set<String>> ARROWS = arrows();

  @Test
  void theTableHasEveryRoom() {
    assertEquals(ARROWS.keySet(), names());
  }

  @Test
  void theTableHasEveryArrowAndNoOther() {
    Set<String> told = new TreeSet<>();
    Set<String> found = new TreeSet<>();
    for (Room room : ROOMS) {
      room.uses().forEach(used -> told.add(room.name() + " > " + used));
      ARROWS.get(room.name()).stream()
          .filter(used -> !EVERYWHERE.contains(used))
          .forEach(used -> found.add(room.name() + " > " + used));
    }
    assertEquals(List.of(), without(found, told), "arrows that the table does not have");
    assertEquals(List.of(), without(told, found), "arrows that nothing needs");
  }

  @Test
  void arrowsPointDownOnly() {
    List<String> order = ROOMS.stream().map(Room::name).toList();
    List<String> up = new ArrayList<>();
    for (String from : order) {
      for (String to : ARROWS.get(from)) {
        if (order.indexOf(to) <= order.indexOf(from)) {
          up.add(from + " > " + to);
        }
      }
    }
    assertEquals(List.of(), up);
  }

  @Test
  void theBaseKnowsNothingAboveIt() {
    for (String room : BASE) {
      assertEquals(List.of(), without(ARROWS.get(room), BASE), room);
    }
  }

  @Test
  void noToolKnowsAnother() {
    Set<String> tools =
        Set.of("cli.age", "cli.verify", "cli.escrow", "cli.ceremony", "cli.machine");
    for (String tool : tools) {
      assertEquals(
          List.of(), ARROWS.get(tool).stream().filter(tools::contains).toList(), () -> tool);
    }
  }

  @Test
  void noTwoClassesHaveOneName() {
    Map<String, Long> names =
        CLASSES.stream()
            .filter(JavaClass::isTopLevelClass)
            .map(JavaClass::getSimpleName)
            .filter(name -> !name.equals("package-info"))
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    names.values().removeIf(count -> count == 1);
    assertEquals(Map.of(), names);
  }

  @Test
  void noFileAndNoPackageIsTooLong() throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(Path.of("src/main/java"))) {
      files = walk.filter(file -> file.toString().endsWith(".java")).toList();
    }
    List<String> tooLong = new ArrayList<>();
    for (Path file : files) {
      if (Files.readAllLines(file).size() > MOST_LINES) {
        tooLong.add(file.toString());
      }
    }
    files.stream()
        .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()))
        .forEach(
            (folder, count) -> {
              if (count > MOST_FILES) {
                tooLong.add(folder.toString());
              }
            });
    assertEquals(List.of(), tooLong);
  }

  /** {@code make picture} writes it anew. */
  @Test
  void theDocumentShowsTheHouseAsItIs() throws IOException {
    Path document = Path.of("docs/architecture.md");
    String text = Files.readString(document);
    int start = text.indexOf(PICTURE_BEGINS) + PICTURE_BEGINS.length();
    String drawn =
        text.substring(0, start) + picture() + text.substring(text.indexOf(PICTURE_ENDS));
    if (Boolean.getBoolean("keyrite.picture")) {
      Files.writeString(document, drawn);
    }
    assertEquals(drawn, Files.readString(document));
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
    "escrow.sheet, io.nayuki..",
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

  private static List<Room> rooms(String table) {
    return table
        .lines()
        .map(line -> line.split("\\|", -1))
        .map(
            cells ->
                new Room(
                    cells[0].strip(),
                    cells[1].strip(),
                    Stream.of(cells[2].strip().split(" "))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new))))
        .toList();
  }

  private static List<String> without(Set<String> all, Set<String> known) {
    return all.stream().filter(name -> !known.contains(name)).toList();
  }

  private static Set<String> names() {
    return ROOMS.stream().map(Room::name).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass from : CLASSES) {
      if (room(from).isEmpty()) {
        continue;
      }
      Set<String> uses = arrows.computeIfAbsent(room(from), _ -> new TreeSet<>());
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (isOurs(to) && !room(to).isEmpty() && !room(to).equals(room(from))) {
          uses.add(room(to));
        }
      }
    }
    return arrows;
  }

  /** The rooms with their arrows, and a line about each. */
  private static String picture() {
    StringBuilder picture = new StringBuilder("```mermaid\nflowchart TD\n");
    for (Room room : ROOMS) {
      for (String used : room.uses()) {
        if (!isReachedThroughAnother(room, used)) {
          picture.append("  ").append(room.name()).append(" --> ").append(used).append('\n');
        }
      }
    }
    picture.append("```\n\n| package | what it is for |\n| --- | --- |\n");
    for (Room room : ROOMS) {
      String mark = BASE.contains(room.name()) ? " (base)" : "";
      picture.append("| `%s`%s | %s |\n".formatted(room.name(), mark, room.use()));
    }
    return picture.toString();
  }

  private static boolean isReachedThroughAnother(Room room, String target) {
    return room.uses().stream()
        .filter(used -> !used.equals(target))
        .anyMatch(used -> reaches(used, target));
  }

  private static boolean reaches(String from, String target) {
    return ROOMS.stream()
        .filter(room -> room.name().equals(from))
        .flatMap(room -> room.uses().stream())
        .anyMatch(used -> used.equals(target) || reaches(used, target));
  }

  /**
   * A package.
   *
   * @param name below ours
   * @param use what it is for
   * @param uses the packages that it uses
   */
  private record Room(String name, String use, Set<String> uses) {}

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
