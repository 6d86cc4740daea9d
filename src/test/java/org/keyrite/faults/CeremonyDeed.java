package org.keyrite.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;

/**
 * A ceremony whose generator's key the test knows, although no file has it: it is the hash of what
 * the generator says. The generator leaves it in the workspace too, and is slow before and after it
 * prints it.
 */
final class CeremonyDeed extends Deed {
  private static final String GENERATOR =
      """
      key=$(printf %s known | sha256sum | cut -c1-64)
      echo "$key" > "$HOME/key"
      sleep .06
      printf '{"secret_key": "%s", "peer_id": "peer-1"}\\n' "$key"
      sleep .06
      [ "$1" = --data-dir ]
      """;

  private final CeremonyFixture ceremony = new CeremonyFixture("deep");
  private final boolean escrow;
  private final String key = Sha256.hex("known".getBytes(US_ASCII));
  private final Search secrets;
  private final Map<Path, byte[]> sources = new TreeMap<>();

  /** With a backup for an identity that is split among trustees, or for a recipient. */
  CeremonyDeed(boolean escrow) throws IOException {
    super(escrow ? "ceremony with escrow" : "ceremony");
    this.escrow = escrow;
    ceremony.with(GENERATOR);
    if (escrow) {
      ceremony.change("    to: [hosts, backups]", "    to: [hosts, backups, escrow]");
      ceremony.change(
          "artifacts:\n",
          "escrow: {groups: {all: {threshold: 2, trustees: {carol: paper, dora: "
              + CeremonyFixture.BACKUP
              + "}}}}\nartifacts:\n");
    }
    String failing = Files.readString(ceremony.plan()).replace("--data-dir", "--other");
    Files.writeString(failingPlan(), failing);
    for (Path file : filesIn(ceremony.folder())) {
      sources.put(file, Files.readAllBytes(file));
    }
    for (Path folder : List.of(place(), copy(), kits(), workspaces())) {
      Files.createDirectories(folder);
    }
    Files.setPosixFilePermissions(kits(), PosixFilePermissions.fromString("rwx------"));
    secrets = new Search(List.of(Secret.ofBytes(HexFormat.of().parseHex(key))));
  }

  private Path failingPlan() {
    return ceremony.folder().resolve("failing.yaml");
  }

  @Override
  List<String> arguments() {
    return holding(ceremony.plan());
  }

  @Override
  List<String> failing() {
    return holding(failingPlan());
  }

  private List<String> holding(Path plan) {
    List<String> all = new ArrayList<>(List.of("ceremony", "run", plan.toString(), "--yes"));
    all.addAll(List.of("--out", place().resolve("bundle").toString()));
    all.addAll(List.of("--workspace", workspaces().toString()));
    if (escrow) {
      all.addAll(List.of("--kits", kits().toString()));
    }
    return all;
  }

  @Override
  Path folder() {
    return ceremony.folder();
  }

  @Override
  Path memory() {
    return ceremony.memory();
  }

  @Override
  Path place() {
    return ceremony.folder().resolve("place");
  }

  @Override
  Path kits() {
    return ceremony.memory().resolve("kits");
  }

  @Override
  Path workspaces() {
    return ceremony.memory().resolve("workspaces");
  }

  @Override
  Search secrets() {
    return secrets;
  }

  /** Every file has the hash that is written for it, and the host gets the key. */
  @Override
  void verify() throws Exception {
    Path bundle = place().resolve("bundle");
    String sums =
        "cd \"$0\" && sha256sum --quiet --strict -c SHA256SUMS && ls | grep -v SHA256SUMS | wc -l";
    Keyrite.Result summed =
        Keyrite.execute(new byte[0], List.of("sh", "-c", sums, bundle.toString()));
    int lines = Files.readAllLines(bundle.resolve("SHA256SUMS")).size();
    assertEquals(lines + "", new String(summed.stdout(), US_ASCII).strip(), summed.stderr());
    Path host = CeremonyFixture.PROJECT.resolve("ceremony/demo/host.identity");
    Path encrypted = bundle.resolve("identity-peer-1.age");
    List<String> opened = List.of("age", "-d", "-i", host.toString(), encrypted.toString());
    assertEquals(key, new String(done(opened).stdout(), US_ASCII));
  }

  @Override
  void requireSources(boolean isAbrupt) throws Exception {
    for (Map.Entry<Path, byte[]> source : sources.entrySet()) {
      assertArrayEquals(
          source.getValue(), Files.readAllBytes(source.getKey()), source.getKey().toString());
    }
    try (Stream<Path> all = Files.list(ceremony.folder())) {
      assertTrue(
          all.allMatch(
              each ->
                  sources.containsKey(each)
                      || each.equals(place())
                      || each.equals(copy())
                      || each.endsWith("words")),
          "something new beside the plan");
    }
  }

  @Override
  public void close() throws IOException {
    ceremony.close();
  }
}
