/**
 * What every coordination that stands elsewhere must pass, on a real MongoDB: a fixture for the conformance suite of lease
 * stores, and whole replicas of which one is paused. Start with {@link dev.leat.coordination.PausedReplicaTests}.
 */
@NullMarked
package dev.leat.coordination;

import org.jspecify.annotations.NullMarked;
