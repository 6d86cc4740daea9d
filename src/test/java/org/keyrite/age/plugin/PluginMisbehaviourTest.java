package org.keyrite.age.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.age.Identity;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.testing.ScriptedPlugin;

/** A plugin that does wrong ends the run with a sentence, and ends itself. */
class PluginMisbehaviourTest {
  private static final String LISTEN = "listen_to_client();";
  private static final String BREACH = "the bad plugin broke the protocol: ";
  private static final String ENDED = "the bad plugin ended before it had answered";

  @TempDir private Path folder;

  static Stream<Arguments> whileDecrypting() {
    return Stream.of(
        Arguments.of("", ENDED),
        Arguments.of("exit 1;", ENDED),
        Arguments.of("kill 9, $$;", ENDED),
        Arguments.of("close STDIN; close STDOUT; sleep 1;", ENDED),
        Arguments.of(LISTEN + "exit 0;", ENDED),
        Arguments.of(LISTEN + "print '-> done';", ENDED),
        Arguments.of(LISTEN + "print \"-> done\\n\";", ENDED),
        Arguments.of(LISTEN + "print \"hello\\n\";", BREACH + "a line does not start a stanza"),
        Arguments.of(LISTEN + "print \"->\\n\\n\";", BREACH + "a line does not start a stanza"),
        Arguments.of(LISTEN + "print \"\\n\";", BREACH + "a line does not start a stanza"),
        Arguments.of(LISTEN + "print \"->  x\\n\\n\";", BREACH + "a stanza has an argument that"),
        Arguments.of(
            LISTEN + "print \"-> \\xff\\n\\n\";", BREACH + "a stanza has an argument that"),
        Arguments.of(LISTEN + "print \"-> x\\r\\n\\n\";", BREACH + "a stanza has an argument that"),
        Arguments.of(
            LISTEN + "print \"-> x\\n=\\n\";", BREACH + "a stanza's body is not canonical"),
        Arguments.of(
            LISTEN + "print \"-> x\\nAB\\n\";", BREACH + "a stanza's body is not canonical"),
        Arguments.of(
            LISTEN + "print \"-> x\\n\", 'A' x 65, \"\\n\";",
            BREACH + "a stanza's body has a line of more than 64 columns"),
        Arguments.of(LISTEN + "print 'x' x 1e6;", BREACH + "a line has more than 16384 bytes"),
        Arguments.of(
            LISTEN + "print '-> x', ' y' x 1e6, \"\\n\\n\";",
            BREACH + "a line has more than 16384 bytes"),
        Arguments.of(
            LISTEN + "print \"-> x\\n\"; print 'A' x 64, \"\\n\" while 1;",
            BREACH + "it says more than 2097152 bytes"),
        Arguments.of(
            LISTEN + "ask('msg', 'hi') while 1;", BREACH + "it sends more than 8192 commands"),
        Arguments.of(
            LISTEN + "ask('file-key 1', 'x' x 16);", BREACH + "it sent the key of a file that"),
        Arguments.of(
            LISTEN + "ask('file-key', 'x' x 16);", BREACH + "it sent the key of a file that"),
        Arguments.of(
            LISTEN + "ask('file-key 0 0', 'x' x 16);", BREACH + "it sent the key of a file that"),
        Arguments.of(
            LISTEN + "ask('file-key 0', 'x' x 15);",
            BREACH + "it sent a file key of the wrong length"),
        Arguments.of(
            LISTEN + "ask('file-key 0', 'x' x 17);",
            BREACH + "it sent a file key of the wrong length"),
        Arguments.of(
            LISTEN + "ask('file-key 0', 'x' x 16) for 1..2;", BREACH + "it sent a second file key"),
        Arguments.of(LISTEN + "ask('file-key 0', 'x' x 16);", ENDED),
        Arguments.of(LISTEN + "ask('confirm', 'sure?');", BREACH + "it offered no choice"),
        Arguments.of(LISTEN + "ask('confirm eA eA eA', 'sure?');", BREACH + "it offered no choice"),
        Arguments.of(LISTEN + "ask('confirm eA==', 'sure?');", BREACH + "it named a choice in"),
        Arguments.of(
            LISTEN + "ask('error internal', 'no device'); sleep 60;",
            "the bad plugin failed: no device"),
        Arguments.of(
            LISTEN + "ask('error stanza 0 1', \"line\\n\"); sleep 60;",
            "the bad plugin failed: line"),
        Arguments.of(
            LISTEN + "ask('error internal', 'x' x 2000);",
            "the bad plugin failed: " + "x".repeat(1000) + "..."));
  }

  @Tag("tool")
  @ParameterizedTest
  @MethodSource
  void whileDecrypting(String perl, String sentence) {
    ScriptedPlugin.install(folder, "bad", perl);
    fails(sentence, () -> identity().unwrap(List.of(new Stanza("x", List.of(), new byte[0]))));
  }

  static Stream<Arguments> whileEncrypting() {
    return Stream.of(
        Arguments.of("", ENDED),
        Arguments.of(LISTEN + "send_only('done');", BREACH + "it sent no stanza"),
        Arguments.of(LISTEN + "ask('recipient-stanza 0');", BREACH + "it sent a stanza for a file"),
        Arguments.of(LISTEN + "ask('recipient-stanza');", BREACH + "it sent a stanza for a file"),
        Arguments.of(
            LISTEN + "ask('recipient-stanza 1 x');", BREACH + "it sent a stanza for a file"),
        Arguments.of(
            LISTEN + "ask('recipient-stanza x x');", BREACH + "it sent a stanza for a file"),
        Arguments.of(LISTEN + "ask('labels a') for 1..2;", BREACH + "it sent labels twice"),
        Arguments.of(LISTEN + "ask('labels') for 1..2;", BREACH + "it sent labels twice"),
        Arguments.of(
            LISTEN + "ask('error recipient 0', 'unknown recipient');",
            "the bad plugin failed: unknown recipient"));
  }

  @Tag("tool")
  @ParameterizedTest
  @MethodSource
  void whileEncrypting(String perl, String sentence) {
    ScriptedPlugin.install(folder, "bad", perl);
    fails(sentence, () -> identity().recipient().wrap(FileKey.generate()));
  }

  @Tag("tool")
  @Test
  void moreThanAPipeHoldsIsNotReadByAPluginThatEnds() {
    ScriptedPlugin.install(folder, "bad", "sleep 1; exit 1;");
    List<Stanza> large = List.of(new Stanza("x", List.of(), new byte[1 << 20]));
    fails(ENDED, () -> identity().unwrap(large));
  }

  @Test
  void aProgramThatCannotBeStarted() throws IOException {
    ScriptedPlugin.write(folder, "bad", "#!/nowhere/interpreter\n");
    PluginFailure failure =
        fails("the bad plugin cannot be started", () -> identity().unwrap(List.of()));
    assertEquals(
        "check that \"" + folder + "/age-plugin-bad\" is a program for this machine",
        failure.advice());
  }

  private static PluginFailure fails(String sentence, Executable executable) {
    PluginFailure failure =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> assertThrows(PluginFailure.class, executable));
    String said = failure.getMessage();
    assertEquals(sentence, said.substring(0, Math.min(sentence.length(), said.length())));
    return failure;
  }

  private Identity identity() throws IOException {
    return PluginsOnJvm.in(folder.toString(), new RecordingUser("answer"), Duration.ofSeconds(30))
        .identityNamed("bad");
  }
}
