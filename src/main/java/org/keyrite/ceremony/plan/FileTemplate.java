package org.keyrite.ceremony.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an encrypted file, such as <code>identity-backup-{peer_id}.age</code>.
 *
 * @param text letters, digits, {@code . _ -} and placeholders; ends with {@code .age}
 */
public record FileTemplate(String text) {
  private static final Pattern TEMPLATE =
      Pattern.compile("(?![._-])(?:[A-Za-z0-9._-]|\\{[a-z0-9_]+\\})+\\.age");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z0-9_]+)\\}");

  /** Whether the text is a template at all. */
  static boolean isTemplate(String text) {
    return text.length() <= 200 && TEMPLATE.matcher(text).matches();
  }

  /** The names of the public values that it needs. */
  List<String> placeholders() {
    List<String> names = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** The file's name; whoever calls it checks that the result is one. */
  public String fill(Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
  }
}
