package org.keyrite.openpgp;

import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Forge.subpacket;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A certificate that a random source has made: keys with self-signatures of several days, some of
 * which expire, or are weak, or revoked; its packets then moved, removed and doubled; and a
 * signature by one of its keys.
 */
final class MadeCertificate {
  static final Instant NOW = Signer.NOW;

  /** What a packet says. */
  enum Kind {
    PRIMARY,
    USER_ID,
    SUBKEY,
    DIRECT,
    CERTIFICATION,
    BINDING,
    KEY_REVOCATION,
    SUBKEY_REVOCATION,
    USER_ID_REVOCATION;

    boolean revokes() {
      return name().endsWith("REVOCATION");
    }
  }

  /**
   * A packet.
   *
   * @param day when it was made
   * @param keyEnds the day on which it lets the key end; 0 for never
   * @param ends the day on which it ends itself; 0 for never
   * @param weak whether it is over SHA-1
   * @param hard of a revocation, whether it reaches back
   * @param answered of a binding, whether the subkey signed it too
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  record Packet(
      Kind kind,
      byte[] bytes,
      long day,
      long keyEnds,
      long ends,
      boolean weak,
      boolean hard,
      boolean answered) {}

  final Forge key;
  final Forge subkey;
  final boolean bySubkey;
  final long signed;
  final byte[] signature;
  final List<Packet> packets = new ArrayList<>();
  final List<String> changes = new ArrayList<>();
  private final Random random;
  private final Instant created;

  MadeCertificate(Random random) {
    this.random = random;
    this.created = Signer.START.plusSeconds(random.nextInt(80_000));
    int seed = 1 + random.nextInt(100);
    this.key = new Forge(4, created, seed);
    this.subkey = new Forge(4, created, seed + 100);
    this.bySubkey = random.nextInt(3) == 0;
    this.signed = one(5, 40, 90, 160, 260);
    this.signature = (bySubkey ? subkey : key).sign(0x00, at(signed)).over(Signer.DATA).packet();
    make();
    for (int changed = random.nextInt(3); changed > 0; changed--) {
      change();
    }
  }

  private long one(long... days) {
    return days[random.nextInt(days.length)];
  }

  private Instant at(long day) {
    return created.plus(Duration.ofDays(day));
  }

  byte[] file() {
    return join(packets.stream().map(Packet::bytes).toArray(byte[][]::new));
  }

  boolean has(Predicate<Packet> fact) {
    return packets.stream().anyMatch(fact);
  }

  private void make() {
    packets.add(plain(Kind.PRIMARY, key.primary()));
    if (random.nextInt(8) == 0) {
      packets.add(revocation(Kind.KEY_REVOCATION, 0x20, key.signed()));
    }
    if (random.nextInt(5) == 0) {
      packets.add(said(Kind.DIRECT, 0x1f, key.signed(), one(0, 0, 20, 120)));
    }
    for (int ids = 1 + random.nextInt(4) / 3; ids > 0; ids--) {
      String name = "signer " + ids;
      byte[] over = join(key.signed(), Forge.signedUserId(name));
      packets.add(plain(Kind.USER_ID, Forge.userId(name)));
      packets.add(said(Kind.CERTIFICATION, 0x13, over, one(0, 0, 0, 20)));
      if (random.nextInt(3) == 0) {
        packets.add(said(Kind.CERTIFICATION, 0x13, over, one(50, 100, 200)));
      }
      if (random.nextInt(12) == 0) {
        packets.add(revocation(Kind.USER_ID_REVOCATION, 0x30, over));
      }
    }
    if (bySubkey || random.nextInt(3) == 0) {
      byte[] both = join(key.signed(), subkey.signed());
      packets.add(plain(Kind.SUBKEY, subkey.subkey()));
      packets.add(said(Kind.BINDING, 0x18, both, one(0, 0, 20)));
      if (random.nextInt(3) == 0) {
        packets.add(said(Kind.BINDING, 0x18, both, one(50, 100, 200)));
      }
      if (random.nextInt(8) == 0) {
        packets.add(revocation(Kind.SUBKEY_REVOCATION, 0x28, both));
      }
    }
  }

  private static Packet plain(Kind kind, byte[] bytes) {
    return new Packet(kind, bytes, 0, 0, 0, false, false, true);
  }

  private Packet said(Kind kind, int type, byte[] over, long day) {
    Forge.Statement statement = key.sign(type, at(day)).over(over);
    boolean binds = kind == Kind.BINDING;
    if (kind != Kind.DIRECT || random.nextBoolean()) {
      statement.with(subpacket(27, (byte) (binds ? 2 : 3)));
    }
    boolean answered = !binds || random.nextInt(10) > 0;
    if (binds && answered) {
      statement.with(subpacket(32, subkey.sign(0x19, at(day)).over(over).body()));
    }
    long keyEnds = one(0, 0, 0, 0, 30, 150, 300, 1000);
    if (keyEnds > 0) {
      statement.with(subpacket(9, days(keyEnds)));
    }
    long lasts = random.nextInt(10) == 0 ? one(30, 500) : 0;
    if (lasts > 0) {
      statement.with(subpacket(3, days(lasts)));
    }
    boolean weak = random.nextInt(12) == 0;
    if (weak) {
      statement.hash(Forge.SHA1);
    }
    long ends = lasts == 0 ? 0 : day + lasts;
    return new Packet(kind, statement.packet(), day, keyEnds, ends, weak, false, answered);
  }

  private Packet revocation(Kind kind, int type, byte[] over) {
    boolean ofUserId = kind == Kind.USER_ID_REVOCATION;
    int reason = ofUserId ? random.nextInt(2) * 32 : random.nextInt(4);
    boolean hard = reason == 0 || reason == 2;
    long day = one(10, 70, 200, 350);
    byte[] packet = key.sign(type, at(day)).with(subpacket(29, (byte) reason)).over(over).packet();
    return new Packet(kind, packet, day, 0, 0, false, hard, true);
  }

  private static byte[] days(long days) {
    return Forge.number(Duration.ofDays(days).toSeconds());
  }

  /** The primary key alone stays where it is, unless a revocation goes before it. */
  private void change() {
    if (packets.size() < 2) {
      return;
    }
    int from = random.nextInt(packets.size());
    Packet packet = packets.get(from);
    if (packet.kind() == Kind.PRIMARY) {
      return;
    }
    switch (random.nextInt(3)) {
      case 0 -> packets.remove(from);
      case 1 -> packets.add(1 + random.nextInt(packets.size()), packet);
      default -> {
        packets.remove(from);
        int least = packet.kind().revokes() && random.nextInt(4) == 0 ? 0 : 1;
        int to = least == 0 ? 0 : least + random.nextInt(packets.size());
        packets.add(Math.min(to, packets.size()), packet);
      }
    }
    changes.add(packet.kind().name());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("signed on day " + signed);
    text.append(bySubkey ? " by the subkey" : " by the key").append(", changed ").append(changes);
    for (Packet packet : packets) {
      text.append("\n  ").append(packet.kind()).append(" day ").append(packet.day());
      text.append(packet.keyEnds() > 0 ? ", key ends " + packet.keyEnds() : "");
      text.append(packet.ends() > 0 ? ", ends " + packet.ends() : "");
      text.append(packet.weak() ? ", SHA-1" : "").append(packet.hard() ? ", hard" : "");
    }
    return text.toString();
  }
}
