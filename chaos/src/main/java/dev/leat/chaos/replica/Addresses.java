package dev.leat.chaos.replica;

import java.net.InetAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a replica, given by its name, reaches servers. Immutable.
 *
 * @param members of the replica set
 * @param brokers null on a route without
 */
public record Addresses(Function<String, InetAddress> members, Function<String, @Nullable InetAddress> brokers) {}
