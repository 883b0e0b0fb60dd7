/** JMH benchmarks of single steps through the public interfaces of the core. */
@NullMarked
package dev.leat.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
