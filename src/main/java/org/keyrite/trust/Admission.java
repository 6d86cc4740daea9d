package org.keyrite.trust;

/**
 * A file that a policy admitted.
 *
 * @param artifact the copy of it
 * @param verdict why
 */
public record Admission(VerifiedArtifact artifact, Verdict verdict) {}
