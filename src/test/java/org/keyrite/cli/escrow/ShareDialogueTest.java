package org.keyrite.cli.escrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.keyrite.cli.age.FakeTerminal;
import org.keyrite.escrow.set.Gathering;
import org.keyrite.fault.Refused;

/** People type shares: of the public vectors, so that the words are known. */
class ShareDialogueTest {
  /** Two of three, of 16 bytes: vectors of the specification, number 4. */
  private static final List<String> ONE =
      words(
          "shadow pistol academic always adequate wildlife fancy gross oasis cylinder mustang wrist"
              + " rescue view short owner flip making coding armed");

  private static final List<String> TWO =
      words(
          "shadow pistol academic acid actress prayer class unknown daughter sweater depict flip"
              + " twice unkind craft early superior advocate guest smoking");

  private final Gathering gathering = new Gathering(Optional.empty());

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" ", -1));
  }

  private FakeTerminal type(OptionalInt length, List<String> lines) throws Refused {
    FakeTerminal terminal = new FakeTerminal(lines.toArray(String[]::new));
    ShareDialogue.run(terminal, gathering, length, Gathering::isComplete);
    return terminal;
  }

  private static List<String> both(List<String> one, List<String> two) {
    List<String> all = new ArrayList<>(one);
    all.addAll(two);
    return all;
  }

  @Test
  void sharesAreTakenUntilThereAreEnough() throws Refused {
    String shown = type(OptionalInt.of(20), both(ONE, TWO)).shown();
    assertTrue(gathering.isComplete());
    assertTrue(
        shown.contains("Taken: share 3 of group 1. Here: group 1 1 of 2; it takes 1 group\n"),
        shown);
    assertTrue(
        shown.endsWith("Taken: share 1 of group 1. Here: group 1 2 of 2 ok; it takes 1 group\n"),
        shown);
    assertTrue(shown.contains("[share 1, word 1 of 20 (Enter alone: no more shares): ]"), shown);
    assertTrue(shown.contains("[share 2, word 20 of 20 (Enter alone: it was left out): ]"), shown);
    for (String word : both(ONE, TWO)) {
      assertFalse(shown.contains(word), word);
    }
  }

  @Test
  void ofUnknownLengthAnEmptyLineEndsAShare() throws Refused {
    List<String> lines = both(both(ONE, List.of("")), both(TWO, List.of("")));
    assertTrue(type(OptionalInt.empty(), lines).shown().contains("word 21 (Enter alone: that"));
    assertTrue(gathering.isComplete());
  }

  @Test
  void nobodyHasAnother() throws Refused {
    type(OptionalInt.of(20), both(ONE, List.of("")));
    assertEquals("group 1 1 of 2; it takes 1 group", gathering.progress());
  }

  @Test
  void aMisspeltWordIsOfferedCorrections() throws Refused {
    List<String> lines = new ArrayList<>(ONE);
    lines.add(4, "adeqaute");
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(
        shown.contains(
            "[word 5 is not in the list of words\nperhaps: adequate\nshare 1, word 5 of 20: ]"),
        shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void aWrongWordIsPlacedAndTypedAgain() throws Refused {
    List<String> lines = new ArrayList<>(ONE);
    lines.set(8, "zero");
    lines.addAll(List.of("99", "x", "9", ONE.get(8)));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(
        shown.contains(
            "Not taken: a word is wrong, or in the wrong place; look first at word 9.\n"),
        shown);
    assertTrue(shown.contains("[share 1, word 9 of 20: ]"), shown);
    assertEquals(
        2, shown.split("there is no such word, or no room: take one", -1).length - 1, shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void wordsThatNobodyAskedForAreNotDroppedSilently() throws Refused {
    List<String> lines = new ArrayList<>(List.of(String.join(" ", both(ONE, TWO))));
    lines.addAll(TWO);
    String shown = type(OptionalInt.of(20), lines).shown();
    assertTrue(
        shown.contains(
            "the line has more words than were asked for\n"
                + "type the others in a line of their own\n"
                + "Taken: share 3 of group 1."),
        shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void asTheWordThatWasWrongOneIsTakenAndTheOtherIsSaid() throws Refused {
    List<String> lines = new ArrayList<>(ONE);
    lines.set(8, "zero");
    lines.addAll(List.of("9", ONE.get(8) + " " + ONE.get(9)));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(shown.contains("the line has more words than were asked for\n"), shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void aWordThatWasLeftOutIsPutIn() throws Refused {
    List<String> lines = new ArrayList<>(ONE);
    lines.remove(8);
    lines.addAll(List.of("", "+9", ONE.get(8)));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(
        shown.contains(
            "Not taken: the share has fewer than 20 words; look first at the place of word\n"
                + "9, where one may have been left out: +9 puts it in.\n"),
        shown);
    assertTrue(shown.contains("[share 1, word 9 of 20: ]"), shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void aWordThatWasTypedTwiceIsTakenOut() throws Refused {
    List<String> lines = new ArrayList<>(ONE.subList(0, 9));
    lines.addAll(ONE.subList(8, 19));
    lines.addAll(List.of("-10", ONE.get(19)));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(shown.contains("look first at word 10, which\nmay be there twice.\n"), shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void whoFindsTheLastWordAfterAllGoesOn() throws Refused {
    List<String> lines = new ArrayList<>(ONE);
    lines.addAll(19, List.of("", ""));
    type(OptionalInt.of(20), both(lines, TWO));
    assertTrue(gathering.isComplete());
  }

  @Test
  void earlierSharesStayWhenOneIsGivenUp() throws Refused {
    List<String> wrong = new ArrayList<>(TWO);
    Collections.reverse(wrong);
    wrong.add("");
    String shown = type(OptionalInt.of(20), both(ONE, both(wrong, TWO))).shown();
    assertTrue(
        shown.contains("The share was given up. Here: group 1 1 of 2; it takes 1 group\n"), shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void oneGoesBackAndGivesUp() throws Refused {
    for (List<String> commands : List.of(List.of("<", "!"), List.of(" :undo ", ":DROP"))) {
      Gathering another = new Gathering(Optional.empty());
      List<String> lines = new ArrayList<>(List.of("acid", "acne", commands.get(1)));
      lines.addAll(ONE);
      lines.addAll(5, List.of("zero", "yoga", commands.get(0), commands.get(0)));
      FakeTerminal terminal = new FakeTerminal(both(lines, TWO).toArray(String[]::new));
      ShareDialogue.run(terminal, another, OptionalInt.of(20), Gathering::isComplete);
      assertTrue(
          terminal.shown().contains("The share was given up. Here: no share yet\n"),
          terminal.shown());
      assertTrue(another.isComplete());
    }
  }

  @Test
  void whoQuitsIsRefusedAndNothingIsDone() {
    List<String> lines = both(ONE, List.of("shadow", ":quit"));
    Refused refused = assertThrows(Refused.class, () -> type(OptionalInt.of(20), lines));
    assertEquals(
        "Somebody typed :quit: nothing was done, and nothing was recorded.", refused.getMessage());
  }

  @Test
  void whoTypesTheWordWithoutItsMarkIsToldAndNothingIsTaken() throws Refused {
    List<String> lines = new ArrayList<>(ONE);
    lines.addAll(4, List.of("help", "undo", "Quit", "exit", "back", "stop", "drop", "?"));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(
        shown.contains(
            "[to say that, type :help; the word of the list that begins so is 'helpful': type\n"
                + "all of it\nshare 1, word 5 of 20: ]"),
        shown);
    assertTrue(
        shown.contains(
            "[to say that, type :undo; there is no such word in the list\n"
                + "share 1, word 5 of 20: ]"),
        shown);
    assertEquals(4, shown.split("type :quit; there is no such", -1).length, shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void helpSaysWhatCanBeTyped() throws Refused {
    List<String> lines = new ArrayList<>(List.of(":undo", ":drop", ":nothing", ":help"));
    lines.addAll(ONE);
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(shown.contains("[there is no word of this share to take back\n"), shown);
    assertTrue(shown.contains("[this share has no word yet\n"), shown);
    assertTrue(shown.contains("[there is no such command; type :help\n"), shown);
    for (String line : DialogueCommand.LINES) {
      assertTrue(shown.contains("\n" + line + "\n") || shown.contains("]" + line + "\n"), shown);
    }
  }

  @Test
  void atTheWordToMendTheSameCanBeSaid() throws Refused {
    List<String> wrong = new ArrayList<>(TWO);
    wrong.set(19, "zero");
    List<String> lines = both(both(wrong, List.of(":help", ":drop")), wrong);
    String shown =
        type(OptionalInt.of(20), both(lines, both(List.of(":undo", TWO.get(19)), ONE))).shown();
    assertTrue(shown.contains(DialogueCommand.LINES.get(4)), shown);
    assertTrue(shown.contains("The share was given up."), shown);
    assertTrue(shown.contains("[share 1, word 20 of 20"), shown);
    assertTrue(gathering.isComplete());
  }

  /** The words of another set, and of a place, are known before all of them are typed. */
  @Test
  void aWrongSetIsToldAfterTwoWords() throws Refused {
    List<String> lines = both(ONE, List.of("shadow", "zero", ":undo", "pistol"));
    String shown = type(OptionalInt.of(20), both(lines, TWO.subList(2, 20))).shown();
    String told =
        "[These words are of another set than the shares that are here.\n"
            + "Compare the words with the paper: :undo goes back a word, :drop leaves this\n"
            + "share out.\n";
    assertTrue(shown.contains(told + "share 2, word 3 of 20: ]"), shown);
    assertEquals(2, shown.split("another set", -1).length, shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void aShareThatIsThereIsToldAfterFourWords() throws Refused {
    List<String> lines = both(ONE, both(ONE.subList(0, 4), List.of(":drop")));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(
        shown.contains(
            "[It was there already: share 3 of group 1.\n"
                + "Compare the words with the paper: :undo goes back a word, :drop leaves this\n"
                + "share out.\nshare 2, word 5 of 20: ]"),
        shown);
    assertEquals(2, shown.split("there already", -1).length, shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void aPlaceThatTheSetDoesNotHaveIsTold() throws Refused {
    List<String> lines = both(ONE, List.of("shadow", "pistol", "zero", "zero", ":drop"));
    String shown = type(OptionalInt.of(20), both(lines, TWO)).shown();
    assertTrue(shown.contains("[This set has no such share.\n"), shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void theSameShareTwiceIsSaid() throws Refused {
    String shown = type(OptionalInt.of(20), both(ONE, both(ONE, TWO))).shown();
    assertTrue(shown.contains("It was there already: share 3 of group 1."), shown);
    assertTrue(gathering.isComplete());
  }

  @Test
  void everyLineFitsTheScreen() throws Refused {
    List<String> lines = new ArrayList<>(List.of(":help"));
    lines.addAll(ONE);
    lines.set(9, "zero");
    lines.addAll(List.of("9", ONE.get(8)));
    for (int columns : List.of(80, 60, 40)) {
      Gathering another = new Gathering(Optional.empty());
      FakeTerminal terminal =
          new FakeTerminal(both(lines, TWO).toArray(String[]::new)).columns(columns);
      ShareDialogue.run(terminal, another, OptionalInt.of(20), Gathering::isComplete);
      List<String> seen = terminal.shown().replace("[", "").replace("]", "\n").lines().toList();
      assertEquals(
          List.of(), seen.stream().filter(line -> line.strip().length() >= columns).toList());
      assertTrue(another.isComplete());
    }
  }

  @Test
  void withoutATerminalItIsRefused() {
    Refused refused = assertThrows(Refused.class, () -> type(OptionalInt.of(20), List.of()));
    assertEquals("There is no terminal to type shares at, or it was closed.", refused.getMessage());
  }
}
