/**
 * Java servers as processes that end with the process which started them, however that ended. {@link
 * dev.leat.testkit.kafka.process.ServerProcess} is one such server.
 */
@NullMarked
package dev.leat.testkit.kafka.process;

import org.jspecify.annotations.NullMarked;
