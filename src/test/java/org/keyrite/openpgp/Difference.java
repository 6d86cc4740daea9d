package org.keyrite.openpgp;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keyrite.openpgp.MadeCertificate.Kind;
import org.keyrite.openpgp.MadeCertificate.Packet;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Rejected;

/**
 * Why keyrite answers otherwise than a stock tool. Each has a line in docs/verify.md, and is held
 * against what was put into the certificate as well as against what keyrite says of it.
 */
@SuppressWarnings("ImmutableEnumChecker") // predicates that hold nothing
enum Difference {
  EXPIRED_SINCE(
      "sqv", no("after the signature was made, |all ended by now"), Difference::endsSince),
  REVOKED_SINCE("sqv", no("that is after the signature"), made -> revokedSoftly(made, true)),
  REVOCATION_LIFTED(
      "sqv",
      no("because .*, before the signature"),
      made ->
          revokedSoftly(made, false)
              && made.has(packet -> !packet.kind().revokes() && packet.day() > 0)),
  JUDGED_NOW_ONLY(
      "gpg",
      no("before the signature was made|as old as the signature|held when the signature"),
      made -> made.has(packet -> packet.keyEnds() > 0 || packet.ends() > 0 || packet.day() > 0)),
  WEAK_SELF_SIGNATURE(
      "both", no("SHA-1|sound|weak hash|expired|for signing"), made -> made.has(Packet::weak)),
  USER_ID_REVOKED(
      "both",
      no("self-signature"),
      made -> made.has(packet -> packet.kind() == Kind.USER_ID_REVOCATION)),
  SEVERAL_VOICES("both", no("expired|for signing|ended"), Difference::hasSeveralVoices),
  SELF_SIGNATURE_ENDED(
      "gpg",
      no("ended by now|valid self-signature"),
      made -> made.has(packet -> packet.ends() > 0)),
  NOT_ANSWERED("both", no("in return|had expired"), made -> made.has(packet -> !packet.answered())),
  OUT_OF_PLACE("gpg", yes(), made -> !made.changes.isEmpty()),
  EXPIRY_OF_ONE_USER_ID("gpg", yes(), Difference::hasSeveralVoices);

  private final String tool;
  private final Predicate<Finding> answer;
  private final Predicate<MadeCertificate> fact;

  Difference(String tool, Predicate<Finding> answer, Predicate<MadeCertificate> fact) {
    this.tool = tool;
    this.answer = answer;
    this.fact = fact;
  }

  static Optional<Difference> of(String tool, Finding finding, MadeCertificate made) {
    return Stream.of(values())
        .filter(reason -> reason.tool.equals(tool) || reason.tool.equals("both"))
        .filter(reason -> reason.answer.test(finding) && reason.fact.test(made))
        .findFirst();
  }

  private static Predicate<Finding> yes() {
    return Finding.Good.class::isInstance;
  }

  private static Predicate<Finding> no(String words) {
    return finding ->
        finding instanceof Rejected rejected
            && rejected.sentence().matches("(?s).*(?:" + words + ").*");
  }

  private static boolean endsSince(MadeCertificate made) {
    return made.has(
        packet ->
            (packet.keyEnds() > 0
                    && packet.keyEnds() <= 400
                    && Math.max(packet.keyEnds(), packet.day()) > made.signed)
                || (packet.ends() > made.signed && packet.ends() <= 400)
                || (packet.kind() == Kind.USER_ID_REVOCATION && packet.day() > made.signed));
  }

  private static boolean revokedSoftly(MadeCertificate made, boolean since) {
    return made.has(
        packet -> packet.kind().revokes() && !packet.hard() && packet.day() > made.signed == since);
  }

  /** What the key says directly and with user ids, or with several user ids, may not agree. */
  private static boolean hasSeveralVoices(MadeCertificate made) {
    long ids = made.packets.stream().filter(packet -> packet.kind() == Kind.USER_ID).count();
    return ids > 1 || made.has(packet -> packet.kind() == Kind.DIRECT);
  }
}
