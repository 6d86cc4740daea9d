package org.keyrite.trust;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyrite.json.JsonWriter;
import org.keyrite.signature.Finding;
import org.keyrite.text.Visible;

/**
 * The text of a drafted policy, for people to review: what a program cannot know is in comments.
 *
 * @param file the plain name of what was signed
 * @param lists if it is a list of checksums: the word for its kind
 */
record PolicyText(
    String file,
    List<SignatureFile> signatures,
    Optional<String> lists,
    String version,
    Moment moment) {
  /** The group of those who have signed. */
  static final String GROUP = "signers";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");

  /**
   * The whole text.
   *
   * @param signatories everybody whose key was tried
   * @param passedOver files without a key, each with a predicate
   * @param keys the keys that were tried
   */
  String of(List<PolicyDraft.Signatory> signatories, Map<String, String> passedOver, KeyRing keys) {
    Map<String, List<PolicyDraft.Signatory>> good =
        signatories.stream()
            .filter(one -> one.good().isPresent())
            .collect(
                Collectors.groupingBy(
                    one -> one.found().signer(), LinkedHashMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    line(
        text,
        "# Drafted by keyrite on "
            + day(moment.instant())
            + ". It trusts nobody yet: compare each fingerprint");
    line(
        text,
        "# with what its owner publishes elsewhere, take out whom you do not know, and choose");
    line(text, "# the threshold. Keep this file where the download cannot reach it.");
    line(text, "version: " + PolicyReader.VERSION);
    line(text, "signers:");
    good.forEach((name, signed) -> signer(text, name, signed, keys));
    signatories.stream()
        .filter(one -> one.good().isEmpty())
        .forEach(one -> line(text, "  # not " + one.found().signer() + ": " + why(one)));
    passedOver.forEach((name, why) -> line(text, "  # not read: " + name + ", which " + why));
    line(text, "groups:");
    line(text, "  - name: " + GROUP);
    line(
        text,
        "    members: ["
            + String.join(", ", good.keySet().stream().map(PolicyText::quoted).toList())
            + "]");
    line(
        text, "    threshold: " + (good.size() / 2 + 1) + "  # more than half of those who signed");
    line(text, "artifacts:");
    line(text, "  - file: " + quoted(file));
    line(text, "    version: " + quoted(version));
    lists.ifPresent(
        kind -> {
          line(text, "    lists: " + kind);
          line(text, "    files: present  # those of its files that are there; all: every one");
        });
    line(text, "    signatures:");
    for (SignatureFile signature : signatures) {
      String mode = signature.holdsItsFile() ? ", mode: " + signature.mode().word() : "";
      line(
          text,
          "      - {file: "
              + quoted(signature.file())
              + ", scheme: "
              + signature.scheme().word()
              + mode
              + "}");
    }
    line(text, "    required: [" + GROUP + "]");
    return text.toString();
  }

  private void signer(
      StringBuilder text, String name, List<PolicyDraft.Signatory> signatories, KeyRing keys) {
    line(text, "  - name: " + quoted(name));
    line(text, "    keys:");
    for (PolicyDraft.Signatory one : signatories) {
      Finding.Good good = one.good().orElseThrow();
      String signed = good.made().map(made -> ", signed on " + day(made)).orElse("");
      String ends =
          keys.expiry(good.key(), moment.instant())
              .map(end -> ", expires on " + day(end))
              .orElse("");
      line(text, "      # " + good.algorithm() + signed + ends);
      String begin = "      - ";
      for (Map.Entry<String, Object> entry : one.found().said().entrySet()) {
        line(text, begin + entry.getKey() + ": " + quoted(entry.getValue().toString()));
        begin = "        ";
      }
    }
  }

  private static String why(PolicyDraft.Signatory one) {
    return one.voids().isEmpty() ? "no signature here" : String.join(" ", one.voids());
  }

  private static String day(Instant instant) {
    return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  /** As it is, where that is no other thing in YAML; else in JSON's form, which YAML has, too. */
  private static String quoted(String text) {
    return PLAIN.matcher(text).matches() ? text : JsonWriter.write(text);
  }

  /** What comes from outside is made harmless: it could end a comment, or fool a terminal. */
  private static void line(StringBuilder text, String line) {
    text.append(Visible.of(line)).append('\n');
  }
}
