@NullMarked
package dev.leat.kafka.foreign;

import org.jspecify.annotations.NullMarked;
