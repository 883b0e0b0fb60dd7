@NullMarked
package dev.leat.internal;

import org.jspecify.annotations.NullMarked;
