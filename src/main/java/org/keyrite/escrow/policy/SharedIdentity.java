package org.keyrite.escrow.policy;

/**
 * An identity that is to be shared.
 *
 * @param kind of which kind it is, if it is a new one
 * @param policy who shares it
 */
public record SharedIdentity(IdentityKind kind, EscrowPolicy policy) {}
