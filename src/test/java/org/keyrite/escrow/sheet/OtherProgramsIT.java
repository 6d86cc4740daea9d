package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.escrow.slip39.Sharing;
import org.keyrite.escrow.slip39.SharingPolicy;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.StockSlip39;
import org.keyrite.testing.StockSlip39Js;

/**
 * Finders in ten years, who have the sheets' text and other programs, and type what it says: the
 * reference implementation of SLIP-0039, that in JavaScript, and age.
 */
@Tag("tool")
class OtherProgramsIT {
  private static final String SECRET = HexFormat.of().formatHex(KitSample.SECRET);

  private static final SharingPolicy TWO_OF_THREE = Sharing.policy(1, "2 of 3");

  /** It takes two of the three groups. */
  private static final SharingPolicy GROUPS = Sharing.policy(2, "2 of 2", "1 of 1", "2 of 3");

  @TempDir private Path scratch;

  /** All that are just enough, in each order of the shares: groups come mixed. */
  private static List<List<SheetText>> gatherings(boolean hybrid) throws IOException {
    List<List<SheetText>> all = new ArrayList<>();
    for (List<Integer> two : List.of(List.of(0, 1), List.of(0, 2), List.of(1, 2))) {
      orders(sheets(TWO_OF_THREE, hybrid), two, all);
    }
    List<SheetText> groups = sheets(GROUPS, hybrid);
    orders(groups, List.of(0, 1, 2), all);
    orders(groups, List.of(2, 3, 5), all);
    orders(groups, List.of(0, 1, 4, 5), all);
    assertEquals(3 * 2 + 6 + 6 + 24, all.size());
    return all;
  }

  private static List<SheetText> sheets(SharingPolicy policy, boolean hybrid) throws IOException {
    KitSheet sheet = KitSample.of(hybrid ? KitSample.hybrid() : KitSample.RECIPIENT, false);
    List<SheetText> sheets = new ArrayList<>();
    for (Share share : Sharing.split(KitSample.SECRET, policy)) {
      sheets.add(new SheetText(KitSample.text(sheet, share)));
    }
    return sheets;
  }

  private static void orders(
      List<SheetText> sheets, List<Integer> left, List<List<SheetText>> all) {
    orders(sheets, left, List.of(), all);
  }

  private static void orders(
      List<SheetText> sheets,
      List<Integer> left,
      List<SheetText> taken,
      List<List<SheetText>> all) {
    if (left.isEmpty()) {
      all.add(taken);
    }
    for (Integer next : left) {
      List<Integer> others = new ArrayList<>(left);
      others.remove(/* element */ next);
      List<SheetText> more = new ArrayList<>(taken);
      more.add(sheets.get(next));
      orders(sheets, others, more, all);
    }
  }

  /** The sheet's own commands, word for word, to the decrypted backup. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theReferenceImplementationAndAgeOpenABackup(boolean hybrid) throws Exception {
    List<List<SheetText>> gatherings = gatherings(hybrid);
    SheetText sheet = gatherings.getFirst().getFirst();
    List<String> commands = sheet.commands();
    assertEquals(
        List.of(
            "cd /dev/shm",
            "umask 077",
            "python3 -m shamir_mnemonic.cli recover",
            "python3 identity.py > identity.txt",
            "age-keygen -y identity.txt",
            "age-keygen -y identity.txt | tr -d '\\n' | sha256sum",
            "age -d -i identity.txt FILE"),
        commands);
    Set<String> restored = new HashSet<>();
    for (List<SheetText> gathering : gatherings) {
      List<String> typed = gathering.stream().map(SheetText::words).toList();
      restored.add(
          StockShell.digits(shell().run(commands.get(2), String.join("\n", typed) + "\n")));
    }
    assertEquals(Set.of(SECRET), restored);

    String recipient = hybrid ? KitSample.hybrid() : KitSample.RECIPIENT;
    Files.writeString(scratch.resolve("plain"), "what was encrypted\n");
    shell().run(StockAge.program("age") + " -r " + recipient + " -o FILE plain", "");
    Files.writeString(scratch.resolve("identity.py"), sheet.program());
    assertEquals("", shell().run(commands.get(1) + "; " + commands.get(3), SECRET + "\n"));
    assertEquals(recipient + "\n", shell().run(commands.get(4), ""));
    assertTrue(
        hybrid
            ? sheet.fact("Recipient").startsWith(recipient.substring(0, 16) + "...")
            : sheet.fact("Recipient").equals(recipient));
    assertEquals(
        sheet.fact("Fingerprint").replace(" ", ""),
        StockShell.digits(shell().run(commands.get(5), "")) + "(SHA-256)");
    assertEquals("what was encrypted\n", shell().run(commands.get(6), ""));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theImplementationInJavaScriptRestoresTheSecret(boolean hybrid) throws Exception {
    List<String> tasks = gatherings(hybrid).stream().map(one -> task("restore", one)).toList();
    List<String> restored = StockSlip39Js.run(tasks);
    assertEquals(42, restored.size());
    assertEquals(Set.of(SECRET), new HashSet<>(restored));
  }

  /** The versions on the sheet are those from which on it works; the older ones say this. */
  @Test
  void anOlderProgramSaysWhatTheSheetSaysOfIt() throws Exception {
    List<SheetText> gathering = gatherings(false).getFirst();
    SheetText sheet = gathering.getFirst();
    List<String> answers =
        StockSlip39Js.run(List.of(task("restore-before", gathering), task("restore", gathering)));
    assertEquals(List.of("Invalid mnemonic checksum", SECRET), answers);
    assertTrue(
        sheet.text().contains("older one says \"" + answers.getFirst().toLowerCase(Locale.ROOT)));
    String pinned = Files.readString(Path.of("src/make/slip39js/package.json"));
    assertTrue(pinned.contains("\"slip39\": \"" + sheet.version("slip39") + "\""), pinned);
    Path dated =
        StockSlip39.folder()
            .resolve("shamir_mnemonic-" + sheet.version("shamir-mnemonic") + ".dist-info");
    assertTrue(Files.isDirectory(dated), dated.toString());
  }

  /** As wallets take them: four letters are a word, whose case does not matter. */
  @Test
  void wordsAreKnownByFourLettersAndInAnyCase() throws Exception {
    List<String> words =
        Files.readAllLines(StockSlip39.folder().resolve("shamir_mnemonic/wordlist.txt"));
    Set<String> beginnings = new HashSet<>();
    words.forEach(word -> beginnings.add(word.substring(0, 4)));
    assertEquals(1024, words.size());
    assertEquals(1024, beginnings.size());
    assertEquals(words.stream().sorted().toList(), words);

    List<SheetText> gathering = gatherings(false).getFirst();
    String capitals = task("restore", gathering).substring("restore|".length());
    assertEquals(
        SECRET,
        StockShell.digits(
            shell()
                .run(
                    gathering.getFirst().commands().get(2),
                    capitals.toUpperCase(Locale.ROOT).replace('|', '\n').strip() + "\n")));
    assertEquals(
        List.of(SECRET),
        StockSlip39Js.run(List.of("restore|" + capitals.toUpperCase(Locale.ROOT))));
  }

  private static String task(String what, List<SheetText> gathering) {
    return what + "||" + String.join("|", gathering.stream().map(SheetText::words).toList());
  }

  private StockShell shell() {
    return new StockShell(scratch);
  }
}
