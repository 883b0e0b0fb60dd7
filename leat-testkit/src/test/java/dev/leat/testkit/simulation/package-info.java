@NullMarked
package dev.leat.testkit.simulation;

import org.jspecify.annotations.NullMarked;
