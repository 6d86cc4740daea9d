package org.keyrite.escrow.sheet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A sheet's text as a person reads it who knows nothing else. */
record SheetText(String text) {
  /** The words, by the numbers beside them. */
  String words() {
    TreeMap<Integer, String> words = new TreeMap<>();
    Pattern.compile("\\b([0-9]+)\\. ([a-z]+)")
        .matcher(section("THE [0-9]+ WORDS -+"))
        .results()
        .forEach(found -> words.put(Integer.valueOf(found.group(1)), found.group(2)));
    assertEquals(words.size(), words.lastKey());
    return String.join(" ", words.values());
  }

  /** What stands beside a term; a longer text goes on below. */
  String fact(String term) {
    return only(term + " {2,}(.*(?:\n {14}.*)*)").replaceAll("\n {14}", " ");
  }

  /** What a program's name stands for: the oldest version that the sheet says will do. */
  String version(String program) {
    return only("\\b" + program + " ([0-9.]+[0-9]) .*or later");
  }

  /** The program to type. */
  String program() {
    return only("into identity\\.py:\n\n((?: {4}.*\n)+)").stripTrailing().stripIndent();
  }

  /** The commands to type, in their order: a step's, or alone on a line. */
  List<String> commands() {
    List<String> commands = new ArrayList<>(List.of(only("\\((cd [a-z/]+), umask"), "umask 077"));
    assertTrue(text.contains("umask 077)"));
    Pattern.compile("^(?: [0-9]\\.| {3}) ((?:python3|age-keygen|age) .*)$", Pattern.MULTILINE)
        .matcher(section("WITHOUT KEYRITE"))
        .results()
        .forEach(found -> commands.add(found.group(1)));
    return commands;
  }

  private String section(String title) {
    return only("(?s)" + title + "\n(.*?)\n(?:---|[A-Z, ]{5,}\n)");
  }

  private String only(String pattern) {
    List<String> found =
        Pattern.compile(pattern).matcher(text).results().map(SheetText::found).toList();
    assertEquals(1, found.size(), () -> String.format(Locale.ROOT, "%s in %s", pattern, text));
    return found.getFirst();
  }

  private static String found(MatchResult match) {
    return match.group(1);
  }
}
