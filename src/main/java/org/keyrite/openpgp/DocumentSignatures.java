package org.keyrite.openpgp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
      return;
    }
    want(entries.getLast());
  }

  private void want(Entry entry) throws Malformed {
    if (entry.objection().isEmpty()) {
      hashes.want(entry.signature().orElseThrow());
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
    if (entry.objection().isPresent()) {
      return entry.objection().get();
    }
    Signature signature = entry.signature().orElseThrow();
    return judge
        .objection(signature, types, hashes)
        .<Finding>map(Function.identity())
        .orElseGet(() -> judge.judge(signature, () -> hashes.of(signature).orElseThrow()));
  }
}
