@NullMarked
package dev.leat.testkit.kafka.connect;

import org.jspecify.annotations.NullMarked;
