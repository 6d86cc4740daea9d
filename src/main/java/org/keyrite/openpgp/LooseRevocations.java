package org.keyrite.openpgp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keyrite.openpgp.PacketReader.Tag;

/**
 * Revocations that stand apart from the key that they are about: before it, behind another, or in a
 * file of their own.
 */
final class LooseRevocations {
  private static final int MOST = 2000;
  private static final int MOST_BYTES = 8 << 20;

  private final Set<String> pinned;
  private final Map<ByteBuffer, byte[]> bodies = new LinkedHashMap<>();
  private int bytes;

  LooseRevocations(Set<String> pinned) {
    this.pinned = pinned;
  }

  /** Each once, as the bodies of packets. */
  Collection<byte[]> elsewhere() {
    return bodies.values();
  }

  /**
   * Keeps a signature if it may revoke another key than that which it stands behind.
   *
   * @param owner the fingerprint of that one; empty where there is none
   */
  void addElsewhere(byte[] body, String owner) throws Malformed {
    if (owner.isEmpty()) {
      if (!Signature.Type.isRevocation(Signature.parse(body).type())) {
        throw new Malformed("does not start with a public key");
      }
      add(body);
    } else if (mayBeOfAnother(body, owner)) {
      add(body);
    }
  }

  private boolean mayBeOfAnother(byte[] body, String owner) {
    Signature signature;
    try {
      signature = Signature.parse(body);
    } catch (Malformed e) {
      return false; // It stands behind a key, and is that key's matter.
    }
    Subpackets subpackets = signature.subpackets();
    boolean named =
        subpackets.nameNobody()
            || pinned.stream().anyMatch(key -> PublicKey.isNamedBy(subpackets, key));
    return !PublicKey.isNamedBy(subpackets, owner)
        && switch (signature.type()) {
          // Perhaps by somebody who is appointed to it; there are few.
          case Signature.Type.KEY_REVOCATION, Signature.Type.SUBKEY_REVOCATION -> true;
          // Commonly of what its maker once said of another's user id: one that cannot be verified
          // must not be believed.
          case Signature.Type.CERTIFICATION_REVOCATION -> named && signature.isVerifiable();
          default -> false;
        };
  }

  private void add(byte[] body) throws Malformed {
    if (bodies.putIfAbsent(ByteBuffer.wrap(body), body) == null) {
      bytes += body.length;
    }
    if (bodies.size() > MOST || bytes > MOST_BYTES) {
      throw new Malformed(
          "holds more than " + MOST + " revocations apart from their keys, or 8 MiB of them");
    }
  }

  /** What revokes in one file. */
  record InFile(boolean hasKeys, List<byte[]> loose, List<byte[]> all) {}

  static InFile in(byte[] file) throws IOException {
    List<byte[]> loose = new ArrayList<>();
    List<byte[]> all = new ArrayList<>();
    boolean[] hasKeys = {false};
    CertificateBlocks.read(
        file,
        packets -> {
          boolean behindKey = false;
          while (packets.next()) {
            behindKey |= packets.tag() == Tag.PUBLIC_KEY;
            if (packets.tag() == Tag.SIGNATURE) {
              byte[] body = packets.body(Signature.MAX_LENGTH);
              all.add(body);
              if (!behindKey) {
                loose.add(body);
              }
            }
          }
          hasKeys[0] |= behindKey;
        });
    return new InFile(hasKeys[0], loose, all);
  }
}
