/**
 * A store in memory that keeps every promise of the SPIs: for unit tests of applications on Leat, and as the server of
 * the deterministic simulation. Start with {@link dev.leat.testkit.memory.InMemoryStores}.
 *
 * <p>One {@code Database} owns the lock and the clock. {@code InMemoryEvents} owns the events and their history,
 * {@code InMemoryLedger} the entries, {@code InMemoryLeases} members, roles, the assignment and the ownerships,
 * {@code InMemoryParked} the parked keys, {@code InMemoryReadModels} the documents. A commit changes the state of the
 * last three under the lock, as a whole or not at all.
 */
@NullMarked
package dev.leat.testkit.memory;

import org.jspecify.annotations.NullMarked;
