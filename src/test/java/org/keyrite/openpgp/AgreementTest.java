package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.signature.Finding;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;
import org.keyrite.testing.Trials;

/**
 * Made certificates, judged by keyrite, sqv and gpg: where they do not agree, there is a reason
 * that docs/verify.md names. The matrix is written to target/openpgp-agreement.md.
 */
class AgreementTest {
  private static final int CERTIFICATES = 600;
  private static final Path MATRIX = Path.of("target", "openpgp-agreement.md");

  @TempDir private Path folder;

  private final List<Case> cases = new ArrayList<>();

  private record Case(MadeCertificate made, Finding finding, boolean sqv) {
    private boolean keyrite() {
      return finding instanceof Finding.Good;
    }
  }

  @Tag("tool")
  @Test
  void everyDifferenceHasAReason() throws Exception {
    Tools.require("sqv");
    Tools.require("gpg");
    Files.write(folder.resolve("data"), Signer.DATA);
    Trials.run(CERTIFICATES, random -> judge(new MadeCertificate(random)));
    List<Boolean> gpg = gpg();
    Map<String, Integer> matrix = new TreeMap<>();
    Map<String, Integer> reasons = new TreeMap<>();
    List<String> unnamed = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      matrix.merge(row(one.keyrite(), one.sqv(), gpg.get(i)), 1, Integer::sum);
      count("sqv", one.sqv(), one, reasons, unnamed);
      count("gpg", gpg.get(i), one, reasons, unnamed);
    }
    write(matrix, reasons);
    assertEquals("", String.join("\n", unnamed), "differences without a reason");
    requireDocumented(reasons.keySet());
    // A certificate that always gets the same answer would prove nothing.
    assertTrue(matrix.getOrDefault(row(true, true, true), 0) >= CERTIFICATES / 6, matrix::toString);
    assertTrue(
        matrix.getOrDefault(row(false, false, false), 0) >= CERTIFICATES / 6, matrix::toString);
  }

  private void judge(MadeCertificate made) throws Exception {
    String cert = write("cert-", made.file());
    String signature = write("signature-", made.signature);
    // So gpg can verify many in one run.
    byte[] literal = Checked.join(new byte[] {'b', 0, 0, 0, 0, 0}, Signer.DATA);
    write("message-", Checked.join(made.signature, Forge.packet(11, literal)));
    Certificates certificates = Gpg.certificates(Set.of(made.key.fingerprint()), made.file());
    Finding finding =
        Checked.detached(made.signature, Signer.DATA, certificates, MadeCertificate.NOW).getFirst();
    String data = folder.resolve("data").toString();
    Keyrite.Result sqv =
        Keyrite.execute(new byte[0], List.of("sqv", "--keyring", cert, signature, data));
    cases.add(new Case(made, finding, sqv.status() == 0));
  }

  private String write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name + cases.size()), content).toString();
  }

  private List<Boolean> gpg() throws IOException {
    Path home = Files.createDirectory(folder.resolve("gpg"));
    List<String> gpg =
        List.of(
            "gpg",
            "--homedir",
            home.toString(),
            "--batch",
            "--quiet",
            "--no-tty",
            "--no-autostart",
            "--no-auto-check-trustdb",
            "--faked-system-time",
            MadeCertificate.NOW.getEpochSecond() + "!",
            "--trust-model",
            "always",
            "--status-fd",
            "1");
    List<String> imports = new ArrayList<>(gpg);
    List<String> verifies = new ArrayList<>(gpg);
    imports.add("--import");
    verifies.add("--verify-files");
    for (int i = 0; i < cases.size(); i++) {
      imports.add(folder.resolve("cert-" + i).toString());
      verifies.add(folder.resolve("message-" + i).toString());
    }
    Keyrite.execute(new byte[0], imports);
    String[] status =
        new String(Keyrite.execute(new byte[0], verifies).stdout(), StandardCharsets.UTF_8)
            .split("\\[GNUPG:] FILE_START", -1);
    assertEquals(cases.size(), status.length - 1);
    List<Boolean> good = new ArrayList<>();
    for (int i = 1; i < status.length; i++) {
      good.add(status[i].contains("[GNUPG:] GOODSIG"));
    }
    return good;
  }

  private static void count(
      String tool, boolean answer, Case one, Map<String, Integer> reasons, List<String> unnamed) {
    if (answer == one.keyrite()) {
      return;
    }
    Optional<Difference> reason = Difference.of(tool, one.finding(), one.made());
    if (reason.isPresent()) {
      String name = reason.get().name().toLowerCase(Locale.ROOT).replace('_', '-');
      reasons.merge(name + " | " + tool + " says " + word(answer), 1, Integer::sum);
    } else {
      unnamed.add(
          tool + " says " + word(answer) + ", keyrite " + one.finding() + "\n" + one.made());
    }
  }

  private static String word(boolean answer) {
    return answer ? "yes" : "no";
  }

  private static String row(boolean keyrite, boolean sqv, boolean gpg) {
    return word(keyrite) + " | " + word(sqv) + " | " + word(gpg);
  }

  private static void write(Map<String, Integer> matrix, Map<String, Integer> reasons)
      throws IOException {
    StringBuilder text = new StringBuilder("| keyrite | sqv | gpg | certificates |\n");
    text.append("| --- | --- | --- | --- |\n");
    matrix.forEach((row, count) -> text.append("| " + row + " | " + count + " |\n"));
    text.append("\n| reason | answer | certificates |\n| --- | --- | --- |\n");
    reasons.forEach((row, count) -> text.append("| " + row + " | " + count + " |\n"));
    Files.writeString(MATRIX, text);
  }

  private static void requireDocumented(Set<String> reasons) throws IOException {
    String guide = Files.readString(Path.of("docs", "verify.md"));
    Set<String> found = new TreeSet<>();
    reasons.forEach(reason -> found.add(reason.substring(0, reason.indexOf(' '))));
    Set<String> all = new TreeSet<>();
    for (Difference difference : Difference.values()) {
      all.add(difference.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    assertEquals(all, found, "reasons that are never needed, or not known");
    for (String reason : all) {
      assertTrue(guide.contains("| `" + reason + "` |"), "docs/verify.md does not name " + reason);
    }
  }
}
