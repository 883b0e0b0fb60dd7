/**
 * Heartbeats, roles and the assignment in ZooKeeper instead of MongoDB. Start with
 * {@link dev.leat.zookeeper.ZooKeeperCoordination}; the nodes and what stands in them are described in
 * {@code docs/reference/stored-documents.md}.
 */
@NullMarked
package dev.leat.zookeeper;

import org.jspecify.annotations.NullMarked;
