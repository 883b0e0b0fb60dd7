package dev.leat.ledger;

/**
 * The change stream's own, opaque place. Compared for equality only.
 *
 * @param value the token's text
 */
public record ResumeToken(String value) {}
