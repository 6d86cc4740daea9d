package org.keyrite.age.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.age.header.Header;
import org.keyrite.age.header.HeaderParser;
import org.keyrite.age.header.Stanza;
import org.keyrite.age.header.StanzaParser;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.sealing.FileKey;
import org.keyrite.text.CanonicalBase64;

/**
 * What is said between this program and a plugin: stanzas in both directions. What a plugin wants
 * from its user is passed on here, so that the two kinds of keys see only their own commands.
 *
 * <p>There is no limit on time, since a plugin may wait for a person to touch a device; but there
 * is one on how much it may say.
 *
 * <p>Specification: age-plugin, "IPC protocol" and the second phases of both state machines.
 */
public final class PluginConversation implements AutoCloseable {
  /** There is one file, and so one file key, in every conversation. */
  static final String FILE_INDEX = "0";

  /** Twice as many as a header may have stanzas. */
  private static final int MAX_COMMANDS = 2 * HeaderParser.MAX_STANZAS;

  /** In characters, of the plugin's own words in an error. */
  private static final int MAX_REASON = 1000;

  private final String name;
  private final PluginChannel channel;
  private final PluginLines lines;
  private final PluginUser user;
  private final PluginPatience patience;
  private int commands;

  public PluginConversation(
      String name, PluginChannel channel, PluginUser user, Duration patience) {
    this.name = name;
    this.channel = channel;
    this.lines = new PluginLines(name, channel.output());
    this.user = user;
    this.patience = new PluginPatience(patience, () -> user.waiting(name));
  }

  /** Sends a command without a body. */
  void send(String... words) throws PluginFailure {
    sendWithBody(new byte[0], words);
  }

  /** Sends a command with one argument that may be a secret, and so is not made a String. */
  void sendSecret(String command, byte[] argument) throws PluginFailure {
    byte[] start = ascii(Header.STANZA_MARK + " " + command + " ");
    byte[] message = Arrays.copyOf(start, start.length + argument.length + 2);
    System.arraycopy(argument, 0, message, start.length, argument.length);
    Arrays.fill(message, message.length - 2, message.length, (byte) '\n');
    write(message);
  }

  void sendFileKey(FileKey fileKey) throws PluginFailure {
    byte[] bytes = fileKey.exposeSecret();
    try {
      sendWithBody(bytes, "wrap-file-key");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Sends a stanza of the header. */
  void sendStanza(Stanza stanza) throws PluginFailure {
    String[] words = new String[3 + stanza.arguments().size()];
    words[0] = "recipient-stanza";
    words[1] = FILE_INDEX;
    words[2] = stanza.type();
    for (int i = 3; i < words.length; i++) {
      words[i] = stanza.arguments().get(i - 3);
    }
    sendWithBody(stanza.body(), words);
  }

  /**
   * Sends, now and then, a command that means nothing, so that no plugin comes to rely on knowing
   * all of them.
   *
   * <p>Specification: "Grease".
   */
  void sendGrease() throws PluginFailure {
    byte[] random = Randomness.bytes(8);
    if (random[0] % 3 == 0) {
      return;
    }
    String command = "grease-" + HexFormat.of().formatHex(random);
    String[] words = (random[1] & 1) == 0 ? new String[] {command} : new String[] {command, "1"};
    sendWithBody(Randomness.bytes(random[2] & 0x7f), words);
  }

  /**
   * The plugin's next command that is not for the user. It must be answered, unless it is {@code
   * done}.
   *
   * @throws PluginFailure if the plugin gives an error, says what makes no sense, or ends
   */
  Stanza next() throws IOException {
    while (true) {
      Stanza said = read();
      switch (said.type()) {
        case "msg" -> tell(said);
        case "request-secret", "request-public" -> ask(said);
        case "confirm" -> choose(said);
        case "error" -> {
          send("ok");
          throw new PluginFailure(name, "failed: " + reason(said.body()), "");
        }
        default -> {
          return said;
        }
      }
    }
  }

  private Stanza read() throws IOException {
    commands++;
    if (commands > MAX_COMMANDS) {
      throw breach("it sends more than " + MAX_COMMANDS + " commands");
    }
    patience.begin();
    try {
      return StanzaParser.parse(StanzaParser.text(lines.next()), lines);
    } finally {
      patience.end();
    }
  }

  private void tell(Stanza said) throws PluginFailure {
    try {
      user.tell(name, text(said.body()));
    } catch (IOException e) {
      send("fail");
      return;
    }
    send("ok");
  }

  private void ask(Stanza said) throws PluginFailure {
    SecretBytes answer;
    try {
      answer = user.ask(name, text(said.body()), said.type().equals("request-secret"));
    } catch (IOException e) {
      send("fail");
      return;
    }
    try (answer) {
      sendWithBody(answer.bytes(), "ok");
    }
  }

  private void choose(Stanza said) throws PluginFailure {
    List<String> choices = said.arguments();
    if (choices.isEmpty() || choices.size() > 2) {
      throw breach("it offered no choice, or more than two");
    }
    String yes = choice(choices.getFirst());
    String no = choices.size() == 2 ? choice(choices.getLast()) : "";
    boolean chosen;
    try {
      chosen = user.choose(name, text(said.body()), yes, no);
    } catch (IOException e) {
      send("fail");
      return;
    }
    send("ok", chosen ? "yes" : "no");
  }

  private String choice(String encoded) throws PluginFailure {
    return text(
        CanonicalBase64.UNPADDED
            .decode(encoded)
            .orElseThrow(() -> breach("it named a choice in something other than base64")));
  }

  /** The plugin says what the protocol does not allow. */
  PluginFailure breach(String what) {
    return PluginLines.breach(name, what);
  }

  private void sendWithBody(byte[] body, String... words) throws PluginFailure {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(ascii(Header.STANZA_MARK + " " + String.join(" ", words) + "\n"));
    byte[] encoded = CanonicalBase64.UNPADDED.encodeToBytes(body);
    // As in a header: a body ends with a line that is not full, and so perhaps with an empty one.
    for (int from = 0; from <= encoded.length; from += Header.BODY_COLUMNS) {
      message.write(encoded, from, Math.min(Header.BODY_COLUMNS, encoded.length - from));
      message.write('\n');
    }
    Arrays.fill(encoded, (byte) 0);
    write(message.toByteArray());
  }

  /** Writes a message and wipes it. */
  private void write(byte[] message) throws PluginFailure {
    patience.begin();
    try {
      channel.write(message);
    } catch (IOException e) {
      // A broken pipe: it is gone, and the next answer would be the end of its output.
      throw PluginLines.ended(name);
    } finally {
      patience.end();
      Arrays.fill(message, (byte) 0);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String reason(byte[] body) {
    String reason = text(body).strip();
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "...";
  }

  /** Ends the plugin. */
  @Override
  public void close() {
    patience.close();
    lines.close();
    channel.close();
  }
}
