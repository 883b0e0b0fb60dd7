@NullMarked
package dev.leat.testkit.kafka;

import org.jspecify.annotations.NullMarked;
