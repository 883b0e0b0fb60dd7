@NullMarked
package dev.leat.kafka.format;

import org.jspecify.annotations.NullMarked;
