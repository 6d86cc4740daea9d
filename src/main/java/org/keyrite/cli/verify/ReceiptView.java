package org.keyrite.cli.verify;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.keyrite.cli.console.Diagnostics;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Scheme;
import org.keyrite.text.Columns;
import org.keyrite.text.Groups;
import org.keyrite.text.Visible;
import org.keyrite.trust.Condition;
import org.keyrite.trust.Moment;
import org.keyrite.trust.Verdict;
import org.keyrite.trust.Verdict.Judged;
import org.keyrite.trust.Verdict.SignatureSeen;

/**
 * A verdict in words, on a terminal of 80 columns. Names and comments come from outside: what a
 * terminal could obey is shown as code points, and long ones are cut.
 */
record ReceiptView(PrintStream out) {
  private static final int MOST_COMMENT = 200;
  private static final int MOST_UNADMITTED = 20;

  static void print(Verdict verdict, PrintStream out) {
    ReceiptView view = new ReceiptView(out);
    view.head(verdict);
    verdict.artifacts().forEach(view::artifact);
    view.unadmitted(verdict.unadmitted());
    view.answer(verdict);
  }

  private void head(Verdict verdict) {
    verdict
        .policy()
        .origin()
        .ifPresent(
            origin -> {
              wrap("policy      ", origin.file().toString());
              wrap("  sha256    ", origin.sha256());
            });
    String instant = verdict.moment().instant().toString();
    switch (verdict.moment().kind()) {
      case NOW -> wrap("judged at   ", instant);
      case REHEARSED -> wrap("REHEARSAL   ", "judged as if it were " + instant);
      case HISTORICAL ->
          wrap(
              "HISTORICAL  ",
              "judged as of "
                  + instant
                  + ", and not of today: a key or signature that expired since then counts");
    }
  }

  private void artifact(Judged judged) {
    out.println();
    String version = judged.artifact().version();
    wrap("", judged.artifact().file() + (version.isEmpty() ? "" : " " + version));
    judged
        .hashes()
        .forEach(
            (algorithm, hash) ->
                wrap("  " + pad(algorithm.toString().toLowerCase(Locale.ROOT)), hash));
    for (Condition condition : judged.conditions()) {
      condition(condition, "");
      condition.parts().forEach(part -> condition(part, "  "));
    }
    judged.signatures().forEach(this::signature);
  }

  private void condition(Condition condition, String indent) {
    wrap("  " + pad(indent + (condition.met() ? "yes" : "NO")), condition.clause());
  }

  private void signature(SignatureSeen seen) {
    String by = seen.signer().map(signer -> "by " + signer.name()).orElse("");
    switch (seen.finding()) {
      case Finding.Good good -> {
        String made = good.made().map(instant -> " at " + instant).orElse(", undated");
        String how = " (" + seen.file().scheme().word() + ", " + good.algorithm() + ")";
        wrap("  " + pad(seen.counts() ? "signed" : "void"), by + made + how);
        seen.discount().ifPresent(discount -> wrap("  " + pad(""), discount.sentence()));
        wrap("  " + pad("  key"), speakable(good.key().scheme(), good.key().fingerprint()));
        if (!good.madeBy().equals(good.key().fingerprint())) {
          wrap("  " + pad("  subkey"), speakable(good.key().scheme(), good.madeBy()));
        }
        if (!good.comment().isEmpty()) {
          wrap("  " + pad("  says"), Columns.cut(good.comment(), MOST_COMMENT, "…"));
        }
      }
      case Finding.Rejected rejected ->
          wrap(
              "  " + pad("void"),
              (by.isEmpty() ? "in " + seen.file().file() : by) + ": " + rejected.sentence());
    }
  }

  /** OpenPGP's fingerprints in groups of four, as people read them to each other. */
  private static String speakable(Scheme scheme, String fingerprint) {
    return scheme == Scheme.OPENPGP ? Groups.ofFour(fingerprint) : fingerprint;
  }

  private void unadmitted(List<String> names) {
    if (names.isEmpty()) {
      return;
    }
    out.println();
    wrap("", "Also there, and admitted by nothing:");
    names.stream().limit(MOST_UNADMITTED).forEach(name -> wrap("  " + pad("NO"), name));
    if (names.size() > MOST_UNADMITTED) {
      wrap("  " + pad(""), "and " + (names.size() - MOST_UNADMITTED) + " more");
    }
  }

  private void answer(Verdict verdict) {
    out.println();
    int files = verdict.artifacts().size() + verdict.listed();
    String what = files == 1 ? "1 file is admitted" : files + " files are admitted";
    String answer = verdict.isYes() ? "YES: " + what + "." : "NO.";
    wrap(
        "",
        (verdict.moment().kind() == Moment.Kind.NOW ? "" : "At that time the answer is ") + answer);
  }

  private static String pad(String word) {
    return String.format(Locale.ROOT, "%-9s ", word);
  }

  /** Prints a text after a heading of ours, in lines that fit, the later ones under the first. */
  private void wrap(String heading, String text) {
    String shown = Visible.of(Diagnostics.withoutSecrets(text));
    out.println((heading + Columns.filled(shown, heading.length())).stripTrailing());
  }
}
