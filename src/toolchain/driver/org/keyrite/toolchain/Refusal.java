package org.keyrite.toolchain;

/// What the user asked for cannot be done; the message is the sentence to tell them.
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String sentence) {
        super(sentence);
    }
}
