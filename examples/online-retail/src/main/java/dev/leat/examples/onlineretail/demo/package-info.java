/**
 * The course of {@code ./leat demo}: {@link dev.leat.examples.onlineretail.demo.DemoCommand} is the command line,
 * {@link dev.leat.examples.onlineretail.demo.Demo} the plot, {@link dev.leat.examples.onlineretail.demo.ReplicaKill} the
 * scene in which a replica dies.
 */
@NullMarked
package dev.leat.examples.onlineretail.demo;

import org.jspecify.annotations.NullMarked;
