package dev.leat.park;

import java.time.Instant;

/**
 * A note in the audit trail. Immutable.
 *
 * @param at by the store's clock
 */
public record AuditEntry(Instant at, AuditNote note) {}
