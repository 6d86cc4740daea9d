package org.keyrite.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keyrite.age.files.Identities;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.header.AgeException.ArmorFailure;
import org.keyrite.age.header.AgeException.HeaderFailure;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.age.header.ArmorInput;
import org.keyrite.age.header.ArmorOutput;
import org.keyrite.age.header.Header;
import org.keyrite.age.header.HeaderParser;
import org.keyrite.age.header.Inspection;
import org.keyrite.age.plugin.PluginChannel;
import org.keyrite.age.plugin.PluginConversation;
import org.keyrite.age.plugin.PluginIdentity;
import org.keyrite.age.plugin.PluginRecipient;
import org.keyrite.age.plugin.Plugins;
import org.keyrite.age.plugin.RecordingUser;
import org.keyrite.age.ssh.SshKeys;
import org.keyrite.testing.AgeVector;
import org.keyrite.testing.Fuzzing;

/**
 * Every parser of this package, fed with mutations of the vectors: a few in each test run, as many
 * as {@code keyrite.fuzz.iterations} says in a long one.
 */
class FuzzTest {
  private static final Plugins PLUGINS =
      new Plugins("", new RecordingUser(""), Duration.ofMinutes(1), false);

  private static final String[] HEADER_WORDS = {
    "age-encryption.org/v1\n",
    "-> ",
    "-> X25519 ",
    "-> scrypt ",
    " 18\n",
    "--- ",
    "\n",
    "\r\n",
    " ",
    "A",
    "=="
  };

  @Test
  void headers() {
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                HeaderFailure.class,
                input -> {
                  Header header = HeaderParser.parse(new ByteArrayInputStream(input));
                  byte[] encoded = header.encode();
                  assertArrayEquals(Arrays.copyOf(input, encoded.length), encoded);
                })
            .run(binaryVectors(), HEADER_WORDS);
    bothHappen(outcome);
  }

  @Test
  void armor() {
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                ArmorFailure.class,
                input -> {
                  byte[] file = new ArmorInput(new ByteArrayInputStream(input)).readAllBytes();
                  assertEquals(normalized(latin1(input)), normalized(armored(file)));
                })
            .run(armoredVectors(), ArmorInput.BEGIN, ArmorInput.END, "\n", "\r\n", " ", "=", "A");
    bothHappen(outcome);
  }

  @Test
  void wholeFiles() {
    List<byte[]> seeds = Stream.concat(vectors(false), vectors(true)).toList();
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                AgeException.class,
                input -> {
                  try (InputStream plaintext = Ciphertexts.open(new ByteArrayInputStream(input))) {
                    plaintext.transferTo(OutputStream.nullOutputStream());
                  }
                })
            .run(seeds, HEADER_WORDS);
    assertEquals(0, outcome.accepted(), "nobody knows this identity");
    bothHappen(
        Fuzzing.of(
                AgeException.class,
                input -> Inspection.of(new ByteArrayInputStream(input), OptionalLong.empty()))
            .run(seeds, HEADER_WORDS));
  }

  @Test
  void recipients() {
    Fuzzing.Outcome outcome =
        Fuzzing.of(
                KeyFailure.class,
                input -> {
                  String encoded = new String(input, StandardCharsets.UTF_8);
                  String text = Recipients.parse(encoded, PLUGINS).toString();
                  // After an SSH key may stand a comment, which is not part of it.
                  String key =
                      encoded.startsWith("ssh-") ? Recipients.parse(text).toString() : encoded;
                  assertEquals(key, text);
                })
            .run(
                recipientSeeds(),
                "age1",
                "1",
                "AGE",
                "q",
                "age1yubikey1",
                "age1tagpq1",
                "ssh-rsa ");
    bothHappen(outcome);
  }

  @Test
  void recipientsFiles() {
    bothHappen(
        Fuzzing.of(
                KeyFailure.class,
                input -> Recipients.read(new ByteArrayInputStream(input), PLUGINS, _ -> {}))
            .run(lines(recipientSeeds()), "#", "\n", "\r\n", "age1", " "));
  }

  @Test
  void identityFiles() {
    List<byte[]> seeds =
        Stream.concat(
                AgeVector.all().stream().flatMap(vector -> vector.identities().stream()).distinct(),
                Stream.of("AGE-PLUGIN-TEST-10Q32NLXM", "# comment"))
            .map(FuzzTest::ascii)
            .toList();
    bothHappen(
        Fuzzing.of(
                KeyFailure.class,
                input -> Identities.read(new ByteArrayInputStream(input), PLUGINS, Prompts.NOBODY))
            .run(lines(seeds), "#", "\n", "\r\n", "AGE-SECRET-KEY-1", "AGE-PLUGIN-", "-1", "\0"));
  }

  @Test
  void whatPluginsSay() {
    List<byte[]> seeds =
        Stream.of(
                "-> file-key 0\nAAAAAAAAAAAAAAAAAAAAAA\n-> done\n\n",
                "-> recipient-stanza 0 x y\nAAAA\n-> labels a b\n\n-> done\n\n",
                "-> msg\naGk\n-> confirm eWVz bm8\naGk\n-> request-secret\naGk\n-> done\n\n",
                "-> confirm eWVz\naGk\n-> request-public\naGk\n-> unknown z\n\n-> done\n\n",
                "-> error internal\naGk\n")
            .map(FuzzTest::ascii)
            .toList();
    String[] words = {
      "-> ", "-> done\n\n", "-> msg\n\n", "-> file-key 0\n", "0", " ", "\n", "AAAA", "-> labels\n\n"
    };
    bothHappen(
        Fuzzing.of(
                PluginFailure.class,
                input -> {
                  try (PluginConversation plugin = conversation(input)) {
                    PluginIdentity.fileKey(plugin);
                  }
                })
            .run(seeds, words));
    bothHappen(
        Fuzzing.of(
                PluginFailure.class,
                input -> {
                  try (PluginConversation plugin = conversation(input)) {
                    PluginRecipient.wrapped(plugin);
                  }
                })
            .run(seeds, words));
  }

  private static PluginConversation conversation(byte[] said) {
    PluginChannel channel =
        new PluginChannel() {
          @Override
          public InputStream output() {
            return new ByteArrayInputStream(said);
          }

          @Override
          public void write(byte[] message) {
            // Nobody listens.
          }

          @Override
          public void close() {
            // Nothing was opened.
          }
        };
    return new PluginConversation(
        "fuzz", channel, new RecordingUser("answer"), Duration.ofMinutes(1));
  }

  /** A target of which nothing is ever taken, or nothing refused, tests less than it seems to. */
  private static void bothHappen(Fuzzing.Outcome outcome) {
    assertTrue(outcome.accepted() > 0 && outcome.refused() > 0, outcome.toString());
  }

  private static List<byte[]> binaryVectors() {
    return vectors(false).toList();
  }

  private static List<byte[]> armoredVectors() {
    return vectors(true).toList();
  }

  /** Those that are small: the large ones are about payloads. */
  private static Stream<byte[]> vectors(boolean armored) {
    return AgeVector.all().stream()
        .filter(vector -> vector.isArmored() == armored && vector.file().length < 20_000)
        .map(AgeVector::file);
  }

  private static List<byte[]> recipientSeeds() {
    return Stream.of(
            "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef",
            "age1test10qdmzv9q",
            "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e",
            HybridIdentity.fromSecret(new byte[32]).recipient().toString(),
            SshKeys.publicKey("ed25519"),
            SshKeys.publicKey("rsa-2048-a"))
        .map(FuzzTest::ascii)
        .toList();
  }

  /** Each alone, and all of them in lines. */
  private static List<byte[]> lines(List<byte[]> seeds) {
    String all = String.join("\n", seeds.stream().limit(4).map(FuzzTest::latin1).toList()) + "\n";
    return Stream.concat(seeds.stream(), Stream.of(ascii(all))).toList();
  }

  private static String armored(byte[] file) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ArmorOutput armor = new ArmorOutput(text);
    armor.write(file);
    armor.finish();
    return text.toString(StandardCharsets.ISO_8859_1);
  }

  /** What may differ between two armors of the same file: the ends of lines, and space around. */
  private static String normalized(String armor) {
    return armor.replace("\r\n", "\n").strip();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
