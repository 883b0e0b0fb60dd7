/**
 * The network between a replica and the servers, as far as a run can harm it: each replica has a
 * {@link dev.leat.chaos.proxy.Proxy} on a loopback address of its own, on the members' ports, and its driver is told to
 * look for every member there; and another one for the brokers, if there are any. Each connection has two virtual threads, one for each way.
 */
@NullMarked
package dev.leat.chaos.proxy;

import org.jspecify.annotations.NullMarked;
