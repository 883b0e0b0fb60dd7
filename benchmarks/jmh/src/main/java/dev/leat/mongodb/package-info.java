/** JMH benchmarks of steps that are not public, thus in their package. */
@NullMarked
package dev.leat.mongodb;

import org.jspecify.annotations.NullMarked;
