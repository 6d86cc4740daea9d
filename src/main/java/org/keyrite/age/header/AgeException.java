package org.keyrite.age.header;

import java.io.IOException;

/**
 * Something from outside is not what it should be: a file that is malformed, forged or not for us,
 * or a key that cannot be used. One type for each outcome that a caller must tell apart.
 *
 * <p>The message is one sentence about what is wrong, {@link #advice()} one about what to do.
 * Neither ever holds a secret, or text taken from the input; only {@link PluginFailure} holds words
 * from outside, those of a plugin.
 */
public abstract sealed class AgeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  private AgeException(String sentence, String advice) {
    super(sentence);
    this.advice = advice;
  }

  /** What a person can do about it; empty where nothing helps. */
  public final String advice() {
    return advice;
  }

  /** The header is malformed, or asks for something the specification forbids. */
  public static final class HeaderFailure extends AgeException {
    private static final long serialVersionUID = 1L;

    public HeaderFailure(String sentence, String advice) {
      super(sentence, advice);
    }

    public HeaderFailure(String sentence) {
      this(sentence, "the file is damaged or is not an age file; get it again from its source");
    }
  }

  /** The header was changed by someone who could not open the file. */
  public static final class HmacFailure extends AgeException {
    private static final long serialVersionUID = 1L;

    public HmacFailure() {
      super(
          "the header is not the one that was written for this file",
          "do not use the file; get it again from its source");
    }
  }

  /** No identity opens the file. The file itself may be in order. */
  public static final class NoMatch extends AgeException {
    private static final long serialVersionUID = 1L;

    public NoMatch(String sentence, String advice) {
      super(sentence, advice);
    }
  }

  /** The payload is truncated, extended or changed. What was read before this is authentic. */
  public static final class PayloadFailure extends AgeException {
    private static final long serialVersionUID = 1L;

    public PayloadFailure(String sentence) {
      super(sentence, "do not rely on what was decrypted so far; get the file again");
    }
  }

  /** The ASCII armor is not in its one canonical form. */
  public static final class ArmorFailure extends AgeException {
    private static final long serialVersionUID = 1L;

    ArmorFailure(String sentence) {
      super(sentence, "copy the file again, from the BEGIN line to the END line");
    }
  }

  /** A passphrase is needed and cannot be had: there is nobody to ask, or no answer. */
  public static final class NoPassphrase extends AgeException {
    private static final long serialVersionUID = 1L;

    /** For whoever asks; neither text may come from the input. */
    public NoPassphrase(String sentence, String advice) {
      super(sentence, advice);
    }
  }

  /** A recipient or an identity is malformed, of a type that is not supported, or unusable. */
  public static sealed class KeyFailure extends AgeException {
    private static final long serialVersionUID = 1L;

    public KeyFailure(String sentence, String advice) {
      super(sentence, advice);
    }

    /** The same failure, placed. */
    public final KeyFailure atLine(long line) {
      return new KeyFailure("line " + line + ": " + getMessage(), advice());
    }
  }

  /** An SSH private key cannot be used. Another identity may do without it. */
  public static final class UnusableSshKey extends KeyFailure {
    private static final long serialVersionUID = 1L;

    public UnusableSshKey(KeyFailure why) {
      super(why.getMessage(), why.advice());
    }
  }

  /**
   * A plugin could not be started, failed, or did not keep to the protocol. The message may end
   * with the plugin's own words, which whoever shows it must make harmless.
   */
  public static final class PluginFailure extends AgeException {
    private static final long serialVersionUID = 1L;

    public PluginFailure(String plugin, String sentence, String advice) {
      super("the " + plugin + " plugin " + sentence, advice);
    }
  }
}
