@NullMarked
package dev.leat.chaos.fault;

import org.jspecify.annotations.NullMarked;
