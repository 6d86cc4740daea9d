package org.keyrite.signature;

import java.util.List;
import java.util.Optional;

/** What is known against a signature before any of the signed bytes has passed by. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding.Rejected finding;

  Refusal(Optional<KeyName> key, Rejection rejection, String sentence) {
    super(sentence, null, false, false);
    this.finding = new Finding.Rejected(key, rejection, sentence);
  }

  Refusal(KeyName key, Rejection rejection, String sentence) {
    this(Optional.of(key), rejection, sentence);
  }

  /** A check that bytes cannot change any more. */
  SignatureCheck check() {
    return () -> List.of(finding);
  }
}
