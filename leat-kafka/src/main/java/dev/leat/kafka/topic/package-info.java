/**
 * What relay and consumers agree on: which topics there are, into which partition an event goes, and what the headers of
 * its record say.
 */
@NullMarked
package dev.leat.kafka.topic;

import org.jspecify.annotations.NullMarked;
