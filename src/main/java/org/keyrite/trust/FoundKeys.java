package org.keyrite.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.fault.Failed;
import org.keyrite.fault.Reason;
import org.keyrite.files.BoundedFile;
import org.keyrite.openpgp.CertificateReader;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;

/**
 * The public keys that files hold, in whatever form people keep them: certificates of OpenPGP,
 * files of minisign and signify, SSH keys by the line. What is no key is passed over.
 */
final class FoundKeys {
  private static final int MOST_BYTES = 4 << 20;

  /** A file of one, as minisign and signify write it. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?:untrusted comment:.*\\R)?(RW[A-Za-z0-9+/]{54})\\R?");

  /** A line of a {@code .pub} file, or of {@code allowed_signers} with whom it belongs to. */
  private static final Pattern SSH =
      Pattern.compile(
          "(?:(\\S+)\\s.*?)?((?:sk-)?(?:ssh|ecdsa)-\\S+\\s+AAAA[A-Za-z0-9+/]+={0,2})(?:\\s.*)?");

  private static final Pattern OUTSIDE_NAME = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final int MOST_OF_NAME = 50;

  private final Set<Scheme> schemes;
  private final Map<KeyName, Found> found = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();

  /**
   * A key.
   *
   * @param signer a name for its owner, made of the file's; no other key has it
   * @param key what findings call it
   * @param file where it is
   * @param said the key as a policy says it
   */
  record Found(String signer, KeyName key, Path file, Map<String, Object> said) {}

  private FoundKeys(Set<Scheme> schemes) {
    this.schemes = schemes;
  }

  /**
   * Looks for keys.
   *
   * @param places files, and folders of files
   * @param schemes of keys that can be of use
   * @throws Failed when something cannot be read
   */
  static List<Found> in(List<Path> places, Set<Scheme> schemes) throws Failed {
    FoundKeys keys = new FoundKeys(schemes);
    for (Path place : places) {
      for (Path file : Files.isDirectory(place) ? files(place) : List.of(place)) {
        keys.read(file);
      }
    }
    return List.copyOf(keys.found.values());
  }

  private static List<Path> files(Path folder) throws Failed {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path entry : entries) {
        if (files.size() == Parties.MOST) {
          throw new Failed(
              "The folder " + folder + " holds more than " + Parties.MOST + " files.",
              "Name a folder with the keys, and nothing else, in it.");
        }
        files.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw unreadable(folder, e.getCause());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    files.sort(null);
    return files;
  }

  private static Failed unreadable(Path folder, IOException e) {
    return new Failed(
        "The folder " + folder + " cannot be read: " + Reason.of(e) + ".",
        "Check the path and its permissions.",
        e);
  }

  private void read(Path file) throws Failed {
    byte[] bytes = BoundedFile.read(file, MOST_BYTES, "a public key's file");
    if (schemes.contains(Scheme.OPENPGP)) {
      for (String fingerprint : certificates(bytes)) {
        add(stem(file), new KeyName(Scheme.OPENPGP, fingerprint), file, openPgp(fingerprint, file));
      }
    }
    String text = new String(bytes, UTF_8);
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      for (Scheme scheme : List.of(Scheme.MINISIGN, Scheme.SIGNIFY)) {
        if (schemes.contains(scheme)) {
          pinned(stem(file), file, scheme, numbered.group(1));
        }
      }
    } else if (schemes.contains(Scheme.SSH)) {
      for (String line : text.lines().toList()) {
        Matcher ssh = SSH.matcher(line.strip());
        if (ssh.matches()) {
          pinned(ssh.group(1) == null ? stem(file) : ssh.group(1), file, Scheme.SSH, ssh.group(2));
        }
      }
    }
  }

  /** The fingerprint in groups of four, as people read them to each other. */
  private static Map<String, Object> openPgp(String fingerprint, Path file) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("openpgp", fingerprint.replaceAll("(.{4})(?=.)", "$1 "));
    said.put("certificate", file.toString());
    return said;
  }

  private static Set<String> certificates(byte[] file) {
    try {
      return CertificateReader.fingerprints(file);
    } catch (SignatureFormatException e) {
      return Set.of();
    }
  }

  private void pinned(String owner, Path file, Scheme scheme, String text) {
    try {
      KeyName key =
          scheme == Scheme.SSH
              ? PinnedKey.ssh(text, Optional.empty(), Optional.empty()).name()
              : PinnedKey.numbered(scheme, text).name();
      add(owner, key, file, Map.of(scheme.word(), text));
    } catch (SignatureFormatException e) {
      // It only looked like a key.
    }
  }

  private void add(String owner, KeyName key, Path file, Map<String, Object> said) {
    if (!found.containsKey(key)) {
      found.put(key, new Found(newName(owner), key, file, said));
    }
  }

  /** A name as a policy has it, which no other key has in either case. */
  private String newName(String owner) {
    String plain = OUTSIDE_NAME.matcher(owner).replaceAll("-").replaceFirst("^[._-]+", "");
    String name =
        plain.isEmpty() ? "key" : plain.substring(0, Math.min(plain.length(), MOST_OF_NAME));
    String unique = name;
    for (int number = 2; !names.add(unique.toLowerCase(Locale.ROOT)); number++) {
      unique = name + "-" + number;
    }
    return unique;
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
