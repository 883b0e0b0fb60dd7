/**
 * Who works on what: replicas and their heartbeats, roles, the assignment, and the ownership of partitions with its
 * epochs. Start with {@link dev.leat.lease.LeaseStore} and {@link dev.leat.lease.Ownership}; who is to own what is
 * decided by {@link dev.leat.lease.Assignor}.
 */
@NullMarked
package dev.leat.lease;

import org.jspecify.annotations.NullMarked;
