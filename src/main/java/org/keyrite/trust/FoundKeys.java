package org.keyrite.trust;

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
import org.keyrite.signature.AllowedSigners;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Scheme;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.text.Groups;
import org.keyrite.text.Utf8Text;
import org.keyrite.text.Visible;

/**
 * The public keys that files hold, in whatever form people keep them: certificates of OpenPGP,
 * files of minisign and signify, SSH keys with their options, {@code allowed_signers}. A file that
 * holds none is passed over with a word.
 */
final class FoundKeys {
  private static final int MOST_BYTES = 4 << 20;

  /** A file of one, as minisign and signify write it. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?:untrusted comment:.*\\R)?(RW[A-Za-z0-9+/]{54})\\R?");

  private static final Pattern OUTSIDE_NAME = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final int MOST_OF_NAME = 50;

  private final Set<Scheme> schemes;
  private final Map<KeyName, Found> found = new LinkedHashMap<>();
  private final Map<String, String> passedOver = new LinkedHashMap<>();

  /** The group's name is one that no signer can have. */
  private final Set<String> names = new HashSet<>(Set.of(PolicyText.GROUP));

  /**
   * A key.
   *
   * @param signer a name for its owner, whose other keys have it, too
   * @param key what findings call it
   * @param said the key as a policy says it
   */
  record Found(String signer, KeyName key, Map<String, Object> said) {}

  /**
   * Looks for keys.
   *
   * @param schemes of keys that can be of use
   */
  FoundKeys(Set<Scheme> schemes) {
    this.schemes = schemes;
  }

  /** Each key once, in the order in which it was found. */
  List<Found> found() {
    return List.copyOf(found.values());
  }

  /** Why files gave no key: a predicate for each. */
  Map<String, String> passedOver() {
    return passedOver;
  }

  /**
   * Looks into a file, or into all files of a folder.
   *
   * @throws Failed when it is not there, or cannot be looked into
   */
  void read(Path place) throws Failed {
    if (!Files.isDirectory(place)) {
      read(place, BoundedFile.read(place, MOST_BYTES, "a public key's file"));
      return;
    }
    for (Path file : files(place)) {
      try {
        read(file, BoundedFile.bytes(file, MOST_BYTES));
      } catch (IOException e) {
        passedOver.put(file.toString(), "cannot be read: " + Reason.of(e));
      }
    }
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

  private void read(Path file, byte[] bytes) {
    int before = found.size();
    String why = "holds no key for these signatures";
    try {
      if (schemes.contains(Scheme.OPENPGP)) {
        certificates(file, bytes);
      }
    } catch (SignatureFormatException e) {
      why = schemes.size() == 1 ? e.getMessage() : why;
    }
    try {
      text(file, bytes);
    } catch (SignatureFormatException e) {
      why = e.getMessage();
    } catch (Utf8Text.NotUtf8 e) {
      // A certificate, or nothing.
    }
    if (found.size() == before) {
      passedOver.put(file.toString(), why);
    }
  }

  private void certificates(Path file, byte[] bytes) throws SignatureFormatException {
    Set<String> fingerprints = CertificateReader.fingerprints(bytes);
    if (!Visible.shows(file.toString())) {
      throw new SignatureFormatException("has a name that a policy cannot have");
    }
    for (String fingerprint : fingerprints) {
      Map<String, Object> said = new LinkedHashMap<>();
      said.put("openpgp", Groups.ofFour(fingerprint));
      said.put("certificate", file.toString());
      add(newName(stem(file)), new KeyName(Scheme.OPENPGP, fingerprint), said);
    }
  }

  private void text(Path file, byte[] bytes) throws SignatureFormatException, Utf8Text.NotUtf8 {
    String text = Utf8Text.of(bytes);
    Matcher numbered = NUMBERED.matcher(text);
    if (numbered.matches()) {
      for (Scheme scheme : List.of(Scheme.MINISIGN, Scheme.SIGNIFY)) {
        if (schemes.contains(scheme)) {
          KeyName key = PinnedKey.numbered(scheme, numbered.group(1)).name();
          add(newName(stem(file)), key, Map.of(scheme.word(), numbered.group(1)));
        }
      }
    } else if (schemes.contains(Scheme.SSH) && AllowedSigners.isOne(text)) {
      for (AllowedSigners.Person person : AllowedSigners.read(bytes)) {
        addSsh(newName(person.principals().iterator().next()), person.keys());
      }
    } else if (schemes.contains(Scheme.SSH)) {
      List<String> lines =
          text.lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      addSsh(newName(stem(file)), lines);
    }
  }

  /** With their options, which say what they may sign, and when. */
  private void addSsh(String owner, List<String> keys) throws SignatureFormatException {
    for (String key : keys) {
      add(
          owner,
          PinnedKey.ssh(key, Optional.empty(), Optional.empty()).name(),
          Map.of(Scheme.SSH.word(), key));
    }
  }

  private void add(String owner, KeyName key, Map<String, Object> said) {
    found.putIfAbsent(key, new Found(owner, key, said));
  }

  /** A name as a policy has it, which nobody else has in either case. */
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
