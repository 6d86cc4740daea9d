package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.AgeVector;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Typist;

/** The public vectors through the executable: status, released bytes, and what is left on disk. */
@Tag("tool")
class AgeVectorsIT {
  @TempDir private Path folder;

  @Test
  void everyVectorReleasesWhatItMayAndNothingElse() {
    List<AgeVector> vectors = AgeVector.all();
    assertAll(vectors.stream().map(vector -> () -> checkStandardOutput(vector)));
    assertEquals(143, vectors.size());
  }

  @Test
  void everyVectorThatFailsLeavesNoOutputFile() throws IOException {
    List<AgeVector> vectors = AgeVector.all();
    assertAll(vectors.stream().map(vector -> () -> checkOutputFile(vector)));
    assertEquals(143, vectors.size());
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().contains("partial")));
    }
  }

  private void checkStandardOutput(AgeVector vector) throws IOException {
    Keyrite.Result result = run(vector, vector.file());
    assertEquals(status(vector), result.status(), vector.name() + ": " + result.stderr());
    assertEquals(vector.payload(), Sha256.hex(result.stdout()), vector.name());
    assertEquals(vector.expect().equals("success"), result.stderr().isEmpty(), result.stderr());
  }

  private void checkOutputFile(AgeVector vector) throws IOException {
    Path output = folder.resolve(vector.name());
    Path input = Files.write(folder.resolve(vector.name() + ".age"), vector.file());
    Keyrite.Result result = run(vector, new byte[0], "-o", output.toString(), input.toString());
    assertEquals(status(vector), result.status(), vector.name() + ": " + result.stderr());
    if (status(vector) == 0) {
      assertEquals(vector.payload(), Sha256.hex(Files.readAllBytes(output)), vector.name());
    } else {
      assertFalse(Files.exists(output), vector.name());
    }
  }

  /** A passphrase is typed at a terminal, and then the file comes from a file. */
  private Keyrite.Result run(AgeVector vector, byte[] stdin, String... more) throws IOException {
    if (vector.passphrases().isEmpty()) {
      return Keyrite.run(stdin, arguments(vector, more));
    }
    List<String> command = new ArrayList<>(List.of(Keyrite.executable().toString()));
    command.addAll(Arrays.asList(arguments(vector, more)));
    if (more.length == 0) {
      command.add(Files.write(folder.resolve(vector.name() + ".input"), stdin).toString());
    }
    Typist.Result typed = Typist.run(vector.passphrases().getFirst() + "\n", command);
    return new Keyrite.Result(typed.status(), typed.stdout(), typed.stderr());
  }

  private String[] arguments(AgeVector vector, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("age", "-d"));
    if (!vector.identities().isEmpty()) {
      Path identities = folder.resolve("identities");
      Files.write(identities, vector.identities());
      arguments.addAll(List.of("-i", identities.toString()));
    }
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(String[]::new);
  }

  private static int status(AgeVector vector) {
    return vector.expect().equals("success") ? 0 : 1;
  }
}
