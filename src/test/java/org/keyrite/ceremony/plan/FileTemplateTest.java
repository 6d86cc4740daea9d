package org.keyrite.ceremony.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.bundle.Bundle;

final class FileTemplateTest {
  @Test
  void publicValuesTakeTheirPlaces() {
    FileTemplate template = new FileTemplate("{role}-{peer_id}-{role}.age");
    assertEquals(List.of("role", "peer_id", "role"), template.placeholders());
    assertEquals("host-12ab-host.age", template.fill(Map.of("role", "host", "peer_id", "12ab")));
  }

  @Test
  void aValueIsTakenAsItIs() {
    FileTemplate template = new FileTemplate("{a}.age");
    assertEquals("$1{a}\\.age", template.fill(Map.of("a", "$1{a}\\")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.age", "A-1_b..age", "x.age.age", "0.age", "age.age"})
  void aTemplateWithoutPlaceholdersIsANameThatABundleAllows(String text) {
    assertTrue(FileTemplate.isTemplate(text));
    assertTrue(Bundle.allows(new FileTemplate(text).fill(Map.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".age",
        "a",
        "a.AGE",
        "a.age ",
        "a.age\n",
        ".a.age",
        "-a.age",
        "_a.age",
        "a/b.age",
        "a b.age",
        "é.age",
        "{}.age",
        "{a.age",
        "a}.age",
        "{A}.age",
        "{a b}.age",
        "${a}.age",
        "{{a}}.age"
      })
  void anythingElseIsNoTemplate(String text) {
    assertFalse(FileTemplate.isTemplate(text));
  }

  @Test
  void aTemplateHasAtMostTwoHundredCharacters() {
    assertTrue(FileTemplate.isTemplate("a".repeat(196) + ".age"));
    assertFalse(FileTemplate.isTemplate("a".repeat(197) + ".age"));
  }
}
