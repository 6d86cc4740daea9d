package org.keyrite.openpgp;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.crypto.hash.RunningHash;

/**
 * The hashes of one document that signatures over it need, each computed once: signatures of
 * version 4 with the same hash algorithm share one, those of version 6 have salts of their own.
 */
final class DocumentHashes {
  /** Each is computed over the whole document, which may be large. */
  static final int MAX_HASHES = 64;

  private final Map<Start, RunningHash> hashes = new LinkedHashMap<>();
  private final CanonicalText text = new CanonicalText();

  /** What makes two hashes of a document differ. */
  record Start(SignedHash hash, boolean text, String salt) {
    static Start of(SignedHash hash, int type, byte[] salt) {
      return new Start(hash, type == Signature.Type.TEXT, HexFormat.of().formatHex(salt));
    }

    static Start of(Signature signature) {
      return of(signature.hash().orElseThrow(), signature.type(), signature.salt());
    }
  }

  /** Before the document; the hash must be one that can be computed. */
  void want(Start start) throws Malformed {
    hashes.computeIfAbsent(
        start,
        wanted ->
            wanted
                .hash()
                .algorithm()
                .orElseThrow()
                .begin()
                .update(HexFormat.of().parseHex(wanted.salt())));
    if (hashes.size() > MAX_HASHES) {
      throw new Malformed(
          "holds signatures that need more than " + MAX_HASHES + " hashes of the same file");
    }
  }

  /** More of the document. */
  void update(byte[] bytes, int offset, int length) {
    boolean anyText = false;
    for (Map.Entry<Start, RunningHash> entry : hashes.entrySet()) {
      anyText |= entry.getKey().text();
      if (!entry.getKey().text()) {
        entry.getValue().update(bytes, offset, length);
      }
    }
    if (anyText) {
      text.convert(bytes, offset, length, this::updateText);
    }
  }

  private void updateText(byte[] bytes, int offset, int length) {
    hashes.forEach(
        (start, hash) -> {
          if (start.text()) {
            hash.update(bytes, offset, length);
          }
        });
  }

  /** Whether the document is not the text that signatures over text were made over. */
  boolean textWasChanged() {
    return text.changed();
  }

  /** The hash that a signature needs, which was wanted, after the document. */
  RunningHash of(Signature signature) {
    return hashes.get(Start.of(signature)).copy();
  }
}
