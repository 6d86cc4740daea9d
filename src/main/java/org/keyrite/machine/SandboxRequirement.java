package org.keyrite.machine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan requires of the sandbox at least.
 *
 * @param landlock the lowest ABI of Landlock; 0 if it is not required
 * @param namespaces whether the generator must have namespaces of its own
 */
public record SandboxRequirement(int landlock, boolean namespaces) {
  /** That there is one, of whichever kind. */
  public static final SandboxRequirement ANY = new SandboxRequirement(0, false);

  private static final Pattern LANDLOCK = Pattern.compile("landlock-([1-9][0-9]?)");
  private static final String NAMESPACES = "namespaces";

  /** The words that a plan may use, for a message. */
  public static final String WORDS = NAMESPACES + ", or landlock-1, landlock-2 and so on";

  /** The same, and what a plan's word says besides; empty if it is none. */
  public Optional<SandboxRequirement> and(String word) {
    if (word.equals(NAMESPACES)) {
      return Optional.of(new SandboxRequirement(landlock, true));
    }
    Matcher abi = LANDLOCK.matcher(word);
    return abi.matches()
        ? Optional.of(new SandboxRequirement(Integer.parseInt(abi.group(1)), namespaces))
        : Optional.empty();
  }

  /** In a plan's words; "a sandbox" if it requires nothing more. */
  public String inWords() {
    String abi = landlock > 0 ? "landlock-" + landlock : "";
    if (!namespaces) {
      return abi.isEmpty() ? "a sandbox" : abi;
    }
    return abi.isEmpty() ? NAMESPACES : NAMESPACES + ", " + abi;
  }
}
