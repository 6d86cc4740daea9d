package org.keyrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  private static String inProject(String pattern) throws Exception {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of("pom.xml")));
    assertEquals(true, matcher.find(), "pom.xml has " + pattern);
    return matcher.group(1);
  }
}
