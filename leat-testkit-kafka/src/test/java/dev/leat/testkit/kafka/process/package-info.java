@NullMarked
package dev.leat.testkit.kafka.process;

import org.jspecify.annotations.NullMarked;
