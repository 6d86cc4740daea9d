package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.StockAge;
import org.keyrite.testing.Tools;

/**
 * Whoever could read and write a file before it is an output can do so afterwards, and no other.
 */
@Tag("tool")
class AgeReplacementIT {
  /** An access list with an entry for user 1234: rwx for the owner, r for them, none for others. */
  private static final String SET_ATTRIBUTES =
      "$f = shift; $acl = pack('V(vvV)*', 2, 1, 6, -1, 2, 4, 1234, 4, 0, -1, 16, 4, -1, 32, 0, -1);"
          + "syscall(188, $f, $n = 'system.posix_acl_access', $acl, length $acl, 0) == 0 or die;"
          + "syscall(188, $f, $n = 'user.note', $v = \"a\\0b\", 3, 0) == 0 or die;";

  private static final String SHOW_ATTRIBUTES =
      "$f = shift; for ('system.posix_acl_access', 'user.note') { $n = $_; $v = \"\\0\" x 999;"
          + "$l = syscall(191, $f, $n, $v, 999); print \"$n \", unpack('H*', $l < 0 ? '' : substr $v, 0, $l), ' ' }";

  @TempDir private Path folder;
  private Path files;
  private Path identity;
  private Path encrypted;
  private Path executable;

  @BeforeEach
  void encrypt() throws IOException {
    Tools.require("perl");
    Tools.require("setpriv");
    Tools.require("stat");
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid")), "only root gives away");
    permissions(folder, "rwxr-xr-x");
    executable = folder.resolve("keyrite");
    Files.copy(Keyrite.executable(), executable);
    permissions(executable, "rwxr-xr-x");
    identity = folder.resolve("key");
    ok(run("age-keygen", "-o", identity.toString()));
    permissions(identity, "rw-r--r--");
    encrypted = folder.resolve("file.age");
    String recipient = text(run("age-keygen", "-y", identity.toString())).strip();
    ok(
        Keyrite.execute(
            "new".getBytes(StandardCharsets.UTF_8),
            List.of(executable.toString(), "age", "-o", encrypted.toString(), "-r", recipient)));
    files = Files.createDirectory(folder.resolve("files"));
  }

  @AfterEach
  void nothingElseIsLeft() throws IOException {
    try (Stream<Path> left = Files.walk(folder)) {
      assertEquals(List.of(), left.filter(file -> file.toString().endsWith(".partial")).toList());
    }
  }

  @Test
  void aServicesFileStaysTheServices() throws IOException {
    for (List<String> age : List.of(List.of(StockAge.program("age")), keyrite())) {
      for (String mode : List.of("640", "600", "664", "400", "444")) {
        Path file = Files.writeString(files.resolve("svc"), "old");
        sh("chown 1000:2000 \"$0\"; chmod " + mode + " \"$0\"", file);
        ok(decryptTo(age, file.toString()));
        assertEquals("new", Files.readString(file));
        assertEquals(mode + " 1000:2000", sh("stat -c '%a %u:%g' \"$0\"", file));
        Files.delete(file);
      }
    }
  }

  @Test
  void accessListAndAttributesStay() throws IOException {
    Path file = Files.writeString(files.resolve("acl"), "old");
    sh("chown 1000:2000 \"$0\"; perl -e \"$1\" \"$0\"", file, SET_ATTRIBUTES);
    String before = sh("stat -c '%a %u:%g' \"$0\"; perl -e \"$1\" \"$0\"", file, SHOW_ATTRIBUTES);
    assertTrue(before.contains("user.note 610062"), before);
    ok(decryptTo(keyrite(), file.toString()));
    assertEquals("new", Files.readString(file));
    assertEquals(
        before, sh("stat -c '%a %u:%g' \"$0\"; perl -e \"$1\" \"$0\"", file, SHOW_ATTRIBUTES));
  }

  /** The folder's list is for what is made in it; this file was there, without one. */
  @Test
  void noAccessListComesIn() throws IOException {
    Path file = Files.writeString(files.resolve("plain"), "old");
    permissions(file, "rw-------");
    sh(
        "perl -e \"$1\" \"$0\"",
        files,
        SET_ATTRIBUTES.replace("posix_acl_access", "posix_acl_default"));
    ok(decryptTo(keyrite(), file.toString()));
    assertEquals("new", Files.readString(file));
    assertEquals("600", sh("stat -c %a \"$0\"", file));
    assertEquals(
        "system.posix_acl_access  user.note",
        sh("perl -e \"$1\" \"$0\"", file, SHOW_ATTRIBUTES).strip());
  }

  @Test
  void otherNamesStayNamesOfIt() throws IOException {
    Path file = Files.writeString(files.resolve("one"), "longer than what comes");
    Path other = Files.createLink(files.resolve("other"), file);
    ok(decryptTo(keyrite(), file.toString()));
    assertEquals("new", Files.readString(other));
    assertTrue(Files.isSameFile(file, other));
  }

  /** Whose target lies beside what leads to it, not beside the name that was given. */
  @Test
  void aLinkIsFollowedAsTheKernelDoes() throws IOException {
    Path real = Files.createDirectories(files.resolve("deep/real"));
    Path target = Files.writeString(files.resolve("deep/target"), "old");
    Files.createSymbolicLink(real.resolve("link"), Path.of("../target"));
    Path short1 = Files.createSymbolicLink(files.resolve("short"), real);
    ok(decryptTo(keyrite(), short1.resolve("link").toString()));
    assertEquals("new", Files.readString(target));
    assertTrue(Files.notExists(files.resolve("target")));
  }

  @Test
  void aFileThatIsMountedIsWrittenTo() throws IOException {
    Tools.require("unshare");
    Path file = Files.writeString(files.resolve("file"), "old and longer");
    Path there = Files.writeString(files.resolve("there"), "");
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$1\" && shift && exec \"$@\"",
                file.toString(),
                there.toString()));
    ok(decryptTo(concatenated(command, keyrite()), there.toString()));
    assertEquals("new", Files.readString(file));
    assertEquals("", Files.readString(there));
  }

  /** As A does: who may write to a file, but not make one in its folder. */
  @Test
  void aFileInAFolderOfOthersIsWrittenTo() throws IOException {
    Path file = Files.writeString(files.resolve("file"), "old and longer");
    sh("chown 0:54321 \"$0\"; chmod 660 \"$0\"", file);
    List<String> user = List.of("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups");
    for (List<String> age : List.of(List.of("STOCK"), keyrite())) {
      List<String> program = age.getFirst().equals("STOCK") ? List.of(stockForAll()) : age;
      Files.writeString(file, "old and longer");
      ok(decryptTo(concatenated(user, program), file.toString()));
      assertEquals("new", Files.readString(file));
      assertEquals("660 0:54321", sh("stat -c '%a %u:%g' \"$0\"", file));
    }
    // What fails leaves it as it was.
    byte[] whole = Files.readAllBytes(encrypted);
    whole[whole.length - 1] ^= 1;
    Files.write(encrypted, whole);
    assertEquals(1, decryptTo(concatenated(user, keyrite()), file.toString()).status());
    assertEquals("new", Files.readString(file));
  }

  /** Its owner could not be given back; it is theirs still. */
  @Test
  void aFileOfAnotherInAFolderOfOnesOwnStaysTheOthers() throws IOException {
    Path file = Files.writeString(files.resolve("file"), "old");
    sh("chown 1000:54321 \"$0\"; chmod 660 \"$0\"; chown 54321 \"$1\"", file, files.toString());
    List<String> user = List.of("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups");
    ok(decryptTo(concatenated(user, keyrite()), file.toString()));
    assertEquals("new", Files.readString(file));
    assertEquals("660 1000:54321", sh("stat -c '%a %u:%g' \"$0\"", file));
  }

  /** The folder's owner exchanges the file while the rest of the input has yet to come. */
  @Test
  void whatIsPutInItsPlaceMeanwhileGetsNothing() throws Exception {
    sh("chown 1000:1000 \"$0\"", files);
    Path file = files.resolve("t");
    for (String before : List.of("echo old >$0; ln $0 $0.other", "echo old >$0", ":")) {
      String said =
          sh(
              before
                  + """
                  ; cd "$1"; mkfifo slow
                  head -c 300000 /dev/zero | ./keyrite age -e -i key >long
                  ./keyrite age -d -i key -o "$0" slow >said 2>&1 & age=$!
                  exec 9>slow; head -c 150000 long >&9
                  for i in $(seq 100); do
                    ls -l /proc/$age/fd | grep -q "$(dirname "$0")/" && break
                    sleep 0.1
                  done
                  setpriv --reuid=1000 --regid=1000 --clear-groups \\
                    sh -c 'rm -f "$0"; echo x >"$0"' "$0"
                  tail -c +150001 long >&9; exec 9>&-
                  wait $age || echo $?
                  cat said; stat -c %u:%g "$0"; cat "$0"; rm -f slow "$0" "$0.other\"""",
              file,
              folder.toString());
      assertEquals(
          "1\nage: error: failed to write output file \""
              + file
              + "\": it "
              + (before.equals(":") ? "exists now" : "is another file now")
              + "\n1000:1000\nx",
          said);
    }
  }

  @Test
  void whatStandardInputIsReadFromIsNoOutput() throws IOException {
    String key = Files.readString(identity);
    String line = "cd \"$0\"; ./keyrite age -d -i - -o key file.age <key 2>&1 || echo $?";
    assertEquals(
        "age: error: input and output file are the same: \"key\"\n"
            + "age: hint: give another name with -o/--output\n1",
        sh(line, folder));
    assertEquals(key, Files.readString(identity));
  }

  private String stockForAll() throws IOException {
    Path copy = folder.resolve("stock");
    if (Files.notExists(copy)) {
      Files.copy(Path.of(StockAge.program("age")), copy);
      permissions(copy, "rwxr-xr-x");
    }
    return copy.toString();
  }

  private List<String> keyrite() {
    return List.of(executable.toString(), "age");
  }

  private Keyrite.Result decryptTo(List<String> age, String file) {
    return Keyrite.execute(
        new byte[0],
        concatenated(
            age, List.of("-d", "-i", identity.toString(), "-o", file, encrypted.toString())));
  }

  private static List<String> concatenated(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private Keyrite.Result run(String... arguments) {
    return Keyrite.execute(
        new byte[0], concatenated(List.of(executable.toString()), List.of(arguments)));
  }

  private static String sh(String line, Path file, String... more) {
    Keyrite.Result result =
        Keyrite.execute(
            new byte[0], concatenated(List.of("sh", "-ec", line, file.toString()), List.of(more)));
    ok(result);
    return text(result).strip();
  }

  private static void ok(Keyrite.Result result) {
    assertEquals("0 ", result.status() + " " + withoutKey(result.stderr()));
  }

  private static String withoutKey(String said) {
    return said.startsWith("Public key: ") ? "" : said;
  }

  private static String text(Keyrite.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8);
  }

  private static void permissions(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
