package org.keyrite.escrow.set;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.keyrite.age.Identity;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.policy.EscrowPolicy;
import org.keyrite.escrow.policy.EscrowPolicy.Group;
import org.keyrite.escrow.policy.EscrowPolicy.Trustee;
import org.keyrite.escrow.sheet.ShareReader;
import org.keyrite.escrow.slip39.Ascii;
import org.keyrite.fault.Fault;

/** People with identities of their own, who share one. */
public final class Trustees {
  public static final Instant DAY = Instant.parse("2026-11-22T10:00:00Z");

  private final Map<String, X25519Identity> identities = new LinkedHashMap<>();

  /** A clock that stands still, so many days after the split. */
  public static Clock clock(int days) {
    return Clock.fixed(DAY.plusSeconds(days * 86_400L), ZoneOffset.UTC);
  }

  /** A policy such as "2 operators alice bob carol; 1 directors dora", all groups needed. */
  public EscrowPolicy policy(String text) {
    List<Group> groups = new ArrayList<>();
    for (String group : text.split("; ", -1)) {
      List<String> words = List.of(group.split(" ", -1));
      List<Trustee> trustees = words.subList(2, words.size()).stream().map(this::trustee).toList();
      groups.add(new Group(words.get(1), Integer.parseInt(words.get(0)), trustees));
    }
    return new EscrowPolicy(groups.size(), groups, OptionalInt.of(180));
  }

  private Trustee trustee(String name) {
    return name.startsWith("paper-")
        ? new Trustee(name, Optional.empty())
        : new Trustee(name, Optional.of(identity(name).recipient()));
  }

  public X25519Identity identity(String name) {
    return identities.computeIfAbsent(name, _ -> X25519Identity.generate());
  }

  /** Splits a new identity. */
  public SetRecord split(Path out, String policy) throws Fault {
    return split(out, policy(policy), "testnet");
  }

  public SetRecord split(Path out, EscrowPolicy policy, String environment) throws Fault {
    try (X25519Identity identity = X25519Identity.generate()) {
      return new NewSet(out, Optional.empty(), clock(0))
          .split(identity, environment, policy, "new", List.of())
          .record();
    }
  }

  /** A trustee's share, as they decrypt it. */
  public ShareText share(Path folder, SetRecord record, String name) throws Exception {
    Path file = folder.resolve(record.shareFile(record.policy().find(name).orElseThrow()));
    try (InputStream in = Files.newInputStream(file)) {
      return ShareReader.read(in, List.<Identity>of(identity(name)));
    }
  }

  /** The words of a trustee's share. */
  public String words(Path folder, SetRecord record, String name) throws Exception {
    try (ShareText text = share(folder, record, name);
        SecretBytes words = text.words().text()) {
      return Ascii.text(words);
    }
  }

  /** The shares of some trustees. */
  public Gathering gather(Path folder, SetRecord record, String... names) throws Exception {
    Gathering gathering = new Gathering(Optional.of(record));
    for (String name : names) {
      gathering.add(share(folder, record, name));
    }
    return gathering;
  }

  public static ShareText text(String words) {
    try {
      return ShareText.parse(Ascii.bytes(words));
    } catch (ShareProblem e) {
      throw new AssertionError(e);
    }
  }

  /** The names of what is in a folder, hidden ones too, in order. */
  public static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Asserts what a fault says. */
  public static void says(Fault fault, String sentence, String advice) {
    assertEquals(sentence + "\n" + advice, fault.getMessage() + "\n" + fault.advice());
  }
}
