package org.keyrite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tmux;
import org.keyrite.testing.Tools;

/** What the README shows is what a person sees, on a machine without network. */
class ReadmeIT {
  @Tag("tool")
  @Test
  void theCeremonyInTheReadme(@TempDir Path folder) throws Exception {
    Tools.require("unshare");
    String readme = Files.readString(CeremonyFixture.PROJECT.resolve("README.md"));
    int start = readme.indexOf("$ keyrite ceremony run ");
    String shown = readme.substring(start, readme.indexOf("\n```", start));

    String command = shown.lines().findFirst().orElseThrow().substring("$ keyrite ".length());
    String script =
        "mount -t sysfs sysfs /sys && mount -t tmpfs tmpfs /mnt && export XDG_RUNTIME_DIR=/mnt"
            + " && exec \"$0\" "
            + command.replace("--out bundle", "--out " + folder.resolve("bundle"));
    List<String> shell =
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "--net",
            "sh",
            "-c",
            script,
            Keyrite.executable().toString());
    try (Tmux terminal = new Tmux(shell)) {
      terminal.await("anything else to stop:");
      terminal.type("yes", "Enter");
      terminal.await("[status 0]");
      String seen = terminal.screen().replace("\n[status 0]", "");
      assertEquals(
          alike(shown.substring(shown.indexOf('\n') + 1)),
          alike(seen.replace(folder.resolve("bundle").toString(), "bundle")));
    }
  }

  @Test
  void theReceiptInTheReadme() throws Exception {
    String readme = Files.readString(CeremonyFixture.PROJECT.resolve("README.md"));
    int start = readme.indexOf("$ keyrite verify ");
    String shown = readme.substring(start, readme.indexOf("\n```", start));
    String command = shown.lines().findFirst().orElseThrow().substring("$ keyrite ".length());
    Keyrite.Result result = Keyrite.run(new byte[0], command.split(" ", -1));
    assertEquals("", result.stderr());
    assertEquals(
        withoutNow(shown.substring(shown.indexOf('\n') + 1)),
        withoutNow(new String(result.stdout(), StandardCharsets.UTF_8).stripTrailing()));
  }

  /** All of them but the last: combining asks people for the words of their shares. */
  @Tag("tool")
  @Test
  void theThreeLineExamples(@TempDir Path folder) throws Exception {
    Tools.require("age");
    String readme = Files.readString(CeremonyFixture.PROJECT.resolve("README.md"));
    List<String> commands =
        readme
            .substring(readme.indexOf("\n## What it looks like"), readme.indexOf("\n## Build it"))
            .lines()
            .filter(line -> line.startsWith("    ") && !line.contains(" escrow combine "))
            .map(String::strip)
            .toList();
    assertEquals(11, commands.size());
    String script =
        """
        set -e
        keyrite() { "$executable" "$@"; }
        kits=$(mktemp -d -p /dev/shm)
        trap 'rm -r "$kits"' EXIT
        cp -r "$project/ceremony" .
        cp ceremony/demo/host.identity .
        cp ceremony/demo/host.identity alice.identity
        keyrite age-keygen -y -o host.pub host.identity
        echo "a note" >notes.txt
        """
            + String.join("\n", commands)
                .replace("--out bundle", "--out bundle --yes")
                .replace("keyrite escrow split", "cd ../../..\nkeyrite escrow split")
                .replace("/dev/shm/kits", "\"$kits\"");
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0],
            List.of(
                "env",
                "--chdir=" + folder,
                "executable=" + Keyrite.executable(),
                "project=" + CeremonyFixture.PROJECT,
                "sh",
                "-c",
                script));
    assertEquals(0, result.status(), result.stderr());
    assertEquals(
        List.of(true, true, true, true, false),
        List.of(
            Files.exists(folder.resolve("bundle/SHA256SUMS")),
            Files.exists(folder.resolve("ceremony/trust/bitcoin-like/verified/SHA256SUMS")),
            Files.exists(folder.resolve("set/escrow.json")),
            Files.exists(folder.resolve("key.age")),
            Files.exists(folder.resolve("notes.txt"))));
  }

  private static String withoutNow(String text) {
    return text.replaceAll("judged at   .*", "judged at   TIME");
  }

  /** Without what differs from one ceremony to the next. */
  private static String alike(String text) {
    return text.replaceAll("[0-9a-f]{40,64}", "HASH")
        .replaceAll("[0-9T:-]{19}Z", "TIME")
        // The README shows two of the attempts, and the Landlock of one kernel.
        .replaceAll("(?s)^tried .*?\npreflight", "tried\npreflight")
        .replaceAll("Landlock [0-9]+", "Landlock N")
        .replaceAll("/[a-z0-9/]*keyrite-[0-9]+-1", "WORKSPACE")
        .stripTrailing();
  }
}
