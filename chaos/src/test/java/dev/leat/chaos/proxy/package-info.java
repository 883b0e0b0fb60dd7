@NullMarked
package dev.leat.chaos.proxy;

import org.jspecify.annotations.NullMarked;
