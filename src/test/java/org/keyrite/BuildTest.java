package org.keyrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the program says of itself is what the project says of it. */
final class BuildTest {
  @Test
  void theVersionIsTheProjects() throws Exception {
    assertEquals(inProject("<artifactId>keyrite</artifactId>\\s*<version>([^<]*)"), Build.VERSION);
  }

  @Test
  void theDateIsTheOneInEveryArchive() throws Exception {
    String date = inProject("<project.build.outputTimestamp>([^<]*)");
    assertEquals(Instant.parse(date), Build.DATE);
  }

  @Test
  void everyManualPageIsOfThisVersion() throws Exception {
    List<Path> pages;
    try (Stream<Path> found = Files.list(Path.of("docs"))) {
      pages = found.filter(file -> file.toString().endsWith(".1")).sorted().toList();
    }
    assertFalse(pages.isEmpty());
    for (Path page : pages) {
      String title = Files.readAllLines(page).getFirst();
      assertTrue(title.endsWith(" \"keyrite " + Build.VERSION + "\" \"keyrite\""), page + title);
    }
  }

  private static String inProject(String pattern) throws Exception {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of("pom.xml")));
    assertEquals(true, matcher.find(), "pom.xml has " + pattern);
    return matcher.group(1);
  }
}
