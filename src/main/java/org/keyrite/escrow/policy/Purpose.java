package org.keyrite.escrow.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyrite.text.Visible;

/**
 * What a stranger has to know who finds a share in ten years, in people's own words.
 *
 * @param texts what is said, by its key; each fits
 */
public record Purpose(Map<String, String> texts) {
  /** What the identity opens, where the encrypted files and the record lie, and whom to ask. */
  public static final List<String> KEYS = List.of("opens", "kept-at", "contact");

  /** Of a policy that says nothing of it. */
  static final Purpose UNSAID = new Purpose(Map.of());

  /** In characters. A recovery sheet of one page has no room for more. */
  public static final int LONGEST = 200;

  /** Anything else is a bug of the caller. */
  public Purpose {
    if (!KEYS.containsAll(texts.keySet()) || !texts.values().stream().allMatch(Purpose::fits)) {
      throw new IllegalArgumentException("a purpose cannot say this");
    }
    Map<String, String> ordered = new LinkedHashMap<>(texts);
    // As the keys are, wherever it is printed.
    KEYS.forEach(
        key -> Optional.ofNullable(ordered.remove(key)).ifPresent(text -> ordered.put(key, text)));
    texts = Collections.unmodifiableMap(ordered);
  }

  /** Whether a text has one line of visible characters, and not too many. */
  public static boolean fits(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= LONGEST
        && Visible.shows(text);
  }

  /** What is said under a key. */
  public Optional<String> get(String key) {
    return Optional.ofNullable(texts.get(key));
  }
}
