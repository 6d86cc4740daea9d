package org.keyrite.escrow.slip39;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.slip39.SharingPolicy.Group;
import org.keyrite.testing.StockSlip39;
import org.keyrite.testing.StockSlip39Js;

/**
 * The reference implementation and the one in JavaScript restore what is split here, and the other
 * way round.
 */
@Tag("tool")
class Slip39InteropIT {
  private static final int SETS = 100;

  /** Reads lines of a passphrase and shares; prints secrets. */
  private static final String RESTORE =
      """
      import sys, shamir_mnemonic
      for line in sys.stdin:
          passphrase, *shares = line.rstrip("\\n").split("|")
          print(shamir_mnemonic.combine_mnemonics(shares, passphrase.encode()).hex())
      """;

  /** Reads lines of a policy, a secret, a passphrase and flags; prints the shares of each. */
  private static final String SPLIT =
      """
      import sys, shamir_mnemonic
      for line in sys.stdin:
          threshold, groups, secret, passphrase, exponent, extendable = line.rstrip("\\n").split("|")
          groups = shamir_mnemonic.generate_mnemonics(
              int(threshold),
              [tuple(map(int, group.split(" of "))) for group in groups.split(",")],
              bytes.fromhex(secret),
              passphrase.encode(),
              extendable == "true",
              int(exponent))
          print("|".join(share for group in groups for share in group))
      """;

  @TempDir private Path scratch;

  @Test
  void theReferenceRestoresWhatIsSplitHere() throws Exception {
    List<Case> cases = cases(1);
    List<String> lines = new ArrayList<>();
    for (Case one : cases) {
      List<String> chosen = one.minimal(one.split());
      lines.add(one.passphrase + "|" + String.join("|", chosen));
    }
    assertEquals(secrets(cases), StockSlip39.run(scratch, RESTORE, lines));
  }

  @Test
  void whatTheReferenceSplitsIsRestoredHere() throws Exception {
    List<Case> cases = cases(2);
    List<String> lines = cases.stream().map(Case::line).toList();
    assertEquals(secrets(cases), restored(cases, StockSlip39.run(scratch, SPLIT, lines)));
  }

  private static List<String> restored(List<Case> cases, List<String> answers) throws Exception {
    List<String> restored = new ArrayList<>();
    for (int i = 0; i < SETS; i++) {
      Case one = cases.get(i);
      List<String> all = List.of(answers.get(i).split("\\|", -1));
      assertEquals(one.shareCount(), all.size());
      restored.add(restore(one.minimal(all), one.passphrase));
      // With all shares there are more than it takes, and each of them is found good.
      assertEquals(restored.getLast(), restore(all, one.passphrase));
    }
    return restored;
  }

  @Test
  void theOneInJavaScriptRestoresWhatIsSplitHere() throws Exception {
    List<Case> cases = cases(3);
    List<String> tasks = new ArrayList<>();
    for (Case one : cases) {
      List<String> chosen = one.minimal(one.split());
      tasks.add("restore|" + one.passphrase + "|" + String.join("|", chosen));
    }
    assertEquals(secrets(cases), StockSlip39Js.run(tasks));
  }

  @Test
  void whatTheOneInJavaScriptSplitsIsRestoredHere() throws Exception {
    List<Case> cases = cases(4);
    List<String> answers =
        StockSlip39Js.run(cases.stream().map(one -> "split|" + one.line()).toList());
    assertEquals(secrets(cases), restored(cases, answers));
  }

  private static String restore(List<String> shares, String passphrase) throws Exception {
    try (ShareSet set = new ShareSet()) {
      for (String words : shares) {
        set.add(Sharing.parse(Ascii.bytes(words)));
      }
      try (Recovery recovery = set.recover();
          SecretBytes secret = recovery.decrypt(Ascii.secret(passphrase))) {
        return HexFormat.of().formatHex(secret.bytes());
      }
    }
  }

  private static List<String> secrets(List<Case> cases) {
    List<String> secrets = cases.stream().map(one -> HexFormat.of().formatHex(one.secret)).toList();
    assertEquals(SETS, secrets.size());
    return secrets;
  }

  private static List<Case> cases(long seed) {
    Random random = new Random(seed);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < SETS; i++) {
      cases.add(Case.random(random, i));
    }
    return cases;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private record Case(
      SharingPolicy policy,
      byte[] secret,
      String passphrase,
      int exponent,
      boolean extendable,
      Random random) {

    /** Every second set is extendable, every third has a passphrase, every tenth begins with 0. */
    static Case random(Random random, int number) {
      List<Group> groups = new ArrayList<>();
      for (int count = 1 + random.nextInt(number % 20 == 0 ? 16 : 4); count > 0; count--) {
        int threshold = 1 + random.nextInt(16);
        int members = threshold == 1 ? 1 : threshold + random.nextInt(17 - threshold);
        groups.add(new Group(threshold, members));
      }
      byte[] secret = new byte[16 + 2 * random.nextInt(number % 2 == 0 ? 1 : 25)];
      random.nextBytes(secret);
      secret[0] = number % 10 == 0 ? 0 : secret[0];
      return new Case(
          new SharingPolicy(1 + random.nextInt(groups.size()), groups),
          secret,
          number % 3 == 0 ? "a passphrase ~" + number : "",
          random.nextInt(3),
          number % 2 == 0 ^ number % 4 == 1,
          random);
    }

    int shareCount() {
      return policy.groups().stream().mapToInt(Group::members).sum();
    }

    String line() {
      String groups =
          policy.groups().stream()
              .map(group -> group.threshold() + " of " + group.members())
              .collect(Collectors.joining(","));
      return String.join(
          "|",
          "" + policy.groupThreshold(),
          groups,
          HexFormat.of().formatHex(secret),
          passphrase,
          "" + exponent,
          "" + extendable);
    }

    List<String> split() {
      SetParameters set =
          new SetParameters(
              random.nextInt(1 << 15),
              extendable,
              exponent,
              policy.groupThreshold(),
              policy.groups().size(),
              secret.length);
      IntFunction<byte[]> source =
          length -> {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
          };
      try (ShareSet shares =
          ShareSet.split(
              new SecretBytes(secret.clone()),
              Ascii.secret(passphrase),
              set,
              policy.groups(),
              source)) {
        return shares.shares().stream().map(Ascii::words).toList();
      }
    }

    /** As many groups and members as it takes, which are all that the reference accepts. */
    List<String> minimal(List<String> all) {
      List<List<String>> groups = new ArrayList<>();
      int from = 0;
      for (Group group : policy.groups()) {
        List<String> members = new ArrayList<>(all.subList(from, from + group.members()));
        Collections.shuffle(members, random);
        groups.add(members.subList(0, group.threshold()));
        from += group.members();
      }
      Collections.shuffle(groups, random);
      return groups.subList(0, policy.groupThreshold()).stream().flatMap(List::stream).toList();
    }
  }
}
