@NullMarked
package dev.leat.kafka.registry;

import org.jspecify.annotations.NullMarked;
