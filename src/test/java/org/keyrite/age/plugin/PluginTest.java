package org.keyrite.age.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Bech32;
import org.keyrite.age.Identity;
import org.keyrite.age.Prompts;
import org.keyrite.age.Recipient;
import org.keyrite.age.ScryptRecipient;
import org.keyrite.age.UnwrapResult;
import org.keyrite.age.X25519Identity;
import org.keyrite.age.files.Identities;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.Stanza;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.testing.ScriptedPlugin;

/** What is said between this program and a plugin that keeps to the protocol. */
class PluginTest {
  private static final String RECIPIENT = "age1test10qdmzv9q";
  private static final String IDENTITY = "AGE-PLUGIN-TEST-10Q32NLXM";

  @TempDir private Path folder;
  private final RecordingUser user = new RecordingUser("answer");
  private Plugins plugins;

  @BeforeEach
  void findPluginsInTheFolder() {
    plugins = plugins(user);
  }

  private Plugins plugins(PluginUser user) {
    return PluginsOnJvm.in(String.valueOf(folder), user, Duration.ofSeconds(20));
  }

  private Recipient recipient(String encoded) throws KeyFailure {
    return Recipients.parse(encoded, plugins);
  }

  private Identity identity(String line) throws IOException {
    byte[] file = line.getBytes(StandardCharsets.US_ASCII);
    return Identities.read(new ByteArrayInputStream(file), plugins, Prompts.NOBODY).getFirst();
  }

  @Tag("tool")
  @Test
  void aFileIsEncryptedAndDecrypted() throws IOException {
    ScriptedPlugin.install(folder, "test", ScriptedPlugin.GOOD);
    for (Recipient recipient : List.of(recipient(RECIPIENT), identity(IDENTITY).recipient())) {
      byte[] file = encrypt(List.of(recipient, X25519Identity.generate().recipient()));
      for (Identity identity : List.of(identity(IDENTITY), plugins.identityNamed("TEST"))) {
        assertEquals(42, decrypt(identity, file));
      }
    }
    assertEquals(List.of(), user.seen());
  }

  @Tag("tool")
  @Test
  void anIdentityThatOpensNothingLeavesTheFileToTheNext() throws IOException {
    ScriptedPlugin.install(folder, "test", ScriptedPlugin.GOOD);
    X25519Identity other = X25519Identity.generate();
    byte[] file = encrypt(List.of(other.recipient()));
    List<Identity> both = List.of(identity(IDENTITY), other);
    assertEquals(42, Age.decrypt(both, new ByteArrayInputStream(file)).read());
  }

  @Tag("tool")
  @Test
  void thePluginIsToldWhatTheSpecificationSays() throws IOException {
    Path log = folder.resolve("log");
    ScriptedPlugin.install(
        folder,
        "test",
        "open my $log, '>>', '"
            + log
            + "';"
            + """
            use Cwd;
            listen_to_client();
            print $log "$state in ", getcwd(), "\n", map { "$_\n" } grep { !/^grease/ } @said;
            print $log length $file_key, "\n" if $file_key;
            print $log join(' ', map { $_->[0] . ':' . length $_->[1] } @stanzas), "\n";
            ask('recipient-stanza 0 a b c', '') if $state eq 'recipient-v1';
            send_only('done');
            """);
    List<Stanza> stanzas = recipient(RECIPIENT).wrap(FileKey.generate()).stanzas();
    assertEquals("a [b, c] 0", show(stanzas.getFirst()));
    identity(IDENTITY).recipient().wrap(FileKey.generate());
    Stanza long64 = new Stanza("x", List.of("y"), new byte[48]);
    assertInstanceOf(
        UnwrapResult.NotForMe.class,
        identity(IDENTITY).unwrap(List.of(long64, new Stanza("z", List.of(), new byte[100]))));
    assertEquals(
        """
        recipient-v1 in /
        add-recipient age1test10qdmzv9q
        wrap-file-key
        extension-labels
        done
        16

        recipient-v1 in /
        add-identity AGE-PLUGIN-TEST-10Q32NLXM
        wrap-file-key
        extension-labels
        done
        16

        identity-v1 in /
        add-identity AGE-PLUGIN-TEST-10Q32NLXM
        recipient-stanza 0 x y
        recipient-stanza 0 z
        done
        x y:48 z:100
        """,
        Files.readString(log));
  }

  @Tag("tool")
  @Test
  void greaseIsSentNowAndThenAndNeverLooksLikeACommand() throws IOException {
    Path log = folder.resolve("log");
    ScriptedPlugin.install(
        folder,
        "test",
        "open my $log, '>>', '"
            + log
            + "';"
            + "listen_to_client(); print $log \"$said[1]\\n\"; send_only('done');");
    for (int i = 0; i < 60; i++) {
      identity(IDENTITY).unwrap(List.of(new Stanza("x", List.of(), new byte[0])));
    }
    List<String> second = Files.readAllLines(log);
    long greased = second.stream().filter(line -> line.matches("grease-[0-9a-f]{16}( 1)?")).count();
    long plain = second.stream().filter("recipient-stanza 0 x"::equals).count();
    assertEquals(60, greased + plain);
    assertTrue(greased > 0 && plain > 0, greased + " greased of 60");
  }

  @Tag("tool")
  @Test
  void everythingThatAPluginCanWantOfItsUser() throws IOException {
    Path log = folder.resolve("log");
    String everything =
        "open my $log, '>', '"
            + log
            + "';"
            + """
            listen_to_client();
            my @asked = (
                ['msg', "touch the k\\xc3\\xa9y"], ['request-secret', 'PIN?'], ['request-public', 'name?'],
                ['confirm ' . without_padding('Go'), 'ready?'],
                ['confirm ' . without_padding('Go') . ' ' . without_padding('Stop'), 'sure?'],
                ['fly-to-the-moon now', 'please'], ['labels', '']);
            for (@asked) {
                my ($line, $body) = ask(@$_);
                print $log "$line=$body\n";
            }
            send_only('done');
            """;
    ScriptedPlugin.install(folder, "test", everything);
    assertInstanceOf(UnwrapResult.NotForMe.class, identity(IDENTITY).unwrap(List.of()));
    assertEquals(
        List.of(
            "test says: touch the k\u00e9y",
            "test asks for a secret: PIN?",
            "test asks: name?",
            "test lets choose: ready? [Go|]",
            "test lets choose: sure? [Go|Stop]"),
        user.seen());
    assertEquals("ok= ok=answer ok=answer ok yes= ok yes= unsupported= unsupported=", answers(log));

    plugins = plugins(new RecordingUser("no"));
    identity(IDENTITY).unwrap(List.of());
    assertEquals("ok= ok=no ok=no ok no= ok no= unsupported= unsupported=", answers(log));

    plugins = plugins(new RecordingUser(""));
    identity(IDENTITY).unwrap(List.of());
    assertEquals("fail= fail= fail= fail= fail= unsupported= unsupported=", answers(log));
  }

  @Tag("tool")
  @Test
  void labelsDecideOnTheCompany() throws IOException {
    String labeled =
        "listen_to_client(); ask('recipient-stanza 0 toy', 'x' x 16); %s send_only('done');";
    ScriptedPlugin.install(folder, "test", labeled.formatted("ask('labels postquantum other');"));
    ScriptedPlugin.install(folder, "two", labeled.formatted("ask('labels other postquantum');"));
    ScriptedPlugin.install(folder, "none", labeled.formatted("ask('labels');"));
    Recipient one = recipient(RECIPIENT);
    Recipient two = plugins.identityNamed("two").recipient();
    Recipient none = plugins.identityNamed("none").recipient();
    Recipient classic = X25519Identity.generate().recipient();
    assertEquals(Set.of("postquantum", "other"), one.wrap(FileKey.generate()).labels());
    encrypt(List.of(one, two));
    encrypt(List.of(none, classic));
    for (List<Recipient> mixed :
        List.of(List.of(one, classic), List.of(classic, two), List.of(one, none))) {
      assertThrows(KeyFailure.class, () -> encrypt(mixed));
    }
  }

  @Tag("tool")
  @Test
  void aSlowPluginIsWaitedForAndTheUserToldOnce() throws IOException {
    plugins = PluginsOnJvm.in(String.valueOf(folder), user, Duration.ofMillis(200));
    ScriptedPlugin.install(
        folder, "test", "listen_to_client(); select(undef, undef, undef, 0.9); send_only('done');");
    identity(IDENTITY).unwrap(List.of());
    assertEquals(List.of("waiting for test"), user.seen());
  }

  @Tag("tool")
  @Test
  void aPluginIsFoundInWholeFoldersOfTheSearchPathOnly() throws IOException {
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.createDirectory(folder.resolve("age-plugin-test"));
    ScriptedPlugin.install(second, "test", ScriptedPlugin.GOOD);
    Path notExecutable = Files.createDirectory(folder.resolve("third"));
    Files.writeString(notExecutable.resolve("age-plugin-test"), "");
    String relative = Path.of("").toAbsolutePath().relativize(second).toString();
    assertNotFound("");
    assertNotFound(relative);
    assertNotFound(":" + relative + "::.:" + folder + ":" + notExecutable);
    plugins = PluginsOnJvm.in(":.:" + folder + ":" + second, user, Duration.ofSeconds(20));
    assertEquals(1, recipient(RECIPIENT).wrap(FileKey.generate()).stanzas().size());
  }

  private void assertNotFound(String searchPath) throws KeyFailure {
    plugins = PluginsOnJvm.in(searchPath, user, Duration.ofSeconds(20));
    Recipient recipient = recipient(RECIPIENT);
    AgeException failure =
        assertThrows(AgeException.PluginFailure.class, () -> recipient.wrap(FileKey.generate()));
    assertEquals("the test plugin is not installed", failure.getMessage());
    assertEquals(
        "install it, so that \"age-plugin-test\" is in PATH;"
            + " https://age-encryption.org/awesome#plugins lists plugins",
        failure.advice());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "../x", "a b", "a\u0000", "\u00e9", "a;b", "$HOME"})
  void aNameThatIsNoNameIsRefusedWhereverItStands(String name) {
    assertThrows(KeyFailure.class, () -> plugins.identityNamed(name));
    if (name.chars().allMatch(c -> c < 0x80)) {
      String recipient =
          new String(Bech32.encode("age1" + name, new byte[1]), StandardCharsets.US_ASCII);
      String identity =
          new String(
              Bech32.encode("AGE-PLUGIN-" + name.toUpperCase(Locale.ROOT) + "-", new byte[1]),
              StandardCharsets.US_ASCII);
      assertThrows(KeyFailure.class, () -> recipient(recipient));
      assertThrows(KeyFailure.class, () -> identity(identity));
    }
    assertEquals(Set.of(), plugins.needed());
  }

  @ParameterizedTest
  @CsvSource({
    "age1test10qdmzv9p, the recipient has a wrong checksum",
    "age1test1, the recipient is cut short",
    "AGE1TEST10QDMZV9Q, the recipient is cut short",
  })
  void aMalformedRecipientIsRefusedBeforeAnythingIsStarted(String encoded, String sentence) {
    KeyFailure failure = assertThrows(KeyFailure.class, () -> recipient(encoded));
    assertTrue(failure.getMessage().startsWith(sentence), failure.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGE-PLUGIN-TEST-10Q32NLXN",
        "AGE-PLUGIN-TEST-1",
        "AGE-PLUGIN-",
        "AGE-PLUGIN-1",
        "AGE-PLUGIN--1",
        "AGE-PLUGIN-TEST10Q32NLXM",
      })
  void aMalformedIdentityIsRefusedBeforeAnythingIsStarted(String encoded) {
    assertThrows(KeyFailure.class, () -> identity(encoded));
    assertEquals(Set.of(), plugins.needed());
  }

  @Test
  void whereThereAreNoPluginsTheirKeysAreRefused() {
    assertThrows(KeyFailure.class, () -> Recipients.parse(RECIPIENT));
    byte[] file = IDENTITY.getBytes(StandardCharsets.US_ASCII);
    assertThrows(
        KeyFailure.class,
        () -> Identities.read(new ByteArrayInputStream(file), PluginKeys.NONE, Prompts.NOBODY));
  }

  @Tag("tool")
  @Test
  void anIdentityInAnEncryptedFileIsKnownOnceTheFileIsUsed() throws IOException {
    ScriptedPlugin.install(folder, "test", ScriptedPlugin.GOOD);
    Recipient passphrase = new ScryptRecipient(Prompts.saying("hunter2"), 1);
    byte[] identities = encrypt(List.of(passphrase), IDENTITY);
    Identity locked =
        Identities.read(new ByteArrayInputStream(identities), plugins, Prompts.saying("hunter2"))
            .getFirst();
    assertEquals(Set.of(), plugins.needed());
    byte[] file = encrypt(List.of(locked.recipient()));
    assertEquals(Set.of("test"), plugins.needed());
    assertEquals(42, decrypt(locked, file));
  }

  @Test
  void itIsKnownWhichPluginsTheKeysNeed() throws IOException {
    recipient(RECIPIENT);
    identity(IDENTITY);
    plugins.identityNamed("Other");
    assertEquals(List.of("test", "other"), new ArrayList<>(plugins.needed()));
    assertEquals("an identity of the test plugin", identity(IDENTITY).toString());
    assertEquals(RECIPIENT, recipient(RECIPIENT).toString());
  }

  private static String answers(Path log) throws IOException {
    return String.join(" ", Files.readAllLines(log));
  }

  private static String show(Stanza stanza) {
    return stanza.type() + " " + stanza.arguments() + " " + stanza.body().length;
  }

  private static byte[] encrypt(List<Recipient> recipients) throws IOException {
    return encrypt(recipients, "*");
  }

  private static byte[] encrypt(List<Recipient> recipients, String text) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AgeOutput output = Age.encrypt(recipients, file)) {
      output.write(text.getBytes(StandardCharsets.US_ASCII));
      output.finish();
    }
    return file.toByteArray();
  }

  private static int decrypt(Identity identity, byte[] file) throws IOException {
    return Age.decrypt(List.of(identity), new ByteArrayInputStream(file)).read();
  }
}
