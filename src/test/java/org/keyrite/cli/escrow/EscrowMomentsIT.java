package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.testing.EscrowFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/**
 * A signal at each call that changes the disk: nothing is made, or all is, and what is said is what
 * there is. After SIGKILL the next command has to bring that about.
 *
 * <p>The system property {@code keyrite.moments} says how many moments are tried of each command
 * and signal; those around a change of names always are.
 */
@Tag("tool")
class EscrowMomentsIT {
  private static final int MOMENTS = Integer.getInteger("keyrite.moments", 6);

  private static final String CALLS =
      "mkdir,mkdirat,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,"
          + "write,pwrite64,chmod,fchmod,fchmodat";

  private static final Map<String, Integer> STATUS =
      Map.of("SIGINT", 130, "SIGTERM", 143, "SIGKILL", 137);

  /** What the journal tells last when all was done. */
  private static final Map<String, String> EVENTS =
      Map.of(
          "split", "set-split",
          "reissue", "set-continued",
          "reshare", "set-reshared",
          "rotate", "set-rotated",
          "drill", "drill-held",
          "lost", "share-lost");

  /** In microseconds: a medium that takes its time, in which the signal reaches the program. */
  private static final String SLOWLY = ":delay_enter=5000";

  /** Empty, and removed by the next command that would write the journal. */
  private static final String TRIAL = ".escrow-journal.jsonl.trial";

  private EscrowFixture escrow;
  private Path original;
  private Path set;
  private Path out;
  private Path trace;
  private String before;
  private boolean leftoverNamed;

  /** On which side of the point of no return a run ended. */
  private enum Side {
    BEFORE,
    AFTER
  }

  /** A call, and how many of its name it is the last of, as strace counts them. */
  private record Moment(String call, long count) {
    /** The last of some calls. */
    static Moment of(List<String> calls) {
      String last = call(calls.getLast());
      return new Moment(last, calls.stream().filter(line -> call(line).equals(last)).count());
    }

    private static String call(String line) {
      return line.substring(line.lastIndexOf(' ', line.indexOf('(')) + 1, line.indexOf('('));
    }
  }

  @BeforeEach
  void begin() throws IOException {
    Tools.require("strace");
    Tools.require("age");
    escrow = new EscrowFixture();
    original = escrow.split("original");
    escrow.encrypt(original, "files/one.age", "one");
    escrow.encrypt(original, "files/two.age", "two");
    set = escrow.folder().resolve("set");
    out = escrow.folder().resolve("next");
    trace = escrow.folder().resolve("trace");
    before = Files.readString(original.resolve("escrow-journal.jsonl"));
  }

  @AfterEach
  void end() throws IOException {
    escrow.close();
  }

  private List<String> command(String name) throws IOException {
    String to = out.toString();
    String alice = "alice=" + escrow.recipient("alice");
    String erin = "erin=" + escrow.recipient("erin");
    String[] more =
        switch (name) {
          case "reissue" ->
              new String[] {"--trustee", "carol", "--to", escrow.recipient("frank"), "--out", to};
          case "reshare" ->
              new String[] {"--threshold", "2", "--trustee", alice, "--trustee", erin, "--out", to};
          case "rotate" ->
              new String[] {"--files", escrow.folder().resolve("files").toString(), "--out", to};
          case "drill" -> new String[] {"--signed-off-by", "eve"};
          default -> new String[0];
        };
    List<String> all = new ArrayList<>(List.of("escrow"));
    if (name.equals("split")) {
      all.addAll(
          List.of(
              "split",
              "--environment",
              "testnet",
              "--threshold",
              "2",
              "--trustee",
              alice,
              "--trustee",
              erin,
              "--controls-may-fail",
              "--out",
              to));
    } else if (name.equals("lost")) {
      all.addAll(List.of("lost", "--set", set.resolve("escrow.json").toString(), "carol"));
    } else {
      all.addAll(List.of(escrow.with(name, set, List.of("alice", "bob", "dora"), more)));
      all.add("--controls-may-fail"); // It is traced.
    }
    return all;
  }

  private static void remove(Path top) throws IOException {
    if (Files.exists(top)) {
      try (Stream<Path> all = Files.walk(top)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private List<Path> unfinished() throws IOException {
    try (Stream<Path> all = Files.list(escrow.folder())) {
      return all.filter(path -> path.getFileName().toString().startsWith(".next.unfinished-"))
          .toList();
    }
  }

  /** The set as it was, and no other. */
  private void restore() throws IOException {
    for (Path each : unfinished()) {
      remove(each);
    }
    remove(out);
    remove(set);
    Files.createDirectory(set);
    try (Stream<Path> files = Files.list(original)) {
      for (Path file : files.toList()) {
        Files.copy(file, set.resolve(file.getFileName()));
      }
    }
  }

  private Keyrite.Result run(String name, String... inject) throws IOException {
    List<String> all = new ArrayList<>(Keyrite.withDefaultSignals());
    all.addAll(
        List.of("strace", "-f", "-y", "-qq", "-o", trace.toString(), "-e", "trace=" + CALLS));
    all.addAll(List.of(inject));
    all.add(Keyrite.executable().toString());
    all.addAll(command(name));
    return Keyrite.execute(new byte[0], all);
  }

  /** Which calls of the first thread a signal is sent at. */
  private Set<Moment> moments(String name) throws IOException {
    restore();
    Keyrite.Result whole = run(name);
    assertEquals(0, whole.status(), whole.stderr());
    List<String> lines = Files.readAllLines(trace);
    String first = lines.getFirst().replaceFirst(" .*", " ");
    List<String> calls =
        lines.stream()
            .filter(line -> line.startsWith(first) && line.contains("("))
            .filter(line -> !line.contains("resumed>"))
            .toList();
    int begin = 0;
    while (!calls.get(begin).contains(escrow.folder().toString())) {
      begin++; // The program starts, and has no command yet.
    }
    Set<Integer> chosen = new TreeSet<>();
    int stride = Math.max(1, (calls.size() - begin) / MOMENTS);
    for (int at = begin; at < calls.size(); at++) {
      if ((at - begin) % stride == 0) {
        chosen.add(at + 1);
      }
      if (calls.get(at).contains(" rename")) {
        chosen.addAll(List.of(Math.max(at, begin + 1), at + 1, at + 2));
      }
    }
    chosen.removeIf(moment -> moment > calls.size());
    return chosen.stream()
        .map(moment -> Moment.of(calls.subList(0, moment)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private boolean makesFolder(String name) {
    return !name.equals("drill") && !name.equals("lost");
  }

  private static String event(String name) {
    return "\"event\":\"" + EVENTS.get(name) + "\"";
  }

  /** What there is, which must be all or nothing. */
  private Side side(String name, String about) throws IOException {
    Path journal = (name.equals("split") ? out : set).resolve("escrow-journal.jsonl");
    String now = Files.exists(journal) ? Files.readString(journal) : "";
    String was = name.equals("split") ? "" : before;
    boolean told = now.startsWith(was) && now.substring(was.length()).contains(event(name));
    boolean untouched = now.equals(was);
    boolean made = Files.exists(out);
    assertTrue(told || untouched, about + ": the journal is half written");
    assertEquals(told && makesFolder(name), made, about + ": the folder");
    if (made) {
      assertTrue(Files.exists(out.resolve("escrow.json")), about);
    }
    assertEquals(
        List.of(),
        EscrowFixture.names(set).stream()
            .filter(each -> each.startsWith(".") && !each.equals(TRIAL))
            .toList(),
        about);
    return told ? Side.AFTER : Side.BEFORE;
  }

  private Side interrupted(String name, String signal, Moment moment) throws IOException {
    String about = name + " " + signal + " " + moment;
    restore();
    Keyrite.Result result =
        run(
            name,
            "-e",
            "inject=" + CALLS + SLOWLY,
            "-e",
            "inject=" + moment.call + ":signal=" + signal + ":when=" + moment.count);
    String said = EscrowFixture.text(result) + result.stderr();
    if (signal.equals("SIGKILL") && result.status() != 0) {
      assertEquals(137, result.status(), about + said);
      return afterKill(name, about);
    }
    Side side = side(name, about + said);
    assertEquals(List.of(), unfinished(), about);
    boolean nothing = said.contains("keyrite: Interrupted. Nothing was ");
    if (side == Side.BEFORE) {
      assertEquals(STATUS.get(signal), result.status(), about + said);
      assertTrue(nothing, about + ": " + said);
      assertEquals(0, result.stdout().length, about + said);
    } else {
      // The last calls show the result; a signal may come when the status is decided already.
      assertTrue(
          List.of(0, STATUS.getOrDefault(signal, 0)).contains(result.status()), about + said);
      assertTrue(!nothing && result.stdout().length > 0, about + ": " + said);
    }
    if (name.equals("rotate") && side == Side.AFTER) {
      goOn(about);
    }
    return side;
  }

  /** Each file is there or not, and those that are not come when it is continued. */
  private void goOn(String about) throws IOException {
    Path made = out.resolve("files");
    List<String> both = List.of("one.age", "two.age");
    if (Files.exists(made)) {
      assertTrue(both.containsAll(EscrowFixture.names(made)), about);
    }
    List<String> again = command("rotate");
    again.addAll(List.of("--onto", out.resolve("escrow.json").toString()));
    Keyrite.Result rest = Keyrite.run(new byte[0], again.toArray(String[]::new));
    assertEquals(0, rest.status(), about + rest.stderr());
    assertEquals(both, EscrowFixture.names(made), about);
  }

  private Side afterKill(String name, String about) throws IOException {
    if (!name.equals("split")) {
      // Of a rotation's files, which its journal tells of later, the next command tells nothing.
      boolean half =
          Files.exists(set.resolve(".escrow-journal.jsonl.partial"))
              && !Files.readString(set.resolve("escrow-journal.jsonl")).contains(event(name));
      Keyrite.Result next = escrow.run("status", "--set", set.resolve("escrow.json").toString());
      assertEquals(0, next.status(), about + next.stderr());
      boolean completed = half && Files.exists(out);
      assertEquals(
          completed, next.stderr().startsWith("keyrite: A run was killed before"), next.stderr());
    }
    Side side = side(name, about);
    List<Path> left = unfinished();
    if (!left.isEmpty() && !leftoverNamed) {
      leftoverNamed = true;
      List<String> command = command(name);
      Keyrite.Result again = Keyrite.run(new byte[0], command.toArray(String[]::new));
      assertEquals(0, again.status(), about + again.stderr());
      assertTrue(
          again.stderr().contains("A run that was killed has left " + left.getFirst() + "."),
          about + again.stderr());
    }
    return side;
  }

  @ParameterizedTest
  @ValueSource(strings = {"split", "reissue", "reshare", "rotate", "drill", "lost"})
  void allIsDoneOrNothing(String name) throws IOException {
    Set<Moment> moments = moments(name);
    for (String signal : List.of("SIGINT", "SIGTERM", "SIGKILL")) {
      int[] ended = new int[2];
      for (Moment moment : moments) {
        ended[interrupted(name, signal, moment) == Side.BEFORE ? 0 : 1]++;
      }
      System.out.printf(
          "%-8s %-8s %3d moments: %3d ended before, %3d after, 0 differ%n",
          name, signal, moments.size(), ended[0], ended[1]);
      // Of a journal alone all may be done before the signal has reached whoever ends the program.
      assertTrue(ended[0] > 0 || (!makesFolder(name) && !signal.equals("SIGKILL")), name);
    }
  }
}
