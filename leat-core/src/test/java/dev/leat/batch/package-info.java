@NullMarked
package dev.leat.batch;

import org.jspecify.annotations.NullMarked;
