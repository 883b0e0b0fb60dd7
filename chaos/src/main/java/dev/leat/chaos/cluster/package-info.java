/**
 * The replica set of the run, and what it stores about owners and checkpoints. Called from the main thread;
 * whatever is read is read anew.
 */
@NullMarked
package dev.leat.chaos.cluster;

import org.jspecify.annotations.NullMarked;
