package org.keyrite.age.plugin;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyrite.age.Bech32;
import org.keyrite.age.Identity;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.age.header.StanzaParser;

/**
 * The plugins of this machine: programs named {@code age-plugin-NAME} that wrap and unwrap file
 * keys in ways of their own.
 *
 * <p>A key names the plugin that it needs, and keys come from other people. So a name is letters,
 * digits and {@code +-._} only, and is looked for in the folders of the search path only, never in
 * the current one, which may be full of what those people sent.
 *
 * <p>Not guaranteed: that a plugin does what it should. It runs with this user's rights, and is
 * handed the key of the file.
 *
 * <p>Specification: age-plugin, "Mapping recipients and identities to plugin binaries".
 */
public final class Plugins implements PluginKeys {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9+._-]+");
  private static final String RECIPIENT_START = "age1";
  private static final String IDENTITY_START = "AGE-PLUGIN-";

  private final String searchPath;
  private final PluginUser user;
  private final Duration patience;
  private final boolean errorsShown;
  private final Starter starter;
  private final Set<String> needed = new LinkedHashSet<>();

  /**
   * Plugins that are found and started when a file is encrypted or decrypted, not before.
   *
   * @param searchPath folders, separated as in the variable PATH; relative ones are passed over
   * @param user who they talk to
   * @param patience how long a plugin may be silent before the user is told that it is waited for
   * @param errorsShown whether what plugins write to standard error is shown
   */
  public Plugins(String searchPath, PluginUser user, Duration patience, boolean errorsShown) {
    this(searchPath, user, patience, errorsShown, PluginProcess::start);
  }

  /** The same, with another way to start them. */
  Plugins(
      String searchPath, PluginUser user, Duration patience, boolean errorsShown, Starter starter) {
    this.starter = starter;
    this.searchPath = Objects.requireNonNull(searchPath);
    this.user = user;
    this.patience = patience;
    this.errorsShown = errorsShown;
  }

  /** How a plugin is started. */
  @FunctionalInterface
  interface Starter {
    /** Starts one; see {@link PluginProcess#start}. */
    PluginChannel start(String name, Path program, String stateMachine, boolean errorsShown)
        throws PluginFailure;
  }

  @Override
  public Recipient recipient(String encoded) throws KeyFailure {
    return recipient(encoded, Optional.of(this));
  }

  /** One that is compared and written down, and that nothing is encrypted to. */
  static Recipient named(String encoded) throws KeyFailure {
    return recipient(encoded, Optional.empty());
  }

  private static Recipient recipient(String encoded, Optional<Plugins> plugins) throws KeyFailure {
    int separator = encoded.lastIndexOf('1');
    String prefix = encoded.substring(0, Math.max(separator, 0));
    if (prefix.length() <= RECIPIENT_START.length() || !prefix.startsWith(RECIPIENT_START)) {
      throw notAPlugins("the recipient");
    }
    String name = checkName(prefix.substring(RECIPIENT_START.length()));
    byte[] bytes = encoded.getBytes(StandardCharsets.UTF_8);
    Bech32.decode(prefix, bytes, "the recipient");
    plugins.ifPresent(user -> user.needed.add(name));
    return new PluginRecipient(plugins, name, bytes, "add-recipient");
  }

  @Override
  public Identity identity(byte[] encoded) throws KeyFailure {
    int separator = encoded.length - 1;
    while (separator >= 0 && encoded[separator] != '1') {
      separator--;
    }
    String prefix = StanzaParser.text(Arrays.copyOf(encoded, Math.max(separator, 0)));
    if (prefix.length() < IDENTITY_START.length() + 2
        || !prefix.startsWith(IDENTITY_START)
        || !prefix.endsWith("-")) {
      throw notAPlugins("the identity");
    }
    String name =
        checkName(prefix.substring(IDENTITY_START.length(), prefix.length() - 1))
            .toLowerCase(Locale.ROOT);
    Arrays.fill(Bech32.decode(prefix, encoded, "the identity"), (byte) 0);
    needed.add(name);
    return new PluginIdentity(this, name, encoded.clone());
  }

  /**
   * The identity that holds nothing but a plugin's name, for plugins that need no more.
   *
   * @throws KeyFailure if no plugin can have this name
   */
  public Identity identityNamed(String name) throws KeyFailure {
    String lowerCase = checkName(name).toLowerCase(Locale.ROOT);
    String prefix = IDENTITY_START + name.toUpperCase(Locale.ROOT) + "-";
    needed.add(lowerCase);
    return new PluginIdentity(this, lowerCase, Bech32.encode(prefix, new byte[0]));
  }

  /** The names of the plugins that the keys read so far need, in their order. */
  public Set<String> needed() {
    return Collections.unmodifiableSet(needed);
  }

  /** Starts a plugin in one of its two states. */
  PluginConversation start(String name, String stateMachine) throws PluginFailure {
    PluginChannel channel = starter.start(name, find(name), stateMachine, errorsShown);
    return new PluginConversation(name, channel, user, patience);
  }

  private Path find(String name) throws PluginFailure {
    String program = "age-plugin-" + name;
    return List.of(searchPath.split(File.pathSeparator, -1)).stream()
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, program))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst()
        .orElseThrow(
            () ->
                new PluginFailure(
                    name,
                    "is not installed",
                    "install it, so that \""
                        + program
                        + "\" is in PATH; https://age-encryption.org/awesome#plugins lists plugins"));
  }

  private static String checkName(String name) throws KeyFailure {
    if (!NAME.matcher(name).matches()) {
      throw new KeyFailure(
          "this is not a valid plugin name",
          "a plugin's name is made of letters, digits and the characters +-._");
    }
    return name;
  }

  private static KeyFailure notAPlugins(String what) {
    return new KeyFailure(
        what + " does not name its plugin", "copy it again, from its first character to its last");
  }
}
