@NullMarked
package dev.leat.chaos.workload;

import org.jspecify.annotations.NullMarked;
