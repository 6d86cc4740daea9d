package org.keyrite.escrow.set;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyrite.age.Age;
import org.keyrite.age.AgeOutput;
import org.keyrite.age.Fingerprint;
import org.keyrite.age.HybridRecipient;
import org.keyrite.age.Recipient;
import org.keyrite.age.X25519Recipient;
import org.keyrite.age.files.Recipients;
import org.keyrite.age.header.AgeException;
import org.keyrite.crypto.Randomness;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.crypto.hash.Sha256;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.escrow.slip39.Share;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Reason;
import org.keyrite.fault.Refused;
import org.keyrite.files.BoundedFile;
import org.keyrite.json.JsonException;
import org.keyrite.json.JsonParser;
import org.keyrite.json.JsonWriter;
import org.keyrite.text.Visible;

/**
 * What trustees far apart are told of a gathering, {@code gathering.json}: which set it is of, what
 * for, and the recipient to which they encrypt their shares. The identity of that recipient is made
 * for this gathering alone.
 *
 * @param nonce 128 random bits, in hex
 * @param set the name of the set
 * @param environment of the set
 * @param identity the recipient of the identity that is shared
 * @param recipient of the gathering
 * @param purpose what the shares are asked for, in a line that people read
 * @param started to the second
 */
public record Invitation(
    String nonce,
    String set,
    String environment,
    String identity,
    Recipient recipient,
    String purpose,
    Instant started) {
  /** The file's name, by custom. */
  public static final String FILE = "gathering.json";

  private static final String VERSION = "keyrite/gathering/v1";

  /** In bytes. Two post-quantum recipients take 4 KiB. */
  private static final int MOST_BYTES = 1 << 14;

  /** In characters. */
  private static final int LONGEST_PURPOSE = 200;

  private static final int NONCE_LENGTH = 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");
  private static final Set<String> MEMBERS =
      Set.of(
          "version", "nonce", "set", "environment", "identity", "recipient", "purpose", "started");

  /** Invites the trustees of a set. */
  public static Invitation to(
      SetRecord record, Recipient recipient, String purpose, Instant started) {
    return new Invitation(
        HexFormat.of().formatHex(Randomness.bytes(NONCE_LENGTH)),
        record.set(),
        record.environment(),
        record.recipient(),
        recipient,
        purpose,
        started);
  }

  /** Whether a text can be a purpose: up to 200 visible characters. */
  public static boolean isPurpose(String text) {
    return Visible.fits(text, LONGEST_PURPOSE);
  }

  /**
   * Reads an invitation.
   *
   * @throws Refused if it cannot be read or is none, with the first thing that is wrong
   */
  public static Invitation read(Path file) throws Refused {
    try {
      return parse(BoundedFile.bytes(file, MOST_BYTES));
    } catch (IOException e) {
      throw new Refused(
          "The invitation " + file + " cannot be read: " + Reason.of(e) + ".",
          "Name the gathering.json that keyrite escrow gather --start made.",
          e);
    } catch (RecordException e) {
      throw new Refused(
          file + " is not an invitation to a gathering: " + e.getMessage() + ".",
          "Ask whoever started the gathering for another copy.",
          e);
    }
  }

  /** Reads the bytes of one. */
  public static Invitation parse(byte[] bytes) throws RecordException {
    try {
      RecordMembers members = RecordMembers.of(JsonParser.parse(bytes), "the invitation", MEMBERS);
      if (!members.text("version").equals(VERSION)) {
        throw new RecordException("its version is not " + VERSION);
      }
      String purpose = members.text("purpose");
      if (!isPurpose(purpose)) {
        throw new RecordException("its purpose is not a line of 1 to 200 visible characters");
      }
      String identity = members.text("identity");
      Recipient recipient = recipient(members.text("recipient"));
      if (recipient.toString().equals(identity)) {
        throw new RecordException("it asks for shares encrypted to what they restore");
      }
      return new Invitation(
          members.text("nonce", HEX),
          members.text("set", HEX),
          members.name("environment"),
          identity,
          recipient,
          purpose,
          members.time("started"));
    } catch (JsonException e) {
      throw new RecordException("it is not JSON (" + e.getMessage() + ")");
    }
  }

  private static Recipient recipient(String text) throws RecordException {
    try {
      Recipient recipient = Recipients.parse(text);
      if (recipient instanceof X25519Recipient || recipient instanceof HybridRecipient) {
        return recipient;
      }
    } catch (AgeException e) {
      throw new RecordException("its recipient is not valid: " + e.getMessage());
    }
    throw new RecordException("its recipient is not of a type that gatherings have");
  }

  /**
   * Compares it with a record.
   *
   * @throws Denied if it invites the trustees of another set
   */
  public void requireOf(SetRecord record) throws Denied {
    if (!set.equals(record.set())
        || !environment.equals(record.environment())
        || !identity.equals(record.recipient())) {
      throw new Denied(
          "The gathering is for the set "
              + set
              + " for "
              + environment
              + ", not for the one of this record.",
          "Give no share. Ask whoever started the gathering.");
    }
  }

  /**
   * What a trustee gives for the gathering: their share, encrypted to it in armor.
   *
   * @param share not kept
   */
  public byte[] seal(SetRecord record, Share share) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (SecretBytes text = ShareText.write(record, share, Optional.of(this));
        AgeOutput encrypted = Age.encryptArmored(List.of(recipient), file)) {
      encrypted.write(text.bytes());
      encrypted.finish();
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
  }

  /** Its SHA-256 in hex, which shares that were given for it say. */
  public String hash() {
    return Sha256.hex(json().getBytes(StandardCharsets.UTF_8));
  }

  /** The hash as people compare it. */
  public String fingerprint() {
    return Fingerprint.of(hash());
  }

  /** As JSON, on one line. */
  public String json() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", VERSION);
    members.put("nonce", nonce);
    members.put("set", set);
    members.put("environment", environment);
    members.put("identity", identity);
    members.put("recipient", recipient.toString());
    members.put("purpose", purpose);
    members.put("started", started.toString());
    return JsonWriter.write(members) + "\n";
  }
}
