package org.keyrite.age.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.keyrite.age.Identity;
import org.keyrite.age.PassphrasePrompt;
import org.keyrite.age.Prompts;
import org.keyrite.age.files.Identities;
import org.keyrite.age.header.AgeException;
import org.keyrite.age.plugin.PluginKeys;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.sealing.Ed25519Secret;

/** SSH keys for tests: new Ed25519 ones, and a few RSA ones that ssh-keygen made before. */
public final class SshKeys {
  private static final List<String> RSA_FILES =
      List.of("rsa-2048-a", "rsa-2048-b", "rsa-2048-c", "rsa-3072-pkcs1", "rsa-2048-pkcs8");
  private static Iterator<String> next = RSA_FILES.iterator();

  private SshKeys() {}

  /** A new Ed25519 identity. */
  public static Identity ed25519() {
    try (Ed25519Secret secret = Ed25519Secret.copyOf(Randomness.bytes(Ed25519Secret.LENGTH))) {
      return new SshEd25519Identity(secret);
    } catch (AgeException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An RSA identity other than the one before: making a new one takes too long. */
  public static synchronized Identity rsa() {
    next = next.hasNext() ? next : RSA_FILES.iterator();
    return identity(next.next());
  }

  /** A key of the folder {@code ssh-keys}. */
  static Identity identity(String name) {
    return identity(name, Prompts.NOBODY);
  }

  static Identity identity(String name, PassphrasePrompt prompt) {
    try (InputStream file = open(name)) {
      return Identities.read(file, PluginKeys.NONE, prompt).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The line of the public key, without its comment. */
  public static String publicKey(String name) {
    String[] words = new String(bytes(name + ".pub"), StandardCharsets.US_ASCII).split(" ");
    return String.join(" ", Stream.of(words).limit(2).toList());
  }

  static byte[] bytes(String name) {
    try (InputStream file = open(name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static InputStream open(String name) {
    return SshKeys.class.getResourceAsStream("/ssh-keys/" + name);
  }
}
