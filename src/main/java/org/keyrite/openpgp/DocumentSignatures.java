package org.keyrite.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Rejected;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureCheck;

/** Signatures that are known before their document is. */
final class DocumentSignatures implements SignatureCheck {
  /** In one file. */
  static final int MAX_SIGNATURES = 1000;

  private final SignatureJudge judge;
  private final Set<Integer> types;
  private final DocumentHashes hashes;
  private final List<Entry> entries = new ArrayList<>();

  /** A signature, and what was held against it at first sight. */
  private record Entry(Optional<Signature> signature, Optional<Rejected> objection) {}

  /**
   * None yet.
   *
   * @param types of signatures that may be over such a document
   */
  DocumentSignatures(SignatureJudge judge, Set<Integer> types, DocumentHashes hashes) {
    this.judge = judge;
    this.types = types;
    this.hashes = hashes;
  }

  /** A packet's body. What is malformed in it is held against this signature alone. */
  void add(byte[] body) throws Malformed {
    if (entries.size() == MAX_SIGNATURES) {
      throw new Malformed("holds more than " + MAX_SIGNATURES + " signatures");
    }
    try {
      Signature signature = Signature.parse(body);
      Optional<Rejected> objection = judge.objection(signature, types);
      entries.add(new Entry(Optional.of(signature), objection));
    } catch (Malformed e) {
      entries.add(new Entry(Optional.empty(), Optional.of(malformed(e))));
    }
    if (entries.getLast().objection().isEmpty()) {
      hashes.want(DocumentHashes.Start.of(entries.getLast().signature().orElseThrow()));
    }
  }

  static Rejected malformed(Malformed reason) {
    return new Rejected(
        Optional.empty(), Rejection.MALFORMED, "The file " + reason.getMessage() + ".");
  }

  int count() {
    return entries.size();
  }

  @Override
  public void update(byte[] buffer, int offset, int length) {
    hashes.update(buffer, offset, length);
  }

  @Override
  public List<Finding> findings() {
    return entries.stream().map(this::finding).toList();
  }

  private Finding finding(Entry entry) {
    return entry.objection().isPresent()
        ? entry.objection().get()
        : judge.judge(entry.signature().orElseThrow(), types, hashes);
  }
}
