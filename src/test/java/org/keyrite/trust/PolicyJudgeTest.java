package org.keyrite.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyrite.checksum.ChecksumList;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.signature.Finding;
import org.keyrite.signature.KeyName;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.Scheme;
import org.keyrite.trust.Party.Group;
import org.keyrite.trust.Party.Signer;
import org.keyrite.trust.SignatureFile.Mode;

/** What is found and what is asked for, and the answer that follows from both. */
final class PolicyJudgeTest {
  private static final Moment NOW = Moment.now(Instant.parse("2026-11-22T12:00:00Z"));
  private static final String HASH = "a".repeat(64);
  private static final String OTHER = "b".repeat(64);

  private static final Signer ALICE = signer("alice", "A1", "A2");
  private static final Signer BOB = signer("bob", "B1");
  private static final Signer CAROL = signer("carol", "C1");
  private static final Signer DAVE = signer("dave", "D1");
  private static final Group BUILDERS = Group.of("builders", List.of(ALICE, BOB, CAROL), 2, false);
  private static final Group RELEASE = Group.of("release", List.of(BUILDERS, DAVE), 2, false);

  private static final SignatureFile ASC =
      new SignatureFile("SUMS.asc", Scheme.OPENPGP, Mode.DETACHED, false, false, "");

  static Stream<Arguments> quorums() {
    return Stream.of(
        signed(
            "two of three", List.of("A1", "B1"), "yes builders needs 2 of 3 and has 2: alice, bob"),
        signed(
            "all three",
            List.of("C1", "A1", "B1"),
            "yes builders needs 2 of 3 and has 3: alice, bob, carol"),
        signed("one", List.of("B1"), "no builders needs 2 of 3 and has 1: bob"),
        signed("none", List.of(), "no builders needs 2 of 3 and has none"),
        signed(
            "one of them twice, with one key",
            List.of("A1", "A1"),
            "no builders needs 2 of 3 and has 1: alice"),
        signed(
            "one of them twice, with two keys",
            List.of("A1", "A2"),
            "no builders needs 2 of 3 and has 1: alice"),
        signed(
            "somebody who is pinned and not in the group",
            List.of("A1", "D1"),
            "no builders needs 2 of 3 and has 1: alice"));
  }

  private static Arguments signed(String what, List<String> keys, String... conditions) {
    return Arguments.of(what, keys, List.of(conditions));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("quorums")
  void aGroupCountsPeople(String what, List<String> keys, List<String> conditions) {
    Verdict verdict = judge(artifact(BUILDERS), checked(goods(keys)));
    assertEquals(conditions, conditions(verdict), what);
    assertEquals(conditions.getFirst().startsWith("yes"), verdict.isYes());
  }

  @Test
  void groupsNestAndTheInnerOnesExplain() {
    assertEquals(
        List.of(
            "no release needs 2 of 2 and has 1: dave",
            "- no builders needs 2 of 3 and has 1: alice"),
        conditions(judge(artifact(RELEASE), checked(goods(List.of("A1", "D1"))))));
    assertEquals(
        List.of(
            "yes release needs 2 of 2 and has 2: builders, dave",
            "- yes builders needs 2 of 3 and has 2: alice, carol"),
        conditions(judge(artifact(RELEASE), checked(goods(List.of("A1", "C1", "D1"))))));
  }

  @Test
  void aGroupThatIsNotNeededMayBeUnmet() {
    Group either = Group.of("either", List.of(BUILDERS, DAVE), 1, false);
    Verdict verdict = judge(artifact(either), checked(goods(List.of("D1"))));
    assertEquals(
        List.of(
            "yes either needs 1 of 2 and has 1: dave", "- no builders needs 2 of 3 and has none"),
        conditions(verdict));
    assertEquals(true, verdict.isYes());
  }

  /** Why nothing can be had comes before that nothing can be had. */
  @Test
  void aSignatureFileThatIsNotWhatItShouldBeIsTheReason() {
    Examined.Signatures wrong = new Examined.NoSignatures(ASC, "holds only signatures");
    Verdict verdict =
        judge(
            artifact(BUILDERS),
            new Examined.Absent("cannot be had out of SUMS.asc", List.of(wrong)));
    assertEquals(
        Optional.of("SUMS is not admitted: SUMS.asc holds only signatures."), verdict.whyNot());
  }

  @Test
  void everyRequiredPartyIsNeeded() {
    Verdict verdict = judge(artifact(BUILDERS, DAVE), checked(goods(List.of("A1", "B1"))));
    assertEquals(
        List.of("yes builders needs 2 of 3 and has 2: alice, bob", "no dave did not sign it"),
        conditions(verdict));
    assertEquals(Optional.of("SUMS is not admitted: dave did not sign it."), verdict.whyNot());
  }

  @Test
  void signaturesOfSeveralFilesCountTogether() {
    SignatureFile second =
        new SignatureFile("bob.asc", Scheme.OPENPGP, Mode.DETACHED, false, false, "");
    Verdict verdict =
        judge(
            artifact(List.of(ASC, second), Optional.empty(), BUILDERS),
            present(
                new Examined.Checked(ASC, HASH, goods(List.of("A1"))),
                new Examined.Checked(second, HASH, goods(List.of("B1")))));
    assertEquals(List.of("yes builders needs 2 of 3 and has 2: alice, bob"), conditions(verdict));
  }

  @Test
  void aMissingSignatureFileIsNoFaultOfTheOthers() {
    SignatureFile second =
        new SignatureFile("carol.asc", Scheme.OPENPGP, Mode.DETACHED, false, false, "");
    Verdict verdict =
        judge(
            artifact(List.of(ASC, second), Optional.empty(), BUILDERS),
            present(
                new Examined.Checked(ASC, HASH, goods(List.of("A1", "B1"))),
                new Examined.NoFile(second)));
    assertEquals(true, verdict.isYes());
    assertEquals(List.of("yes builders needs 2 of 3 and has 2: alice, bob"), conditions(verdict));
  }

  /** It may be all that is wrong: somebody did not download it. */
  @Test
  void aMissingSignatureFileExplainsWhyAPartyHasNotSigned() {
    SignatureFile second =
        new SignatureFile("carol.asc", Scheme.OPENPGP, Mode.DETACHED, false, false, "");
    Policy.Artifact two = artifact(List.of(ASC, second), Optional.empty(), DAVE, BUILDERS);
    Examined.Checked alice = new Examined.Checked(ASC, HASH, goods(List.of("A1", "D1")));
    Verdict some = judge(two, present(alice, new Examined.NoFile(second)));
    assertEquals(
        List.of(
            "yes dave signed it",
            "no builders needs 2 of 3 and has 1: alice",
            "- no carol.asc is not there"),
        conditions(some));
    assertEquals(
        Optional.of("SUMS is not admitted: builders needs 2 of 3 and has 1: alice."),
        some.whyNot());
    Verdict none = judge(two, present(new Examined.NoFile(ASC), new Examined.NoFile(second)));
    assertEquals(
        Optional.of(
            "SUMS is not admitted: dave did not sign it: none of its 2 signature files is there."),
        none.whyNot());
    Verdict only = judge(artifact(BUILDERS), present(new Examined.NoFile(ASC)));
    assertEquals(
        List.of("no builders needs 2 of 3 and has none", "- no SUMS.asc is not there"),
        conditions(only));
    assertEquals(
        Optional.of(
            "SUMS is not admitted: builders needs 2 of 3 and has none: SUMS.asc is not there."),
        only.whyNot());
  }

  @Test
  void aSignatureFileThatHoldsItsFileAndIsNotThere() {
    Verdict verdict =
        judge(
            artifact(BUILDERS),
            new Examined.Absent(
                "cannot be had out of SUMS.asc", List.of(new Examined.NoFile(ASC))));
    assertEquals(
        Optional.of(
            "SUMS is not admitted: it cannot be had out of SUMS.asc: SUMS.asc is not there."),
        verdict.whyNot());
  }

  @Test
  void aSignatureFileThatIsNoneIsAFaultWhateverTheOthersSay() {
    SignatureFile second =
        new SignatureFile("carol.asc", Scheme.OPENPGP, Mode.DETACHED, false, false, "");
    Verdict verdict =
        judge(
            artifact(List.of(ASC, second), Optional.empty(), BUILDERS),
            present(
                new Examined.Checked(ASC, HASH, goods(List.of("A1", "B1"))),
                new Examined.NoSignatures(second, "holds bytes after the signature")));
    assertEquals(
        List.of(
            "no carol.asc holds bytes after the signature",
            "yes builders needs 2 of 3 and has 2: alice, bob"),
        conditions(verdict));
  }

  /** A signature that is not good counts for nothing, and does no harm. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_THESE_BYTES")
  void aRejectedSignatureNeitherCountsNorHarms(Rejection rejection) {
    List<Finding> enough = goods(List.of("A1", "B1"));
    enough.add(rejected(Optional.of("C1"), rejection));
    assertEquals(
        List.of("yes builders needs 2 of 3 and has 2: alice, bob"),
        conditions(judge(artifact(BUILDERS), checked(enough))));

    List<Finding> tooFew = goods(List.of("A1"));
    tooFew.add(rejected(Optional.of("C1"), rejection));
    assertEquals(
        List.of("no builders needs 2 of 3 and has 1: alice"),
        conditions(judge(artifact(BUILDERS), checked(tooFew))));
  }

  /** With one exception: somebody who is trusted has signed something else. */
  @Test
  void aPinnedSignersSignatureOfOtherBytesDenies() {
    List<Finding> findings = goods(List.of("A1", "B1"));
    findings.add(rejected(Optional.of("C1"), Rejection.NOT_THESE_BYTES));
    Verdict verdict = judge(artifact(BUILDERS), checked(findings));
    assertEquals(
        List.of(
            "no the signature of carol in SUMS.asc is not of these bytes",
            "yes builders needs 2 of 3 and has 2: alice, bob"),
        conditions(verdict));
    assertEquals(false, verdict.isYes());
  }

  /** Anybody can make one of those. */
  @Test
  void aStrangersSignatureOfOtherBytesIsAStrangersSignature() {
    List<Finding> findings = goods(List.of("A1", "B1"));
    findings.add(rejected(Optional.empty(), Rejection.NOT_THESE_BYTES));
    findings.add(rejected(Optional.of("X1"), Rejection.NOT_THESE_BYTES));
    assertEquals(true, judge(artifact(BUILDERS), checked(findings)).isYes());
  }

  /** An old key that was taken back does not undo what its owner signs with another. */
  @Test
  void aSignerWithARevokedKeyCountsByAnother() {
    List<Finding> findings = goods(List.of("A2", "B1"));
    findings.add(rejected(Optional.of("A1"), Rejection.KEY_REVOKED));
    assertEquals(
        List.of("yes builders needs 2 of 3 and has 2: alice, bob"),
        conditions(judge(artifact(BUILDERS), checked(findings))));
  }

  @Test
  void whatWasSignedBeforeTheEarliestDateDoesNotCount() {
    Policy.Artifact artifact =
        artifact(List.of(ASC), Optional.of(LocalDate.parse("2026-04-01")), BUILDERS);
    Verdict verdict =
        judge(
            artifact,
            checked(
                List.of(
                    good("A1", Optional.of("2026-04-01T00:00:00Z")),
                    good("B1", Optional.of("2026-03-31T23:59:59Z")),
                    good("C1", Optional.empty()))));
    assertEquals(List.of("no builders needs 2 of 3 and has 1: alice"), conditions(verdict));
    assertEquals(
        List.of("", "It was made before 2026-04-01.", "It does not say when it was made."),
        verdict.artifacts().getFirst().signatures().stream()
            .map(seen -> seen.discount().map(Verdict.Discount::sentence).orElse(""))
            .toList());
    assertEquals(
        List.of(true, false, false),
        verdict.artifacts().getFirst().signatures().stream()
            .map(Verdict.SignatureSeen::counts)
            .toList());
  }

  @Test
  void aPinHoldsAloneAndBesidesSignatures() {
    assertEquals(
        List.of("yes it has the required SHA-256"),
        conditions(judge(pinned(HASH), checked(List.of()))));
    assertEquals(
        List.of("yes it has the required SHA-256"),
        conditions(judge(pinned(OTHER, HASH), checked(List.of()))));
    assertEquals(
        List.of("no it does not have the required SHA-256"),
        conditions(judge(pinned(OTHER), checked(List.of()))));
    Policy.Artifact both =
        new Policy.Artifact(
            "SUMS",
            "1",
            Optional.of(new Pin(List.of(OTHER))),
            List.of(ASC),
            List.of(DAVE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertEquals(
        List.of("no it does not have the required SHA-256", "yes dave signed it"),
        conditions(judge(both, checked(goods(List.of("D1"))))));
  }

  @Test
  void whatIsNotThereIsNotAdmitted() {
    Verdict verdict = judge(artifact(BUILDERS), new Examined.Absent("is not there", List.of()));
    assertEquals(List.of("no it is not there"), conditions(verdict));
  }

  @Test
  void aListAdmitsWhatItListsIfItIsAdmittedItself() {
    Examined.Listing lines = listed(Map.of("file", HASH, "changed", OTHER));
    Map<String, Examined> examined = new TreeMap<>();
    examined.put("SUMS", list(lines, goods(List.of("A1", "B1"))));
    for (String name : List.of("file", "changed", "unlisted")) {
      examined.put(name, checked(List.of()));
    }
    assertEquals(
        List.of(
            "yes it lists 2 files",
            "yes builders needs 2 of 3 and has 2: alice, bob",
            "yes SUMS lists its SHA-256",
            "no SUMS lists another SHA-256 for it",
            "no SUMS does not list it"),
        conditions(judge(listPolicy(), examined)));

    examined.put("SUMS", list(lines, goods(List.of("A1"))));
    String because = "no SUMS, which has to list it, is not admitted";
    assertEquals(
        List.of(
            "yes it lists 2 files",
            "no builders needs 2 of 3 and has 1: alice",
            because,
            because,
            because),
        conditions(judge(listPolicy(), examined)));

    examined.put("SUMS", list(new Examined.NoList("is no list"), goods(List.of("A1", "B1"))));
    assertEquals("no it is no list", conditions(judge(listPolicy(), examined)).getFirst());
    assertEquals(because, conditions(judge(listPolicy(), examined)).getLast());
  }

  @Test
  void theListsOwnAlgorithmIsCompared() {
    String sha512 = "c".repeat(128);
    Policy policy = listPolicy(StrongHash.SHA_512, "file");
    Map<String, Examined> examined = new TreeMap<>();
    examined.put("SUMS", list(listed(Map.of("file", sha512)), goods(List.of("A1", "B1"))));
    examined.put(
        "file",
        new Examined.Present(
            1,
            Map.of(StrongHash.SHA_256, HASH, StrongHash.SHA_512, sha512),
            List.of(),
            Optional.empty()));
    assertEquals("yes SUMS lists its SHA-512", conditions(judge(policy, examined)).getLast());
    examined.put("file", checked(List.of()));
    assertEquals(
        "no SUMS lists another SHA-512 for it", conditions(judge(policy, examined)).getLast());
  }

  @Test
  void whatNothingAdmitsIsReportedAndTheAnswerIsNo() {
    Verdict verdict =
        PolicyJudge.judge(
            policy(artifact(BUILDERS)),
            Map.of("SUMS", checked(goods(List.of("A1", "B1")))),
            Map.of(),
            List.of("notes.txt"),
            NOW);
    assertEquals(false, verdict.isYes());
    assertEquals(
        Optional.of("notes.txt is not admitted: nothing in the policy admits it."),
        verdict.whyNot());
  }

  @Test
  void ofNothingThereIsNoYes() {
    assertEquals(
        false,
        PolicyJudge.judge(policy(artifact(BUILDERS)), Map.of(), Map.of(), List.of(), NOW).isYes());
  }

  @Test
  void anArtifactOfWhichNothingIsAskedCannotBeMade() {
    assertEquals(
        "nothing would be asked of SUMS",
        assertThrows(IllegalArgumentException.class, () -> artifact(List.of(ASC), Optional.empty()))
            .getMessage());
  }

  /** One builder signed another list by mistake, and the release has more good ones than needed. */
  @Test
  void aGroupMayTolerateASignatureOfOtherBytes() {
    Group tolerant = Group.of("builders", List.of(ALICE, BOB, CAROL), 2, true);
    List<Finding> mistake = new ArrayList<>(goods(List.of("A1", "B1")));
    mistake.add(rejected(Optional.of("C1"), Rejection.NOT_THESE_BYTES));
    String other = "the signature of carol in SUMS.asc is not of these bytes";
    assertEquals(
        List.of("no " + other, "yes builders needs 2 of 3 and has 2: alice, bob"),
        conditions(judge(artifact(BUILDERS), checked(mistake))));
    String tolerated = "yes " + other + "; builders tolerates that, since enough others signed";
    assertEquals(
        List.of(tolerated, "yes builders needs 2 of 3 and has 2: alice, bob"),
        conditions(judge(artifact(tolerant), checked(mistake))));
    Group outer = Group.of("release", List.of(tolerant, DAVE), 1, false);
    assertEquals(tolerated, conditions(judge(artifact(outer), checked(mistake))).getFirst());
    assertEquals(
        List.of("no " + other, "no builders needs 2 of 3 and has 1: alice"),
        conditions(
            judge(
                artifact(tolerant),
                checked(
                    List.of(
                        goods(List.of("A1")).getFirst(),
                        rejected(Optional.of("C1"), Rejection.NOT_THESE_BYTES))))));
    mistake.add(rejected(Optional.of("D1"), Rejection.NOT_THESE_BYTES));
    assertEquals(
        false, judge(artifact(tolerant), checked(mistake)).isYes(), "dave is not of the group");
  }

  /** Groups that share groups have more ways through them than could be walked. */
  @Test
  void whoToleratesIsFoundInGroupsOfGroups() {
    Party below = Group.of("builders", List.of(ALICE, BOB, CAROL), 2, true);
    for (int depth = 0; depth < 16; depth++) {
      List<Party> level = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        level.add(Group.of("g" + depth + "-" + i, List.of(below), 1, false));
      }
      below = Group.of("g" + depth, level, 1, false);
    }
    List<Finding> mistake = new ArrayList<>(goods(List.of("A1", "B1")));
    mistake.add(rejected(Optional.of("C1"), Rejection.NOT_THESE_BYTES));
    assertEquals(true, judge(artifact(below), checked(mistake)).isYes());
  }

  @Test
  void whatSaysThatItIsOfAnotherFileDoesNotCount() {
    List<Finding> named =
        List.of(named("A1", "SUMS"), named("B1", "OLD"), named("C1", "builds/SUMS"));
    Verdict verdict = judge(artifact(BUILDERS), checked(named));
    assertEquals(List.of("yes builders needs 2 of 3 and has 2: alice, carol"), conditions(verdict));
    assertEquals(
        Optional.of(new Verdict.Discount("other-name", "It was made for a file called OLD.")),
        verdict.artifacts().getFirst().signatures().get(1).discount());
    SignatureFile any =
        new SignatureFile("SUMS.minisig", Scheme.MINISIGN, Mode.DETACHED, false, true, "");
    assertEquals(
        List.of("yes builders needs 2 of 3 and has 3: alice, bob, carol"),
        conditions(judge(artifact(BUILDERS), present(new Examined.Checked(any, HASH, named)))));
  }

  /** The NO itself says what would make it YES. */
  @Test
  void whoWouldDoIsSaid() {
    List<Finding> findings = new ArrayList<>(goods(List.of("A1")));
    findings.add(rejected(Optional.of("C1"), Rejection.KEY_EXPIRED));
    assertEquals(
        List.of("it takes 1 more of bob (no signature), carol (void: It is KEY_EXPIRED)"),
        lacking(judge(artifact(BUILDERS), checked(findings))));
    assertEquals(
        List.of(
            "it takes 2 more of builders, dave (no signature)",
            "it takes 1 more of bob (no signature), carol (void: It is KEY_EXPIRED)"),
        lacking(judge(artifact(RELEASE), checked(findings))));
    assertEquals(
        List.of("its signature is void: It is KEY_EXPIRED"),
        lacking(judge(artifact(CAROL, DAVE), checked(findings))));
    Group either = Group.of("either", List.of(BUILDERS, DAVE), 1, false);
    assertEquals(
        List.of(), lacking(judge(artifact(either), checked(goods(List.of("D1"))))), "not needed");
  }

  private static List<String> lacking(Verdict verdict) {
    return verdict.artifacts().getFirst().conditions().stream()
        .flatMap(condition -> condition.parts().stream())
        .filter(part -> part.kind() == Condition.Kind.LACKING)
        .map(Condition::clause)
        .toList();
  }

  private static Finding named(String key, String file) {
    return new Finding.Good(key(key), key, Optional.empty(), "Ed25519", "", Optional.of(file));
  }

  private static Signer signer(String name, String... keys) {
    return new Signer(name, Arrays.stream(keys).map(PolicyJudgeTest::key).toList());
  }

  private static KeyName key(String fingerprint) {
    return new KeyName(Scheme.OPENPGP, fingerprint);
  }

  private static List<Finding> goods(List<String> keys) {
    List<Finding> findings = new ArrayList<>();
    keys.forEach(key -> findings.add(good(key, Optional.of("2026-05-01T00:00:00Z"))));
    return findings;
  }

  private static Finding good(String key, Optional<String> made) {
    return new Finding.Good(key(key), key, made.map(Instant::parse), "Ed25519, SHA-512", "");
  }

  private static Finding rejected(Optional<String> key, Rejection rejection) {
    return new Finding.Rejected(
        key.map(PolicyJudgeTest::key), rejection, "It is " + rejection + ".");
  }

  private static Policy.Artifact artifact(Party... required) {
    return artifact(List.of(ASC), Optional.empty(), required);
  }

  private static Policy.Artifact artifact(
      List<SignatureFile> files, Optional<LocalDate> notBefore, Party... required) {
    return new Policy.Artifact(
        "SUMS",
        "1",
        Optional.empty(),
        files,
        List.of(required),
        notBefore,
        Optional.empty(),
        Optional.empty());
  }

  private static Policy.Artifact pinned(String... hashes) {
    return new Policy.Artifact(
        "SUMS",
        "1",
        Optional.of(new Pin(List.of(hashes))),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Policy listPolicy() {
    return listPolicy(StrongHash.SHA_256, "file", "changed", "unlisted");
  }

  private static Policy listPolicy(StrongHash algorithm, String... files) {
    List<Policy.Artifact> artifacts = new ArrayList<>();
    artifacts.add(
        new Policy.Artifact(
            "SUMS",
            "1",
            Optional.empty(),
            List.of(ASC),
            List.of(BUILDERS),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Policy.Lists(algorithm, Policy.Files.NAMED))));
    for (String file : files) {
      artifacts.add(
          new Policy.Artifact(
              file,
              "1",
              Optional.empty(),
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.of("SUMS"),
              Optional.empty()));
    }
    return policy(artifacts.toArray(Policy.Artifact[]::new));
  }

  private static Policy policy(Policy.Artifact... artifacts) {
    return new Policy(
        Optional.empty(),
        false,
        List.of(),
        List.of(ALICE, BOB, CAROL, DAVE),
        List.of(artifacts),
        KeyRing.none());
  }

  private static Examined checked(List<Finding> findings) {
    return present(new Examined.Checked(ASC, HASH, findings));
  }

  private static Examined present(Examined.Signatures... signatures) {
    return new Examined.Present(
        1, Map.of(StrongHash.SHA_256, HASH), List.of(signatures), Optional.empty());
  }

  private static Examined list(Examined.Listing listing, List<Finding> findings) {
    return new Examined.Present(
        1,
        Map.of(StrongHash.SHA_256, OTHER),
        List.of(new Examined.Checked(ASC, HASH, findings)),
        Optional.of(listing));
  }

  private static Verdict judge(Policy.Artifact artifact, Examined examined) {
    return judge(policy(artifact), Map.of("SUMS", examined));
  }

  private static Verdict judge(Policy policy, Map<String, Examined> examined) {
    return PolicyJudge.judge(policy, examined, Map.of(), List.of(), NOW);
  }

  /** Every condition of every artifact, in order; those of inner groups after a dash. */
  private static List<String> conditions(Verdict verdict) {
    List<String> lines = new ArrayList<>();
    for (Verdict.Judged judged : verdict.artifacts()) {
      for (Condition condition : judged.conditions()) {
        lines.add(line(condition));
        condition.parts().stream()
            .filter(part -> part.kind() != Condition.Kind.LACKING)
            .forEach(part -> lines.add("- " + line(part)));
      }
    }
    return lines;
  }

  private static String line(Condition condition) {
    return (condition.met() ? "yes " : "no ") + condition.clause();
  }

  private static Examined.Listed listed(Map<String, String> hashes) {
    return new Examined.Listed(new ChecksumList(hashes, ChecksumList.PassedOver.NOTHING));
  }
}
